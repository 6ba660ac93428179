"""Whether the table of 2,000 features keeps up with a hand: frames that were painted with a gap in its rows.

The table is scrolled at a steady speed; after each frame was painted, its rows,
as far as they are filled, are compared with its window.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

from hydroml.benchmarks.bench_pages import COMPUTED, LOADED, fit, wide_table
from hydroml.benchmarks.stage import Stage
from hydroml.tests.support.browsing import Browser, start_chromium
from hydroml.tests.support.serving import start_server

SPEEDS = (1500, 6000)
"""Pixels a second: a wheel that is turned without a pause, and a fast swipe (42 and 167 rows)."""

SECONDS = 4

SCROLLED = """
const [speed, seconds, done] = arguments;
const view = document.querySelector("main .ag-body-viewport");
const frames = [], gaps = [];
let before = null, start = null;
const gap = () => {
    const box = view.getBoundingClientRect();
    const rows = [...view.querySelectorAll(".ag-center-cols-container .ag-row")]
        .filter((row) => row.querySelector("[col-id=name]")?.textContent)
        .map((row) => row.getBoundingClientRect()).sort((one, other) => one.top - other.top);
    let reached = box.top;
    for (const row of rows) {
        if (row.top <= reached + 1) {
            reached = Math.max(reached, row.bottom);
        }
    }
    return Math.max(0, box.bottom - reached);
};
const next = (now) => {
    if (before === null) {
        start = now;
    } else {
        frames.push(now - before);
    }
    before = now;
    if (now - start > 1000 * seconds) {
        return done({frames, gaps, height: view.clientHeight, scrolled: view.scrollTop});
    }
    view.scrollTop = speed * (now - start) / 1000;
    // A message that is sent while a frame is made arrives when it has been painted.
    const channel = new MessageChannel();
    requestAnimationFrame((later) => {
        channel.port1.onmessage = () => gaps.push(gap());
        channel.port2.postMessage(0);
        next(later);
    });
};
view.scrollIntoView({block: "center"});
setTimeout(() => requestAnimationFrame(next), 3000); // what comes near the window with it is drawn first
"""


def measure() -> list[dict[str, Any]]:
    """Scroll through the table at both speeds."""
    chrome = start_chromium()
    with tempfile.TemporaryDirectory() as room:
        server = start_server(Path(room) / "home")
        try:
            browser = Browser(chrome, server.address)
            stage = Stage(browser, server, server, Path(room), Path(room))
            fit(browser)
            draft_id = stage.draft(stage.file("wide.csv", wide_table()))
            stage.step(draft_id, "features")
            browser.until(lambda: chrome.execute_script(COMPUTED), "the evidence")
            return [scrolled(stage, draft_id, speed) for speed in SPEEDS]
        finally:
            chrome.quit()
            server.stop()


def scrolled(stage: Stage, draft_id: str, speed: int) -> dict[str, Any]:
    """Scroll from the top and return how many frames were painted, how many of them with a gap."""
    driver = stage.browser.driver
    stage.step(draft_id, "features")
    stage.browser.one("main .ag-center-cols-container .ag-row")
    driver.execute_async_script(LOADED)
    told = driver.execute_async_script(SCROLLED, speed, SECONDS)
    n_gaps = sum(gap > 1 for gap in told["gaps"])
    return {
        "speed_px": speed,
        "window_px": round(told["height"]),
        "scrolled_px": round(told["scrolled"]),
        "n": len(told["gaps"]),
        "n_gaps": n_gaps,
        "largest_gap_px": round(max(told["gaps"])),
        "median_ms": round(statistics.median(told["frames"]), 1),
        "worst_ms": round(max(told["frames"]), 1),
        "holds": n_gaps == 0,
    }


def main() -> None:
    """Print one line for each speed, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options, rows = parser.parse_args(), measure()
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    for one in rows:
        print(
            f"{'holds' if one['holds'] else 'FAILS'}  scrolling 2,000 features by {one['speed_px']:,} px/s: "
            f"{one['n_gaps']} of {one['n']} frames with a gap (largest {one['largest_gap_px']} of "
            f"{one['window_px']} px); a frame takes {one['median_ms']} ms, at worst {one['worst_ms']} ms"
        )


if __name__ == "__main__":
    main()
