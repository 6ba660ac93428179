"""Every strategy runs by its key, within bounds, and says what it lacks."""

import pytest

from hydroml.services.errors import InvalidInputError
from hydroml.services.features import STRATEGIES, Evidence, run_strategy
from hydroml.services.profile.association.matrices import correlations_of_cells
from hydroml.services.profile.records import Importance, ImportanceItem, Profile


@pytest.fixture
def evidence(profile: Profile) -> Evidence:
    matrix = ((1.0, 0.99), (0.99, 1.0))
    items = (ImportanceItem("age", 0.4, 0.01), ImportanceItem("rooms", 0.0, 0.01))
    return Evidence(
        profile,
        correlations_of_cells("pearson", ("age", "rooms"), matrix, 1000),
        Importance("y", items, 1000),
        target="y",
    )


@pytest.mark.parametrize(
    ("key", "values", "names"),
    [
        ("drop_unusable", {}, ["row", "country"]),
        ("missing", {"threshold": 0.05}, ["age"]),
        ("variance", {}, ["country"]),
        ("correlation", {}, ["rooms"]),
        ("above_noise", {}, ["rooms"]),
        ("top_k", {"k": 1}, ["rooms"]),
    ],
)
def test_every_strategy_shows_what_it_would_leave_out(
    evidence: Evidence, key: str, values: dict[str, float], names: list[str]
) -> None:
    removal = run_strategy(key, evidence, values)
    assert [item.name for item in removal.items] == names
    assert all(item.reason for item in removal.items)


def test_the_list_of_strategies_is_tested_whole() -> None:
    assert set(STRATEGIES) == {"drop_unusable", "missing", "variance", "correlation", "above_noise", "top_k"}
    for strategy in STRATEGIES.values():
        assert strategy.label and strategy.meaning.endswith(".") and strategy.needs
        assert all(one.low <= one.default <= one.high for one in strategy.parameters)


@pytest.mark.parametrize("key", sorted(STRATEGIES))
def test_a_strategy_without_its_evidence_says_what_to_compute(key: str) -> None:
    with pytest.raises(InvalidInputError, match="has not been computed yet"):
        run_strategy(key, Evidence())


@pytest.mark.parametrize(
    ("key", "values", "words"),
    [
        ("correlation", {"threshold": 1.5}, "a number from 0.5 to 1, not 1.5"),
        ("top_k", {"k": 2.5}, "a whole number from 1 to 2000"),
        ("top_k", {"k": float("nan")}, "a whole number from 1 to 2000"),
        ("top_k", {"k": float("inf")}, "a whole number from 1 to 2000"),
        ("top_k", {"n": 3}, "no setting 'n'"),
        ("nothing", {}, "no strategy 'nothing'"),
    ],
)
def test_wrong_settings_are_refused(
    evidence: Evidence, key: str, values: dict[str, float], words: str
) -> None:
    with pytest.raises(InvalidInputError, match=words):
        run_strategy(key, evidence, values)
