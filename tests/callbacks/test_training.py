"""Step 4: settings reach the slice, faults keep the last valid value."""

from typing import Any

from dash import no_update

from hydroml.callbacks.training.page import content
from hydroml.callbacks.training.wiring import OnPage, edit_training, follow_settings, new_seed, save_settings
from hydroml.components.training import NONE
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft
from hydroml.services.experiments.slices import slice_of
from hydroml.services.registry import Services


def href(path: str) -> str:
    return path


def test_all_settings_of_the_page_are_as_in_the_draft(services: Services, draft: Draft) -> None:
    text = str(content(services, LOCAL_USER, draft, href, "dark"))
    for words in ("Validation", "Metric", "Repeatability", "Exact repeat", "Limits", "Proposed"):
        assert words in text


def test_an_unchanged_page_changes_nothing(draft: Draft) -> None:
    slice_ = slice_of(draft.config, "training")
    typed = {"n_splits": "5", "seed": str(slice_["seed"]), "name": slice_["name"], "tags": ""}
    typed["n_splits"] = str(slice_["validation"]["n_splits"])
    chosen = {"metric": slice_["metric"], "project": NONE}
    after, faults = edit_training(typed, chosen, slice_)
    assert after == slice_ and faults == {}


def test_a_fault_keeps_the_last_valid_value_and_is_told(draft: Draft) -> None:
    slice_ = slice_of(draft.config, "training")
    names = [{"index": "n_splits"}, {"index": "seed"}]
    after, notes, notice = save_settings(["400", "7"], [], names, [], slice_)
    assert after["validation"]["n_splits"] == slice_["validation"]["n_splits"]
    assert after["seed"] == 7
    assert "2 to 100" in str(notes[0]) and notes[1] == []
    assert "1 value to correct: Folds" in str(notice)


def test_a_choice_reaches_the_configuration(services: Services, draft: Draft) -> None:
    slice_ = slice_of(draft.config, "training")
    chosen = {"strategy": "kfold", "metric": "accuracy", "threshold": "f1"}
    after, _ = edit_training({"test_size": "10"}, chosen, slice_)
    saved = services.drafts.save(
        LOCAL_USER, draft.id, {"training": after}, revision=draft.revision, writer="t"
    )
    config = services.drafts.config(saved)
    assert (config.validation.strategy, config.metric) == ("kfold", "accuracy")
    assert config.validation.test_size == 0.1
    assert config.imbalance.threshold.method == "f1"


def test_settings_of_another_strategy_do_not_linger(draft: Draft) -> None:
    slice_ = slice_of(draft.config, "training")
    timed, _ = edit_training({"gap": "3", "repeats": "4"}, {"strategy": "time_expanding"}, slice_)
    assert (timed["validation"]["gap"], timed["validation"]["repeats"]) == (3, 1)
    plain, _ = edit_training({"gap": "3", "repeats": "4"}, {"strategy": "stratified_kfold"}, timed)
    assert (plain["validation"]["gap"], plain["validation"]["repeats"]) == (None, 1)


def test_nothing_is_written_outside_the_wizard() -> None:
    assert save_settings([], [], [], [], None)[0] is no_update


def test_the_drawing_follows_the_settings_once(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    slice_ = slice_of(draft.config, "training")
    model = slice_of(draft.config, "model")
    fresh = OnPage("light", {}, ["repeats", "gap"])
    drawing, drawn, badge, checks, hidden = follow_settings(services, slice_, model, wizard, fresh)
    assert "240 rows" in str(drawing) and "Exact repeat" in str(badge) and len(checks) == 3
    assert hidden[1] is True
    again = follow_settings(services, slice_, model, wizard, OnPage("light", drawn, ["gap"]))
    assert again[0] is no_update


def test_a_clock_takes_the_promise_back(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    slice_, _ = edit_training({"time_limit": "5"}, {}, slice_of(draft.config, "training"))
    badge = follow_settings(services, slice_, {}, wizard, OnPage("light", {}, []))[2]
    assert "Not exactly repeatable" in str(badge)


def test_a_new_seed_is_drawn_only_on_a_click() -> None:
    assert new_seed(None) is no_update
    assert 0 <= int(new_seed(1)) < 2**31
