"""Describes a column of moments in time: range, usual step, gaps."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from .runs import Runs

MICROSECONDS = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def summary(runs: Runs) -> dict[str, Any]:
    """Return ISO ``min, max`` and ``step_s, n_gaps, largest_gap_s``; None for what there is not.

    The step is the median distance of different neighbours in time, a gap is more than twice as long.

    Parameters
    ----------
    runs : of microseconds since 1970-01-01
    """
    told: dict[str, Any] = dict.fromkeys(("min", "max", "step_s", "n_gaps", "largest_gap_s"))
    if not runs.n:
        return told
    told |= {"min": iso(int(runs.levels[0])), "max": iso(int(runs.levels[-1]))}
    if len(runs.levels) < 2:
        return told
    steps = np.diff(runs.levels)
    step = float(np.median(steps))
    return told | {
        "step_s": step / MICROSECONDS,
        "n_gaps": int(np.count_nonzero(steps > 2 * step)),
        "largest_gap_s": float(steps.max()) / MICROSECONDS,
    }


def iso(microseconds: int) -> str:
    """Return a moment as ISO 8601 without a zone."""
    return (_EPOCH + timedelta(microseconds=microseconds)).replace(tzinfo=None).isoformat()
