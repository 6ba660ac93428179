"""No setting is ignored in silence: it changes the run, is refused, or is said to have no effect.

Settings of models and of the search have files of their own beside this one.
"""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace, UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from pydantic import BaseModel
from threadpoolctl import threadpool_limits

from hydroml.app.spool import tracked_run
from hydroml.app.worker import Worker
from hydroml.services.errors import InvalidInputError, TrainingError
from hydroml.services.experiments import ExperimentConfig, canonical_json, parse_config, to_json
from hydroml.services.experiments.config import Choices, Range, Transform
from hydroml.services.models import CATALOGUE
from hydroml.services.profile import Profile
from hydroml.services.training import TrainedRun
from hydroml.services.training.data import load_data
from hydroml.services.training.evaluation import Candidate, settings
from hydroml.services.validation import check
from hydroml.tests.services.validation.conftest import proposed
from hydroml.tests.support import profiles, samples
from hydroml.tests.support.changed_settings import RUNS, kinds, sold, table
from hydroml.tests.support.running import Listener, run

ROOT = Path(__file__).resolve().parents[3]
HERE = "tests/services/training"
ELSEWHERE = {
    "schema_version": "tests/services/experiments/test_parsing.py",
    "dataset.id": "tests/services/experiments/test_experiments.py",
    "dismissed": "tests/services/experiments/test_deciding.py",
    "template": "tests/services/templates/test_templates.py",
    "models.key": f"{HERE}/test_run.py",
    "models.hyperparameters": f"{HERE}/test_every_hyperparameter_counts.py",
    "search": f"{HERE}/test_every_search_setting_counts.py",
}
"""Settings, or whole blocks, that another file proves."""


def judged(config: ExperimentConfig, folder: Path) -> TrainedRun:
    return run(table(), config, folder, kinds=kinds())


def rows(config: ExperimentConfig, folder: Path) -> dict[str, Any]:
    """Which rows train and judge."""
    table().to_parquet(folder / "table.parquet", index=False)
    splits = load_data(config, folder / "table.parquet", kinds()).splits
    folds = [(train.tolist(), judge.tolist()) for train, judge in splits.folds]
    return {"folds": folds, "test": splits.test.tolist()}


def traces(config: ExperimentConfig, folder: Path) -> dict[str, Any]:
    """What a run leaves behind, apart from times."""
    made = judged(config, folder)
    return {
        "predictions": made.result.predictions_sha256,
        "classes": made.predictions.to_csv(),
        "metric": dict(made.result.metric),
        "confusion": made.result.confusion,
        "promise": dict(made.result.exact_repeat),
    }


# What changes the run


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """Traces of runs by configuration: most changes start from the same one."""
    return {}


def look(config: ExperimentConfig, trace: str, folder: Path, seen: dict[str, Any]) -> Any:
    if trace in ("folds", "test"):
        return rows(config, folder)[trace]
    key = canonical_json(config)
    if key not in seen:
        seen[key] = traces(config, folder)
    return seen[key][trace]


@pytest.mark.parametrize(
    ("setting", "before", "after", "trace"), RUNS, ids=[f"{one[0]}-{place}" for place, one in enumerate(RUNS)]
)
def test_a_setting_changes_the_run(
    setting: str, before: Any, after: Any, trace: str, tmp_path: Path, seen: dict[str, Any]
) -> None:
    assert look(before, trace, tmp_path, seen) != look(after, trace, tmp_path, seen)


@pytest.mark.parametrize("threshold", [{"method": "prior"}, {"method": "cost", "false_negative": 9.0}])
def test_the_pipeline_that_is_handed_out_decides_at_the_threshold(
    tmp_path: Path, threshold: dict[str, Any]
) -> None:
    made = judged(sold(imbalance={"threshold": threshold}), tmp_path)
    frame = table()
    shares = made.pipeline.predict_proba(frame)[:, list(made.pipeline.classes_).index("yes")]
    predicted = made.pipeline.predict(frame) == "yes"
    assert (predicted != (shares >= 0.5)).any()
    assert shares[predicted].min() > shares[~predicted].max()


def test_a_class_weight_reaches_every_model_that_has_one(tmp_path: Path) -> None:
    config = sold(imbalance={"class_weight": "balanced"})
    weighing = [key for key, one in CATALOGUE.items() if one.parameter("class_weight") is not None]
    assert {"logistic", "random_forest", "lightgbm"} <= set(weighing)
    for key in weighing:
        assert settings(Candidate(key), config)["class_weight"] == "balanced"


# What reaches the process

LIMITED = {"n_threads": 3, "memory_limit_mb": 600, "time_limit_s": 30.0}


def test_threads_memory_and_time_reach_the_process_of_a_job() -> None:
    version = SimpleNamespace(config=sold(resources=LIMITED))
    store = SimpleNamespace(version=lambda *_: version)
    services = SimpleNamespace(experiments=SimpleNamespace(store=store))
    house: Any = SimpleNamespace(services=services, settings=SimpleNamespace(job_memory_mb=8192))
    nobody: Any = None
    limits = Worker(house, nobody, nobody)._limits(samples.job("ex_1"))
    assert (limits.n_threads, limits.memory_mb) == (3, 600)
    assert limits.time_s is not None and 30 < limits.time_s < 200


