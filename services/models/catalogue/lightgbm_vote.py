"""The average of three regularised LightGBMs ("vote3"), the first choice up to 100,000 rows."""

from collections.abc import Mapping
from typing import Any

from ...vocabulary import Task
from ..filling import fill
from ..records import ModelSpec, Parameter
from .lightgbm_presets import BALANCED, FLEXIBLE, SMALL, estimator
from .shared import CLASS_WEIGHT, EVERY, is_classification
from .sources import ROUNDS, TUNED

MEMBERS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("small", SMALL),
    ("extra_trees", BALANCED),
    ("flexible", FLEXIBLE),
)
SHORT: Mapping[str, Any] = {"n_estimators": 300, "learning_rate": 0.06}


def build(task: Task, values: Mapping[str, Any], seed: int, n_threads: int) -> Any:
    """Return the unfitted average; members take different seeds derived from `seed`."""
    from sklearn.ensemble import VotingClassifier, VotingRegressor

    full = fill(SPEC, values)
    changes = SHORT if full["rounds"] == "short" else {}
    members = [
        (
            name,
            estimator(
                task, {**preset, **changes, "class_weight": full["class_weight"]}, seed + number, n_threads
            ),
        )
        for number, (name, preset) in enumerate(MEMBERS)
    ]
    if is_classification(task):
        return VotingClassifier(members, voting="soft")
    return VotingRegressor(members)


PARAMETERS = (
    Parameter(
        "rounds",
        "Rounds",
        "choice",
        "tuned",
        "advanced",
        "tuned: 400 to 1500 rounds as measured; short: 300 rounds at rate 0.06, for more than ten classes "
        "because cost grows with classes.",
        choices=("tuned", "short"),
        source=ROUNDS,
    ),
    CLASS_WEIGHT,
)

SPEC = ModelSpec(
    key="lightgbm_vote",
    label="LightGBM vote",
    summary="The average of three regularised LightGBMs: small, random splits, flexible.",
    tasks=EVERY,
    encoding="ordinal",
    parameters=PARAMETERS,
    build=build,
    cost=5.8,
    overhead_s=0.45,
    per_class=True,
    pros=("robust without tuning", "keeps missing values as they are"),
    cons=("three times the time of one LightGBM", "harder to read than one tree"),
    source=TUNED,
)
