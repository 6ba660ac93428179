"""Networks are averaged, sized by the form, and stop early where rows can be set aside."""

from typing import Any

import numpy as np
import pytest

from hydroml.services.models import spec

QUICK = {"units": 16, "max_epochs": 10, "learning_rate": 0.01}


def rows(n: int = 300) -> tuple[np.ndarray, np.ndarray]:
    features = np.random.default_rng(2).normal(size=(n, 3))
    return features, features[:, 0] * features[:, 1] + 100


def fitted(values: dict[str, Any], task: Any = "regression", n: int = 300) -> Any:
    features, target = rows(n)
    labels = target if task == "regression" else np.where(target > 100, "yes", "no")
    return spec("mlp").build(task, {**QUICK, **values}, 3, 1).fit(features, labels)


def test_the_average_is_that_of_networks_of_consecutive_seeds() -> None:
    features, _ = rows()
    model = fitted({"n_networks": 3}, "binary")
    assert [one.random_state for one in model.networks_] == [3, 4, 5]
    shares = np.mean([one.predict_proba(features) for one in model.networks_], axis=0)
    np.testing.assert_array_equal(model.predict_proba(features), shares)
    assert set(model.predict(features)) == {"no", "yes"}


def test_each_layer_has_half_the_units_of_the_one_before() -> None:
    network = fitted({"layers": 3, "units": 40}).estimator_.networks_[0]
    assert [one.shape[1] for one in network.coefs_] == [40, 20, 10, 1]


@pytest.mark.parametrize(("n", "asked", "expected"), [(300, "auto", 32), (30, "auto", 30), (300, 4096, 270)])
def test_a_step_takes_no_more_rows_than_there_are(n: int, asked: Any, expected: int) -> None:
    assert fitted({"batch_size": asked}, n=n).estimator_.networks_[0].batch_size == expected


def test_the_usual_step_grows_with_the_rows() -> None:
    sizes = [fitted({"max_epochs": 1, "n_networks": 1}, n=n) for n in (1_999, 2_000, 20_000)]
    assert [one.estimator_.networks_[0].batch_size for one in sizes] == [32, 128, 256]


def test_rows_are_set_aside_only_where_they_can_tell_something() -> None:
    features, _ = rows(80)
    assert fitted({}).estimator_.networks_[0].early_stopping
    assert not fitted({}, n=40).estimator_.networks_[0].early_stopping
    for labels, is_stopped in (
        (np.arange(80) % 3, True),
        (np.arange(80) == 0, False),
        (np.arange(80) % 20, False),
    ):
        model = spec("mlp").build("multiclass", QUICK, 3, 1).fit(features, labels)
        assert model.networks_[0].early_stopping is is_stopped


def test_the_unit_of_the_target_does_not_matter() -> None:
    features, target = rows()
    values = {**QUICK, "max_epochs": 60}
    for factor in (1e-6, 1e6):
        model = spec("mlp").build("regression", values, 3, 1).fit(features, target * factor)
        assert model.score(features, target * factor) > 0.7
