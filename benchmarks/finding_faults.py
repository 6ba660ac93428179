"""Faults that are planted into tables, each with where it must be found, and near misses that must not."""

import string
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from hydroml.benchmarks.finding_tables import Table

Random = np.random.Generator
Planted = tuple[Table, str]
"""The table after, and the column where the finding must point to ("" for rows)."""


@dataclass(frozen=True)
class Fault:
    """A fault of one strength; `is_true` is False for a near miss that must not be reported."""

    code: str
    label: str
    plant: Callable[[Table, Random], Planted | None]
    is_true: bool = True


def _some(table: Table, share: float, rng: Random, *, least: int = 3) -> np.ndarray:
    n = max(least, round(share * table.n_rows))
    return rng.choice(table.n_rows, min(n, table.n_rows), replace=False)


def _pick(names: list[str], rng: Random) -> str | None:
    return names[rng.integers(len(names))] if names else None


def _replaced(table: Table, name: str, rows: np.ndarray, values: list[str]) -> Table:
    cells = list(table.cells[name])
    for row, value in zip(rows, values, strict=True):
        cells[row] = value
    return table.with_column(name, cells)


def cells_of(kind: str, share: float, words: tuple[str, ...]) -> Callable[[Table, Random], Planted | None]:
    """Write one of these words into a share of the cells of a column of numbers or labels."""

    def plant(table: Table, rng: Random) -> Planted | None:
        name = _pick(table.numbers() if kind == "number" else table.labels(), rng)
        if name is None:
            return None
        rows = _some(table, share, rng)
        return _replaced(table, name, rows, [str(rng.choice(words))] * len(rows)), name

    return plant


def mixed_cells(share: float) -> Callable[[Table, Random], Planted | None]:
    """Write several words into a share of the cells of a column of numbers."""

    def plant(table: Table, rng: Random) -> Planted | None:
        name = _pick(table.numbers(), rng)
        if name is None:
            return None
        rows = _some(table, share, rng)
        words = ["broken", "see remark", "below limit", "n. d.", "twelve"]
        return _replaced(table, name, rows, [str(rng.choice(words)) for _ in rows]), name

    return plant


def far_values(share: float, n_deviations: float) -> Callable[[Table, Random], Planted | None]:
    """Move a share of the numbers of a column that many robust deviations (1.4826 MAD) from its median."""

    def plant(table: Table, rng: Random) -> Planted | None:
        name = _pick([one for one in table.numbers() if _spread(table, one) > 0], rng)
        if name is None:
            return None
        rows = _some(table, share, rng)
        middle, spread = float(np.nanmedian(table.amounts(name))), _spread(table, name)
        signs = rng.choice([-1, 1], len(rows))
        return _replaced(
            table, name, rows, [f"{middle + sign * n_deviations * spread:.6g}" for sign in signs]
        ), name

    return plant


def _spread(table: Table, name: str) -> float:
    amounts = table.amounts(name)
    return float(1.4826 * np.nanmedian(np.abs(amounts - np.nanmedian(amounts))))


def nearly(share: float) -> Callable[[Table, Random], Planted | None]:
    """Give the same value to this share of the rows of a column."""

    def plant(table: Table, rng: Random) -> Planted | None:
        name = _pick(table.numbers() + table.labels(), rng)
        if name is None:
            return None
        rows = rng.permutation(table.n_rows)[: int(share * table.n_rows)]
        value = table.cells[name][int(rng.integers(table.n_rows))] or "0"
        filled = [cell or "0" for cell in table.cells[name]]
        return _replaced(table.with_column(name, filled), name, rows, [value] * len(rows)), name

    return plant


def copied_rows(share: float) -> Callable[[Table, Random], Planted | None]:
    """Repeat a share of the rows somewhere in the table."""

    def plant(table: Table, rng: Random) -> Planted | None:
        rows = rng.permutation([*range(table.n_rows), *_some(table, share, rng, least=1)])
        return table.taken(rows), ""

    return plant


