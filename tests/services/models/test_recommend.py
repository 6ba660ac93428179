"""The short list for a written table of situations, with a reason and a source for each proposal."""

import re
from typing import Any

import pytest

from hydroml.services.models import CATALOGUE, METRICS, RULES, DataFacts, fired, recommend

BASE = DataFacts(
    task="binary",
    n_rows=7043,
    n_features=19,
    n_numeric=4,
    n_categorical=15,
    n_text=0,
    n_datetime=0,
    n_expanded=40,
    missing_share=0.0,
    n_classes=2,
    minority_share=0.27,
    minority_count=1869,
)
NUMBER: dict[str, Any] = {
    "task": "regression",
    "n_classes": None,
    "minority_share": None,
    "minority_count": None,
    "target_skew": 0.3,
    "target_min": -4.0,
}
RARE: dict[str, Any] = {"minority_share": 0.02, "minority_count": 140}
FEW_RARE: dict[str, Any] = {"minority_share": 0.006, "minority_count": 40}
FIVE: dict[str, Any] = {"task": "multiclass", "n_classes": 5, "minority_share": 0.1, "minority_count": 700}
THIRTY: dict[str, Any] = {
    "task": "multiclass",
    "n_classes": 30,
    "minority_share": 0.02,
    "minority_count": 140,
}
LONE: dict[str, Any] = {"n_rows": 300, "minority_share": 0.01, "minority_count": 3}

USUAL = ["lightgbm_vote", "lightgbm", "logistic"]
USUAL_NUMBER = ["lightgbm_vote", "lightgbm", "ridge"]
WIDE = ["lightgbm_vote", "logistic", "lightgbm"]
WIDE_NUMBER = ["lightgbm_vote", "ridge", "lightgbm"]
LARGE = ["lightgbm", "hist_gradient_boosting", "logistic"]
LARGE_NUMBER = ["lightgbm", "hist_gradient_boosting", "ridge"]
THREE_ROWS: dict[str, Any] = {"minority_share": 0.1, "minority_count": 3}
SKEWED: dict[str, Any] = {**NUMBER, "target_skew": 3.0, "target_min": 1.0}
NUMERIC: dict[str, Any] = {"n_numeric": 19, "n_categorical": 0, "n_expanded": 19}
TEXTS: dict[str, Any] = {"n_features": 2, "n_numeric": 0, "n_categorical": 0, "n_text": 2, "n_expanded": 512}
DATES: dict[str, Any] = {
    "n_features": 1,
    "n_numeric": 0,
    "n_categorical": 0,
    "n_datetime": 1,
    "n_expanded": 6,
}
ONE: dict[str, Any] = {"n_features": 1, "n_numeric": 1, "n_categorical": 0, "n_expanded": 1}
THOUSANDS: dict[str, Any] = {"n_features": 5000, "n_numeric": 5000, "n_categorical": 0, "n_expanded": 5000}
LEVELS: dict[str, Any] = {"n_features": 10, "n_numeric": 0, "n_categorical": 10, "n_expanded": 210}

