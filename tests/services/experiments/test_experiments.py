"""Experiments from creation to results."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from hydroml.services.errors import ConflictError, InvalidInputError, NotFoundError, NotReadyError
from hydroml.services.experiments import ExperimentConfig, Experiments, from_yaml
from hydroml.services.findings import Finding
from hydroml.services.jobs.records import Progress
from hydroml.services.paging import Query
from hydroml.services.profile import Profile
from hydroml.tests.services.experiments.conftest import Room, nothing_to_say
from hydroml.tests.support import profiles, samples
from hydroml.tests.support.samples import ADMIN, ANN, BEN


def suggested(room: Room, **changes: Any) -> ExperimentConfig:
    dataset = room.tables.add(profiles.churn(), **changes)
    return room.experiments.suggest(ADMIN, dataset.id)


def refuse(config: ExperimentConfig, profile: Profile) -> tuple[Finding, ...]:
    return (Finding("TOO_FEW_ROWS", "error", "/validation/n_splits", "Too few rows."),)


def test_created_it_is_a_draft_and_launched_it_is_queued(room: Room) -> None:
    made = room.experiments.create(ANN, suggested(room))
    assert (made.status, made.version, room.queue.asked) == ("draft", 0, [])
    launched = room.experiments.launch(ANN, made.id)
    assert (launched.status, launched.version) == ("queued", 1)
    assert launched.job_id == room.queue.jobs[f"{made.id}:1"]
    assert [version.config for version in room.experiments.versions(ANN, made.id)] == [made.config]
    assert "launched" in room.log.kinds


def test_ten_equal_submits_at_once_make_one_experiment_and_one_job(room: Room) -> None:
    config, experiments = suggested(room), room.experiments

    def submit(_: int) -> str:
        return experiments.create(ANN, config, launch=True, key="one click").id

    with ThreadPoolExecutor(10) as pool:
        ids = set(pool.map(submit, range(10)))
    assert len(ids) == 1
    assert len(room.queue.jobs) == 1
    assert experiments.list(ANN, Query()).total == 1


def test_a_key_belongs_to_its_owner(room: Room) -> None:
    config = suggested(room, project="water")
    ann = room.experiments.create(ADMIN, config, key="k")
    ben = room.experiments.create(BEN, config, key="k")
    assert ann.id != ben.id


def test_a_key_used_for_another_configuration_is_refused(room: Room) -> None:
    config = suggested(room)
    room.experiments.create(ANN, config, key="k")
    with pytest.raises(ConflictError) as refusal:
        room.experiments.create(ANN, config.model_copy(update={"seed": 1}), key="k")
    assert refusal.value.code == "KEY_REUSED"


def test_errors_found_by_the_rules_forbid_the_launch_and_leave_nothing_behind(room: Room) -> None:
    room.check = refuse
    with pytest.raises(InvalidInputError) as refusal:
        room.experiments.create(ANN, suggested(room), launch=True)
    assert refusal.value.code == "CONFIG_INVALID"
    assert [one.field for one in refusal.value.errors] == ["/validation/n_splits"]
    assert room.experiments.list(ANN, Query()).total == 0


def test_a_running_experiment_is_not_launched_again_but_a_repeated_key_is_harmless(room: Room) -> None:
    made = room.experiments.create(ANN, suggested(room))
    first = room.experiments.launch(ANN, made.id, key="k")
    assert room.experiments.launch(ANN, made.id, key="k").version == first.version
    with pytest.raises(ConflictError) as refusal:
        room.experiments.launch(ANN, made.id)
    assert refusal.value.code == "ALREADY_RUNNING"
    assert len(room.queue.asked) == 1


def test_a_key_used_for_two_experiments_queues_two_jobs(room: Room) -> None:
    one, other = (room.experiments.create(ANN, suggested(room)) for _ in range(2))
    jobs = {room.experiments.launch(ANN, made.id, key="k").job_id for made in (one, other)}
    assert len(jobs) == 2


def tell(room: Room, experiment_id: str, **changes: Any) -> None:
    experiment = room.store.get(experiment_id)
    assert experiment is not None
    given: dict[str, Any] = {"id": experiment.job_id, "version": experiment.version, **changes}
    room.experiments.on_job(samples.job(experiment_id, **given))


def finished(room: Room, config: ExperimentConfig) -> str:
    made = room.experiments.create(ANN, config, launch=True)
    tell(room, made.id, status="running", progress=Progress(0.4))
    result = samples.result(mlflow_run_id="5b1e")
    room.runs.add("rn_1", experiment_id=made.id, version=1, result=result)
    tell(room, made.id, status="succeeded")
    return made.id


def test_the_row_follows_the_job(room: Room) -> None:
    made = room.experiments.create(ANN, suggested(room), launch=True)
    tell(room, made.id, status="running", progress=Progress(0.4))
    running = room.experiments.get(ANN, made.id)
    assert (running.status, running.progress) == ("running", 0.4)
    room.runs.add("rn_1", experiment_id=made.id, version=1, result=samples.result(mlflow_run_id="5b1e"))
    tell(room, made.id, status="succeeded")
    done = room.experiments.get(ANN, made.id)
    assert (done.status, done.progress, done.mlflow_run_id) == ("succeeded", 1.0, "5b1e")
    assert (done.score, done.baseline_score) == (0.7, 0.5)
    assert room.log.kinds.count("succeeded") == 1


def test_a_message_that_comes_too_late_changes_nothing(room: Room) -> None:
    experiment_id = finished(room, suggested(room))
    tell(room, experiment_id, status="running", progress=Progress(0.9))
    assert room.experiments.get(ANN, experiment_id).status == "succeeded"
    old = room.store.experiments[experiment_id].job_id
    room.experiments.rerun(ANN, experiment_id)
    tell(room, experiment_id, id=old, version=1, status="failed", error={"code": "X"})
    assert room.experiments.get(ANN, experiment_id).status == "queued"


def test_a_job_may_speak_before_the_launch_has_returned(room: Room) -> None:
    made = room.experiments.create(ANN, suggested(room))
    room.queue.heard = lambda job_id, version: room.experiments.on_job(
        samples.job(made.id, id=job_id, version=version, status="running", progress=Progress(0.1))
    )
    assert room.experiments.launch(ANN, made.id).status == "running"


def test_results_are_those_of_the_run(room: Room) -> None:
    experiment_id = finished(room, suggested(room))
    results = room.experiments.results(ANN, experiment_id)
    assert results["leaderboard"][0]["model"] == "logistic"
    assert (results["status"], results["mlflow_run_id"]) == ("succeeded", "5b1e")


def test_without_results_the_reason_is_told(room: Room) -> None:
    made = room.experiments.create(ANN, suggested(room))
    for code in ("RUN_DRAFT", "RUN_QUEUED"):
        with pytest.raises(NotReadyError) as refusal:
            room.experiments.results(ANN, made.id)
        assert refusal.value.code == code
        if code == "RUN_DRAFT":
            room.experiments.launch(ANN, made.id)
    error = {"code": "OUT_OF_MEMORY", "message": "The run needed more than 512 MB.", "hint": "Allow more."}
    tell(room, made.id, status="failed", error=error)
    with pytest.raises(NotReadyError, match="more than 512 MB") as refusal:
        room.experiments.results(ANN, made.id)
    assert (refusal.value.code, refusal.value.hint) == ("OUT_OF_MEMORY", "Allow more.")


def test_a_rerun_is_a_new_version_of_the_same_configuration(room: Room) -> None:
    experiment_id = finished(room, suggested(room))
    again = room.experiments.rerun(ANN, experiment_id)
    assert (again.version, again.status, again.score) == (2, "queued", None)
    assert len(room.queue.jobs) == 2
    assert room.experiments.diff(ANN, experiment_id, "1") == ()


def test_a_rerun_with_a_patch_is_a_new_version_of_what_it_changes(room: Room) -> None:
    experiment_id = finished(room, suggested(room))
    patch = [{"op": "add", "path": "/seed", "value": 7}]
    again = room.experiments.rerun(ANN, experiment_id, patch)
    assert (again.version, again.config.seed) == (2, 7)
    changes = room.experiments.diff(ANN, experiment_id, "1")
    assert [(one.path, one.mine) for one in changes] == [("/seed", 7)]


def test_a_rerun_with_a_patch_waits_for_its_turn_and_for_a_valid_configuration(room: Room) -> None:
    experiment_id = finished(room, suggested(room))
    patch = [{"op": "add", "path": "/seed", "value": 7}]
    room.check = refuse
    with pytest.raises(InvalidInputError) as refusal:
        room.experiments.rerun(ANN, experiment_id, patch)
    assert refusal.value.code == "CONFIG_INVALID"
    assert room.experiments.get(ANN, experiment_id).config.seed != 7
    room.check = nothing_to_say
    room.experiments.rerun(ANN, experiment_id, patch)
    with pytest.raises(ConflictError):
        room.experiments.rerun(ANN, experiment_id, patch)


def test_a_clone_is_a_draft_of_ones_own_that_remembers_its_parent(room: Room) -> None:
    config = suggested(room, project="water").model_copy(update={"seed": 1})
    made = room.experiments.create(ADMIN, config)
    draft = room.experiments.clone(BEN, made.id)
    assert (draft.owner, draft.parent_id, draft.config["seed"]) == ("ben", made.id, 1)
    assert room.drafts.get(BEN, draft.id) == draft
    assert "cloned" in room.log.kinds


def test_cancelling_asks_the_queue_and_only_while_it_runs(room: Room) -> None:
    made = room.experiments.create(ANN, suggested(room), launch=True)
    room.experiments.cancel(ANN, made.id)
    assert room.queue.cancelled == [made.job_id]
    tell(room, made.id, status="cancelled")
    room.experiments.cancel(ANN, made.id)
    assert len(room.queue.cancelled) == 1


def test_a_running_experiment_cannot_be_deleted(room: Room) -> None:
    made = room.experiments.create(ANN, suggested(room), launch=True)
    with pytest.raises(ConflictError):
        room.experiments.delete(ANN, made.id)
    tell(room, made.id, status="cancelled")
    room.experiments.delete(ANN, made.id)
    with pytest.raises(NotFoundError):
        room.experiments.get(ANN, made.id)


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_what_is_exported_is_imported_equal(room: Room, format: Any) -> None:
    made = room.experiments.create(ANN, suggested(room))
    name, text = room.experiments.export(ANN, made.id, format)
    assert name.endswith(f"-v1.{format}") and name.isascii()
    assert room.experiments.import_config(ANN, text).config == made.config


def test_an_imported_configuration_finds_its_table_by_its_bytes(room: Room) -> None:
    config = suggested(room)
    elsewhere = config.model_copy(update={"dataset": config.dataset.model_copy(update={"id": "ds_gone"})})
    text = room.experiments.export(ANN, room.experiments.create(ANN, config).id)[1]
    assert from_yaml(text.replace(config.dataset.id, "ds_gone")) == elsewhere
    assert room.experiments.import_config(ANN, text.replace(config.dataset.id, "ds_gone")).config == config
    room.tables.datasets.clear()
    with pytest.raises(InvalidInputError) as refusal:
        room.experiments.import_config(ANN, text)
    assert refusal.value.code == "DATASET_UNKNOWN"


def test_a_script_cannot_be_exported_yet_and_that_is_said(room: Room) -> None:
    made = room.experiments.create(ANN, suggested(room))
    script: Any = "script"
    with pytest.raises(InvalidInputError) as refusal:
        room.experiments.export(ANN, made.id, script)
    assert refusal.value.code == "NOT_YET_SUPPORTED"


def test_nobody_puts_an_experiment_into_a_project_of_others(room: Room) -> None:
    config = suggested(room).model_copy(update={"project": "secret"})
    with pytest.raises(InvalidInputError) as refusal:
        room.experiments.create(ANN, config)
    assert [one.field for one in refusal.value.errors] == ["/project"]


def test_a_launch_counts_the_use_of_its_template_once(room: Room) -> None:
    template = suggested(room).template.model_copy(update={"id": "tp_1", "version": 1})
    config = suggested(room).model_copy(update={"template": template})
    made = room.experiments.create(ANN, config, launch=True)
    tell(room, made.id, status="cancelled")
    room.experiments.rerun(ANN, made.id)
    assert room.used_templates == ["tp_1"]


def test_rules_and_open_findings_of_the_data_come_worst_first(room: Room) -> None:
    room.check = refuse
    rare = Finding("DATA_IMBALANCE", "warning", "churn", "Only 3 % are 'yes'.")
    dataset = room.tables.add(profiles.churn(findings=(rare,)))
    config = room.experiments.suggest(ANN, dataset.id)
    found = room.experiments.check_config(ANN, config)
    assert [one.code for one in found] == ["TOO_FEW_ROWS", "DATA_IMBALANCE"]


def test_an_unknown_target_can_still_be_checked(room: Room) -> None:
    room.check = refuse
    config = suggested(room).model_copy(update={"target": "nowhere"})
    assert room.experiments.check_config(ANN, config)[0].code == "TOO_FEW_ROWS"


CALLS = (
    "get",
    "launch",
    "cancel",
    "clone",
    "rerun",
    "delete",
    "results",
    "versions",
    "export",
)


@pytest.mark.parametrize("call", CALLS)
def test_another_persons_experiment_does_not_exist(room: Room, call: str) -> None:
    made = room.experiments.create(ANN, suggested(room))
    with pytest.raises(NotFoundError) as theirs:
        getattr(room.experiments, call)(BEN, made.id)
    with pytest.raises(NotFoundError) as nothing:
        getattr(room.experiments, call)(BEN, "ex_nothing")
    assert theirs.value.message.replace(made.id, "*") == nothing.value.message.replace("ex_nothing", "*")


def test_it_cannot_be_compared_with_either(room: Room) -> None:
    made = room.experiments.create(ANN, suggested(room))
    own = room.experiments.create(BEN, suggested(room, owner="ben").model_copy(update={"seed": 1}))
    with pytest.raises(NotFoundError):
        room.experiments.diff(BEN, own.id, made.id)


def test_members_of_the_project_read_but_do_not_change(room: Room) -> None:
    made = room.experiments.create(ADMIN, suggested(room, project="water"))
    experiments: Experiments = room.experiments
    assert experiments.get(BEN, made.id).id == made.id
    for change in (experiments.launch, experiments.delete, experiments.cancel):
        with pytest.raises(NotFoundError):
            change(BEN, made.id)
