"""The cost model: time grows with rows as a model's own does, and with what is repeated."""

import pytest

from hydroml.services.models import fit_bytes, fit_seconds, spec


@pytest.mark.parametrize(("key", "factor"), [("ridge", 2), ("mlp", 2), ("svm", 4), ("knn", 4)])
def test_twice_the_rows_take_twice_the_time_or_four_times(key: str, factor: float) -> None:
    few, many = (fit_seconds(spec(key), n, 20) - spec(key).overhead_s for n in (20_000, 40_000))
    assert many == pytest.approx(factor * few)


def test_the_cost_of_a_model_that_grows_faster_holds_at_ten_thousand_rows() -> None:
    svm = spec("svm")
    assert fit_seconds(svm, 10_000, 100) == pytest.approx(svm.overhead_s + svm.cost)


def test_networks_and_epochs_cost_in_proportion() -> None:
    usual = fit_seconds(spec("mlp"), 1_000, 10)
    assert fit_seconds(spec("mlp"), 1_000, 10, values={"n_networks": 1}) == pytest.approx(usual / 3)
    assert fit_seconds(spec("mlp"), 1_000, 10, values={"max_epochs": 120}) == pytest.approx(2 * usual)


@pytest.mark.parametrize("key", ["lightgbm", "xgboost", "catboost"])
def test_the_limit_of_rounds_of_one_that_stops_early_costs_nothing(key: str) -> None:
    usual = fit_seconds(spec(key), 1_000, 10)
    assert fit_seconds(spec(key), 1_000, 10, values={"n_estimators": 15_000}) == usual


def test_kernel_functions_and_kept_kernels_need_memory() -> None:
    plain = fit_bytes(spec("ridge"), 5_000, 10)
    assert fit_bytes(spec("kernel"), 5_000, 10) == pytest.approx(51 * plain)
    assert fit_bytes(spec("kernel"), 5_000, 10, {"n_components": 90}) == pytest.approx(10 * plain)
    assert fit_bytes(spec("svm"), 5_000, 10) == plain + 200 * 2**20
