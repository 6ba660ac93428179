"""Which column is suggested as target."""

import pytest

from hydroml.services.profile import ColumnProfile
from hydroml.services.profile.target import candidates
from hydroml.services.vocabulary import ColumnKind
from hydroml.tests.support import profiles


def first(*columns: ColumnProfile, **known: tuple[str, ...]) -> str:
    return candidates(columns, profiles.ROWS, **known)[0][0]


def flag(name: str) -> ColumnProfile:
    return profiles.category(name, {"0": 600, "1": 400})


@pytest.mark.parametrize("name", ["target", "Churn", "SalePrice", "is_fraud", "rain_tomorrow", "y"])
def test_a_name_that_means_a_target_wins_over_the_last_column(name: str) -> None:
    assert (
        first(profiles.number("a"), profiles.number(name), profiles.number("b"), profiles.number("c")) == name
    )


def test_without_a_name_the_last_column_is_suggested_with_the_reason() -> None:
    found = candidates((profiles.number("a"), profiles.number("b"), flag("c")), profiles.ROWS)
    assert found[0] == ("c", "the last column; two values")


def test_in_time_the_first_amount_behind_the_moment_is_suggested() -> None:
    hour = profiles.category("hour", {str(i): 10 for i in range(10)}, kind="integer")
    columns = profiles.odd("day", "datetime", 900), hour, profiles.number("flow"), profiles.number("rain")
    assert first(*columns, time_columns=("day",)) == "flow"


@pytest.mark.parametrize("kind", ["identifier", "constant", "text", "datetime"])
def test_what_cannot_be_predicted_is_not_suggested(kind: ColumnKind) -> None:
    assert first(profiles.number("a"), profiles.odd("target", kind, 900)) == "a"


def test_attributes_and_copies_come_last() -> None:
    assert first(profiles.number("a"), profiles.number("b"), profiles.number("longitude")) != "longitude"
    assert first(flag("label"), profiles.number("a"), flag("outcome"), repeated=("outcome",)) == "label"


def test_there_are_at_most_three_and_none_of_an_empty_table() -> None:
    assert len(candidates([profiles.number(f"x{i}") for i in range(9)], profiles.ROWS)) == 3
    assert candidates((), 0) == ()
