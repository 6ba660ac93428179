"""What a transformation makes of a column, before and after, in a sample of the rows."""

from dataclasses import dataclass

from ..features import Encoding, PlannedStep


@dataclass(frozen=True, slots=True)
class Shape:
    """How values are spread: `counts` between `edges`, or of the most frequent `levels`; one is empty.

    `n_missing` rows have no value. Edges of dates are years.
    """

    counts: tuple[int, ...]
    edges: tuple[float, ...] = ()
    levels: tuple[str, ...] = ()
    n_missing: int = 0


@dataclass(frozen=True, slots=True)
class TransformPreview:
    """A column before and after its planned steps, fitted on the `n_rows` rows that were read.

    `names` are those of the first columns that come out, `n_columns` counts all. `after` spreads the first of
    them, or the rows by level where each has a column; None where nothing comes out. `rows` holds the number
    of a row in the table (from 1), its value as text, None where missing, and what comes out in the columns
    that are named, None where that is missing.
    """

    column: str
    encoding: Encoding
    steps: tuple[PlannedStep, ...]
    n_rows: int
    is_sample: bool
    names: tuple[str, ...]
    n_columns: int
    before: Shape
    after: Shape | None
    rows: tuple[tuple[int, str | None, tuple[float | None, ...]], ...]
