"""What the estimates room says of a run before it starts."""

from dataclasses import dataclass

LEVEL = 0.8


@dataclass(frozen=True, slots=True)
class Interval:
    """Seconds of wall-clock time; the truth lies between `low` and `high` with probability `level`."""

    low: float
    expected: float
    high: float
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Record:
    """How past estimates on this machine fared.

    `n` runs have ended, `covered` of them within their interval; `median_error` is the median of
    the relative error of the expected time, None without any.
    """

    n: int
    covered: int
    median_error: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """Time and memory of a run; `raw_s` is the cost model's figure before calibration."""

    seconds: Interval
    memory_bytes: int
    record: Record
    raw_s: float
