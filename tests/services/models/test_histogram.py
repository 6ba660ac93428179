"""Histogram boosting takes columns that are empty in the rows that train."""

from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_diabetes

from hydroml.services.models import spec


@pytest.mark.parametrize(("task", "load"), [("binary", load_breast_cancer), ("regression", load_diabetes)])
def test_a_column_without_values_changes_nothing(task: Any, load: Any) -> None:
    features, target = load(return_X_y=True)
    empty = np.column_stack([features, np.full(len(features), np.nan)])
    values = {"max_iter": 15, "max_features": 1.0}
    without = spec("hist_gradient_boosting").build(task, values, 1, 1).fit(features, target)
    beside = clone(spec("hist_gradient_boosting").build(task, values, 1, 1)).fit(empty, target)
    np.testing.assert_array_equal(without.predict(features), beside.predict(empty))
    empty[:, -1] = 5.0
    np.testing.assert_array_equal(without.predict(features), beside.predict(empty))
