"""What a user waits for in a real browser: the first page, cold; each step change with 75 and 2,000 columns.

A step is shown when its heading, words and controls are there and the browser is free again; it is ready when
no callback runs any more; budgets are judged by this. It is drawn when nothing in the window (1440 x 900
pixels) or less than half a window below it is still to come, such as the rows of a grid.
Each figure stands beside the same in a bare Dash app of one figure and one callback, in the same browser and
the same round, so that a busy machine slows both. Processor times, of the browser's main thread and of the
server, are stretched less by what else runs.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from hydroml.benchmarks.stage import Stage
from hydroml.tests.support.browsing import Browser, start_chromium
from hydroml.tests.support.serving import start_server

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HYDROML_SHARED", ROOT.parent / "shared")) / "datasets"
STEPS = {
    "data": "Dataset & target",
    "features": "Features",
    "model": "Model",
    "training": "Training",
    "review": "Review & launch",
}
COLD_MS, AMES_MS, WIDE_MS = 2000, 150, 500
N_COLUMNS, N_ROWS = 2000, 600
ROUNDS = 7
WINDOW = (1440, 900)

LIB = """
const busy = () => (window.dash_stores || []).some((store) => {
    const callbacks = store.getState().callbacks || {};
    return ["requested", "prioritized", "blocked", "executing", "watched", "executed"].some((state) =>
        (callbacks[state] || []).some((one) => !(one.callback || {}).background));
});
const isDrawing = () => {
    const isNear = (element) => {
        const box = element.getBoundingClientRect();
        return box.height > 0 && box.bottom > 0 && box.top < 1.5 * window.innerHeight;
    };
    const grids = [...document.querySelectorAll("main .ag-root-wrapper")];
    return [...document.querySelectorAll("main [aria-busy=true]")].some(isNear) ||
        grids.some((grid) => isNear(grid) && !grid.querySelector(".ag-row"));
};
const resources = (since) => performance.getEntriesByType("resource").filter((one) => one.startTime >= since);
const told = (since) => ({
    requests: resources(since).length,
    kb: Math.round(resources(since).reduce((sum, one) => sum + one.encodedBodySize, 0) / 1000),
});
"""
COMPUTED = "return !document.querySelector('main .hm-progress:not([hidden] *)')"
LOADED = f"""{LIB}
const done = arguments[0];
const look = () => {{
    const there = document.querySelector("#page h1") && !busy();
    return there ? done({{ready_ms: performance.now(), ...told(0)}}) : setTimeout(look, 5);
}};
look();
"""
PRESSED = f"""{LIB}
const [selector, wanted, done] = arguments;
performance.clearResourceTimings();
const start = performance.now();
let shown = null;
let ready = null;
const look = () => {{
    const heading = document.querySelector("#page h1");
    const now = heading ? heading.textContent : before;
    if (shown === null && (wanted ? now.startsWith(wanted) : now !== before)) {{
        shown = performance.now() - start;
    }}
    if (ready === null && shown !== null && !busy()) {{
        ready = performance.now() - start;
    }}
    if (ready !== null && !busy() && !isDrawing()) {{
        const drawn = performance.now() - start;
        return done({{shown_ms: shown, ready_ms: ready, drawn_ms: drawn, ...told(start)}});
    }}
    setTimeout(look, 4);
}};
const before = document.querySelector("#page h1").textContent;
document.querySelector(selector).click();
look();
"""


def wide_table() -> str:
    """Return a table of 2,000 columns and a target with two classes."""
    head = ",".join([*(f"c{place}" for place in range(N_COLUMNS - 1)), "outcome"])
    rows = [
        ",".join([*(str(row * (7 * place + 3) % 1009) for place in range(N_COLUMNS - 1)), "ny"[row % 3 == 0]])
        for row in range(N_ROWS)
    ]
    return "\n".join([head, *rows])


@contextmanager
def bare_dash() -> Iterator[str]:
    """Serve the peer and return its address."""
    command = [sys.executable, str(ROOT / "benchmarks" / "peer_dash.py")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None  # noqa: S101 - for the type checker
        yield process.stdout.readline().rsplit(" ", 1)[1].strip()
    finally:
        process.terminate()
        process.wait(timeout=30)


@dataclass(frozen=True)
class Watch:
    """Measures what happens in the browser, and the processor time it and the server take for it."""

    browser: Browser
    process: psutil.Process

    def run(self, script: str, *arguments: str) -> dict[str, Any]:
        """Run a script that ends when a page is ready, and return what it tells with processor times."""
        driver = self.browser.driver
        before = self._browser_s(), self._server_s()
        told = dict(driver.execute_async_script(script, *arguments))
        told["browser_ms"] = 1000 * (self._browser_s() - before[0])
        told["server_ms"] = 1000 * (self._server_s() - before[1])
        return told

    def _browser_s(self) -> float:
        metrics = self.browser.driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

    def _server_s(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)


def cold(browser: Browser, address: str) -> dict[str, Any]:
    """Open an address with an empty cache and return what it took until nothing ran any more."""
    driver = browser.driver
    driver.get("about:blank")
    driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    driver.get(address)
    return dict(driver.execute_async_script(LOADED))


def changes(stage: Stage, watch: Watch, draft_id: str) -> list[tuple[str, dict[str, Any]]]:
    """Walk twice through the steps by the links of the stepper; return what each change of the second took.

    The first walk loads the scripts of grids and figures, which stay from then on.
    """
    stage.step(draft_id, "review")
    stage.browser.driver.execute_async_script(LOADED)
    taken = []
    for is_warm in (False, True):
        for step, title in STEPS.items():
            link = f"nav[aria-label='Experiment steps'] a[href*='step={step}']"
            stage.browser.one(link)
            told = watch.run(PRESSED, link, title)
            taken += [(step, told)] if is_warm else []
    return taken


def peer_change(browser: Browser, address: str) -> float:
    """Return the milliseconds of one callback of the bare app."""
    browser.driver.get(address)
    browser.driver.execute_async_script(LOADED)
    return float(browser.driver.execute_async_script(PRESSED, "#next", "")["ready_ms"])


def measure(rounds: int) -> list[dict[str, Any]]:
    """Measure everything so many times, peer and app in turn."""
    found: dict[str, list[dict[str, Any]]] = {}
    peers: dict[str, list[float]] = {"cold": [], "change": []}
    chrome = start_chromium()
    with tempfile.TemporaryDirectory() as room, bare_dash() as peer:
        server = start_server(Path(room) / "home")
        try:
            stage = Stage(Browser(chrome, server.address), server, server, SHARED, Path(room))
            fit(stage.browser)
            watch = watching(stage.browser, server.process.pid)
            drafts = prepared(stage)
            for _ in range(rounds):
                peers["cold"].append(cold(stage.browser, peer)["ready_ms"])
                found.setdefault("cold", []).append(cold(stage.browser, server.address))
                peers["change"].append(peer_change(stage.browser, peer))
                for name, draft_id in drafts.items():
                    for step, taken in changes(stage, watch, draft_id):
                        found.setdefault(f"{name} {step}", []).append(taken)
        finally:
            chrome.quit()
            server.stop()
    return [row(name, taken, peers["cold" if name == "cold" else "change"]) for name, taken in found.items()]


def fit(browser: Browser) -> None:
    """Give the page a window of the usual size."""
    browser.size(*WINDOW)
    inner = browser.driver.execute_script("return [window.innerWidth, window.innerHeight]")
    browser.size(*(2 * wanted - found for wanted, found in zip(WINDOW, inner, strict=True)))


def watching(browser: Browser, pid: int) -> Watch:
    """Return a watch of the processor time of a browser's main thread and of a server."""
    browser.driver.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    return Watch(browser, psutil.Process(pid))


