"""The plan says what each column goes through, by kind, encoding and declared transformation."""

import pytest

from hydroml.services.errors import InvalidInputError
from hydroml.services.experiments.config import Transform
from hydroml.services.features import DATE_PARTS, METHODS, N_HASHED, FeaturePlan, plan
from hydroml.services.profile.records import Profile

from .conftest import STRANGE


def steps(made: FeaturePlan) -> dict[str, list[str]]:
    return {one.name: [f"{step.step} {step.method}" for step in one.steps] for one in made.columns}


def counts(made: FeaturePlan) -> dict[str, int]:
    return {one.name: one.n_output for one in made.columns}


def test_trees_keep_missing_values_and_need_no_scale(profile: Profile) -> None:
    made = plan(["age", "rooms", "member", "colour", "city", "notes"], profile, encoding="ordinal")
    assert steps(made) == {
        "age": [],
        "rooms": [],
        "member": ["encode binary"],
        "colour": ["encode one_hot"],
        "city": ["encode ordinal"],
        "notes": ["text hashing"],
    }
    assert made.n_output == 1 + 1 + 1 + 3 + 1 + N_HASHED


def test_linear_models_get_filled_scaled_and_one_hot_columns(profile: Profile) -> None:
    made = plan(["age", "member", "colour", "sex", "city", "day"], profile, encoding="one_hot")
    assert steps(made) == {
        "age": ["impute median", "scale robust_clip"],
        "member": ["encode binary", "impute most_frequent"],
        "colour": ["encode one_hot"],
        "sex": ["encode one_hot"],
        "city": ["encode one_hot"],
        "day": ["date_parts parts", "impute median", "scale robust_clip"],
    }
    assert counts(made) == {"age": 2, "member": 1, "colour": 3, "sex": 1, "city": 21, "day": 4}


def test_the_hour_is_planned_only_where_times_vary(profile: Profile) -> None:
    day, seen = plan(["day", "seen"], profile, encoding="ordinal").columns
    assert "hour" not in day.steps[0].parts
    assert seen.steps[0].parts == DATE_PARTS


def test_a_constant_gives_nothing_and_an_identifier_a_warning(profile: Profile) -> None:
    row, country = plan(["row", "country"], profile, encoding="ordinal").columns
    assert (country.n_output, country.steps[0].step) == (0, "drop")
    assert "single value" in country.note
    assert "by heart" in row.note and row.n_output == 1


def test_declared_transformations_override_the_defaults_of_their_step(profile: Profile) -> None:
    declared = [
        Transform(columns=("city", "colour"), step="encode", method="one_hot", max_levels=5),
        Transform(columns=("age", STRANGE), step="impute", method="mean"),
        Transform(columns=("day",), step="date_parts", parts=("year", "month")),
        Transform(columns=("rooms",), step="drop"),
    ]
    made = plan(
        ["age", STRANGE, "city", "colour", "day", "rooms"], profile, encoding="ordinal", transforms=declared
    )
    assert steps(made)["age"] == ["impute mean"]
    assert counts(made) == {"age": 2, STRANGE: 1, "city": 6, "colour": 3, "day": 2, "rooms": 0}
    assert made.columns[4].steps[0].parts == ("year", "month")


def test_words_are_filled_before_they_get_columns_and_after_they_get_codes(profile: Profile) -> None:
    for method, expected in (("one_hot", ["impute", "encode"]), ("ordinal", ["encode", "impute"])):
        declared = [
            Transform(columns=("city",), step="encode", method=method),
            Transform(columns=("city",), step="impute", method="most_frequent"),
        ]
        (city,) = plan(["city"], profile, encoding="one_hot", transforms=declared).columns
        assert [step.step for step in city.steps] == expected


def test_codes_of_words_are_filled_for_linear_models(profile: Profile) -> None:
    declared = [Transform(columns=("city",), step="encode", method="ordinal")]
    linear = plan(["city"], profile, encoding="one_hot", transforms=declared)
    assert steps(linear) == {"city": ["encode ordinal", "impute most_frequent"]}
    assert steps(plan(["city"], profile, encoding="ordinal", transforms=declared)) == {
        "city": ["encode ordinal"]
    }


def test_parts_that_are_named_are_all_planned_and_unknown_ones_refused(profile: Profile) -> None:
    named = [Transform(columns=("day",), step="date_parts", parts=DATE_PARTS)]
    assert (
        plan(["day"], profile, encoding="ordinal", transforms=named).columns[0].steps[0].parts == DATE_PARTS
    )
    wrong = [Transform(columns=("day",), step="date_parts", parts=("century",))]
    with pytest.raises(InvalidInputError, match="'century'"):
        plan(["day"], profile, encoding="ordinal", transforms=wrong)


def test_a_later_declaration_wins_and_the_method_defaults_to_the_first(profile: Profile) -> None:
    declared = [
        Transform(columns=("age",), step="impute", method="mean"),
        Transform(columns=("age",), step="impute"),
    ]
    assert steps(plan(["age"], profile, encoding="ordinal", transforms=declared)) == {
        "age": ["impute median"]
    }


def test_a_kind_the_user_set_decides(profile: Profile) -> None:
    made = plan(["rooms"], profile, encoding="ordinal", kinds={"rooms": "categorical"})
    assert (made.columns[0].kind, made.n_output) == ("categorical", 9)


@pytest.mark.parametrize(("step", "method"), [("lags", None), ("power", "box_cox"), ("encode", "woe")])
def test_what_cannot_be_run_yet_is_refused_with_its_place(
    profile: Profile, step: str, method: str | None
) -> None:
    declared = Transform.model_validate({"columns": ["age"], "step": step, "method": method})
    with pytest.raises(InvalidInputError) as refusal:
        plan(["age"], profile, encoding="ordinal", transforms=[declared])
    assert refusal.value.code == "NOT_YET_SUPPORTED"
    assert refusal.value.errors[0].field == "/features/transforms/0"


def test_an_unknown_column_is_refused_by_name_and_place(profile: Profile) -> None:
    with pytest.raises(InvalidInputError, match="no column 'gone'") as refusal:
        plan(["age", "gone"], profile, encoding="ordinal")
    assert refusal.value.errors[0].field == "/features/include/1"


def test_no_columns_make_an_empty_plan(profile: Profile) -> None:
    assert plan([], profile, encoding="ordinal").n_output == 0


def test_every_step_has_a_default_method() -> None:
    assert all(methods for methods in METHODS.values())
