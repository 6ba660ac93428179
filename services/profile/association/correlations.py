"""Correlations of columns of numbers in the limited child process, ordered so that groups stand together."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
from scipy.spatial.distance import squareform

from ...datasets import Progress
from ...datasets.ingest_names import TABLE
from ..records import Correlations
from ..rows import Rows
from .codes import numbers
from .matrices import correlations_of_cells, sampling_error, write_correlations
from .products import correlations_of
from .ranks import average_ranks
from .scaled import Scaled, in_threads

Floats = NDArray[np.float64]

MAX_CELLS = 40_000_000
MAX_COLUMNS = 2000
_MIN_ROWS = 1000
_MAX_OPTIMAL = 300


def correlate(*, folder: str, method: str, columns: list[str], report: Progress) -> None:
    """Write the correlations of `columns`.

    From all rows up to 40 million cells, else from a sample spread over the table. Spearman's are Pearson's
    of the ranks in each column's known values; ranking anew in the rows of each pair would cost a thousand
    times more and changes little unless cells are missing for a reason.

    Parameters
    ----------
    folder : path of the dataset's folder
    method : ``pearson`` or ``spearman``
    columns : names of columns of numbers or truth values
    """
    rows = Rows(
        Path(folder) / TABLE, exact=False, sample_rows=max(_MIN_ROWS, MAX_CELLS // max(1, len(columns)))
    )
    report(0.1, "Reading the columns")
    values = read_scaled(rows, columns, ranked=method == "spearman")
    report(0.4, "Correlating")
    matrix = correlations_of(values)
    report(0.7, "Ordering by groups")
    write_correlations(Path(folder), arranged(method, columns, matrix, rows))


def read_scaled(rows: Rows, names: Sequence[str], *, ranked: bool = False) -> Scaled:
    """Return columns of numbers, scaled, or their ranks; two threads read a few columns at a time."""
    result = Scaled.empty(len(names), rows.n_seen)
    blocks = rows.blocks(names)
    places = np.cumsum([0, *map(len, blocks)])

    def work(number: int) -> None:
        read = [numbers(series) for series in rows.read(blocks[number])]
        result.fill(int(places[number]), np.array([average_ranks(one) for one in read] if ranked else read))

    in_threads(work, range(len(blocks)))
    return result


def arranged(method: str, names: Sequence[str], matrix: Floats, rows: Rows) -> Correlations:
    """Return the record: columns in the order of their groups; of very many, the most correlated 2,000."""
    kept = _strongest(matrix)
    matrix = matrix[np.ix_(kept, kept)]
    order = clustered(matrix)
    return correlations_of_cells(
        method,
        [names[kept[place]] for place in order],
        matrix[np.ix_(order, order)].astype(np.float32),
        rows.n_seen,
        error=None if rows.exact else sampling_error(rows.n_seen),
        n_left_out=len(names) - len(kept),
    )


def clustered(matrix: Floats) -> list[int]:
    """Return the places of the columns so that strongly correlated ones are neighbours.

    Average linkage on ``1 - |r|``; unknown correlations count as 0.
    """
    if len(matrix) < 3:
        return list(range(len(matrix)))
    distance = 1 - np.abs(np.nan_to_num(matrix, nan=0.0))
    distance = np.clip((distance + distance.T) / 2, 0, 1)
    np.fill_diagonal(distance, 0)
    condensed = squareform(distance, checks=False)
    tree = linkage(condensed, "average")
    if len(matrix) <= _MAX_OPTIMAL:
        tree = optimal_leaf_ordering(tree, condensed)
    return [int(place) for place in leaves_list(tree)]


def _strongest(matrix: Floats) -> NDArray[np.intp]:
    """Return the places of the columns that are kept, in rising order."""
    if len(matrix) <= MAX_COLUMNS:
        return np.arange(len(matrix))
    strength = np.abs(np.nan_to_num(matrix, nan=0.0))
    np.fill_diagonal(strength, 0)
    return np.sort(np.argsort(-strength.max(axis=1), kind="stable")[:MAX_COLUMNS])
