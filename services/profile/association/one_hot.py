"""Rows of ones for the levels of columns of categories, so that matrix products count them."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from .codes import MISSING, Codes
from .scaled import Singles

FEW_LEVELS = 64
LEVELS_AT_ONCE = 512
CELLS_AT_ONCE = 4_000_000


def few_and_many(n_codes: Sequence[int]) -> tuple[list[list[int]], list[int]]:
    """Return the places of columns of 1 to 64 levels, in blocks of at most 512 levels, and of longer ones.

    Parameters
    ----------
    n_codes : one more than the number of levels of each column
    """
    few: list[list[int]] = []
    many: list[int] = []
    room = 0
    for place, n in enumerate(n_codes):
        n_levels = n - 1
        if n_levels > FEW_LEVELS:
            many.append(place)
        elif n_levels > 0:
            if n_levels > room:
                few.append([])
                room = LEVELS_AT_ONCE
            few[-1].append(place)
            room -= n_levels
    return few, many


def ones(coded: Sequence[Codes], n_codes: Sequence[int], block: Sequence[int], rows: slice) -> Singles:
    """Return a row for each level of each column of a block: 1 where it is, 0 elsewhere."""
    levels = [np.arange(MISSING + 1, n_codes[place])[:, None] for place in block]
    hits = [coded[place][rows] == one for place, one in zip(block, levels, strict=True)]
    return np.concatenate(hits).astype(np.float32)


def starts(block: Sequence[int], n_codes: Sequence[int]) -> list[int]:
    """Return which row of `ones` is the first of each column of a block."""
    return [0, *accumulate(n_codes[place] - 1 for place in block[:-1])]


def pieces(n_rows: int, n_lines: int) -> list[slice]:
    """Return the rows in pieces of about four million cells of a matrix of `n_lines` lines."""
    step = max(256, CELLS_AT_ONCE // max(1, n_lines))
    return [slice(start, start + step) for start in range(0, n_rows, step)]