def test_threads_limit_every_library_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def noted(n: int) -> Any:
        asked.append(n)
        return threadpool_limits(n)

    monkeypatch.setattr("hydroml.services.training.run.threadpool_limits", noted)
    judged(sold(resources={"n_threads": 2}), tmp_path)
    assert asked == [2]


def test_a_time_limit_ends_the_run(tmp_path: Path) -> None:
    models = [{"key": "logistic"}, {"key": "random_forest"}]
    config = sold(models=models, resources={"time_limit_s": 1e-6})
    listener = Listener()
    with pytest.raises(TrainingError, match="stopped at the time limit"):
        run(table(), config, tmp_path, listener=listener, kinds=kinds())


def test_what_a_person_wrote_is_tracked() -> None:
    config = sold(name="Sales", description="For June.", tags=["june", "first"], project="water")
    kept = samples.experiment(config=config, name=config.name, project=config.project)
    finished = samples.job("ex_1", status="succeeded", started_at=samples.START, finished_at=samples.later(2))
    told = tracked_run(finished, kept, None)
    assert (told.experiment_name, told.project) == ("Sales", "water")
    assert told.tags["mlflow.note.content"] == "For June."
    assert {told.tags["tag.june"], told.tags["tag.first"]} == {"june", "first"}


# What is refused, or said to have no effect

SAID: list[tuple[str, Profile, dict[str, Any], str, str]] = [
    ("dataset.fingerprint", profiles.churn(), {"dataset__fingerprint": "sha256:1"}, "", "error"),
    ("target", profiles.churn(), {"target": "gone"}, "", "error"),
    ("task", profiles.churn(), {"task": "regression"}, "", "error"),
    ("task", profiles.river(), {"task": "forecasting"}, "", "warning"),
    ("metric", profiles.churn(), {"metric": "mase"}, "", "error"),
    ("metric", profiles.churn(), {"metric": "rmse"}, "", "error"),
    ("kinds", profiles.churn(), {"kinds": {"gone": "text"}}, "/gone", "warning"),
    ("roles.time", profiles.churn(), {"roles__time": "tenure"}, "-> /validation/strategy", "warning"),
    ("roles.time", profiles.people(), {"roles__time": "gone"}, "", "error"),
    ("roles.group", profiles.churn(), {"roles__group": "gone"}, "", "error"),
    ("roles.ignore", profiles.churn(), {"roles__ignore": ("tenure",)}, "-> /features/include/0", "warning"),
    ("roles.ignore", profiles.churn(), {"roles__ignore": ("gone",)}, "/0", "warning"),
    ("roles.ignore", profiles.churn(), {"roles__ignore": ("churn",)}, "/0", "warning"),
    ("features.include", profiles.churn(), {"features__include": ("gone",)}, "/0", "error"),
    ("features.include", profiles.churn(), {"features__include": ("country",)}, "", "error"),
    ("features.exclude", profiles.churn(), {"features__exclude": {"tenure": "no"}}, "-> /features", "error"),
    ("features.exclude", profiles.churn(), {"features__exclude": {"gone": "no"}}, "/gone", "warning"),
    ("validation.n_splits", profiles.people(), {"strategy": "holdout", "n_splits": 7}, "", "warning"),
    ("validation.repeats", profiles.people(), {"strategy": "repeated_kfold", "repeats": 1}, "", "warning"),
    ("validation.repeats", profiles.river(), {"strategy": "time_sliding", "repeats": 2}, "", "warning"),
    ("validation.gap", profiles.people(), {"gap": 2}, "", "warning"),
    ("validation.horizon", profiles.people(), {"horizon": 2}, "", "warning"),
    ("validation.column", profiles.people(), {"column": "age"}, "", "warning"),
    *(
        (
            f"validation.{name}",
            profiles.people(),
            {"strategy": "predefined", "column": "age", name: value},
            "",
            "warning",
        )
        for name, value in (("test_size", 0.3), ("n_splits", 7), ("repeats", 3))
    ),
    *(
        (f"roles.{role}", profiles.river(), {"strategy": "predefined", "column": "station_id"}, "", "warning")
        for role in ("time", "group")
    ),
    ("imbalance.threshold.method", profiles.churn(), {"imbalance__threshold__method": "f1"}, "", "error"),
    (
        "imbalance.threshold.method",
        profiles.people(),
        {"imbalance__threshold__method": "prior"},
        "",
        "warning",
    ),
    *(
        (
            f"imbalance.threshold.{name}",
            profiles.churn(),
            {f"imbalance__threshold__{name}": 5.0},
            "",
            "warning",
        )
        for name in ("false_negative", "false_positive")
    ),
    ("imbalance.class_weight", profiles.people(), {"imbalance__class_weight": "balanced"}, "", "warning"),
    ("imbalance.resampling", profiles.people(), {"imbalance__resampling": "over"}, "", "warning"),
    ("resources.memory_limit_mb", profiles.churn(), {"resources__memory_limit_mb": 9000}, "", "warning"),
]


