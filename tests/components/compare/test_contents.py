"""A comparison shows scores side by side and only the settings that differ."""

from typing import Any

from hydroml.components.compare import Compared, metric_rows, path_in_words, reservations, setting_rows
from hydroml.services.experiments import Change, diff_configs
from hydroml.services.experiments.config import Validation
from hydroml.tests.support.samples import config, experiment, result


def compared(mean: float, *, others: dict[str, Any] | None = None) -> Compared:
    one = experiment(config=config(**(others or {})))
    return Compared(one, result(mean), diff_configs(one.config, config()))


def test_the_best_score_is_marked_by_the_direction_of_the_metric() -> None:
    rows = {row.name: row for row in metric_rows([compared(0.7), compared(0.9)])}
    assert rows["Score over folds, ROC AUC"].cells == ("0.700", "0.900")
    assert rows["Score over folds, ROC AUC"].best == {1}
    others = {"metric": "rmse"}
    rows = {
        row.name: row for row in metric_rows([compared(0.7, others=others), compared(0.9, others=others)])
    }
    assert rows["Score over folds, RMSE"].best == {0}


def test_different_metrics_have_no_best_and_a_reservation() -> None:
    pair = [compared(0.7), compared(0.9, others={"metric": "log_loss"})]
    rows = {row.name: row for row in metric_rows(pair)}
    assert rows["Score over folds"].best == frozenset()
    assert reservations(pair) == ["different metrics"]


def test_an_experiment_without_results_shows_a_dash() -> None:
    rows = metric_rows([compared(0.7), Compared(experiment(), None)])
    assert rows[0].cells[1] == "–"
    assert metric_rows([Compared(experiment(), None)] * 2) == []


def test_only_settings_that_differ_are_shown_with_their_values() -> None:
    pair = [compared(0.7), compared(0.8, others={"validation": Validation(n_splits=9), "seed": 8})]
    rows = {row.name: row.cells for row in setting_rows(pair)}
    assert rows == {"Validation: number of splits": ("5", "9"), "Seed": ("7", "8")}


def test_a_model_that_only_one_compares_is_told_so() -> None:
    change = Change("/models/ridge", {"hyperparameters": {}}, None)
    pair = [Compared(experiment(), None), Compared(experiment(), None, (change,))]
    row = setting_rows(pair)[0]
    assert (row.name, row.cells) == ("Ridge regression", ("not compared", "compared, tuned defaults"))


def test_sets_of_columns_tell_what_was_added_and_left_out() -> None:
    change = Change("/features/include", ["new"], ["<b>x</b>"])
    pair = [Compared(experiment(), None), Compared(experiment(), None, (change,))]
    assert setting_rows(pair)[0].cells == ("as the first", "also: new; without: <b>x</b>")


def test_a_place_is_told_with_the_name_of_the_model() -> None:
    assert path_in_words("/models/logistic/hyperparameters/C") == "Logistic regression: C"
    assert path_in_words("/imbalance/class_weight") == "Imbalance: class weight"