def copy_of(how: str) -> Callable[[Table, Random], Planted | None]:
    """Add a column that says the same as another: equal, in other words, or one cell apart."""

    def plant(table: Table, rng: Random) -> Planted | None:
        of_labels = how != "equal number"
        name = _pick(table.labels() if of_labels else table.numbers(), rng)
        if name is None:
            return None
        cells = list(table.cells[name])
        if how in ("recoded", "nearly recoded"):
            levels = sorted(set(cells) - {""})
            code = {level: string.ascii_uppercase[i] for i, level in enumerate(levels)} | {"": ""}
            cells = [code[cell] for cell in cells]
        if how == "nearly recoded":
            rows = _some(table, 0.05, rng, least=10)
            kept = [cells[row] for row in rows]
            for row, value in zip(rows, rng.permutation(kept), strict=True):
                cells[row] = str(value)
        return table.with_column("added", cells), "added"

    return plant


def added(name: str, make: Callable[[Table, Random], list[str]]) -> Callable[[Table, Random], Planted | None]:
    """Add a column that is made for the table."""

    def plant(table: Table, rng: Random) -> Planted | None:
        return table.with_column(name, make(table, rng), first=bool(rng.integers(2))), name

    return plant


def leaking(noise: float) -> Callable[[Table, Random], Planted | None]:
    """Add the target under other labels with a share of wrong rows; of numbers, with noise of that share."""

    def plant(table: Table, rng: Random) -> Planted | None:
        truth = table.cells[table.target]
        if table.task == "regression":
            amounts = table.amounts(table.target)
            amounts = 2.2 * amounts + 7 + 2.2 * rng.normal(0, noise * np.nanstd(amounts), table.n_rows)
            return table.with_column("told", [f"{amount:.6g}" for amount in amounts]), "told"
        levels = sorted(set(truth))
        code = {level: f"g{i}" for i, level in enumerate(rng.permutation(levels))}
        cells = [code[cell] for cell in truth]
        for row in _some(table, noise, rng, least=0):
            others = [value for value in code.values() if value != cells[row]]
            cells[row] = str(rng.choice(others))
        return table.with_column("told", cells), "told"

    return plant


def missing_by_class(noise: float) -> Callable[[Table, Random], Planted | None]:
    """Empty a column just where the target has one of its classes, but for a share of the rows."""

    def plant(table: Table, rng: Random) -> Planted | None:
        name = _pick([one for one in table.numbers() if "" not in table.cells[one]], rng)
        if name is None or table.task == "regression":
            return None
        truth = np.array(table.cells[table.target])
        away = truth == rng.choice(sorted(set(truth)))
        flipped = _some(table, noise, rng, least=0)
        away[flipped] = ~away[flipped]
        rows = np.flatnonzero(away)
        return _replaced(table, name, rows, [""] * len(rows)), name

    return plant


def classes(how: str) -> Callable[[Table, Random], Planted | None]:
    """Take rows of a class away: down to a share of the rows (``share 0.03``) or a number (``rows 4``)."""

    def plant(table: Table, rng: Random) -> Planted | None:
        if table.task == "regression":
            return None
        truth = np.array(table.cells[table.target])
        what, amount = how.split()
        label = rng.choice(sorted(set(truth)))
        rows, rest = np.flatnonzero(truth == label), np.flatnonzero(truth != label)
        share = float(amount) * 2 / len(set(truth))
        wanted = int(amount) if what == "rows" else round(share / (1 - share) * len(rest))
        if not 0 < wanted <= len(rows):
            return None
        kept = np.sort(np.concatenate((rest, rng.choice(rows, wanted, replace=False))))
        return table.taken(kept), table.target

    return plant