def prepared(stage: Stage) -> dict[str, str]:
    """Return the drafts by the name of their table, every step visited and computed once."""
    drafts = {
        "ames": stage.draft(stage.table("ames")),
        "2,000 columns": stage.draft(stage.file("wide.csv", wide_table())),
    }
    for draft_id in drafts.values():
        for step in STEPS:
            stage.step(draft_id, step)
            if step == "features":
                stage.browser.until(partial(stage.browser.driver.execute_script, COMPUTED), "the evidence")
    return drafts


def row(name: str, taken: list[dict[str, Any]], peer: list[float]) -> dict[str, Any]:
    """Return the figures of one line: medians, and the budget."""
    budget = COLD_MS if name == "cold" else AMES_MS if name.startswith("ames") else WIDE_MS
    ready = statistics.median(one["ready_ms"] for one in taken)
    shown = statistics.median(one.get("shown_ms", one["ready_ms"]) for one in taken)
    beside = statistics.median(peer)
    return {
        "what": "first page, cold" if name == "cold" else f"to step {name}",
        "n": len(taken),
        "shown_ms": round(shown),
        "ready_ms": round(ready),
        "drawn_ms": round(statistics.median(one.get("drawn_ms", one["ready_ms"]) for one in taken)),
        "worst_ms": round(max(one["ready_ms"] for one in taken)),
        "browser_ms": round(statistics.median(one.get("browser_ms", 0) for one in taken)),
        "server_ms": round(statistics.median(one.get("server_ms", 0) for one in taken)),
        "requests": taken[-1]["requests"],
        "kb": taken[-1]["kb"],
        "budget_ms": budget,
        "peer_ms": round(beside),
        "ratio": round(ready / beside, 2),
        "holds": ready < budget,
    }


def main() -> None:
    """Print one line for each, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    if not (SHARED / "ames.csv").is_file():
        print("skipped  pages: there is no ames.csv beside the repository; set HYDROML_SHARED")
        return
    rows = measure(options.rounds)
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    for one in rows:
        print(
            f"{'holds' if one['holds'] else 'FAILS'}  {one['what']}: shown {one['shown_ms']} ms, "
            f"ready {one['ready_ms']} ms (budget {one['budget_ms']}; worst {one['worst_ms']}), "
            f"drawn {one['drawn_ms']} ms, "
            f"processor {one['browser_ms']} ms in the browser and {one['server_ms']} ms in the server, "
            f"{one['requests']} requests, {one['kb']} kB, "
            f"{one['ratio']} x a bare Dash app ({one['peer_ms']} ms)"
        )


if __name__ == "__main__":
    main()
