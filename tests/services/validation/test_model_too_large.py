"""MODEL_TOO_LARGE."""

from typing import Any

import pytest

from hydroml.services.experiments import ModelChoice
from hydroml.services.profile import Profile
from hydroml.tests.services.validation.conftest import only, proposed, said, settled
from hydroml.tests.support import profiles

CODE = "MODEL_TOO_LARGE"
LIMITS = {"svm": 6_000, "kernel": 20_000, "mlp": 100_000, "knn": 50_000}


def with_model(profile: Profile, key: Any, *others: Any) -> Any:
    models = tuple(ModelChoice(key=one) for one in (key, *others))
    return proposed(profile, models=models, validation__test_size=0.2)


@pytest.mark.parametrize(("key", "limit"), LIMITS.items())
def test_a_model_that_gets_more_rows_than_it_is_meant_for_is_told_and_can_leave(key: str, limit: int) -> None:
    fits = profiles.people(n_rows=round(limit / 0.8))
    assert said(CODE, with_model(fits, key, "ridge"), fits) == ()
    many = profiles.people(n_rows=round(limit / 0.8) + 10)
    config = with_model(many, key, "ridge")
    finding = only(CODE, config, many)
    assert (finding.severity, finding.field) == ("warning", "/models/0/key")
    assert f"up to {limit:,} rows, and {limit + 8:,} would train it" in finding.message
    assert [one.key for one in settled(finding, config, many).models] == ["ridge"]


def test_columns_are_counted_as_the_model_gets_them() -> None:
    levels = {f"level {number}": 1000 - number for number in range(20)}
    columns = [profiles.category(f"c{number}", levels) for number in range(3)]
    wide = profiles.profile(*columns, profiles.number("y"), target="y")
    config = with_model(wide, "knn", "tree").model_copy(
        update={"features": wide_features(wide, "c0", "c1", "c2")}
    )
    finding = only(CODE, config, wide)
    assert "up to 50 columns, and it would get 60" in finding.message
    assert "rows" not in finding.message
    narrow = config.model_copy(update={"features": wide_features(wide, "c0", "c1")})
    assert said(CODE, narrow, wide) == ()


def wide_features(profile: Profile, *names: str) -> Any:
    return proposed(profile).features.model_copy(update={"include": names})


def test_the_only_model_is_replaced() -> None:
    many = profiles.people(n_rows=50_000)
    config = with_model(many, "svm")
    fixed = settled(only(CODE, config, many), config, many)
    assert [one.key for one in fixed.models] == ["lightgbm_vote"]


def test_models_without_a_limit_and_models_of_another_task_are_not_told() -> None:
    many = profiles.people(n_rows=3_000_000)
    assert said(CODE, with_model(many, "lightgbm", "ridge", "tree"), many) == ()
