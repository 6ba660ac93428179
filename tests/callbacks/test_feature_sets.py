"""Feature sets in step 2: kept, previewed, renamed, deleted and brought back."""

from typing import Any

import pytest
from dash import no_update

from hydroml.callbacks.features.sets import act, bring_back, save_set, show_sets
from hydroml.services.access import LOCAL_USER
from hydroml.services.errors import NotFoundError
from hydroml.services.experiments import Draft, slice_of
from hydroml.services.paging import Query
from hydroml.services.registry import Services
from hydroml.tests.support.trees import text


@pytest.fixture
def features(draft: Draft) -> dict[str, Any]:
    return slice_of(draft.config, "features")


@pytest.fixture
def kept(services: Services, features: dict[str, Any]) -> str:
    save_set(services, 1, "<b>Mine</b>", "why", features)
    return services.feature_sets.list(LOCAL_USER, Query()).items[0].id


def test_the_present_selection_is_kept(services: Services, features: dict[str, Any]) -> None:
    listed, name, _, fault, toast = save_set(services, 1, "Mine", "", features)
    assert "Mine" in text(listed)
    assert (name, fault) == ("", None)
    assert toast["text"] == "3 features kept as 'Mine'"
    assert save_set(services, None, "Mine", "", features)[0] is no_update


def test_a_missing_name_is_told_beside_the_field(services: Services, features: dict[str, Any]) -> None:
    listed, _, _, fault, toast = save_set(services, 1, " ", "", features)
    assert "must have 1 to 200 characters" in fault[1]
    assert listed is toast is no_update


def test_a_set_is_previewed_and_hands_over_exactly_what_it_shows(
    services: Services, kept: str, wizard: dict[str, Any]
) -> None:
    changed = {"features": {"include": ["age"], "exclude": {}}}
    _, shown, pending, _ = act(services, f"preview/{kept}", None, changed, wizard)
    assert "2 features would come back." in text(shown)
    assert pending["include"] == ["age", "colour", "income"]


def test_a_set_is_renamed_and_a_bad_name_changes_nothing(services: Services, kept: str) -> None:
    act(services, f"rename/{kept}", "Better", None, None)
    assert services.feature_sets.get(LOCAL_USER, kept).name == "Better"
    *_, toast = act(services, f"rename/{kept}", "", None, None)
    assert "must have 1 to 200" in toast["text"]
    assert services.feature_sets.get(LOCAL_USER, kept).name == "Better"


def test_a_deleted_set_comes_back_with_undo(services: Services, kept: str) -> None:
    *_, toast = act(services, f"delete/{kept}", None, None, None)
    with pytest.raises(NotFoundError):
        services.feature_sets.get(LOCAL_USER, kept)
    assert "<b>Mine</b>" in text(bring_back(services, toast["undo"]))
    (again,) = services.feature_sets.list(LOCAL_USER, Query()).items
    assert (again.name, again.description, len(again.include)) == ("<b>Mine</b>", "why", 3)
    assert bring_back(services, {"slice": "features", "data": {}}) is no_update


def test_the_list_is_read_when_the_card_opens(services: Services, kept: str) -> None:
    assert "<b>Mine</b>" in text(show_sets(services, False))
    assert show_sets(services, True) is no_update


def test_an_unknown_set_is_refused(services: Services, wizard: dict[str, Any]) -> None:
    with pytest.raises(NotFoundError):
        act(services, "preview/fs_222222222222", None, None, wizard)
