"""Reads dates: all values of a column must fit one form, or the column stays text."""

import re

import polars as pl

_DATES = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d %B %Y",
    "%b %d %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d.%m.%y",
    "%d/%m/%y",
    "%m/%d/%y",
)
_TIMES = (
    "",
    " %H:%M:%S",
    "T%H:%M:%S",
    " %H:%M:%S%.f",
    "T%H:%M:%S%.f",
    " %H:%M",
    "T%H:%M",
    " %I:%M:%S %p",
    " %I:%M %p",
)
_FIRST_YEAR = 1000
_ZONE = r"(Z|[+-]\d{2}:?\d{2})$"
_LOOKS = (
    r"^\d{1,4}[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{1,4}([T ]\d{1,2}:\d{2}.*)?$"
    r"|^[A-Za-z]{3,9} \d{1,2},? \d{4}"
)
_MARKS = re.compile(r"(?<=:\d\d)\.\d+|(Z|[+-]\d{2}:?\d{2})$|[A-Za-z0-9]")
_CODES = re.compile(r"%(\.f|#z|[A-Za-z])|T")
_SWAPPED = {"%d/%m/%Y": "%m/%d/%Y", "%d-%m-%Y": "%m-%d-%Y", "%d/%m/%y": "%m/%d/%y"}


def forms(*, month_first: bool = False) -> list[str]:
    """Return every form without an offset, the usual ones first."""
    return [date + time for date in _in_turn(month_first=month_first) for time in _TIMES]


def _in_turn(*, month_first: bool) -> tuple[str, ...]:
    """Return the forms of dates; of two that differ in the order of day and month, the asked one first."""
    if not month_first:
        return _DATES
    other = _SWAPPED | {after: before for before, after in _SWAPPED.items()}
    return tuple(other.get(date, date) for date in _DATES)


def likely(known: pl.Series, *, month_first: bool = False) -> list[str]:
    """Return the forms that all of these texts fit, the usual ones first.

    Parameters
    ----------
    known : stripped texts of shape (n,), none missing
    """
    if known.is_empty() or not look_like(known).all():
        return []
    first = known.head(1)
    forms = written_as(first[0], has_zone=bool(have_zone(known).all()), month_first=month_first)
    return [form for form in forms if _fits(first, form) and _fits(known, form)]


def look_like(texts: pl.Series) -> pl.Series:
    """Tell which texts may be dates: only those are worth a try."""
    return texts.str.contains(_LOOKS)


def have_zone(texts: pl.Series) -> pl.Series:
    """Tell which texts end with their distance from UTC."""
    return texts.str.contains(_ZONE)


def written_as(text: str, *, has_zone: bool, month_first: bool) -> list[str]:
    """Return the forms with the marks of this text in their places, the usual ones first.

    To compare marks is a thousand times as fast as to try each form.
    """
    zone = "%#z" if has_zone else ""
    marks = _MARKS.sub("", text)
    forms = [
        date + time + (zone if time else "") for date in _in_turn(month_first=month_first) for time in _TIMES
    ]
    return [form for form in forms if _CODES.sub("", form) == marks]


def _fits(known: pl.Series, form: str) -> bool:
    return parsed(known, form).null_count() == 0


def parsed(values: pl.Series, form: str) -> pl.Series:
    """Return datetimes with microseconds, null where a text does not fit; an offset is turned to UTC.

    A year of fewer than four digits does not fit a form with four.

    Parameters
    ----------
    values : texts of shape (n,)
    """
    moments = _moments(values, form)
    if "%Y" not in form:
        return moments
    return pl.select(pl.when(moments.dt.year() >= _FIRST_YEAR).then(moments)).to_series()


def _moments(values: pl.Series, form: str) -> pl.Series:
    if "%H" not in form and "%I" not in form:
        return values.str.to_date(form, strict=False).cast(pl.Datetime("us"))
    if has_zone(form):
        moments = values.str.to_datetime(form, time_unit="us", time_zone="UTC", strict=False)
        return moments.dt.replace_time_zone(None)
    return values.str.to_datetime(form, time_unit="us", strict=False)


def has_zone(form: str) -> bool:
    """Tell whether moments of this form carry their distance from UTC."""
    return "%#z" in form


def swapped(form: str) -> str | None:
    """Return the form with day and month the other way round, where that is in use."""
    both = _SWAPPED | {after: before for before, after in _SWAPPED.items()}
    for one, other in both.items():
        if form.startswith(one):
            return other + form.removeprefix(one)
    return None