SITUATIONS: list[tuple[str, dict[str, Any], list[str], str, int, int, str]] = [
    ("usual classes", {}, USUAL, "stratified_kfold", 5, 1, "roc_auc"),
    ("few rows", {"n_rows": 400}, WIDE, "repeated_stratified_kfold", 5, 2, "roc_auc"),
    ("30 rows", {"n_rows": 30, **THREE_ROWS}, WIDE, "repeated_stratified_kfold", 2, 2, "roc_auc"),
    ("wide", {"n_rows": 2000, "n_expanded": 900}, WIDE, "stratified_kfold", 5, 1, "roc_auc"),
    ("5,000 columns", THOUSANDS, WIDE, "stratified_kfold", 5, 1, "roc_auc"),
    ("one feature", ONE, USUAL, "stratified_kfold", 5, 1, "roc_auc"),
    ("numbers alone", NUMERIC, USUAL, "stratified_kfold", 5, 1, "roc_auc"),
    ("texts alone", TEXTS, USUAL, "stratified_kfold", 5, 1, "roc_auc"),
    ("few texts", {**TEXTS, "n_rows": 2000}, WIDE, "stratified_kfold", 5, 1, "roc_auc"),
    ("dates alone", DATES, USUAL, "stratified_kfold", 5, 1, "roc_auc"),
    ("many categories", LEVELS, USUAL, "stratified_kfold", 5, 1, "roc_auc"),
    ("many missing values", {"missing_share": 0.6}, USUAL, "stratified_kfold", 5, 1, "roc_auc"),
    ("rare class", RARE, USUAL, "stratified_kfold", 5, 1, "average_precision"),
    ("rare class of 40", FEW_RARE, USUAL, "repeated_stratified_kfold", 5, 2, "average_precision"),
    ("rare class of 3", LONE, WIDE, "repeated_stratified_kfold", 2, 2, "average_precision"),
    (
        "rare class, many rows",
        {**RARE, "n_rows": 50_000, "minority_count": 1000},
        USUAL,
        "stratified_kfold",
        3,
        1,
        "average_precision",
    ),
    ("five classes", FIVE, USUAL, "stratified_kfold", 5, 1, "log_loss"),
    ("thirty classes", THIRTY, USUAL, "stratified_kfold", 5, 1, "log_loss"),
    (
        "few rows of five classes",
        {**FIVE, "n_rows": 300, "minority_count": 30},
        WIDE,
        "repeated_stratified_kfold",
        5,
        2,
        "log_loss",
    ),
    ("usual numbers", NUMBER, USUAL_NUMBER, "kfold", 5, 1, "rmse"),
    ("few numbers", {**NUMBER, "n_rows": 300}, WIDE_NUMBER, "repeated_kfold", 5, 2, "rmse"),
    ("skewed numbers", SKEWED, USUAL_NUMBER, "kfold", 5, 1, "rmse"),
    ("medium", {"n_rows": 15_000}, USUAL, "stratified_kfold", 3, 1, "roc_auc"),
    ("upper medium", {**NUMBER, "n_rows": 80_000}, USUAL_NUMBER, "kfold", 3, 1, "rmse"),
    ("large", {"n_rows": 1_000_000}, LARGE, "holdout", 5, 1, "roc_auc"),
    ("large numbers", {**NUMBER, "n_rows": 500_000}, LARGE_NUMBER, "holdout", 5, 1, "rmse"),
    ("large, thirty classes", {**THIRTY, "n_rows": 500_000}, LARGE, "holdout", 5, 1, "log_loss"),
    ("ordered in time", {"time_column": "day"}, USUAL, "time_expanding", 5, 1, "roc_auc"),
    ("large, in time", {"n_rows": 500_000, "time_column": "day"}, LARGE, "time_expanding", 5, 1, "roc_auc"),
    ("groups", {"group_column": "customer_id"}, USUAL, "stratified_group_kfold", 5, 1, "roc_auc"),
    ("groups of numbers", {**NUMBER, "group_column": "well"}, USUAL_NUMBER, "group_kfold", 5, 1, "rmse"),
    (
        "time before groups",
        {"time_column": "t", "group_column": "g"},
        USUAL,
        "time_expanding",
        5,
        1,
        "roc_auc",
    ),
    (
        "forecasting",
        {**NUMBER, "task": "forecasting", "time_column": "t"},
        USUAL_NUMBER,
        "time_expanding",
        5,
        1,
        "rmse",
    ),
]


def situation(**changes: Any) -> DataFacts:
    fields = {name: getattr(BASE, name) for name in BASE.__dataclass_fields__}
    return DataFacts(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "models", "strategy", "n_splits", "repeats", "metric"),
    [row[1:] for row in SITUATIONS],
    ids=[row[0] for row in SITUATIONS],
)
def test_each_situation_gets_its_proposals(
    changes: dict[str, Any], models: list[str], strategy: str, n_splits: int, repeats: int, metric: str
) -> None:
    advice = recommend(situation(**changes))
    assert [one.model for one in advice.recommendations] == models
    judged = advice.validation
    assert (judged.strategy, judged.n_splits, judged.repeats) == (strategy, n_splits, repeats)
    assert judged.test_size == 0.2
    assert advice.metric.name == metric
    assert advice.task in METRICS[advice.metric.name].tasks


