"""A line of the list says what is known of an experiment or a draft."""

import pytest

from hydroml.components.home import Names, against_baseline, chips, draft_line, experiment_line, lead
from hydroml.services.vocabulary import Metric
from hydroml.tests.support.samples import config, draft, experiment
from hydroml.tests.support.shown import shown

NAMES = Names({"ds_AAAAAAAAAAAA": "churn.csv"}, {"tp_1": "Quick"}, {"ann": "Ann"})


@pytest.mark.parametrize(
    ("metric", "score", "baseline", "gain", "words"),
    [
        ("rmse", 29_200.0, 81_500.0, 0.6417, "−64.2 %"),
        ("rmse", 90.0, 81.0, 0.0, "+11.1 %"),
        ("roc_auc", 0.92, 0.5, 0.84, "+0.42"),
        ("rmse", 1.0, 0.0, None, "+1.00"),
        ("roc_auc", None, None, None, ""),
    ],
)
def test_a_score_is_set_against_the_baseline(
    metric: Metric, score: float | None, baseline: float | None, gain: float | None, words: str
) -> None:
    one = experiment(config=config(metric=metric), score=score, baseline_score=baseline)
    found, told = against_baseline(one)
    assert told == words
    assert found == pytest.approx(gain, abs=1e-3)


def test_a_finished_experiment_shows_its_score_with_the_name_of_the_metric() -> None:
    line = experiment_line(experiment(status="succeeded", score=0.91234, baseline_score=0.5), NAMES)
    assert line.score == "ROC AUC 0.912"
    assert line.score_full == "ROC AUC 0.91234"
    assert (line.dataset, line.owner, line.path) == ("churn.csv", "Ann", f"/experiments/{line.key}")


def test_a_failed_experiment_says_why() -> None:
    error = {"code": "X", "message": "Fold 3 has no 'bad'", "hint": ""}
    assert experiment_line(experiment(status="failed", error=error), NAMES).remark == "Fold 3 has no 'bad'"


def test_a_running_experiment_says_how_far_it_is() -> None:
    assert experiment_line(experiment(status="running", progress=0.584), NAMES).remark == "58 % done"


def test_a_draft_leads_to_the_step_where_it_was_left() -> None:
    line = draft_line(draft(visited=("data", "features", "model"), config={}), NAMES)
    assert line.name == "Untitled draft"
    assert line.remark == "Left at step 3"
    assert line.path.endswith("&step=model")


def test_a_dataset_that_is_gone_is_named_so() -> None:
    assert experiment_line(experiment(), Names({}, {}, {})).dataset == "deleted dataset"


def test_the_sentence_counts_experiments_and_drafts() -> None:
    assert lead({"all": 3, "draft": 1, "running": 1}) == "2 experiments and 1 draft. One is in progress."
    assert lead({"all": 1, "draft": 0, "running": 0}) == "1 experiment."


def test_the_pressed_chip_is_marked() -> None:
    buttons = chips({"all": 3, "failed": 1}, "failed")
    pressed = [shown(one) for one in buttons if getattr(one, "aria-pressed") == "true"]
    assert pressed == ["Failed   1"]
