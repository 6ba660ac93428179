"""Declared transformations change for the columns that are meant, and for no other."""

from hydroml.components.features.transforming import (
    STEPS,
    WORDS,
    Choice,
    declared_of,
    methods_of,
    plan_in_words,
    steps_in_words,
    with_steps,
)
from hydroml.services.experiments.config import Features
from hydroml.services.features import METHODS, FeaturePlan, PlannedColumn, PlannedStep

BEFORE = {
    "include": ["a", "b", "c"],
    "transforms": [{"columns": ["a", "b"], "step": "scale", "method": "standard"}],
}


def test_a_column_leaves_its_old_declaration_and_the_others_stay() -> None:
    after = with_steps(BEFORE, ["a"], {"scale": Choice("min_max"), "impute": Choice()})
    assert declared_of(after, "a") == {"scale": Choice("min_max")}
    assert declared_of(after, "b") == {"scale": Choice("standard")}
    assert BEFORE["transforms"][0]["columns"] == ["a", "b"], "what went in is not changed"  # type: ignore[index]
    Features.model_validate(after)


def test_what_is_proposed_needs_no_declaration() -> None:
    after = with_steps(BEFORE, ["a", "b"], {"scale": Choice()})
    assert after["transforms"] == []


def test_steps_that_are_not_in_the_form_stay_as_they_are() -> None:
    after = with_steps(BEFORE, ["a"], {"power": Choice("log1p")})
    assert declared_of(after, "a") == {"scale": Choice("standard"), "power": Choice("log1p")}


def test_dates_keep_their_parts() -> None:
    after = with_steps({}, ["d"], {"date_parts": Choice("parts", ("year", "month"))})
    assert declared_of(after, "d")["date_parts"].parts == ("year", "month")


def test_every_method_that_is_offered_can_be_planned_and_has_words() -> None:
    for kind, steps in STEPS.items():
        for step in steps:
            assert set(methods_of(kind, step)) <= set(METHODS[step])
            assert set(methods_of(kind, step)) <= set(WORDS)


def test_steps_and_plans_are_told_in_words() -> None:
    steps = (PlannedStep("impute", "median"), PlannedStep("scale", "min_max"))
    assert steps_in_words(steps) == "median, then from 0 to 1"
    assert steps_in_words(()) == "as it is"
    columns = (
        PlannedColumn("a", "numeric", steps, 1),
        PlannedColumn("b", "numeric", (), 1),
        PlannedColumn("c", "categorical", (PlannedStep("encode", "one_hot"),), 4),
    )
    assert plan_in_words(FeaturePlan("one_hot", columns)) == (
        "1 a column per level, 1 filled or scaled, 1 as they are"
    )
