"""Step 3: what each control does to the slice, and what the page says."""

from typing import Any

import pytest
from dash import no_update

from hydroml.callbacks.model.editing import Edit, edited
from hydroml.callbacks.model.page import advice_for, content
from hydroml.callbacks.model.wiring import edit_models, edits_of, judge_search, judge_value, show_tiers
from hydroml.components.model import ids
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft
from hydroml.services.experiments.slices import slice_of
from hydroml.services.registry import Services

KEYS = {"cards": ["lightgbm_vote", "lightgbm"], "heads": ["lightgbm"], "spaces": ["lightgbm/num_leaves"]}
START: dict[str, Any] = {
    "models": [{"key": "lightgbm_vote", "hyperparameters": {}}, {"key": "lightgbm", "hyperparameters": {}}],
    "search": {"enabled": False, "n_trials": 30, "space": {}},
}


def href(path: str) -> str:
    return path


def keys(after: Any) -> list[str]:
    return [one["key"] for one in after.slice["models"]]


def values(after: Any, key: str) -> dict[str, Any]:
    return next(one["hyperparameters"] for one in after.slice["models"] if one["key"] == key)


def do(family: str, key: str, value: Any, before: Any = START, proposed: Any = None) -> Any:
    return edited(before, [Edit(family, key, value)], proposed or {})


def test_a_typed_value_is_kept_as_a_number() -> None:
    after = do(ids.PARAM.name, "lightgbm/learning_rate", "0.03")
    assert values(after, "lightgbm") == {"learning_rate": 0.03}
    assert not after.models_changed


def test_a_value_out_of_range_is_kept_so_that_the_step_is_marked() -> None:
    after = do(ids.PARAM.name, "lightgbm/num_leaves", "30000")
    assert values(after, "lightgbm") == {"num_leaves": 30000}


def test_the_default_is_not_kept() -> None:
    before = do(ids.PARAM.name, "lightgbm/learning_rate", "0.03").slice
    assert values(do(ids.PARAM.name, "lightgbm/learning_rate", "0.04", before), "lightgbm") == {}


def test_controls_that_have_only_just_been_drawn_change_nothing() -> None:
    edits = [
        Edit(ids.PARAM.name, "lightgbm/learning_rate", "0.04"),
        Edit(ids.PARAM.name, "lightgbm/extra_trees", True),
        Edit(ids.INCLUDED.name, "lightgbm", True),
        Edit(ids.INCLUDED.name, "ridge", False),
        Edit(ids.ACTION.name, "remove/lightgbm", None),
        Edit(ids.ADD, "", ""),
        Edit(ids.SEARCH.name, "n_trials", "30"),
        Edit(ids.SEARCH.name, "enabled", False),
    ]
    assert edited(START, edits, {}).slice == START


def test_a_preset_draws_the_other_fields_anew() -> None:
    after = do(ids.PARAM.name, "lightgbm/preset", "small")
    assert values(after, "lightgbm") == {"preset": "small"}
    assert after.models_changed and after.opened == "lightgbm"


def test_a_model_is_added_with_its_proposed_values_and_removed_with_its_space() -> None:
    proposed = {"random_forest": {"n_estimators": 200}}
    after = do(ids.INCLUDED.name, "random_forest", True, proposed=proposed)
    assert keys(after)[-1] == "random_forest"
    assert values(after, "random_forest") == {"n_estimators": 200}
    space = {"lightgbm": {"num_leaves": {"low": 4, "high": 64, "log": True}}}
    searched = {**START, "search": {"space": space}}
    assert do(ids.ACTION.name, "remove/lightgbm", 1, searched).slice["search"]["space"] == {}


def test_a_model_from_the_list_is_added_once() -> None:
    after = do(ids.ADD, "", "ridge")
    assert keys(after) == ["lightgbm_vote", "lightgbm", "ridge"]
    assert do(ids.ADD, "", "ridge", after.slice).slice == after.slice


def test_a_name_that_is_no_model_is_passed_over() -> None:
    assert do(ids.ADD, "", "../etc").slice == START
    assert do(ids.INCLUDED.name, "nothing", True).slice == START


def test_reset_takes_a_value_or_a_whole_model_back_to_its_proposal() -> None:
    proposed = {"lightgbm": {"preset": "flexible"}}
    before = {**START, "models": [{"key": "lightgbm", "hyperparameters": {"preset": "small", "patience": 5}}]}
    after = do(ids.ACTION.name, "reset/lightgbm/patience", 1, before, proposed)
    assert values(after, "lightgbm") == {"preset": "small"} and after.tier == "expert"
    assert values(do(ids.ACTION.name, "reset/lightgbm", 1, before, proposed), "lightgbm") == {
        "preset": "flexible"
    }


