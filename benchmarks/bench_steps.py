"""Server time of opening each step of the wizard with a table of 81 columns: p50, p95, ratio to a peer."""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
from flask import Flask
from flask.testing import FlaskClient

from hydroml.app import create_app
from hydroml.app.security import CSRF_COOKIE, CSRF_HEADER
from hydroml.app.server import forget_start
from hydroml.app.settings import Settings
from hydroml.services.access import LOCAL_USER
from hydroml.services.registry import Services

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HYDROML_SHARED", ROOT.parent / "shared")) / "datasets"
TABLE = SHARED / "ames.csv"
STEPS = ("data", "features", "model", "training", "review")
REPETITIONS = 60
WARM_UP = 3
BUDGET_MS = 100.0


def page_request(draft_id: str, step: str) -> dict[str, Any]:
    """Return what the browser sends when the address changes to a step."""
    return {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [
            {"id": "url", "property": "pathname", "value": "/experiments/new"},
            {"id": "url", "property": "search", "value": f"?draft={draft_id}&step={step}"},
            {"id": "theme", "property": "data", "value": "light"},
        ],
        "changedPropIds": ["url.search"],
        "state": [],
    }


def open_step(client: FlaskClient, draft_id: str, step: str) -> int:
    """Open a step and return the size of the answer in bytes."""
    token = client.get_cookie(CSRF_COOKIE)
    headers = {CSRF_HEADER: token.value if token else ""}
    answer = client.post("/_dash-update-component", json=page_request(draft_id, step), headers=headers)
    if answer.status_code != 200 or b"wizard-draft" not in answer.data:
        raise RuntimeError(f"step '{step}' answered {answer.status}: {answer.data[:300]!r}")
    return len(answer.data)


def prepared(app: Flask) -> str:
    """Read the table, compute what step 2 shows and return a draft."""
    services: Services = app.extensions["hydroml"]["/"].services
    with TABLE.open("rb") as stream:
        received = services.datasets.receive(LOCAL_USER, stream, name=TABLE.name)
    dataset = services.datasets.ingest(LOCAL_USER, received.id)
    draft = services.drafts.create(LOCAL_USER, dataset_id=dataset.id)
    services.profiles.correlations(LOCAL_USER, dataset.id)
    services.profiles.importance(LOCAL_USER, dataset.id, target=draft.config["target"])
    return draft.id


def timed(action: Callable[[], object]) -> float:
    """Return the milliseconds an action takes."""
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start)


def measure(repetitions: int) -> list[dict[str, Any]]:
    """Walk through the five steps again and again, as a user does; each step is left by the next.

    The peer, `pandas.read_csv` of the same table, is read once in each round, so that a busy
    machine slows both.
    """
    times: dict[str, list[float]] = {step: [] for step in STEPS}
    work: dict[str, list[float]] = {step: [] for step in STEPS}
    peer, sizes = [], dict.fromkeys(STEPS, 0)
    with tempfile.TemporaryDirectory() as home:
        app = create_app(Settings(home=Path(home), port=0))
        forget_start()
        client, draft_id = app.test_client(), prepared(app)
        client.get("/")
        for round_ in range(-WARM_UP, repetitions):
            for step in STEPS:
                start, begun = time.perf_counter(), time.process_time()
                sizes[step] = open_step(client, draft_id, step)
                if round_ >= 0:
                    times[step].append(1000 * (time.perf_counter() - start))
                    work[step].append(1000 * (time.process_time() - begun))
            peer.append(timed(lambda: pd.read_csv(TABLE)))
        app.extensions["hydroml"]["/"].database.dispose()
    return [row(step, times[step], work[step], statistics.median(peer), sizes[step]) for step in STEPS]


def row(step: str, times: list[float], work: list[float], peer_ms: float, size: int) -> dict[str, Any]:
    """Return the figures of one step; `work` is the processor's time, which a busy machine stretches less."""
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return {
        "step": step,
        "n": len(times),
        "p50_ms": round(p50, 1),
        "p95_ms": round(p95, 1),
        "cpu_p95_ms": round(statistics.quantiles(work, n=20)[-1], 1),
        "answer_kb": round(size / 1000),
        "peer_ms": round(peer_ms, 1),
        "ratio": round(p50 / peer_ms, 2),
        "holds": p95 < BUDGET_MS,
    }


def main() -> None:
    """Print one line for each step, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--repetitions", type=int, default=REPETITIONS)
    options = parser.parse_args()
    if not TABLE.is_file():
        print(f"skipped  opening steps: there is no {TABLE.name} beside the repository; set HYDROML_SHARED")
        return
    rows = measure(options.repetitions)
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    for one in rows:
        print(
            f"{'holds' if one['holds'] else 'FAILS'}  opening step {one['step']}: p50 {one['p50_ms']} ms, "
            f"p95 {one['p95_ms']} ms (budget {BUDGET_MS:g}), "
            f"processor p95 {one['cpu_p95_ms']} ms, {one['answer_kb']} kB, "
            f"{one['ratio']} x pandas.read_csv of the table ({one['peer_ms']} ms)"
        )


if __name__ == "__main__":
    main()
