"""P11: a run of hydroml from start to results beside the same models and folds with bare scikit-learn.

The command prints its results before the tracker is told of them, which a process of its own does; both times
are printed, and the budget is for the results.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hydroml.app.build import build
from hydroml.app.cli.run import upload
from hydroml.app.settings import Settings
from hydroml.benchmarks.peers import ROOT
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import ExperimentConfig, ModelChoice, to_yaml

SHARED = Path(os.environ.get("HYDROML_SHARED", ROOT.parent / "shared")) / "datasets"
TABLES = (("credit_data", "Status", "logistic"), ("ames", "Sale_Price", "ridge"))
REPETITIONS = 3
SHARE, START_S = 1.10, 2.0
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=REPETITIONS)
    options = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"P11 skipped: there are no reference tables at {SHARED}")
    for name, target, linear in TABLES:
        with tempfile.TemporaryDirectory() as folder:
            ours_s, whole_s, bare_s = compared(
                Path(folder), SHARED / f"{name}.csv", target, linear, options.times
            )
        budget_s = SHARE * bare_s + START_S
        print(
            f"{'holds' if ours_s <= budget_s else 'FAILS'}  P11 {name}: {ours_s:.2f} s to the results "
            f"({whole_s:.2f} s until tracked), {ours_s / bare_s:.2f} x bare scikit-learn ({bare_s:.2f} s), "
            f"budget {budget_s:.2f} s (10 % + {START_S:g} s)",
            flush=True,
        )


def compared(home: Path, table: Path, target: str, linear: str, times: int) -> tuple[float, float, float]:
    """Return the best wall-clock seconds to our results, to our end, and of the peer.

    Each is a process of its own, taken in turn.
    """
    house = build(Settings(home=home), lambda: LOCAL_USER)
    house.database.upgrade()
    dataset = house.services.datasets.get(LOCAL_USER, upload(house, table))
    config = _config(house.services.experiments.suggest(LOCAL_USER, dataset.id, target=target), linear)
    given, text = home / "config.json", home / "config.yaml"
    given.write_text(json.dumps(config.model_dump(mode="json")))
    text.write_text(to_yaml(config))
    parquet = house.services.datasets.table(dataset)
    house.database.dispose()
    ours, bare = [], []
    for _ in range(times):
        ours.append(
            _seconds([sys.executable, "-m", "hydroml.app.cli", "run", str(text), "--home", str(home)])
        )
        peer = [sys.executable, "-W", "ignore", str(ROOT / "benchmarks" / "peer_bare.py")]
        bare.append(_seconds([*peer, str(given), str(parquet)]))
    return min(one for one, _ in ours), min(one for _, one in ours), min(one for _, one in bare)


def _config(proposed: ExperimentConfig, linear: Any) -> ExperimentConfig:
    """Return the proposal with models that cost enough for their overhead to be told from noise."""
    models = (ModelChoice(key="lightgbm_vote"), ModelChoice(key="random_forest"), ModelChoice(key=linear))
    return proposed.model_copy(update={"models": models})


def _seconds(command: list[str]) -> tuple[float, float]:
    """Return after how many seconds a command printed its last line, and ended."""
    began, told = time.monotonic(), 0.0
    environment = {**os.environ, **ONE_THREAD, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        for _ in process.stdout or ():
            told = time.monotonic() - began
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return told, time.monotonic() - began


if __name__ == "__main__":
    main()
