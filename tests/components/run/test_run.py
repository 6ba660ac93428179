"""The page of a run in each of its states."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from hydroml.components.run import RunView, run_body, run_head, run_page, run_state
from hydroml.components.run.answer import answer, gain, standing
from hydroml.components.run.leaderboard import leaderboard_card, ranks, scale_of
from hydroml.components.run.live import now_part, so_far_part, sorted_scores, spoken
from hydroml.services.jobs import Job, LogLine, Progress
from hydroml.services.vocabulary import ExperimentStatus
from hydroml.tests.support.results import results, score
from hydroml.tests.support.samples import START, config, experiment, job, later


def view(
    status: ExperimentStatus = "succeeded", found: Mapping[str, Any] | None = None, **changes: Any
) -> RunView:
    made = experiment(status=status, version=1, **changes.pop("experiment", {}))
    return RunView(made, "<b>t</b>.csv", later(48), results=found, **changes)


def running(**progress: Any) -> Job:
    return job("ex_1", status="running", started_at=START, progress=Progress(**progress))


def test_models_level_with_the_best_share_the_first_rank() -> None:
    rows = [score("a", 0.9), score("b", 0.89, tied_with_best=True), score("c", 0.5), score("d", 0.4)]
    assert ranks(rows) == [1, 1, 3, 4]


def test_a_tie_behind_a_loser_still_ranks_first() -> None:
    rows = [score("a", 0.9), score("b", 0.89), score("c", 0.88, tied_with_best=True)]
    assert ranks(rows) == [1, 3, 1]


def test_the_leaderboard_shows_ties_baseline_and_failures() -> None:
    text = str(leaderboard_card(view(found=results()), results()))
    assert "tied" in text and "always runs" in text
    assert "out of memory" in text and "off the scale" in text


def test_a_leaderboard_without_any_finished_model_still_shows_why() -> None:
    found = results(leaderboard=[score("ridge", None, error="it broke", others={})])
    assert "it broke" in str(run_body(view(found=found), "light"))


def test_whiskers_share_one_scale_even_when_all_are_equal() -> None:
    low, high = scale_of([score("a", 0.0, interval=[0.0, 0.0])])
    assert low < 0 < high


def test_classes_are_answered_by_the_share_that_is_right() -> None:
    words = answer(view(found=results()), results())
    assert words.startswith("Of 178 unseen rows, 79 % were classified right")
    assert words.endswith("always naming the largest class is right for 60 %.")


def test_numbers_are_answered_by_the_error_half_of_the_rows_stay_under() -> None:
    found = results(
        metric={"name": "rmse", "direction": "minimize"}, test={"n": 559, "scores": {"medae": 9300.0}}
    )
    regression = view(found=found, experiment={"config": config(task="regression", metric="rmse")})
    assert answer(regression, found) == "Half of 559 unseen rows were predicted within 9,300."


def test_a_tie_has_no_winner() -> None:
    rows = results()["leaderboard"][:3]
    assert "cannot be told from one other" in standing(rows, results(), view())
    assert "wins" not in standing(rows, results(), view())


def test_models_behind_the_baseline_are_counted() -> None:
    rows = [score("ridge", 0.6), score("lightgbm", 0.4)]
    assert "1 of 2 beat the baseline" in standing(rows, results(), view())


def test_a_gain_is_a_percentage_only_where_less_is_better() -> None:
    assert gain(29_222, 81_527, "minimize") == "−64 %"
    assert gain(0.87, 0.5, "maximize") == "+0.370"


def test_a_finished_run_shows_its_charts_and_where_it_is_tracked() -> None:
    text = str(run_body(view(found=results()), "dark"))
    assert "Confusion" in text and "not yet tracked" in text
    assert "run_7" in str(run_body(view(found=results(mlflow_run_id="run_7")), "light"))


def test_a_failed_run_says_cause_remedy_and_the_way_on() -> None:
    error = {"code": "OUT_OF_MEMORY", "message": "The run used more than 2 GB.", "hint": "Raise the limit."}
    failed = view("failed", experiment={"error": error}, log=[LogLine(1.5, "fold 2")])
    text = str(run_body(failed, "light"))
    for words in ("more than 2 GB", "Raise the limit", "OUT_OF_MEMORY", "fold 2", "Change and launch again"):
        assert words in text


def test_a_failed_run_without_a_cause_is_not_blank() -> None:
    assert "The run failed" in str(run_body(view("failed"), "light"))


def test_a_waiting_run_says_how_many_are_ahead() -> None:
    waiting = view("queued", job=job("ex_1"), n_ahead=2)
    assert "2 jobs ahead" in str(now_part(waiting))


def test_a_running_run_shows_stage_elapsed_and_remaining() -> None:
    found = view(
        "running", job=running(share=0.5, stage="compare", message="lightgbm: fold 2 of 5", remaining_s=31.0)
    )
    text = str(now_part(found))
    assert "LightGBM: fold 2 of 5" in text and "48 s" in text and "≈ 30 s" in text
    assert "Tune" not in text


def test_the_time_left_is_not_told_before_it_means_something() -> None:
    found = view("running", job=running(share=0.001, stage="compare", remaining_s=70_000.0))
    assert "≈" not in str(now_part(found))


def test_scores_so_far_are_best_first_with_the_baseline_last() -> None:
    scores = [
        {"model": "dummy", "mean": 9.0},
        {"model": "ridge", "mean": 3.0},
        {"model": "lightgbm", "mean": 2.0},
    ]
    assert [one["model"] for one in sorted_scores(scores, "minimize")] == ["lightgbm", "ridge", "dummy"]


def test_scores_so_far_are_shown_with_their_folds() -> None:
    partial = {"scores": [{"model": "lightgbm", "mean": 0.8, "folds_done": 3, "n_folds": 5}]}
    assert "3 of 5" in str(so_far_part(view("running", job=running(partial=partial))))


def test_screen_readers_hear_of_stages_not_of_folds() -> None:
    first = view("running", job=running(stage="compare", message="fold 1"))
    second = view("running", job=running(stage="compare", message="fold 2"))
    assert spoken(first) == spoken(second) == "Running: Compare models"


@pytest.mark.parametrize("status", ["draft", "queued", "running", "succeeded", "failed", "cancelled"])
def test_every_state_has_a_page_that_looks_again_only_while_it_is_live(status: ExperimentStatus) -> None:
    found = results() if status == "succeeded" else None
    shown = view(status, found)
    page = run_page(shown, "light")
    tick = next(one for one in page.children if getattr(one, "id", "") == "run-tick")
    assert tick.disabled is (status not in ("queued", "running"))
    assert run_state(shown)["status"] == status
    assert "<b>t</b>.csv" in str(run_head(shown))


def test_elapsed_time_is_never_negative() -> None:
    early = RunView(experiment(status="running"), "t", START - timedelta(seconds=5), job=running())
    assert "0 s" in str(now_part(early))
