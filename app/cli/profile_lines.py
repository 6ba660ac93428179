"""A dataset and its profile as lines of a terminal."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from ...services.datasets import Dataset, ReportNote
from ...services.profile import ColumnProfile, Profile

MAX_NAME = 40
MAX_LINES = 12
MAX_TOP = 3
MAX_VALUE = 24
_ORDER = {"error": 0, "warning": 1, "info": 2}


def lines(dataset: Dataset, profile: Profile, *, is_chosen: bool) -> Iterator[str]:
    """Yield what is to be said of a table: how it was read, its target, its columns, its findings.

    Parameters
    ----------
    is_chosen : whether the user has named the target
    """
    exact = "exact" if profile.exact else f"estimate from {profile.sampled_rows:,} rows"
    kind = dataset.format or "table"
    size = f"{profile.n_rows} rows, {profile.n_columns} columns ({exact})"
    yield f"{plain(dataset.name)} ({kind}): {size}"
    yield from _reading(dataset)
    yield from _target(profile, is_chosen=is_chosen)
    yield "columns:"
    for column in profile.columns:
        yield _column(column, profile)
    yield from _findings(profile)


def plain(text: str, limit: int = 1000) -> str:
    """Return a text in one line: what cannot be printed or would turn the line around is escaped."""
    shown = "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _reading(dataset: Dataset) -> Iterator[str]:
    told = _settings(dataset.report.dialect)
    yield f"read with {told}" if told else "read as it is"
    if dataset.report.overrides:
        yield f"  as you said: {_settings(dataset.report.overrides)}"
    for note in sorted(dataset.report.notes, key=lambda note: _ORDER[note.severity]):
        yield f"  {note.severity}: {plain(note.message)}{_places(note)} [{note.code}]"


def _settings(told: Mapping[str, Any]) -> str:
    """Return settings as words: "delimiter ';', header yes, kind of 'code' text"."""
    parts = []
    for key, value in told.items():
        if key == "dialect":
            parts.append(_settings(value))
        elif key == "kinds":
            parts += [f"kind of {plain(name, MAX_NAME)!r} {kind}" for name, kind in value.items()]
        elif value is None:
            parts.append(f"no {key}")
        elif isinstance(value, bool):
            parts.append(f"{key} {'yes' if value else 'no'}")
        else:
            parts.append(
                f"{key} {value!r}" if key in ("delimiter", "quote", "escape", "decimal") else f"{key} {value}"
            )
    return ", ".join(part for part in parts if part)


def _places(note: ReportNote) -> str:
    if not note.lines:
        return ""
    shown = ", ".join(str(line) for line in note.lines[:MAX_LINES])
    more = max(note.n, len(note.lines)) - min(len(note.lines), MAX_LINES)
    noun = "line" if len(note.lines) + more == 1 else "lines"
    return f" ({noun} {shown}" + (f" and {more} more)" if more else ")")


def _target(profile: Profile, *, is_chosen: bool) -> Iterator[str]:
    if profile.target is None:
        yield "no target stands out; name one with --target"
        return
    target, word = profile.target, "target" if is_chosen else "suggested target"
    yield f"{word} {plain(target.name)!r}: {target.task}, {plain(target.reason)}"
    if is_chosen:
        return
    for name, reason in profile.target_candidates:
        yield f"  {plain(name, MAX_NAME)!r}: {plain(reason)}"


def _column(column: ColumnProfile, profile: Profile) -> str:
    sign = "" if profile.exact else "~"
    about = "" if column.is_distinct_exact else "~"
    parts = [
        f"  {plain(column.name, MAX_NAME):<{MAX_NAME}} {column.kind:<12}",
        f"missing {sign}{column.n_missing}, distinct {about}{column.n_distinct}",
    ]
    figures = _figures(column)
    if column.n_outliers:
        noun = "outlier" if column.n_outliers == 1 else "outliers"
        figures.append(f"{sign}{column.n_outliers} {noun}")
    figures += [
        f"{plain(value, MAX_VALUE)!r} in {n} rows may mean missing" for value, n in column.disguised.items()
    ]
    return " ".join(parts) + (f"; {', '.join(figures)}" if figures else "")


def _figures(column: ColumnProfile) -> list[str]:
    """Return the main figures of a column in words."""
    stats = column.stats
    if "mean_length" in stats:
        return [f"{_number(stats.get('min_length'))} to {_number(stats.get('max_length'))} characters"]
    if "mean" in stats:
        spread = f"{_number(stats.get('min'))} to {_number(stats.get('max'))}"
        return [spread, f"median {_number(stats.get('median'))}", f"mean {_number(stats.get('mean'))}"]
    if stats.get("top"):
        return [f"{plain(str(value), MAX_VALUE)} {n}" for value, n in stats["top"][:MAX_TOP]]
    if "min" in stats:
        return [f"{stats['min']} to {stats.get('max')}"]
    return []


def _number(value: Any) -> str:
    if not isinstance(value, int | float) or not math.isfinite(value):
        return "unknown"
    return f"{value:.6g}"


def _findings(profile: Profile) -> Iterator[str]:
    if not profile.findings:
        yield "nothing to look at was found"
    for finding in sorted(profile.findings, key=lambda one: _ORDER[one.severity]):
        yield f"{finding.severity}: {plain(finding.message)} [{finding.code}]"
