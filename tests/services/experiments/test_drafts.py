"""Drafts: saved slice by slice, suggested anew when their subject changes, launched once."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from hydroml.services.access import User
from hydroml.services.errors import ConflictError, InvalidInputError, NotFoundError
from hydroml.services.experiments import Draft, ExperimentConfig, exclude_fix, slice_of
from hydroml.services.findings import Finding, Fix
from hydroml.services.paging import Query
from hydroml.services.profile import Profile
from hydroml.services.vocabulary import SliceName
from hydroml.tests.services.experiments.conftest import Room
from hydroml.tests.support import profiles
from hydroml.tests.support.samples import ANN, BEN

LEAK = ("FEATURES_LEAK", "/features/include")


def started(room: Room, made: Profile | None = None) -> Draft:
    dataset = room.tables.add(made or profiles.churn())
    return room.drafts.create(ANN, dataset_id=dataset.id)


def save(room: Room, draft: Draft, writer: str = "tab-1", **slices: Mapping[str, Any]) -> Draft:
    named: dict[SliceName, Mapping[str, Any]] = {
        name: slices[name] for name in ("data", "features", "model", "training") if name in slices
    }
    return room.drafts.save(ANN, draft.id, named, revision=draft.revision, writer=writer)


def test_with_a_table_a_draft_holds_a_complete_suggestion(room: Room) -> None:
    draft = started(room)
    config = room.drafts.config(draft)
    assert config == room.experiments.suggest(ANN, config.dataset.id)
    assert draft.proposal is not None and draft.proposal["target"] == "churn"
    assert room.log.kinds == ["opened"]


def test_without_a_table_it_is_empty_until_one_is_chosen(room: Room) -> None:
    draft = room.drafts.create(ANN)
    assert draft.config == {}
    with pytest.raises(InvalidInputError) as refusal:
        room.drafts.config(draft)
    assert "/dataset" in [one.field for one in refusal.value.errors]
    dataset = room.tables.add(profiles.churn())
    chosen = save(room, draft, data={"dataset": {"id": dataset.id}})
    assert room.drafts.config(chosen).target == "churn"


def test_a_table_without_a_likely_target_waits_for_one(room: Room) -> None:
    draft = started(room, profiles.churn(suggested_target=None))
    assert draft.proposal is None
    assert room.drafts.findings(ANN, draft) == ()
    assert "tags" in save(room, draft, training={"tags": ["a"]}).config
    chosen = room.drafts.set_target(ANN, draft.id, "tenure", revision=draft.revision + 1, writer="tab-1")
    assert room.drafts.config(chosen).task == "regression"


def test_a_slice_writes_its_own_settings_and_leaves_the_rest(room: Room) -> None:
    draft = started(room)
    saved = save(room, draft, training={"seed": 5})
    assert saved.revision == draft.revision + 1
    assert saved.config == {**draft.config, "seed": 5}
    assert room.drafts.get(ANN, draft.id) == saved


@pytest.mark.parametrize(
    "slices",
    [
        {"model": {"seed": 1}},
        {"colours": {"seed": 1}},
        {"training": {"template": {"id": "x"}}},
        {"training": {"seed": float("nan")}},
        {"training": {"name": "\ud800"}},
        {"training": {"description": "x" * 5_000_000}},
    ],
)
def test_a_slice_with_foreign_settings_or_no_json_is_refused(room: Room, slices: Any) -> None:
    draft = started(room)
    with pytest.raises(InvalidInputError) as refusal:
        room.drafts.save(ANN, draft.id, slices, revision=1, writer="t")
    assert refusal.value.code == "SLICE_INVALID"
    assert room.drafts.get(ANN, draft.id) == draft


def test_a_setting_at_fault_is_kept_and_told(room: Room) -> None:
    draft = save(room, started(room), training={"validation": {"n_splits": 1}})
    assert draft.config["validation"] == {"n_splits": 1}
    (finding,) = room.drafts.findings(ANN, draft)
    assert (finding.code, finding.field) == ("SETTING_INVALID", "/validation/n_splits")


def test_two_quick_saves_of_one_tab_are_no_conflict(room: Room) -> None:
    draft = started(room)
    save(room, draft, training={"seed": 5})
    second = save(room, draft, features={"features": {"include": []}})
    assert second.config["seed"] == 5


def test_an_old_page_does_not_overwrite_what_another_tab_saved(room: Room) -> None:
    draft = started(room)
    save(room, draft, writer="tab-1", training={"seed": 5})
    with pytest.raises(ConflictError) as refusal:
        save(room, draft, writer="tab-2", training={"seed": 6})
    assert refusal.value.code == "DRAFT_CONFLICT"
    assert refusal.value.extra["mine"]["seed"] == 6
    assert refusal.value.extra["theirs"]["seed"] == 5
    assert room.drafts.get(ANN, draft.id).config["seed"] == 5


def test_saves_at_the_same_time_are_all_there(room: Room) -> None:
    draft, drafts = started(room), room.drafts
    slices: list[dict[SliceName, Mapping[str, Any]]] = [
        {"training": {"seed": 5}},
        {"model": {"search": {"enabled": True}}},
        {"features": {"features": {"include": ["tenure"]}}},
    ]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda one: drafts.save(ANN, draft.id, one, revision=1, writer="t"), slices))
    config = drafts.get(ANN, draft.id).config
    assert (config["seed"], config["search"], config["features"]) == (
        5,
        {"enabled": True},
        {"include": ["tenure"]},
    )


def test_another_target_suggests_the_rest_anew(room: Room) -> None:
    draft = started(room)
    moved = room.drafts.set_target(ANN, draft.id, "tenure", revision=1, writer="t")
    config = room.drafts.config(moved)
    assert (config.task, config.metric) == ("regression", "rmse")
    assert "churn" in config.features.include and "tenure" not in config.features.include
    assert config == room.experiments.suggest(ANN, config.dataset.id, target="tenure")
    assert moved.notes == ()


def test_the_whole_data_slice_with_another_target_has_its_task_detected(room: Room) -> None:
    draft = started(room)
    moved = save(room, draft, data={**slice_of(draft.config, "data"), "target": "tenure"})
    assert moved.config["task"] == "regression"


def test_a_chosen_task_is_kept(room: Room) -> None:
    draft = started(room)
    chosen = room.drafts.set_target(ANN, draft.id, "tenure", "multiclass", revision=1, writer="t")
    assert (chosen.config["task"], chosen.config["metric"]) == ("multiclass", "log_loss")


def test_choices_that_still_fit_are_kept_and_the_others_are_named(room: Room) -> None:
    draft = save(
        room,
        started(room),
        training={"name": "My own", "seed": 9, "metric": "f1", "resources": {"n_threads": 2}},
        model={"models": [{"key": "logistic", "hyperparameters": {}}, {"key": "random_forest"}]},
        features={"features": {"include": ["tenure", "country"], "exclude": {"contract": "mine"}}},
    )
    moved = room.drafts.set_target(ANN, draft.id, "monthly_charges", revision=2, writer="tab-1")
    config = room.drafts.config(moved)
    assert (config.name, config.seed, config.resources.n_threads) == ("My own", 9, 2)
    assert [one.key for one in config.models] == ["random_forest"]
    assert config.metric == "rmse"
    assert "country" in config.features.include
    assert config.features.exclude["contract"] == "mine"
    assert {note.split(":")[0] for note in moved.notes} == {"features", "models", "metric"}
    assert room.drafts.get(ANN, draft.id).notes == moved.notes


def test_what_was_at_fault_is_not_carried_over(room: Room) -> None:
    draft = save(room, started(room), model={"models": 3, "search": []}, training={"metric": 7})
    moved = room.drafts.set_target(ANN, draft.id, "tenure", revision=2, writer="tab-1")
    assert room.drafts.config(moved).metric == "rmse"


def test_another_table_keeps_the_target_when_it_has_such_a_column(room: Room) -> None:
    draft = started(room)
    other = room.tables.add(profiles.people())
    moved = save(room, draft, data={"dataset": {"id": other.id}})
    assert moved.config["target"] == "weight"
    same = room.tables.add(profiles.churn(suggested_target=None))
    assert save(room, draft, data={"dataset": {"id": same.id}, "target": "churn"}).config["target"] == "churn"


def test_an_unknown_target_is_refused_and_nothing_is_saved(room: Room) -> None:
    draft = started(room)
    with pytest.raises(InvalidInputError) as refusal:
        room.drafts.set_target(ANN, draft.id, "chrun", revision=1, writer="t")
    assert refusal.value.errors[0].field == "/target"
    assert room.drafts.get(ANN, draft.id) == draft


def leak(config: ExperimentConfig, profile: Profile) -> tuple[Finding, ...]:
    fix = exclude_fix(config, {"tenure": "gives the target away"})
    return (Finding("FEATURES_LEAK", "warning", "/features/include", "Look.", {}, fix),) if fix else ()


def test_a_fix_settles_its_finding_and_saving_the_old_slice_undoes_it(room: Room) -> None:
    room.check = leak
    draft = started(room)
    fixed = room.drafts.apply_fixes(ANN, draft.id, [LEAK], writer="t")
    assert "tenure" not in room.drafts.config(fixed).features.include
    assert room.drafts.findings(ANN, fixed) == ()
    with pytest.raises(InvalidInputError) as refusal:
        room.drafts.apply_fixes(ANN, draft.id, [LEAK], writer="t")
    assert refusal.value.code == "FIX_GONE"
    undone = save(room, fixed, features=slice_of(draft.config, "features"))
    assert undone.config == draft.config


def test_a_finding_about_a_column_is_settled_by_leaving_it_out(room: Room) -> None:
    patch = ({"op": "add", "path": "/features/exclude/tenure", "value": "mostly missing"},)
    fix = Fix("Leave it out", patch)
    missing = Finding("DATA_MISSING", "warning", "tenure", "Mostly missing.", {}, fix)
    dataset = room.tables.add(profiles.churn(findings=(missing,)))
    draft = room.drafts.create(ANN, dataset_id=dataset.id)
    assert [one.code for one in room.drafts.findings(ANN, draft)] == ["DATA_MISSING"]
    left_out = room.drafts.apply_fixes(ANN, draft.id, [("DATA_MISSING", "tenure")], writer="t")
    assert room.drafts.findings(ANN, left_out) == ()
    assert room.drafts.config(left_out).features.exclude["tenure"] == "mostly missing"


def test_a_launched_draft_is_one_experiment_however_often_it_is_pressed(room: Room) -> None:
    draft, drafts = started(room), room.drafts
    with ThreadPoolExecutor(10) as pool:
        ids = set(pool.map(lambda _: drafts.launch(ANN, draft.id, key="k").id, range(10)))
    assert len(ids) == 1 and len(room.queue.jobs) == 1
    assert room.drafts.launch(ANN, draft.id, key="another").id in ids
    assert room.drafts.get(ANN, draft.id).experiment_id in ids
    assert room.drafts.list(ANN, Query()).total == 0


def test_changed_after_its_launch_it_makes_a_child(room: Room) -> None:
    draft = started(room)
    first = room.drafts.launch(ANN, draft.id, key="k")
    save(room, room.drafts.get(ANN, draft.id), training={"seed": 1})
    second = room.drafts.launch(ANN, draft.id, key="k")
    assert second.id != first.id
    assert second.parent_id == first.id


def test_the_event_of_a_launch_names_the_draft(room: Room) -> None:
    draft = started(room)
    room.drafts.launch(ANN, draft.id, key="k")
    (detail,) = [detail for kind, _, detail in room.log.events if kind == "launched"]
    assert detail["draft"] == draft.id


def test_opened_steps_are_remembered(room: Room) -> None:
    draft = started(room)
    room.drafts.visit(ANN, draft.id, "features")
    room.drafts.visit(ANN, draft.id, "features")
    assert room.drafts.get(ANN, draft.id).visited == ("data", "features")
    assert room.drafts.get(ANN, draft.id).revision == draft.revision
    assert room.log.kinds == ["opened", "step_left", "step_entered"]


def test_the_step_that_is_left_is_the_one_that_was_open_also_on_the_way_back(room: Room) -> None:
    draft = started(room)
    for step in ("features", "model", "features", "data"):
        room.drafts.visit(ANN, draft.id, step)
    moves = [(kind, detail["step"]) for kind, _, detail in room.log.events if kind.startswith("step_")]
    assert [step for kind, step in moves if kind == "step_left"] == ["data", "features", "model", "features"]
    assert [step for kind, step in moves if kind == "step_entered"] == [
        "features",
        "model",
        "features",
        "data",
    ]
    assert set(room.drafts.get(ANN, draft.id).visited) == {"data", "features", "model"}


def test_another_persons_draft_does_not_exist(room: Room) -> None:
    draft = started(room)
    calls = (
        lambda: room.drafts.get(BEN, draft.id),
        lambda: room.drafts.save(BEN, draft.id, {}, revision=1, writer="t"),
        lambda: room.drafts.set_target(BEN, draft.id, "tenure", revision=1, writer="t"),
        lambda: room.drafts.launch(BEN, draft.id, key="k"),
        lambda: room.drafts.apply_fixes(BEN, draft.id, [("X", "/")], writer="t"),
        lambda: room.drafts.visit(BEN, draft.id, "model"),
        lambda: room.drafts.delete(BEN, draft.id),
    )
    for call in calls:
        with pytest.raises(NotFoundError):
            call()


def test_a_member_of_the_project_may_look_without_leaving_a_trace(room: Room) -> None:
    dataset = room.tables.add(profiles.churn(), project="water")
    ann = User("ann", "Ann", projects=frozenset({"water"}))
    draft = room.drafts.create(ann, dataset_id=dataset.id)
    room.drafts.visit(BEN, draft.id, "model")
    assert room.drafts.get(BEN, draft.id).visited == ("data",)
    with pytest.raises(NotFoundError):
        room.drafts.save(BEN, draft.id, {}, revision=1, writer="t")
