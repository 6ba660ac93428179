"""Guesses which column is to be predicted, with the reasons."""

from collections.abc import Collection, Sequence

from ..datasets.cells.names_of_columns import words
from .records import ColumnProfile
from .task import detect_task

N_CANDIDATES = 3
_UNFIT = frozenset(("identifier", "constant", "text", "datetime"))
_WHOLE_NAME = frozenset(
    ("target", "label", "labels", "class", "classes", "outcome", "response", "output", "result",
     "dependent", "diagnosis", "species", "quality", "status", "price", "fraud", "income")
)  # fmt: skip
_LAST_WORD = frozenset(
    ("target", "label", "outcome", "survived", "survival", "churn", "churned", "attrition", "default",
     "defaulted", "price", "value", "demand", "fraud", "converted", "response", "approved", "cancelled",
     "canceled", "purchased", "deposit", "readmitted", "failure", "diagnosis", "sales", "revenue", "cost",
     "salary", "accepted", "admitted", "bought", "clicked", "consumption", "died", "disease", "loss",
     "mortality", "rating", "renewed", "repaid", "risk", "score", "subscribed", "yield")
)  # fmt: skip
_LATER = frozenset(("next", "tomorrow", "future"))
_ATTRIBUTE = frozenset(
    ("address", "age", "city", "code", "country", "gender", "id", "lat", "latitude", "lon", "long",
     "longitude", "name", "postcode", "race", "region", "sex", "state", "zip", "zipcode")
)  # fmt: skip
_WHOLE, _LAST, _LETTER = 3.0, 2.5, 2.0
_AT_END, _AT_START, _AFTER_TIME = 1.5, 0.5, 2.0
_TWO, _FEW = 1.0, 0.5
_UNLIKELY = -1.0
_MAX_CLASSES, _MANY_LABELS = 20, 50


def candidates(
    columns: Sequence[ColumnProfile],
    n_rows: int,
    time_columns: Collection[str] = (),
    *,
    repeated: Collection[str] = (),
) -> tuple[tuple[str, str], ...]:
    """Return the three best guesses with their reasons, best first.

    Points are given for a name that means a target (3 for the whole name, 2.5 for its last word or a word
    of time to come, 2 for 'y'), for standing last (1.5), first (0.5) or right after the time columns (2),
    for two values (1) or few (0.5). One is taken away from columns that are rarely asked for: attributes
    such as age or country, keys, labels of more than 50 kinds, and copies of an earlier column.

    Parameters
    ----------
    columns : all columns in the order of the table
    n_rows : number of rows
    time_columns : columns that give the rows their order in time, if the table has one
    repeated : columns that say the same as an earlier one
    """
    fit = [
        column
        for column in columns
        if column.kind not in _UNFIT and column.n_distinct > 1 and column.name not in time_columns
    ]
    after = _first_after(columns, time_columns)
    points = []
    for place, column in enumerate(fit):
        reasons = _by_name(column.name) + _by_place(place, len(fit)) + _by_values(column, n_rows)
        if column.name == after:
            reasons.append((_AFTER_TIME, "first column after those of time"))
        score = sum(score for score, _ in reasons)
        if column.name in repeated or _is_rarely_asked(column):
            score += _UNLIKELY
        points.append((-score, place, column.name, reasons))
    best = sorted(points)[:N_CANDIDATES]
    return tuple((name, "; ".join(said for _, said in reasons) or "a column") for _, _, name, reasons in best)


def _is_rarely_asked(column: ColumnProfile) -> bool:
    parts = words(column.name)
    if column.kind == "categorical" and column.n_distinct > _MANY_LABELS:
        return True
    return bool(parts) and parts[-1] in _ATTRIBUTE


def _by_name(name: str) -> list[tuple[float, str]]:
    parts = words(name)
    if "".join(parts) in _WHOLE_NAME or (len(parts) == 1 and parts[0] in _LAST_WORD):
        return [(_WHOLE, f"'{name[:60]}' is a usual name of a target")]
    if parts == ("y",):
        return [(_LETTER, "'y' is a usual name of a target")]
    later = next((word for word in parts if word in _LATER), None)
    if later is not None:
        return [(_LAST, f"'{later}' in its name tells of what comes later")]
    if parts and parts[-1] in _LAST_WORD:
        return [(_LAST, f"its name ends in '{parts[-1]}'")]
    return []


def _by_place(place: int, n: int) -> list[tuple[float, str]]:
    if place == n - 1:
        return [(_AT_END, "the last column")]
    return [(_AT_START, "the first column")] if place == 0 else []


def _by_values(column: ColumnProfile, n_rows: int) -> list[tuple[float, str]]:
    task, _ = detect_task(column, n_rows)
    if task == "binary":
        return [(_TWO, "two values")]
    is_few = task == "multiclass" and column.n_distinct <= _MAX_CLASSES
    return [(_FEW, f"{column.n_distinct} classes")] if is_few else []


def _first_after(columns: Sequence[ColumnProfile], time_columns: Collection[str]) -> str | None:
    """Return the first amount behind the columns of time."""
    places = [place for place, column in enumerate(columns) if column.name in time_columns]
    following = columns[max(places) + 1 :] if places else ()
    amounts = (
        one for one in following if one.kind in ("numeric", "integer") and one.n_distinct > _MAX_CLASSES
    )
    return next((column.name for column in amounts), None)
