"""Matrices of correlations on disk: names and figures in JSON, cells in float32 that are mapped, not parsed.

A matrix of 2,000 columns takes 16 MB, of which a reader loads the pages it looks at. The REST answer, 30 MB
of JSON, is written in the child process when somebody asks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import numpy as np
from numpy.typing import ArrayLike

from ...datasets import Progress, stored
from ..kept import correlations_file, document_file, matrix_file
from ..records import Cells, Correlations, CorrelationsDocument, Pair

N_STRONGEST = 100
_MAX_FINE = 500
_Z = 1.96


@dataclass(frozen=True, slots=True)
class _Head:
    """All of `Correlations` but the cells."""

    method: str
    columns: tuple[str, ...]
    n_rows: int
    error: float | None
    n_left_out: int
    strongest: tuple[Pair, ...]


def correlations_of_cells(
    method: str,
    columns: Sequence[str],
    cells: ArrayLike | Sequence[Sequence[float | None]],
    n_rows: int,
    *,
    error: float | None = None,
    n_left_out: int = 0,
) -> Correlations:
    """Return the record of a matrix.

    Parameters
    ----------
    cells : of shape (n_columns, n_columns); None or NaN where unknown
    """
    values = np.array(cells, dtype=np.float32).reshape(len(columns), len(columns))
    return Correlations(
        method, tuple(columns), values, n_rows, error, n_left_out, strongest_pairs(values, N_STRONGEST)
    )


def sampling_error(n_rows: int) -> float:
    """Return the half-width of the 95 % interval of a correlation of 0, ``1.96 / sqrt(n - 3)``, at most 1.

    For a simple random sample; a pair with missing cells has fewer rows and a wider interval. Source:
    Fisher (1921), Metron 1, 3-32.
    """
    return round(min(1.0, _Z / np.sqrt(max(1, n_rows - 3))), 6)


def strongest_pairs(values: Cells, limit: int) -> tuple[Pair, ...]:
    """Return the pairs with the largest absolute correlation, strongest first, unknown ones left out."""
    rows, others = np.tril_indices(len(values), -1)
    cells = values[rows, others]
    strength = np.nan_to_num(np.abs(cells), nan=-1.0)
    if len(strength) > limit:
        # All that are as strong as the last one compete for the last places, so that ties keep their order.
        least = np.partition(strength, len(strength) - limit)[len(strength) - limit]
        picked = np.flatnonzero(strength >= least)
    else:
        picked = np.arange(len(strength))
    picked = picked[np.argsort(-strength[picked], kind="stable")][:limit]
    return tuple(
        Pair(int(rows[place]), int(others[place]), round(float(cells[place]), 6))
        for place in picked
        if strength[place] >= 0
    )


def write_correlations(folder: Path, result: Correlations) -> None:
    """Keep a matrix; its head appears last, so that a reader finds both or neither."""
    path = folder / matrix_file(result.method)
    draft = path.with_name(f"{path.name}.{token_hex(4)}.part")
    with draft.open("wb") as file:
        np.save(file, result.values, allow_pickle=False)
    draft.replace(path)
    head = _Head(
        result.method, result.columns, result.n_rows, result.error, result.n_left_out, result.strongest
    )
    stored.write(folder / correlations_file(result.method), head, _Head)


def read_correlations(folder: Path, method: str) -> Correlations | None:
    """Return the matrix that is kept, mapped into memory, or None."""
    try:
        head = stored.remembered(folder / correlations_file(method), _Head)
        values = np.load(folder / matrix_file(method), mmap_mode="r", allow_pickle=False)
    except (FileNotFoundError, ValueError):
        return None  # kept by an earlier version, in another form
    if head is None or values.shape != (len(head.columns), len(head.columns)):
        return None
    return Correlations(
        head.method, head.columns, values, head.n_rows, head.error, head.n_left_out, head.strongest
    )


def document_of(correlations: Correlations) -> CorrelationsDocument:
    """Return the matrix as the REST API tells it: None where unknown, 6 digits, 4 above 500 columns."""
    digits = 6 if len(correlations.columns) <= _MAX_FINE else 4
    rows = correlations.values.astype(np.float64).round(digits)
    return CorrelationsDocument(
        correlations.method,
        correlations.columns,
        tuple(tuple(None if cell != cell else cell for cell in row.tolist()) for row in rows),
        correlations.n_rows,
        correlations.error,
        correlations.n_left_out,
    )


def write_document(*, folder: str, method: str, report: Progress) -> None:
    """Write the kept matrix in the JSON of the REST API; runs in the limited child process."""
    report(0.1, "Writing all pairs")
    kept = read_correlations(Path(folder), method)
    if kept is not None:
        stored.write(Path(folder) / document_file(method), document_of(kept), CorrelationsDocument)
