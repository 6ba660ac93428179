"""How strongly columns of any two kinds go together, in [0, 1], in the limited child process."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ...datasets import Progress
from ...datasets.ingest_names import TABLE
from ..rows import Rows
from .codes import Codes, labels
from .correlations import MAX_CELLS, arranged, read_scaled
from .cramers import cramers_matrix
from .matrices import write_correlations
from .products import correlations_of
from .ratios import correlation_ratios
from .scaled import Floats, Scaled

METHOD = "association"
MAX_LEVELS = 1000
_MIN_ROWS = 1000
_MAX_PAIR_ROWS = 4_000_000_000


def associate(*, folder: str, numbers: list[str], categories: list[str], report: Progress) -> None:
    """Write the associations of all pairs of these columns.

    Two columns of numbers: the absolute value of Pearson's correlation. Two of categories: Cramer's V. One
    of each: the correlation ratio. The first and the last are both roots of a share of explained variance,
    and equal for a category of two levels; hence Pearson and not Spearman. From all rows up to 40 million
    cells, and 4 thousand million of all pairs with a category, else from a sample spread over the table.

    Parameters
    ----------
    folder : path of the dataset's folder
    numbers : names of columns of numbers or moments
    categories : names of columns of categories or truth values; of more than 1,000 levels the 999 most
        frequent count for themselves and the others as one
    """
    rows = Rows(Path(folder) / TABLE, exact=False, sample_rows=_wanted(len(numbers), len(categories)))
    report(0.1, "Reading the columns")
    values = read_scaled(rows, numbers)
    coded = [labels(series, MAX_LEVELS) for _, series in rows.columns(categories)]
    report(0.4, "Comparing all pairs")
    matrix = associations(values, coded)
    report(0.7, "Ordering by groups")
    write_correlations(Path(folder), arranged(METHOD, [*numbers, *categories], matrix, rows))


def associations(values: Scaled, coded: Sequence[Codes]) -> Floats:
    """Return the association of each pair, of shape (n, n), numbers first; NaN where it cannot be computed.

    Parameters
    ----------
    values : the columns of numbers
    coded : codes of the columns of categories, each of shape (n_rows,), 0 where missing
    """
    n_numbers, n = len(values.values), len(values.values) + len(coded)
    matrix = np.full((n, n), np.nan)
    matrix[:n_numbers, :n_numbers] = np.abs(correlations_of(values)) if n_numbers else 0.0
    levels = [int(codes.max(initial=0)) + 1 for codes in coded]

    if n_numbers and coded:
        ratios = correlation_ratios(values, coded, levels)
        matrix[n_numbers:, :n_numbers], matrix[:n_numbers, n_numbers:] = ratios, ratios.T
    matrix[n_numbers:, n_numbers:] = cramers_matrix(coded, levels)
    return matrix


def _wanted(n_numbers: int, n_categories: int) -> int:
    """Return how many rows are looked at."""
    n_pairs = max(1, n_categories * n_numbers + n_categories * (n_categories + 1) // 2)
    return max(_MIN_ROWS, min(MAX_CELLS // max(1, n_numbers + n_categories), _MAX_PAIR_ROWS // n_pairs))