def test_the_nearest_allowed_value_can_be_taken() -> None:
    before = do(ids.PARAM.name, "lightgbm/num_leaves", "30000").slice
    after = do(ids.ACTION.name, "nearest/lightgbm/num_leaves", 1, before)
    assert values(after, "lightgbm") == {"num_leaves": 4096}


def test_a_wrong_budget_keeps_the_last_valid_one() -> None:
    assert do(ids.SEARCH.name, "n_trials", "many").slice == START
    assert do(ids.SEARCH.name, "n_trials", "40").slice["search"]["n_trials"] == 40
    assert do(ids.SEARCH.name, "timeout_s", "90").slice["search"]["timeout_s"] == 90


def test_bounds_of_the_space_are_written_once_they_are_numbers() -> None:
    after = do(ids.SPACE.name, "lightgbm/num_leaves/high", "64")
    assert after.slice["search"]["space"]["lightgbm"]["num_leaves"]["high"] == 64
    assert not after.space_changed
    assert do(ids.SPACE.name, "lightgbm/num_leaves/high", "x").slice == START


def test_a_step_is_set_and_taken_away_again() -> None:
    after = do(ids.SPACE.name, "lightgbm/num_leaves/step", "4")
    assert after.slice["search"]["space"]["lightgbm"]["num_leaves"]["step"] == 4
    again = do(ids.SPACE.name, "lightgbm/num_leaves/step", " ", after.slice)
    assert "step" not in again.slice["search"]["space"]["lightgbm"]["num_leaves"]


def test_alternatives_are_ticked_but_the_last_one_stays() -> None:
    on = do(ids.SPACE.name, "lightgbm/max_bin/on", True).slice
    after = do(ids.SPACE.name, "lightgbm/max_bin/choices", ["0", "2"], on)
    assert after.slice["search"]["space"]["lightgbm"]["max_bin"] == {"choices": [63, 255]}
    assert do(ids.SPACE.name, "lightgbm/max_bin/choices", [], after.slice).slice == after.slice


def test_a_search_can_start_afresh() -> None:
    past = [{"n_trials": 30, "space": {"num_leaves": {"low": 4, "high": 64}}}]
    search = {**START["search"], "n_trials": 60, "earlier": {"lightgbm": past}}
    after = do(ids.ACTION.name, "afresh/", 1, {**START, "search": search})
    assert (after.slice["search"]["n_trials"], after.slice["search"]["earlier"]) == (30, {})
    assert after.space_changed


