"""The page of a run: followed without drawing what stayed, cancelled, repeated, copied, downloaded."""

import json
from dataclasses import replace
from typing import Any

import pytest
from dash import no_update

from hydroml.callbacks.run.page import page, view_of
from hydroml.callbacks.run.wiring import (
    cancel,
    download,
    draw_plots,
    fork,
    launch,
    look,
    on_tick,
    repeat,
    widen,
)
from hydroml.components.run import ids, run_state
from hydroml.services.access import LOCAL_USER, User
from hydroml.services.errors import ConflictError, NotFoundError
from hydroml.services.experiments import Draft, Experiment, ExperimentConfig
from hydroml.services.experiments.config import Range
from hydroml.services.jobs import LogLine, Progress
from hydroml.services.registry import Services
from hydroml.tests.components.run.test_search_plots import PLOTS
from hydroml.tests.support.results import results, searched


def href(path: str) -> str:
    return path


@pytest.fixture
def launched(services: Services, draft: Draft) -> Experiment:
    """An experiment that waits for a worker."""
    return services.drafts.launch(LOCAL_USER, draft.id, key="k")


def state_of(services: Services, experiment: Experiment) -> dict[str, Any]:
    return run_state(view_of(services, LOCAL_USER, experiment.id))


def finish(services: Services, experiment: Experiment, result: Any = None) -> None:
    held = services.jobs.claim("w")
    assert held is not None
    services.experiments.runs.add(
        "rn_AAAAAAAAAAAA", experiment_id=experiment.id, version=held.version, result=result or results()
    )
    services.jobs.finish(held)


def test_a_waiting_run_is_looked_at_again(services: Services, launched: Experiment) -> None:
    text = str(page(services, LOCAL_USER, {"id": launched.id, "theme": "light"}, href))
    assert "Waiting for a worker" in text and "Cancel run" in text


def test_a_look_draws_only_what_moves(services: Services, launched: Experiment) -> None:
    held = services.jobs.claim("w")
    assert held is not None
    services.jobs.report(held, Progress(0.1, "compare", "ridge: fold 1 of 5"), (LogLine(1.0, "a line"),))
    before = state_of(services, launched)
    services.jobs.report(held, Progress(0.2, "compare", "ridge: fold 2 of 5"))
    changed = look(services, before, "light")
    assert changed["body"] is no_update and changed["head"] is no_update and changed["spoken"] is no_update
    assert changed["trials"] is no_update and changed["stop"] is False
    assert "fold 2 of 5" in str(changed["now"]) and "a line" in changed["log"]


def test_a_look_answers_for_the_parts_that_are_still_there(services: Services, launched: Experiment) -> None:
    before = state_of(services, launched)
    there = [ids.LIVE.one("log"), ids.LIVE.one("now")]
    log, now = on_tick(services, 1, before, "light", there)["parts"]
    assert log == "Nothing yet." and "Waiting for a worker" in str(now)
    assert on_tick(services, 1, before, "light", [])["parts"] == []


def test_the_start_of_a_run_changes_its_head(services: Services, launched: Experiment) -> None:
    before = state_of(services, launched)
    services.jobs.claim("w")
    assert "Running" in str(look(services, before, "light")["head"])


def test_the_end_brings_the_results_and_stops_looking(services: Services, launched: Experiment) -> None:
    before = state_of(services, launched)
    finish(services, launched)
    changed = look(services, before, "light")
    assert changed["stop"] is True and "Leaderboard" in str(changed["body"])
    assert "Succeeded" in str(changed["head"])


def test_a_failure_is_shown_with_its_cause(services: Services, launched: Experiment) -> None:
    held = services.jobs.claim("w")
    assert held is not None
    services.jobs.fail(held, {"code": "X", "message": "It broke.", "hint": "Mend it."})
    changed = look(services, state_of(services, launched), "light")
    assert "It broke." in str(changed["body"]) and "Mend it." in str(changed["body"])


def test_without_a_run_the_looking_stops(services: Services) -> None:
    assert look(services, None, "light")["stop"] is True


def test_a_waiting_run_can_be_cancelled(services: Services, launched: Experiment) -> None:
    cancel(services, 1, {"id": launched.id})
    assert services.experiments.get(LOCAL_USER, launched.id).status == "cancelled"
    text = str(page(services, LOCAL_USER, {"id": launched.id}, href))
    assert "was cancelled" in text and "Change and launch again" in text


def test_a_repeat_is_a_new_version_but_not_while_it_runs(services: Services, launched: Experiment) -> None:
    with pytest.raises(ConflictError):
        repeat(services, 1, {"id": launched.id})
    finish(services, launched)
    assert repeat(services, 1, {"id": launched.id}) == "?version=2"