@pytest.mark.parametrize(
    ("setting", "profile", "changes", "where", "severity"),
    SAID,
    ids=[f"{one[0]}-{place}" for place, one in enumerate(SAID)],
)
def test_a_setting_that_cannot_count_is_told_before_the_launch(
    setting: str, profile: Profile, changes: dict[str, Any], where: str, severity: str
) -> None:
    named = {
        key if key in ExperimentConfig.model_fields or "__" in key else f"validation__{key}": value
        for key, value in changes.items()
    }
    found = check(proposed(profile, **named), profile, most_memory_mb=8192)
    field = where[3:] if where.startswith("-> ") else f"/{setting.replace('.', '/')}{where}"
    assert any(one.field.startswith(field) and one.severity == severity for one in found), found


TRANSFORMS: list[tuple[dict[str, Any], str, str]] = [
    ({"step": "power", "columns": ("contract",)}, "", "error"),
    ({"step": "lags", "columns": ("tenure",)}, "", "error"),
    ({"step": "impute", "method": "magic", "columns": ("tenure",)}, "", "error"),
    ({"step": "date_parts", "parts": ("century",), "columns": ("tenure",)}, "", "error"),
    ({"step": "date_parts", "columns": ("contract",)}, "", "error"),
    ({"step": "text", "columns": ("contract",)}, "", "error"),
    ({"step": "encode", "method": "binary", "columns": ("contract",)}, "", "error"),
    ({"step": "impute", "method": "mean", "columns": ("contract",)}, "", "error"),
    ({"step": "impute", "columns": ("gone", "tenure")}, "", "warning"),
    ({"step": "impute", "columns": ("country",)}, "", "warning"),
    ({"step": "impute", "columns": ("tenure",), "max_levels": 5}, "/max_levels", "warning"),
    (
        {"step": "encode", "method": "ordinal", "columns": ("contract",), "max_levels": 5},
        "/max_levels",
        "warning",
    ),
    ({"step": "impute", "columns": ("tenure",), "parts": ("year",)}, "/parts", "warning"),
]


@pytest.mark.parametrize(("changes", "where", "severity"), TRANSFORMS)
def test_a_transformation_that_cannot_be_done_is_told(changes: Any, where: str, severity: str) -> None:
    profile = profiles.churn()
    config = proposed(profile, features__transforms=(Transform(**changes),))
    found = [one for one in check(config, profile) if one.field == f"/features/transforms/0{where}"]
    assert severity in [one.severity for one in found]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ({"step": "impute", "method": "mean"}, {"step": "impute", "method": "median"}, "numeric"),
        ({"step": "scale"}, {"step": "drop"}, "numeric"),
        ({"step": "date_parts"}, {"step": "encode"}, "datetime"),
        ({"step": "text"}, {"step": "encode"}, "text"),
        ({"step": "impute", "method": "most_frequent"}, {"step": "text"}, "text"),
    ],
)
def test_of_two_transformations_the_one_that_loses_is_told(first: Any, second: Any, kind: Any) -> None:
    profile = profiles.churn()
    pair = tuple(Transform(columns=("tenure",), **one) for one in (first, second))
    config = proposed(profile, features__transforms=pair, kinds={"tenure": kind})
    found = {one.field for one in check(config, profile) if one.code == "SETTING_NO_EFFECT"}
    assert found == {"/features/transforms/0"}


def test_resampling_is_refused_while_it_cannot_be_done() -> None:
    plain = {**to_json(sold()), "imbalance": {"resampling": "smote"}}
    with pytest.raises(InvalidInputError, match="/imbalance/resampling"):
        parse_config(plain)


# Nothing is forgotten


def leaves(model: type[BaseModel], before: str = "") -> Iterator[str]:
    """The dotted name of every setting, entries of lists and mappings without their place."""
    for name, one in model.model_fields.items():
        parts = [part for part in blocks(one.annotation) if part not in (Range, Choices)]
        for part in parts:
            yield from leaves(part, f"{before}{name}.")
        if not parts:
            yield f"{before}{name}"


def blocks(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (Union, UnionType, tuple, dict):
        return [found for one in get_args(annotation) for found in blocks(one)]
    return []


TRACKED = ("name", "description", "tags", "project")
REFUSED = ("imbalance.resampling",)


def test_every_setting_of_the_configuration_is_proved_somewhere() -> None:
    proved = {one[0] for one in RUNS} | {one[0] for one in SAID} | {*TRACKED, *REFUSED} | set(ELSEWHERE)
    settings = list(leaves(ExperimentConfig))
    assert len(settings) > 40
    for setting in settings:
        parents = [setting.rsplit(".", cut)[0] for cut in range(setting.count(".") + 1)]
        assert set(parents) & proved, setting
    assert all((ROOT / file).is_file() for file in ELSEWHERE.values())