@pytest.mark.parametrize("changes", [row[1] for row in SITUATIONS], ids=[row[0] for row in SITUATIONS])
def test_every_proposal_says_why_and_fits_the_task(changes: dict[str, Any]) -> None:
    advice = recommend(situation(**changes))
    assert [one.rank for one in advice.recommendations] == [1, 2, 3]
    assert advice.validation.reason and advice.validation.source and advice.metric.reason
    for one in advice.recommendations:
        assert advice.task in CATALOGUE[one.model].tasks
        assert one.pros and one.cons and 0 < one.confidence <= 1
        for reason in one.reasons:
            assert reason.fact and re.match(r"R\d+: ", reason.rule) and reason.source
        assert one.estimated_seconds is not None
        assert 0 < one.estimated_seconds.low < one.estimated_seconds.expected < one.estimated_seconds.high


def test_at_least_thirty_situations_are_written_down() -> None:
    assert len({row[0] for row in SITUATIONS}) == len(SITUATIONS) >= 30


@pytest.mark.parametrize("changes", [row[1] for row in SITUATIONS], ids=[row[0] for row in SITUATIONS])
def test_up_to_the_rows_that_were_measured_the_list_is_averaged(changes: dict[str, Any]) -> None:
    facts = situation(**changes)
    average = recommend(facts).average
    assert (average is not None) is (facts.n_rows <= 100_000)
    assert average is None or average.rule.startswith("R16: ")


def test_what_does_not_fit_into_memory_is_not_proposed() -> None:
    """20,000 levels make a linear model wide, while trees take one column of codes."""
    wide = situation(n_rows=90_000, n_expanded=20_000, memory_bytes=4 * 2**30)
    advice = recommend(wide)
    assert [one.model for one in advice.recommendations] == ["lightgbm_vote", "lightgbm"]
    assert [one.rank for one in advice.recommendations] == [1, 2] and advice.average is not None


def test_if_nothing_fits_the_least_demanding_is_proposed_alone() -> None:
    advice = recommend(situation(n_rows=90_000, n_expanded=20_000, memory_bytes=2**20))
    assert len(advice.recommendations) == 1 and advice.average is None
    assert advice.recommendations[0].model != "logistic"


def test_the_vote_is_sure_of_itself_and_names_its_rule() -> None:
    best = recommend(BASE).recommendations[0]
    assert best.confidence == 1.0
    assert best.reasons[0].fact == "7,043 rows, 19 features, 15 of them categorical"
    assert "24 of 24" in best.reasons[0].source


def test_many_classes_take_few_rounds_and_are_warned_of_the_cost() -> None:
    best = recommend(situation(**THIRTY)).recommendations[0]
    assert best.hyperparameters == {"rounds": "short"}
    assert any("30 trees per round" in con for con in best.cons)


def test_large_tables_stop_early_on_a_tenth_of_the_rows() -> None:
    values = recommend(situation(n_rows=500_000)).recommendations[0].hyperparameters
    assert values["early_stopping"] is True
    assert (values["n_estimators"], values["patience"], values["validation_share"]) == (2000, 50, 0.1)


@pytest.mark.parametrize(("n_moments", "n_splits"), [(None, 5), (5, 2), (7, 3), (300, 5)])
def test_there_are_no_more_windows_than_moments_allow(n_moments: int | None, n_splits: int) -> None:
    advice = recommend(situation(time_column="year", n_moments=n_moments))
    assert advice.validation.n_splits == n_splits


def test_forecasting_says_that_it_is_regression_for_now() -> None:
    advice = recommend(situation(**{**NUMBER, "task": "forecasting"}))
    assert "regression on the given columns" in advice.validation.reason


def test_a_skewed_positive_target_is_a_reason_for_the_logarithm() -> None:
    changes = {**NUMBER, "n_rows": 300, "target_skew": 2.5, "target_min": 1.0}
    linear = next(one for one in recommend(situation(**changes)).recommendations if one.model == "ridge")
    assert any(reason.rule.startswith("R14") for reason in linear.reasons)


def test_all_rules_are_written_down_with_source_and_evidence() -> None:
    assert list(RULES) == [f"R{number}" for number in range(1, 17)]
    for rule in RULES.values():
        assert rule.condition and rule.advice and rule.evidence and rule.source


def test_rules_fire_on_their_facts() -> None:
    keys = {rule.key for rule in fired(situation(missing_share=0.1, time_column="day", **RARE))}
    assert {"R1", "R8", "R9", "R12", "R13"} <= keys
    assert not {"R6", "R7", "R10", "R14"} & keys


def test_the_same_facts_give_the_same_advice() -> None:
    assert recommend(BASE) == recommend(BASE)