def owners(each: int, name: str, *, with_attributes: bool) -> Callable[[Table, Random], Planted | None]:
    """Add a column that names the owner of so many rows; if asked, two columns that belong to him."""

    def plant(table: Table, rng: Random) -> Planted | None:
        n_owners = table.n_rows // each
        if n_owners < 30:
            return None
        owner = rng.permutation(np.arange(table.n_rows) % n_owners)
        if rng.integers(2):
            owner = np.sort(owner)
        numbers = rng.permutation(np.arange(1000, 1000 + 3 * n_owners))[:n_owners]
        made = table.with_column(name, [f"K{numbers[one]}" for one in owner], first=True)
        if with_attributes:
            born = rng.integers(1950, 2005, n_owners)
            home = rng.choice(["Ulm", "Bonn", "Kiel", "Jena"], n_owners)
            made = made.with_column("born", [str(born[one]) for one in owner])
            made = made.with_column("home", [str(home[one]) for one in owner])
        return made, name

    return plant


def sentences(n_words: int) -> Callable[[Table, Random], list[str]]:
    """Return a maker of sentences of about so many words."""
    known = "the pump was replaced after noise from its bearing seal leak found again by night crew"
    words = known.split()

    def make(table: Table, rng: Random) -> list[str]:
        sizes = rng.integers(max(1, n_words - 2), n_words + 3, table.n_rows)
        return [" ".join(rng.choice(words, size)) for size in sizes]

    return make


def without_targets(n: int) -> Callable[[Table, Random], Planted | None]:
    """Empty the target in some rows."""

    def plant(table: Table, rng: Random) -> Planted | None:
        rows = rng.choice(table.n_rows, n, replace=False)
        return _replaced(table, table.target, rows, [""] * n), table.target

    return plant


def first_rows(n: int) -> Callable[[Table, Random], Planted | None]:
    """Keep so many rows."""

    def plant(table: Table, rng: Random) -> Planted | None:
        if table.n_rows < n:
            return None
        return table.taken(np.sort(rng.choice(table.n_rows, n, replace=False))), ""

    return plant


def one_class(table: Table, rng: Random) -> Planted | None:
    """Give every row the same target."""
    return replace(table, cells=table.cells | {table.target: ["same"] * table.n_rows}), table.target


def days(
    step: int, *, jitter: int = 0, moved: float = 0.0, shuffled: bool = False
) -> Callable[[Table, Random], list[str]]:
    """Return a maker of dates so many days apart, perhaps with gaps, a share moved, or in no order."""

    def make(table: Table, rng: Random) -> list[str]:
        steps = step + (rng.integers(0, jitter + 1, table.n_rows) if jitter else 0)
        places = np.cumsum(np.broadcast_to(steps, table.n_rows))
        start = np.datetime64("1990-01-01")
        moments = [str(start + np.timedelta64(int(place), "D")) for place in places]
        for row in _some(table, moved, rng, least=0):
            moments[row] = moments[int(rng.integers(table.n_rows))]
        return [str(one) for one in rng.permutation(moments)] if shuffled else moments

    return make


def levels(n: int) -> Callable[[Table, Random], list[str]]:
    """Return a maker of labels, so many different ones."""

    def make(table: Table, rng: Random) -> list[str]:
        pick = np.concatenate((np.arange(n), rng.integers(0, n, table.n_rows)))[: table.n_rows]
        return [f"shade {one}" for one in rng.permutation(pick)]

    return make


def amounts(sigma: float) -> Callable[[Table, Random], list[str]]:
    """Return a maker of amounts with a tail: the logarithm is normal with this deviation."""

    def make(table: Table, rng: Random) -> list[str]:
        return [f"{amount:.5g}" for amount in rng.lognormal(3, sigma, table.n_rows)]

    return make


def keys(how: str) -> Callable[[Table, Random], list[str]]:
    """Return a maker of keys, different in every row."""

    def make(table: Table, rng: Random) -> list[str]:
        n = table.n_rows
        if how == "counting":
            return [str(i + 1) for i in range(n)]
        if how == "letters":
            return [f"{one:08x}-{i:04x}" for i, one in enumerate(rng.integers(0, 2**31, n))]
        start = rng.integers(10**9, 9 * 10**9) if how == "long" else 10_000
        return [str(start + one) for one in rng.permutation(5 * n)[:n]]

    return make