def test_a_fork_opens_the_wizard_with_a_copy(services: Services, launched: Experiment) -> None:
    address = fork(services, href, [1, None], {"id": launched.id})
    assert address.startswith("/experiments/new?draft=") and address.endswith("&step=review")
    copied = services.drafts.get(LOCAL_USER, address.split("=")[1].split("&")[0])
    assert services.drafts.config(copied) == launched.config


def tuned(services: Services, draft: Draft, found: Any = None) -> Experiment:
    """A finished run whose search ended on an edge of its space."""
    config = services.drafts.config(draft).model_dump()
    bounds = {"learning_rate": {"low": 0.01, "high": 0.1, "log": True}}
    search = {"enabled": True, "n_trials": 8, "space": {"lightgbm": bounds}}
    given = {**config, "models": [{"key": "lightgbm"}], "search": search}
    made = services.experiments.create(LOCAL_USER, ExperimentConfig.model_validate(given), launch=True)
    finish(services, made, found or searched())
    return made


def test_one_click_widens_the_space_and_goes_on(services: Services, draft: Draft) -> None:
    made = tuned(services, draft)
    text = str(page(services, LOCAL_USER, {"id": made.id}, href))
    assert "Widen and continue" in text and "8 trials added" in text
    assert widen(services, None, {"id": made.id}) is no_update
    assert widen(services, 1, {"id": made.id}) == "?version=2"
    again = services.experiments.get(LOCAL_USER, made.id)
    assert again.config.search.space["lightgbm"]["learning_rate"] == Range(low=0.01, high=0.32, log=True)
    assert (again.config.search.n_trials, again.status) == (16, "queued")
    assert again.config.search.earlier["lightgbm"][0].n_trials == 8


def test_a_space_is_changed_by_hand_in_a_copy_that_goes_on(services: Services, draft: Draft) -> None:
    made = tuned(services, draft)
    address = fork(services, href, [1], {"id": made.id}, "space")
    assert address.endswith("&step=model")
    copied = services.drafts.config(services.drafts.get(LOCAL_USER, address.split("=")[1].split("&")[0]))
    assert copied.search.n_trials == 16 and list(copied.search.earlier) == ["lightgbm"]


def test_the_plots_of_a_search_come_by_a_request_of_their_own(services: Services, draft: Draft) -> None:
    found = searched()
    found["searches"][0]["plots"] = PLOTS
    made = tuned(services, draft, found)
    text = str(page(services, LOCAL_USER, {"id": made.id}, href))
    assert "run-search-plots" in text and "Parallel coordinates" not in text
    drawn = draw_plots(services, {"index": "lightgbm"}, {"id": made.id}, "dark")
    assert "Parallel coordinates" in str(drawn)
    assert draw_plots(services, {"index": "ridge"}, {"id": made.id}, "dark") == []
    assert draw_plots(services, {"index": "lightgbm"}, None, None) is no_update


def test_without_an_edge_there_is_nothing_to_widen(services: Services, launched: Experiment) -> None:
    finish(services, launched)
    assert widen(services, 1, {"id": launched.id}) is no_update


def test_an_imported_experiment_is_launched_from_its_page(services: Services, draft: Draft) -> None:
    made = services.experiments.create(LOCAL_USER, services.drafts.config(draft))
    assert "not been launched" in str(page(services, LOCAL_USER, {"id": made.id}, href))
    assert launch(services, 1, {"id": made.id}) == "?version=1"


@pytest.mark.parametrize("kind", ["yaml", "json", "results"])
def test_files_are_handed_out(services: Services, launched: Experiment, kind: str) -> None:
    finish(services, launched)
    found = download(services, [1], {"id": launched.id}, kind)
    assert found["content"] and found["filename"].endswith("yaml" if kind == "yaml" else "json")
    if kind == "results":
        assert json.loads(found["content"])["metric"]["name"] == "roc_auc"


def test_buttons_that_have_only_just_been_drawn_do_nothing(services: Services, launched: Experiment) -> None:
    state = {"id": launched.id}
    assert cancel(services, None, state)[0] is no_update
    assert repeat(services, None, state) is no_update
    assert fork(services, href, [None, None], state) is no_update
    assert download(services, [None], state, "yaml") is no_update


def test_the_run_of_somebody_else_is_not_found(services: Services, launched: Experiment) -> None:
    other = replace(services, identify=lambda: User("eve", "Eve"))
    for act in (cancel, repeat, launch):
        with pytest.raises(NotFoundError):
            act(other, 1, {"id": launched.id})
    with pytest.raises(NotFoundError):
        look(other, {"id": launched.id}, "light")
    with pytest.raises(NotFoundError):
        download(other, [1], {"id": launched.id}, "yaml")
