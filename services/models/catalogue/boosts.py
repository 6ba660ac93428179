"""What XGBoost and CatBoost have in common: rounds, learning rate and early stopping."""

from collections.abc import Mapping
from typing import Any

from ..records import Parameter
from .sources import TABARENA, TUNED

PACKAGE_NOTE = "needs a package of its own: pip install 'hydroml[boost]'"


def stopping(full: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """Return the options of early stopping; without it all rounds are made.

    Parameters
    ----------
    full : a value for every setting
    """
    return {
        "validation_share": float(full["validation_share"]) if full["early_stopping"] else 0.0,
        "patience": int(full["patience"]),
        "random_state": seed,
    }


LEARNING_RATE = Parameter(
    "learning_rate",
    "Learning rate",
    "number",
    0.05,
    "advanced",
    "How much each tree adds; smaller needs more rounds.",
    low=1e-4,
    high=1.0,
    log=True,
    search_low=0.01,
    search_high=0.1,
    source=TABARENA,
)
ROUNDS = (
    Parameter(
        "n_estimators",
        "Rounds",
        "integer",
        1500,
        "advanced",
        "Number of trees; with early stopping the upper limit.",
        low=1,
        high=20000,
        log=True,
        source=TUNED,
    ),
    Parameter(
        "early_stopping",
        "Early stopping",
        "boolean",
        True,
        "advanced",
        "Finds the rounds on a part of the rows, then fits again on all with 1.1 times as many.",
        source=TUNED,
    ),
    Parameter(
        "patience",
        "Patience",
        "integer",
        40,
        "expert",
        "Rounds without gain after which boosting stops.",
        low=1,
        high=1000,
        unit="rounds",
        source=TUNED,
        needs=("early_stopping", True),
    ),
    Parameter(
        "validation_share",
        "Validation part",
        "number",
        0.2,
        "expert",
        "Share of the training rows that decide when to stop.",
        low=0.05,
        high=0.5,
        source=TUNED,
        needs=("early_stopping", True),
    ),
)
