"""First experiment on three reference tables, by browser, REST and command: seconds, clicks, equal scores."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from hydroml.tests.support.browsing import Browser, start_chromium
from hydroml.tests.support.serving import Server, start_server

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HYDROML_SHARED", ROOT.parent / "shared")) / "datasets"
TABLES = ("titanic", "ames", "vehicle")
BUDGET_S = 60.0
MAX_CLICKS = 5


def call(server: Server, path: str, body: Any = None) -> Any:
    """Return the JSON answer of a call of the API."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        server.url("/api" + path), data=data, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def upload(server: Server, path: Path) -> Any:
    """Upload a file through the API."""
    boundary = "hydroml-benchmark"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = head.encode() + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    request = urllib.request.Request(server.url("/api/datasets/"), data=body, headers=kind)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def finished(server: Server, experiment_id: str) -> Any:
    """Wait for the end of a run and return its results."""
    end = time.monotonic() + 4 * BUDGET_S
    while time.monotonic() < end:
        experiment = call(server, f"/experiments/{experiment_id}/")
        if experiment["status"] in ("succeeded", "failed", "cancelled"):
            return call(server, f"/experiments/{experiment_id}/results/")
        time.sleep(0.2)
    raise TimeoutError(experiment_id)


def by_browser(browser: Browser, server: Server, path: Path) -> tuple[float, int, Any]:
    """Drop a file, accept the proposal, read the leaderboard: seconds, clicks, results."""
    start, clicks = time.monotonic(), 0
    browser.open("/")
    browser.click("New experiment")
    browser.heading("Dataset & target")
    clicks += 1
    browser.upload(path)
    clicks += 1
    browser.click("Use defaults and launch")
    clicks += 1
    browser.until(lambda: "Leaderboard" in browser.text(), "the leaderboard")
    seconds = time.monotonic() - start
    experiment_id = browser.driver.current_url.split("/experiments/")[1].split("?")[0]
    return seconds, clicks, finished(server, experiment_id)


def by_rest(server: Server, path: Path) -> tuple[float, Any]:
    """Upload, take the suggestion, launch, wait: seconds and results."""
    start = time.monotonic()
    dataset = upload(server, path)
    config = call(server, f"/experiments/suggest/?dataset={dataset['id']}")
    experiment = call(server, "/experiments/", {"config": config, "launch": True})
    results = finished(server, experiment["id"])
    return time.monotonic() - start, results


def by_command(path: Path, target: str) -> tuple[float, Any]:
    """Run `hydroml run` in a home of its own: seconds and results."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "hydroml.app.cli", "run", str(path)]
        options = ["--target", target, "--home", home, "--json"]
        done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    return time.monotonic() - start, json.loads(done.stdout)


def scores(results: Any) -> dict[str, float]:
    """Return what must be equal whichever way the experiment came."""
    board = {one["model"]: one["mean"] for one in results["leaderboard"]}
    return {**board, "baseline": results["baseline"]["mean"], **(results["test"] or {}).get("scores", {})}


def is_better(results: Any) -> bool:
    """Tell whether the best model beats the baseline."""
    best, base = results["leaderboard"][0]["mean"], results["baseline"]["mean"]
    is_maximised = results["metric"]["direction"] == "maximize"
    return bool(best > base) if is_maximised else bool(best < base)


def measure() -> list[dict[str, Any]]:
    """Measure the three tables; the first wait contains the start of the tracker's store."""
    targets = {one["name"]: one["target"] for one in json.loads((SHARED / "manifest.json").read_text())}
    chrome, rows = start_chromium(), []
    for table in TABLES:
        path = SHARED / f"{table}.csv"
        with tempfile.TemporaryDirectory() as home:
            server = start_server(Path(home))
            try:
                browser_s, clicks, seen = by_browser(Browser(chrome, server.address), server, path)
                rest_s, sent = by_rest(server, path)
            finally:
                server.stop()
        command_s, run = by_command(path, targets[table])
        rows.append(
            {
                "table": table,
                "browser_s": round(browser_s, 1),
                "rest_s": round(rest_s, 1),
                "command_s": round(command_s, 1),
                "clicks": clicks,
                "typed": 0,
                "beats_baseline": is_better(seen),
                "equal_scores": scores(seen) == scores(sent) == scores(run),
                "scores": scores(seen),
            }
        )
    chrome.quit()
    return rows


def main() -> None:
    """Print one line for each table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    as_json = parser.parse_args().json
    rows = measure()
    if as_json:
        print(json.dumps(rows, indent=1))
    for row in rows:
        holds = (
            row["browser_s"] < BUDGET_S
            and row["clicks"] <= MAX_CLICKS
            and row["beats_baseline"]
            and row["equal_scores"]
        )
        if not as_json:
            facts = ", ".join(f"{key} {value}" for key, value in row.items() if key != "scores")
            print(f"{'holds' if holds else 'FAILS'}  first experiment: {facts}")


if __name__ == "__main__":
    main()
