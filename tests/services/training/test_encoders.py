"""Encodings and powers: no row sees its own target, unseen levels and empty texts have an answer."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import skew
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import Pipeline

from hydroml.services.features import N_HASHED_LEVELS, N_TOPICS, FeaturePlan, PlannedColumn, PlannedStep
from hydroml.services.training.encoders import HashedLevels, Topics, signed_log
from hydroml.services.training.pipeline import build_pipeline, preparation

RNG = np.random.default_rng(4)


def prepared(step: PlannedStep, kind: Any, frame: pd.DataFrame, y: Any, *, is_regression: bool) -> Any:
    plan = FeaturePlan("ordinal", (PlannedColumn("x", kind, (step,), 1),))
    return Pipeline(preparation(plan, is_regression=is_regression)).fit_transform(frame, y)


def test_the_target_encoding_of_noise_tells_nothing_of_the_rows_it_was_fitted_on() -> None:
    frame = pd.DataFrame({"x": [f"level {place}" for place in range(150)] * 2})
    y = RNG.normal(size=300)
    step = PlannedStep("encode", "target")
    fitted = prepared(step, "categorical", frame, y, is_regression=True)
    assert fitted.shape == (300, 1)
    assert abs(np.corrcoef(fitted[:, 0], y)[0, 1]) < 0.2
    assert np.corrcoef(pd.Series(y).groupby(frame["x"]).transform("mean"), y)[0, 1] > 0.6


def test_whole_numbers_of_a_regression_are_no_classes() -> None:
    frame = pd.DataFrame({"x": ["a", "b", "c", None] * 20})
    y = RNG.integers(0, 9, 80).astype(float)
    step = PlannedStep("encode", "target")
    assert prepared(step, "categorical", frame, y, is_regression=True).shape == (80, 1)
    assert prepared(step, "categorical", frame, y % 3, is_regression=False).shape == (80, 3)
    assert prepared(step, "categorical", frame, y % 2, is_regression=False).shape == (80, 1)


@pytest.mark.parametrize("estimator", [LogisticRegression(), Ridge()])
def test_an_unseen_level_is_predicted(estimator: Any) -> None:
    frame = pd.DataFrame({"x": ["a", "b", "c", "a"] * 10})
    steps = (PlannedStep("encode", "target"),)
    plan = FeaturePlan("one_hot", (PlannedColumn("x", "categorical", steps, 1),))
    pipeline = build_pipeline(plan, estimator).fit(frame, np.arange(40) % 2)
    assert np.isfinite(pipeline.predict(pd.DataFrame({"x": ["never seen", None]}))).all()


def test_hashed_levels_need_no_fit_and_equal_levels_are_equal() -> None:
    frame = pd.DataFrame({"x": ["a", "b", None, "a"]})
    got = HashedLevels().fit(frame).transform(frame)
    assert got.shape == (4, N_HASHED_LEVELS)
    np.testing.assert_array_equal(got[0], got[3])
    assert (np.abs(got).sum(axis=1) == [1, 1, 1, 1]).all() or not got[2].any()
    assert (got[0] != got[1]).any()


def test_topics_of_texts_have_a_fixed_width_also_where_there_are_few_words_or_none() -> None:
    texts = pd.DataFrame({"x": ["river high water", "low water", "river flow", "dry", None] * 4})
    got = Topics().fit(texts).transform(texts)
    assert got.shape == (20, N_TOPICS)
    assert got.any()
    assert not Topics().fit(pd.DataFrame({"x": ["", None]})).transform(texts).any()
    assert not Topics().fit(pd.DataFrame({"x": ["same"] * 3})).transform(texts).any()


def test_the_signed_log_keeps_signs_order_and_what_is_missing() -> None:
    got = signed_log([-np.e + 1, 0, np.e - 1, np.nan])
    np.testing.assert_allclose(got, [-1, 0, 1, np.nan])


@pytest.mark.parametrize("method", ["yeo_johnson", "log1p", "quantile"])
def test_powers_take_skew_away_and_leave_missing_values(method: str) -> None:
    values = np.append(RNG.lognormal(sigma=1.5, size=500), np.nan)
    step = PlannedStep("power", method)
    got = prepared(step, "numeric", pd.DataFrame({"x": values}), values * 0, is_regression=True)[:, 0]
    assert np.isnan(got[-1])
    assert abs(skew(got[:-1])) < 0.5 * abs(skew(values[:-1]))
