"""The typed settings of step 4: how each is read, shown and refused in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

MAX_SEED = 2**31 - 1
MINUTE_S = 60
MAX_TAGS = 30
MAX_TAG = 50
NONE = "(none)"
"""What stands for no project among the choices."""
Read = tuple[Any, str | None]
"""A value and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One typed setting: its place in the slice, how it is read and how its value is shown."""

    label: str
    path: tuple[str, ...]
    read: Callable[[str], Read]
    show: Callable[[Any], str]


def _whole(
    label: str, low: int, high: int, unit: str = "", *, may_be_empty: bool = False
) -> Callable[[str], Read]:
    def read(text: str) -> Read:
        if may_be_empty and not text:
            return None, None
        span = f"{low:,} to {high:,}{f' {unit}' if unit else ''}"
        empty = ", or empty" if may_be_empty else ""
        message = f"{label} must be a whole number from {span}{empty}, not '{text[:40]}'."
        plain = text.replace(",", "")
        if not plain.isascii() or not plain.isdigit() or len(plain) > 12:
            return None, message
        return (int(plain), None) if low <= int(plain) <= high else (None, message)

    return read


def _percent(text: str) -> Read:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if 0 <= value <= 90:
        return round(value / 100, 6), None
    return None, f"The final test must be 0 to 90 % of the rows, not '{text[:40]}'. 0 keeps none."


def _minutes(text: str) -> Read:
    if not text:
        return None, None
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if 0.1 <= value <= 100_000:
        return value * MINUTE_S, None
    return None, f"The time limit must be 0.1 to 100,000 minutes, or empty for none, not '{text[:40]}'."


def _name(text: str) -> Read:
    if not text:
        return None, "An experiment needs a name of 1 to 200 characters."
    return (text, None) if len(text) <= 200 else (None, f"The name has {len(text)} characters; 200 fit.")


def _description(text: str) -> Read:
    return (text, None) if len(text) <= 10_000 else (None, f"{len(text):,} characters; 10,000 fit.")


def _tags(text: str) -> Read:
    tags = list(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))
    if len(tags) > MAX_TAGS:
        return None, f"{len(tags)} tags; {MAX_TAGS} fit."
    long = next((tag for tag in tags if len(tag) > MAX_TAG), None)
    return (
        (tags, None)
        if long is None
        else (None, f"The tag '{long[:20]}…' has more than {MAX_TAG} characters.")
    )


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _as_percent(value: Any) -> str:
    return "" if value is None else f"{100 * float(value):.10g}"


def _as_minutes(value: Any) -> str:
    return "" if value is None else f"{float(value) / MINUTE_S:.10g}"


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "n_splits": Setting("Folds", ("validation", "n_splits"), _whole("Folds", 2, 100), _plain),
        "repeats": Setting("Repeats", ("validation", "repeats"), _whole("Repeats", 1, 100), _plain),
        "gap": Setting(
            "Gap before it",
            ("validation", "gap"),
            _whole("The gap", 0, 1_000_000, "moments", may_be_empty=True),
            _plain,
        ),
        "horizon": Setting(
            "Judged window",
            ("validation", "horizon"),
            _whole("The window", 1, 1_000_000, "moments", may_be_empty=True),
            _plain,
        ),
        "test_size": Setting("Final test", ("validation", "test_size"), _percent, _as_percent),
        "seed": Setting("Master seed", ("seed",), _whole("The seed", 0, MAX_SEED), _plain),
        "n_threads": Setting("Threads", ("resources", "n_threads"), _whole("Threads", 1, 256), _plain),
        "name": Setting("Experiment", ("name",), _name, _plain),
        "description": Setting("Description", ("description",), _description, _plain),
        "tags": Setting("Tags", ("tags",), _tags, lambda tags: ", ".join(tags or ())),
        "time_limit": Setting("Time", ("resources", "time_limit_s"), _minutes, _as_minutes),
        "memory_limit": Setting(
            "Memory",
            ("resources", "memory_limit_mb"),
            _whole("The memory limit", 256, 10_000_000, "MB", may_be_empty=True),
            _plain,
        ),
    }
)
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "strategy": ("validation", "strategy"),
        "metric": ("metric",),
        "project": ("project",),
        "class_weight": ("imbalance", "class_weight"),
        "resampling": ("imbalance", "resampling"),
        "threshold": ("imbalance", "threshold", "method"),
    }
)


def read_setting(name: str, raw: Any) -> Read:
    """Return a setting as it goes into the slice, and what is wrong with what was typed."""
    return SETTINGS[name].read("" if raw is None else str(raw).strip())


def shown_setting(name: str, slice_: Mapping[str, Any]) -> str:
    """Return a setting as its field shows it."""
    return SETTINGS[name].show(value_at(slice_, SETTINGS[name].path))


def value_at(slice_: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """Return the value at a place of the slice, or None."""
    found: Any = slice_
    for part in path:
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def with_value(slice_: Mapping[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """Return a copy of the slice with another value at a place."""
    head, *rest = path
    inner = with_value(slice_.get(head) or {}, tuple(rest), value) if rest else value
    return {**slice_, head: inner}


def repeat_fault(training: Mapping[str, Any], search: Mapping[str, Any]) -> str | None:
    """Return why the same numbers may not come out again, or None when they will."""
    resources = training.get("resources") or {}
    if resources.get("time_limit_s") is not None:
        return "A time limit is set: how much is done depends on the speed of the machine."
    if search.get("enabled") and search.get("timeout_s") is not None:
        return "The search has a time limit: the number of trials depends on the speed of the machine."
    if (resources.get("n_threads") or 1) > 1:
        return "Several threads add numbers in changing order; the last digits may differ."
    return None
