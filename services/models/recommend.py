"""The short list: three ranked models with reasons, from facts and rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..vocabulary import ModelKey
from ..wording import counted
from .advice import CLASS_TASKS, advise_metric, advise_validation
from .catalogue import CATALOGUE
from .cost import fit_bytes, fit_seconds
from .facts import size_band
from .records import (
    DataFacts,
    EstimatedSeconds,
    ModelRecommendation,
    Reason,
    Recommendation,
    ValidationAdvice,
)
from .rules import MANY_CLASSES, RULES, is_imbalanced, is_tall, is_wide

N_PROPOSALS = 3
"""Models in the short list; a fourth gained 0.2 to 0.6 points for a quarter more time (R5, R16)."""
SPREAD = 2.0
"""Low and high are the expected time divided and multiplied by this, before any calibration.

An assumption, until runs on the machine calibrate it.
"""

CONFIDENCE: Mapping[str, float] = {
    "vote": 1.0,
    "flexible": 0.8,
    "histogram": 0.8,
    "linear": 0.5,
}
"""Share of the 24 reference tables where that model beat the library's random forest.

The flexible preset with early stopping and histogram boosting with the library's values were not
among them: benchmarks/against_forest.py found each ahead on 7 of 8 tables, counted as (7 + 1) / (8 + 2).
"""


@dataclass(frozen=True, slots=True)
class _Proposal:
    model: ModelKey
    confidence: float
    reasons: tuple[Reason, ...]
    values: Mapping[str, Any]
    cons: tuple[str, ...] = ()


def recommend(facts: DataFacts) -> Recommendation:
    """Return three models, the way of judging and the metric proposed for these facts.

    Parameters
    ----------
    facts : of the table, target and selected features
    """
    validation = advise_validation(facts)
    proposals = _affordable((_tall if is_tall(facts) else _wide if is_wide(facts) else _usual)(facts), facts)
    return Recommendation(
        task=facts.task,
        size_band=size_band(facts.n_rows),
        recommendations=tuple(
            _ranked(one, rank, facts, validation) for rank, one in enumerate(proposals[:N_PROPOSALS], start=1)
        ),
        validation=validation,
        metric=advise_metric(facts),
        average=_average(proposals, facts),
    )


def _usual(facts: DataFacts) -> tuple[_Proposal, ...]:
    return (_vote(facts), _single(facts), _linear(facts))


def _wide(facts: DataFacts) -> tuple[_Proposal, ...]:
    return (_vote(facts), _linear(facts), _single(facts))


def _tall(facts: DataFacts) -> tuple[_Proposal, ...]:
    return (_large(facts), _histogram(facts), _linear(facts))


def _affordable(proposals: tuple[_Proposal, ...], facts: DataFacts) -> tuple[_Proposal, ...]:
    """Return those that fit into the memory of a run; if none does, the one that needs least."""
    if facts.memory_bytes is None:
        return proposals
    fitting = tuple(one for one in proposals if _bytes(one, facts) <= facts.memory_bytes)
    return fitting or (min(proposals, key=lambda one: _bytes(one, facts)),)


def _bytes(one: _Proposal, facts: DataFacts) -> float:
    spec = CATALOGUE[one.model]
    n_columns = facts.n_expanded if spec.encoding == "one_hot" else facts.n_features
    return fit_bytes(spec, facts.n_rows, n_columns, one.values)


def _average(proposals: tuple[_Proposal, ...], facts: DataFacts) -> Reason | None:
    is_meant = RULES["R16"].applies(facts) and len(proposals) > 1
    return RULES["R16"].reason(shape(facts)) if is_meant else None


def _vote(facts: DataFacts) -> _Proposal:
    many = (facts.n_classes or 0) > MANY_CLASSES
    reasons = [RULES["R1"].reason(shape(facts)), *_common(facts)]
    cons: tuple[str, ...] = ()
    if many:
        reasons.append(RULES["R7"].reason(f"{facts.n_classes} classes"))
        cons = (f"cost grows with classes: {facts.n_classes} trees per round",)
    return _Proposal(
        "lightgbm_vote", CONFIDENCE["vote"], tuple(reasons), {"rounds": "short"} if many else {}, cons
    )


def _single(facts: DataFacts) -> _Proposal:
    """Return one LightGBM, stopped early: with several classes never a large fixed number of rounds (R7)."""
    reasons = [RULES["R2"].reason(f"{facts.n_rows:,} rows")]
    if facts.task == "multiclass":
        reasons.append(RULES["R7"].reason(f"{facts.n_classes or 'several'} classes"))
    values = {"preset": "flexible", "early_stopping": True, "n_estimators": 1500}
    return _Proposal("lightgbm", CONFIDENCE["flexible"], tuple(reasons), values)


def _large(facts: DataFacts) -> _Proposal:
    values = {
        "preset": "flexible",
        "early_stopping": True,
        "n_estimators": 2000,
        "patience": 50,
        "validation_share": 0.1,
    }
    reasons = (RULES["R6"].reason(shape(facts)), *_common(facts))
    return _Proposal("lightgbm", CONFIDENCE["flexible"], reasons, values)


def _histogram(facts: DataFacts) -> _Proposal:
    reason = RULES["R6"].reason(f"{facts.n_rows:,} rows, more than the 10,000 it is meant for")
    return _Proposal("hist_gradient_boosting", CONFIDENCE["histogram"], (reason,), {"preset": "library"})


def _linear(facts: DataFacts) -> _Proposal:
    wide = is_wide(facts)
    fact = f"{counted(facts.n_rows, 'row')} for {counted(facts.n_expanded, 'column')} after encoding"
    reasons = [RULES["R3"].reason(fact if wide else "a model whose coefficients can be read")]
    if RULES["R14"].applies(facts):
        reasons.append(RULES["R14"].reason(f"target above 0 with skewness {facts.target_skew:.1f}"))
    key: ModelKey = "logistic" if facts.task in CLASS_TASKS else "ridge"
    return _Proposal(key, CONFIDENCE["linear"], tuple(reasons), {})


def _common(facts: DataFacts) -> tuple[Reason, ...]:
    reasons = []
    if is_imbalanced(facts) and facts.minority_share is not None:
        reasons.append(RULES["R8"].reason(f"minority class {facts.minority_share:.1%}"))
    if facts.task == "forecasting":
        how = "the future is predicted; this version does so by regression on the given columns"
        reasons.append(RULES["R9"].reason(how))
    return tuple(reasons)


def shape(facts: DataFacts) -> str:
    """Return the size of the data in words, such as "7,043 rows, 19 features, 15 of them categorical"."""
    words = [counted(facts.n_rows, "row"), counted(facts.n_features, "feature")]
    if facts.n_categorical:
        words.append(f"{facts.n_categorical} of them categorical")
    return ", ".join(words)


def _ranked(one: _Proposal, rank: int, facts: DataFacts, judged: ValidationAdvice) -> ModelRecommendation:
    spec = CATALOGUE[one.model]
    return ModelRecommendation(
        model=one.model,
        rank=rank,
        reasons=one.reasons,
        pros=spec.pros,
        cons=(*spec.cons, *one.cons),
        confidence=one.confidence,
        hyperparameters=dict(one.values),
        estimated_seconds=_seconds(one, facts, judged),
    )


def _seconds(one: _Proposal, facts: DataFacts, judged: ValidationAdvice) -> EstimatedSeconds:
    spec = CATALOGUE[one.model]
    n_fits = 1 if judged.strategy == "holdout" else judged.n_splits * judged.repeats
    kept = facts.n_rows * (1 - judged.test_size)
    part = 0.5 if judged.strategy == "time_expanding" else 1 - 1 / judged.n_splits
    sizes = [(n_fits, kept * part), (1, kept)]
    expected = sum(
        count * fit_seconds(spec, round(rows), facts.n_expanded, n_classes=facts.n_classes, values=one.values)
        for count, rows in sizes
    )
    return EstimatedSeconds(expected / SPREAD, expected, expected * SPREAD)
