"""Step 2: what is selected is what trains, each change can be undone."""

from typing import Any

import pytest
from dash import no_update

from hydroml.callbacks.features.content import content
from hydroml.callbacks.features.evidence import (
    choose_method,
    compute_evidence,
    refresh_rows,
    show_evidence,
)
from hydroml.callbacks.features.page import Method
from hydroml.callbacks.features.selection import show_summary
from hydroml.callbacks.features.strategies import show_setting, show_strategies
from hydroml.components.features import ids
from hydroml.services.access import LOCAL_USER
from hydroml.services.errors import InvalidInputError
from hydroml.services.experiments import Draft
from hydroml.services.experiments.slices import slice_of
from hydroml.services.registry import Services
from hydroml.tests.support.trees import text


def href(path: str) -> str:
    return path


@pytest.fixture
def features(draft: Draft) -> dict[str, Any]:
    return slice_of(draft.config, "features")


@pytest.fixture
def computed(services: Services, draft: Draft) -> dict[str, str]:
    wanted = {"dataset": draft.config["dataset"]["id"], "target": "bought", "method": "spearman"}
    answer, refusal = compute_evidence(services, lambda *shown: None, lambda: False, wanted)
    assert (answer, refusal) == (wanted, None)
    return wanted


@pytest.mark.parametrize("method", ["pearson", "association"])
def test_each_measure_is_computed_and_shown(
    services: Services, draft: Draft, wizard: dict[str, Any], method: Method
) -> None:
    wanted = {"dataset": draft.config["dataset"]["id"], "target": "bought", "method": method}
    assert compute_evidence(services, lambda *shown: None, lambda: False, wanted) == (wanted, None)
    *_, is_complete, again = show_evidence(services, method, wizard, "light")
    assert (is_complete, again) == (True, no_update)


def test_step_2_counts_what_will_be_learned_from(services: Services, draft: Draft) -> None:
    page = str(content(services, LOCAL_USER, draft, href, "light"))
    assert "3 of 3 columns will be learned from." in page
    assert "not computed yet" in page


def test_step_2_asks_for_a_target_first(services: Services) -> None:
    with pytest.raises(InvalidInputError, match="no target"):
        content(services, LOCAL_USER, services.drafts.create(LOCAL_USER), href, "light")


def test_a_strategy_shows_what_would_go_and_names_exactly_that(
    services: Services, features: dict[str, Any], wizard: dict[str, Any], computed: dict[str, str]
) -> None:
    _, shown, removal, *_ = show_strategies(services, {"key": "top_k"}, "1", features, computed, wizard)
    assert len(removal) == 2
    assert set(removal) < set(features["features"]["include"])
    assert "3 features become 1, " in text(shown)


def test_a_strategy_without_its_evidence_waits(
    services: Services, features: dict[str, Any], wizard: dict[str, Any]
) -> None:
    listed, preview, removal, *_ = show_strategies(
        services, {"key": "correlation"}, 0.9, features, None, wizard
    )
    assert "not computed yet" in str(preview)
    assert removal == {}
    assert len(listed) == 6


def test_a_setting_out_of_bounds_removes_nothing(
    services: Services, features: dict[str, Any], wizard: dict[str, Any], computed: dict[str, str]
) -> None:
    assert show_strategies(services, {"key": "top_k"}, -5, features, computed, wizard)[2] == {}


def test_choosing_a_strategy_brings_its_setting() -> None:
    setting = show_setting({"key": "missing", "value": None}, {"in": 3, "all": 3})
    assert "Most missing allowed" in str(setting)
    assert show_setting({"key": "no strategy"}, None) is no_update


def test_the_summary_follows_the_selection() -> None:
    assert show_summary({"in": 1, "all": 3}).startswith("1 of 3 columns")
    assert show_summary(None) is no_update


def test_evidence_is_asked_for_once_and_then_read(
    services: Services, wizard: dict[str, Any], draft: Draft
) -> None:
    *_, is_complete, wanted = show_evidence(services, "spearman", wizard, "light")
    assert wanted == {"dataset": draft.config["dataset"]["id"], "target": "bought", "method": "spearman"}
    assert not is_complete
    compute_evidence(services, lambda *shown: None, lambda: False, wanted)
    correlation, title, importance, is_complete, wanted = show_evidence(services, "spearman", wizard, "dark")
    assert is_complete
    assert wanted is no_update
    assert "2 numeric columns" in title
    assert "Above the floor" in str(importance)
    assert "Strongest pairs" in str(correlation)


def test_a_cancelled_computation_stores_nothing(services: Services, draft: Draft) -> None:
    wanted = {"dataset": draft.config["dataset"]["id"], "target": "bought", "method": "pearson"}
    assert compute_evidence(services, lambda *shown: None, lambda: True, wanted) == (no_update, None)


def test_rows_get_their_importance_when_it_arrives(
    services: Services, wizard: dict[str, Any], features: dict[str, Any], computed: dict[str, str]
) -> None:
    rows, _ = refresh_rows(services, computed, wizard, features)
    assert all("score" in row for row in rows)
    assert refresh_rows(services, None, wizard, features)[0] is no_update


def test_the_measure_changes_only_when_pressed() -> None:
    key, pressed, opened, pair = choose_method([1, None], {"type": ids.METHOD.name, "index": "pearson"})
    assert (key, opened, pair) == ("pearson", [], None), "what was opened belongs to the other measure"
    assert "aria-pressed='true'" in str(pressed)
    assert choose_method([None, None], {"type": ids.METHOD.name, "index": "pearson"})[0] is no_update
