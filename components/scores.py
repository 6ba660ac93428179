"""How a score is written wherever one stands."""

from . import format as fmt

LARGE = 10_000


def score_text(value: float | None) -> str:
    """Return a score with three significant digits, zeros included: "0.920", "540", "29.2 k"."""
    return fmt.compact(value) if value is not None and abs(value) >= LARGE else fmt.significant(value)
