"""The tracker on a real MLflow store: everything written, final states, nothing left RUNNING."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sklearn.datasets import load_breast_cancer

from hydroml.services.adapters.tracking import KEY, MlflowTracker
from hydroml.services.training import TrackedRun, write_artefacts
from hydroml.tests.support.running import configure, run

# Both are between mlflow 3.17 and what it imports, and not ours to change: a loader that SQLAlchemy
# 2.1 is about to drop, and a remark of mlflow on its own types when it is imported.
pytestmark = [
    pytest.mark.filterwarnings(
        "ignore:The ``noload`` loader strategy is deprecated:sqlalchemy.exc.SADeprecationWarning"
    ),
    pytest.mark.filterwarnings("ignore:.*Any type hint is inferred as AnyType:UserWarning"),
]


def run_record(**changes: Any) -> TrackedRun:
    usual = TrackedRun(
        experiment_id="ex_1",
        experiment_name="churn, first look",
        version=1,
        status="succeeded",
        parameters={"model/logistic": "{}", 'of "<b>x</b>"': "y" * 20_000},
        metrics={"roc_auc.mean": 0.9, "roc_auc.std": float("nan")},
        tags={"hydroml.author": "ada"},
        artifacts=None,
        model=None,
        started_at_ms=1_700_000_000_000,
        ended_at_ms=1_700_000_060_000,
        project="retention",
    )
    return replace(usual, **changes)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tracking")


@pytest.fixture(scope="module")
def tracker(home: Path) -> Iterator[MlflowTracker]:
    before = dict(os.environ)
    made = MlflowTracker(f"sqlite:///{home / 'mlflow.db'}", home / "mlartifacts")
    made.prepare()
    yield made
    os.environ.clear()
    os.environ.update(before)


def client(tracker: MlflowTracker) -> Any:
    from mlflow import MlflowClient

    return MlflowClient(tracker.uri)


def test_the_store_is_made_once_and_in_wal_mode(tracker: MlflowTracker, home: Path) -> None:
    with sqlite3.connect(home / "mlflow.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    tracker.prepare()


def test_a_run_is_written_with_its_values_and_final_state(tracker: MlflowTracker) -> None:
    run_id = tracker.record(run_record())
    written = client(tracker).get_run(run_id)
    assert written.info.status == "FINISHED" and written.info.run_name == "churn, first look"
    assert (written.info.start_time, written.info.end_time) == (1_700_000_000_000, 1_700_000_060_000)
    assert written.data.metrics == {"roc_auc.mean": 0.9}
    assert written.data.tags["hydroml.author"] == "ada"
    cut = written.data.params["of __b_x_/b__"]
    assert cut.endswith("(cut; 20,000 characters, whole in config.json)")
    experiment = client(tracker).get_experiment(written.info.experiment_id)
    assert experiment.name == "retention"
    assert experiment.artifact_location.startswith(tracker.artifact_root.as_uri())


@pytest.mark.parametrize(("status", "state"), [("failed", "FAILED"), ("cancelled", "KILLED")])
def test_a_run_that_did_not_succeed_says_so(tracker: MlflowTracker, status: str, state: str) -> None:
    run_id = tracker.record(run_record(status=status, experiment_id=f"ex_{status}"))
    assert client(tracker).get_run(run_id).info.status == state


def test_without_a_project_the_experiment_is_called_hydroml(tracker: MlflowTracker) -> None:
    run_id = tracker.record(run_record(experiment_id="ex_2", project=None))
    experiment = client(tracker).get_run(run_id).info.experiment_id
    assert client(tracker).get_experiment(experiment).name == "hydroml"


def test_recording_twice_gives_the_same_run(tracker: MlflowTracker) -> None:
    one = run_record(experiment_id="ex_twice")
    assert tracker.record(one) == tracker.record(one)


def test_a_deleted_experiment_is_brought_back(tracker: MlflowTracker) -> None:
    first = tracker.record(run_record(experiment_id="ex_3", project="gone"))
    client(tracker).delete_experiment(client(tracker).get_run(first).info.experiment_id)
    second = tracker.record(run_record(experiment_id="ex_4", project="gone"))
    assert client(tracker).get_run(second).info.status == "FINISHED"


def test_more_values_than_one_call_takes_are_written(tracker: MlflowTracker) -> None:
    metrics = {f"fold.{number}": float(number) for number in range(250)}
    parameters = {f"p{number}": "v" for number in range(250)}
    many = run_record(experiment_id="ex_many", metrics=metrics, parameters=parameters)
    written = client(tracker).get_run(tracker.record(many))
    assert len(written.data.metrics) == len(written.data.params) == 250


def test_a_process_that_dies_while_writing_leaves_nothing_running(
    tracker: MlflowTracker, tmp_path: Path
) -> None:
    (tmp_path / "config.json").write_text("{}")
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from mlflow import MlflowClient\n"
        "from hydroml.tests.services.adapters.test_tracking import run_record\n"
        "from hydroml.services.adapters.tracking import MlflowTracker\n"
        "setattr(MlflowClient, sys.argv[3], lambda *a, **k: os._exit(9))\n"
        "MlflowTracker(sys.argv[1], Path(sys.argv[2]) / 'a').record(\n"
        "    run_record(experiment_id='ex_dead_' + sys.argv[3], artifacts=Path(sys.argv[2])))\n"
    )
    for step in ("set_terminated", "log_artifact"):
        child = subprocess.run([sys.executable, "-c", code, tracker.uri, str(tmp_path), step], check=False)
        assert child.returncode == 9
        tracker.prepare()
        dead = run_record(experiment_id=f"ex_dead_{step}")
        store = client(tracker)
        experiment = store.get_experiment_by_name("retention").experiment_id
        (half,) = store.search_runs([experiment], f"tags.`{KEY}` LIKE 'ex_dead_{step}:%'")
        assert half.info.status == "FINISHED"
        again = tracker.record(dead)
        whole = store.search_runs([experiment], f"tags.`{KEY}` LIKE 'ex_dead_{step}:%'")
        assert [one.info.run_id for one in whole] == [again]


def test_two_threads_may_record_at_once(tracker: MlflowTracker) -> None:
    ids: list[str] = []
    threads = [
        threading.Thread(
            target=lambda place=place: ids.append(
                tracker.record(run_record(experiment_id=f"ex_t{place}", project="crowd"))
            )
        )
        for place in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 2


def test_files_and_a_model_that_can_be_loaded_again_belong_to_the_run(
    tracker: MlflowTracker, tmp_path: Path
) -> None:
    frame = load_breast_cancer(as_frame=True).frame
    config = configure(frame, "target", "binary")
    trained = run(frame, config, tmp_path)
    folder = tmp_path / "run"
    folder.mkdir()
    write_artefacts(folder, trained, config)
    run_id = tracker.record(
        run_record(experiment_id="ex_model", artifacts=folder, model=folder / "pipeline.skops")
    )
    store = client(tracker)
    assert {one.path for one in store.list_artifacts(run_id)} == {
        "config.json",
        "environment.json",
        "leaderboard.csv",
        "result.json",
    }
    experiment = store.get_run(run_id).info.experiment_id
    models = store.search_logged_models([experiment], f"source_run_id = '{run_id}'")
    assert [one.status.name for one in models] == ["READY"]
    import mlflow.sklearn

    place = store.get_logged_model(models[0].model_id).artifact_location
    loaded = mlflow.sklearn.load_model(place)
    raw = frame.drop(columns="target").head(20)
    assert (loaded.predict(raw) == trained.pipeline.predict(raw)).all()


def test_nothing_of_mlflow_is_loaded_before_it_is_used() -> None:
    code = (
        "import sys, json\n"
        "from pathlib import Path\n"
        "from hydroml.services.adapters.tracking import MlflowTracker\n"
        "MlflowTracker('sqlite:///x.db', Path('.'))\n"
        "heavy = ('mlflow', 'sklearn', 'lightgbm', 'optuna', 'pandas')\n"
        "print(json.dumps([name for name in heavy if name in sys.modules]))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert json.loads(out) == []