def test_the_fields_of_the_space_are_judged_as_they_are_typed(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    place = "lightgbm/num_leaves"
    typed = {f"{place}/on": True, f"{place}/low": "4", f"{place}/high": "x", f"{place}/log": "log"}
    slice_ = {**slice_of(draft.config, "model"), "models": START["models"]}
    edit = [Edit(ids.SPACE.name, f"{place}/high", "x")]
    *_, (note,) = edit_models(services, edit, KEYS, slice_, wizard, typed)
    assert "must be a number, not 'x'" in str(note)
    *_, (note,) = edit_models(services, edit, KEYS, slice_, wizard, {**typed, f"{place}/high": "9"})
    assert note == []
    *_, (note,) = edit_models(services, [Edit(ids.SEARCH.name, "n_trials", "9")], KEYS, slice_, wizard, typed)
    assert note is no_update


def test_a_setting_joins_and_leaves_the_space_but_one_stays() -> None:
    after = do(ids.SPACE.name, "lightgbm/reg_lambda/on", True)
    space = after.slice["search"]["space"]["lightgbm"]
    assert "reg_lambda" in space and after.space_changed
    only = {**START, "search": {"space": {"lightgbm": {"num_leaves": {"low": 4, "high": 8, "log": True}}}}}
    assert do(ids.SPACE.name, "lightgbm/num_leaves/on", False, only).slice == only


def test_another_model_can_be_tuned_but_never_none() -> None:
    more = {**START, "models": [*START["models"], {"key": "ridge", "hyperparameters": {}}]}
    after = do(ids.ACTION.name, "tune/ridge", 1, more)
    assert list(after.slice["search"]["space"]) == ["lightgbm", "ridge"]
    assert do(ids.ACTION.name, "tune/lightgbm", 1).slice == START


def test_what_dash_says_of_controls_is_read() -> None:
    prop = '{"index":"lightgbm/num_leaves","type":"model-param"}.value'
    found = edits_of([{"prop_id": prop, "value": "3"}, {"prop_id": "model-add.value", "value": "ridge"}])
    assert found == [Edit("model-param", "lightgbm/num_leaves", "3"), Edit("model-add", "", "ridge")]
    assert edits_of([{"prop_id": ".", "value": None}]) == []


def test_levels_hide_the_fields_above_them() -> None:
    tiers = ["lightgbm/basic", "lightgbm/advanced", "lightgbm/expert", "ridge/basic"]
    marks, words, hidden = show_tiers({"index": "lightgbm/advanced"}, tiers, tiers)
    assert marks[:3] == ["false", "true", "false"] and hidden[:3] == [False, False, True]
    assert marks[3] is no_update and words[3] is no_update and hidden[3] is no_update


def test_the_page_shows_three_proposals_and_the_baseline(services: Services, draft: Draft) -> None:
    text = str(content(services, LOCAL_USER, draft, href, "light"))
    assert text.count("In the comparison") == 3
    assert "Baseline" in text and "always runs" in text and "Why?" in text


def test_without_a_target_the_step_says_what_to_do(services: Services) -> None:
    empty = services.drafts.create(LOCAL_USER)
    assert "Choose a target first" in str(content(services, LOCAL_USER, empty, href, "light"))


def test_an_edit_reaches_the_slice_and_is_saved_as_a_finding(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    slice_ = slice_of(draft.config, "model")
    key = slice_["models"][0]["key"]
    after, *_ = edit_models(services, [Edit(ids.INCLUDED.name, key, False)], KEYS, slice_, wizard)
    assert key not in [one["key"] for one in after["models"]]
    saved = services.drafts.save(
        LOCAL_USER, draft.id, {"model": after}, revision=draft.revision, writer="tab"
    )
    assert services.drafts.config(saved).models[0].key != key


def test_an_impossible_value_is_an_error_of_the_draft(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    slice_ = {**slice_of(draft.config, "model"), "models": START["models"]}
    edit = [Edit(ids.PARAM.name, "lightgbm/num_leaves", "many")]
    after, *_ = edit_models(services, edit, KEYS, slice_, wizard)
    saved = services.drafts.save(
        LOCAL_USER, draft.id, {"model": after}, revision=draft.revision, writer="tab"
    )
    assert "HYPERPARAMETER_RANGE" in [one.code for one in services.drafts.findings(LOCAL_USER, saved)]
    text = str(content(services, LOCAL_USER, saved, href, "light"))
    assert "1 value to correct" in text


def test_nothing_that_changed_nothing_is_written(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    answers = edit_models(services, [], KEYS, slice_of(draft.config, "model"), wizard)
    assert answers[0] is no_update and len(answers) == 9


@pytest.mark.parametrize(("raw", "word"), [("30000", "4096"), ("many", "whole number"), ("31", "Was 53")])
def test_a_field_says_what_it_thinks_of_a_value(
    services: Services, draft: Draft, wizard: dict[str, Any], raw: str, word: str
) -> None:
    note, look = judge_value(services, raw, {"index": "lightgbm/num_leaves"}, START, wizard)
    assert word in str(note) and "hm-changed" in look


def test_the_budget_says_what_it_thinks_of_a_value() -> None:
    assert "3 settings: 30 to 60 trials" in str(judge_search("30", {"index": "n_trials"}, START))
    assert "9 trials are few" in str(judge_search("9", {"index": "n_trials"}, START))
    assert "10,000" in str(judge_search("0", {"index": "n_trials"}, START))
    assert judge_search("", {"index": "timeout_s"}, START) == []


def test_advice_follows_the_features_that_are_in(services: Services, draft: Draft) -> None:
    found = advice_for(services, LOCAL_USER, draft)
    assert found is not None
    assert found.facts.n_features == len(draft.config["features"]["include"])


def test_a_draft_of_somebody_else_is_not_found(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    from dataclasses import replace

    from hydroml.services.access import User
    from hydroml.services.errors import NotFoundError

    other = replace(services, identify=lambda: User("eve", "Eve"))
    with pytest.raises(NotFoundError):
        edit_models(other, [Edit(ids.ADD, "", "ridge")], KEYS, slice_of(draft.config, "model"), wizard)


def test_switching_the_search_on_draws_its_fields() -> None:
    assert edited({"models": [], "search": {}}, [Edit(ids.SEARCH.name, "enabled", True)], {}).space_changed
    assert not edited(
        {"models": [], "search": {}}, [Edit(ids.SEARCH.name, "n_trials", "9")], {}
    ).space_changed
