"""The kernel machine fits curves, sizes itself by the rows and shrinks by one strength for all tasks."""

import numpy as np
import pytest

from hydroml.services.models import spec
from hydroml.services.vocabulary import Task


def ring() -> tuple[np.ndarray, np.ndarray]:
    features = np.random.default_rng(1).normal(size=(800, 2))
    return features, (np.hypot(*features.T) > 1.2).astype(int)


def test_it_finds_a_ring_that_a_straight_line_cannot() -> None:
    features, labels = ring()
    kernel = spec("kernel").build("binary", {}, 1, 1).fit(features[:500], labels[:500])
    line = spec("logistic").build("binary", {}, 1, 1).fit(features[:500], labels[:500])
    assert kernel.score(features[500:], labels[500:]) > 0.95 > line.score(features[500:], labels[500:]) + 0.2


@pytest.mark.parametrize(
    ("n_rows", "asked", "expected"),
    [(80, "auto", 20), (3, "auto", 1), (4000, "auto", 500), (80, 1000, 80), (80, 7, 7)],
)
def test_it_takes_a_quarter_of_the_rows_at_most_500(n_rows: int, asked: object, expected: int) -> None:
    features = np.random.default_rng(1).normal(size=(n_rows, 3))
    values = {"n_components": asked, "alpha": 1.0}
    model = spec("kernel").build("regression", values, 1, 1).fit(features, features[:, 0])
    assert model.nystroem_.n_components == expected


def test_the_width_follows_the_variance_so_that_the_unit_of_columns_does_not_matter() -> None:
    features, labels = ring()
    for factor in (1e-3, 1e3):
        model = spec("kernel").build("regression", {}, 1, 1).fit(features * factor, labels)
        assert model.nystroem_.gamma * factor**2 == pytest.approx(0.5 / features.var(axis=0).sum())


@pytest.mark.parametrize("task", ["binary", "regression"])
def test_a_large_strength_shrinks_predictions_to_the_mean(task: Task) -> None:
    features, labels = ring()
    spreads = []
    for alpha in (0.01, 1e6):
        model = spec("kernel").build(task, {"alpha": alpha}, 1, 1).fit(features, labels)
        shown = model.predict(features) if task == "regression" else model.predict_proba(features)[:, 1]
        spreads.append(shown.std())
    assert spreads[1] < spreads[0] / 10


def test_features_that_do_not_vary_are_taken() -> None:
    model = spec("kernel").build("regression", {}, 1, 1).fit(np.ones((40, 2)), np.arange(40.0))
    np.testing.assert_allclose(model.predict(np.ones((2, 2))), 19.5)
