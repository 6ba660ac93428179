"""Numbers, sizes, times and shares in words, the same on every page."""

import math
from datetime import UTC, datetime

from ..services.wording import counted

_STEPS = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_BYTES = ("bytes", "kB", "MB", "GB", "TB")
_THOUSAND = 1000
_MINUTE_S = 60
_HOUR_S = 3600
_DAY_S = 86_400
_WEEK_DAYS = 7
NONE = "–"
"""What stands where there is no value."""


def count(n: int | float) -> str:
    """Return an exact whole number with thousands separators: "12,300"."""
    return f"{round(n):,}"


def significant(value: float | None, digits: int = 3) -> str:
    """Return a number with so many significant digits, without an exponent where it stays short."""
    if value is None or not math.isfinite(value):
        return NONE
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if exponent < -5 or exponent >= 15:
        return _minus(f"{value:.{digits - 1}e}")
    decimals = max(0, digits - 1 - exponent)
    rounded = round(value, digits - 1 - exponent)
    return _minus(f"{rounded:,.{decimals}f}")


def compact(value: float | None) -> str:
    """Return a number with 3 significant digits and a unit prefix from ten thousand on: "12.3 k"."""
    if value is None or not math.isfinite(value):
        return NONE
    if abs(value) < 10 * _THOUSAND:
        return number(value)
    size, prefix = next((step for step in _STEPS if abs(value) >= step[0]), (1.0, ""))
    return f"{number(value / size)} {prefix}".rstrip()


def number(value: float | None) -> str:
    """Return a number with 3 significant digits and no needless zeros; from ten thousand on compact."""
    if value is None or not math.isfinite(value):
        return NONE
    if abs(value) >= 10 * _THOUSAND:
        return compact(value)
    if abs(value) >= _THOUSAND:
        return _minus(f"{round(value):,}")
    text = significant(value)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def size(n_bytes: int | float) -> str:
    """Return a length of bytes: "4.1 MB"."""
    value, unit = float(n_bytes), 0
    while value >= _THOUSAND and unit < len(_BYTES) - 1:
        value, unit = value / _THOUSAND, unit + 1
    if unit == 0:
        return f"{round(value)} {_BYTES[0]}"
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    text = f"{value:.{decimals}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} {_BYTES[unit]}"


def duration(seconds: float) -> str:
    """Return a time span: "0.4 s", "12 s", "2 min 10 s", "3 h 5 min", "2 days"."""
    if seconds < 10:
        text = f"{seconds:.1f}".rstrip("0").rstrip(".")
        return f"{text if text != '0' or seconds == 0 else '0.1'} s"
    whole = round(seconds)
    if whole < _MINUTE_S:
        return f"{whole} s"
    if whole < _HOUR_S:
        return _two(whole // _MINUTE_S, "min", whole % _MINUTE_S, "s")
    if whole < 2 * _DAY_S:
        return _two(whole // _HOUR_S, "h", whole % _HOUR_S // _MINUTE_S, "min")
    return f"{whole // _DAY_S} days"


def interval_seconds(low: float, high: float) -> str:
    """Return an estimated time span: "≈ 20 to 45 s", "≈ 50 s to 2 min"."""
    first, last = duration(_rough(low)), duration(_rough(high))
    if first == last:
        return f"≈ {first}"
    same_unit = first.rsplit(" ", 1)[-1] == last.rsplit(" ", 1)[-1] and first.count(" ") == 1
    return f"≈ {first.rsplit(' ', 1)[0] if same_unit and last.count(' ') == 1 else first} to {last}"


def percent(share: float | None) -> str:
    """Return a share of 1 as percent: "16.7 %"; tiny but real shares are "< 0.1 %"."""
    if share is None or not math.isfinite(share):
        return NONE
    value = 100 * share
    if 0 < abs(value) < 0.1:
        return "< 0.1 %"
    if 0 < 1 - share < 0.001:
        return "> 99.9 %"
    text = f"{value:.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.1f}"
    return f"{_minus(text)} %"


def signed(value: float, digits: int = 3) -> str:
    """Return a difference with its sign: "+0.42", "−0.1"."""
    return f"{'+' if value > 0 else ''}{significant(value, digits)}"


def age(then: datetime, now: datetime | None = None) -> str:
    """Return how long ago something was: "just now", "12 min ago", "3 h ago", "yesterday", "18 Nov"."""
    now = now or datetime.now(UTC)
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE_S:
        return "just now"
    if seconds < _HOUR_S:
        return f"{int(seconds // _MINUTE_S)} min ago"
    if seconds < _DAY_S:
        return f"{int(seconds // _HOUR_S)} h ago"
    days = (now.date() - then.date()).days
    if days <= 1:
        return "yesterday"
    if days < _WEEK_DAYS:
        return f"{days} days ago"
    return f"{then.day} {then:%b}" if then.year == now.year else f"{then.day} {then:%b %Y}"


def plural(n: int, one: str, many: str | None = None) -> str:
    """Return a counted noun: "1 finding", "12,300 rows"."""
    return counted(n, one, many)


def cut(text: str, length: int = 60) -> str:
    """Return a text of at most so many characters, with "…" where it was cut."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _two(first: int, unit: str, second: int, small_unit: str) -> str:
    return f"{first} {unit} {second} {small_unit}" if second else f"{first} {unit}"


def _rough(seconds: float) -> float:
    """Round to the precision an estimate deserves."""
    if seconds < 10:
        return max(1, round(seconds)) if seconds >= 1 else round(max(seconds, 0.1), 1)
    step = 5 if seconds < _MINUTE_S else 10 if seconds < 10 * _MINUTE_S else _MINUTE_S
    return step * round(seconds / step)


def _minus(text: str) -> str:
    return text.replace("-", "−", 1) if text.startswith("-") else text
