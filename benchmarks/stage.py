"""The stage of the pictures: a real server with data, one without, and what scenes do on them."""

import json
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from hydroml.tests.support.browsing import Browser
from hydroml.tests.support.serving import Server

RUN_LIMIT_S = 400
N_WIDE, WIDE_ROWS = 300, 120
WIDE_NAMES = (
    "<b>x{}</b>",
    '"a.{}"',
    "عمود طويل جدا {}",
    "a name that goes on and on " * 4 + "{}",
    "x" * 10_000 + "{}",
)
HOLD = """(() => {
    const held = new RegExp(%s), real = window.fetch;
    window.fetch = (address, options) =>
        held.test(String((options || {}).body || "")) ? new Promise(() => {}) : real(address, options);
})()"""
PAGE_ASKED = '"output":"page.children"'


@dataclass
class Stage:
    """A browser, a server with data and one without, and drafts that are made when a scene first asks.

    `shared` holds the reference tables, `spare` takes files that scenes make.
    """

    browser: Browser
    server: Server
    fresh: Server
    shared: Path
    spare: Path
    drafts: dict[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> Browser:
        """Return the browser's view of the server without data."""
        return Browser(self.browser.driver, self.fresh.address)

    def draft(self, path: Path) -> str:
        """Return the draft of a file, started in the browser the first time."""
        if path.name not in self.drafts:
            self.browser.open("/experiments/new")
            self.browser.heading("Dataset & target")
            self.browser.upload(path)
            self.browser.until(lambda: "draft=" in self.browser.driver.current_url, "a draft")
            self.drafts[path.name] = self.browser.driver.current_url.split("draft=")[1].split("&")[0]
        return self.drafts[path.name]

    def table(self, name: str) -> Path:
        """Return a reference table."""
        return self.shared / f"{name}.csv"

    def file(self, name: str, content: str | bytes) -> Path:
        """Return a file with this content."""
        path = self.spare / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def step(self, draft_id: str, step: str) -> None:
        """Open a step of a draft and wait for its title."""
        self.browser.open(f"/experiments/new?draft={draft_id}&step={step}")
        self.browser.one("nav[aria-label='Experiment steps'] [aria-current=step]")

    def call(self, path: str, body: Any = None) -> Any:
        """Return the JSON answer of the API."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.server.url("/api" + path), data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    @contextmanager
    def held(self, pattern: str) -> Iterator[None]:
        """Let requests whose body fits a pattern wait for ever, in pages that are opened meanwhile."""
        driver = self.browser.driver
        command = "Page.addScriptToEvaluateOnNewDocument"
        added = driver.execute_cdp_cmd(command, {"source": HOLD % json.dumps(pattern)})
        try:
            yield
        finally:
            driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)

    @cached_property
    def run_id(self) -> str:
        """Return a finished experiment with ames; minutes pass until it has ended."""
        draft_id = self.draft(self.table("ames"))
        self.step(draft_id, "review")
        self.browser.click("Launch experiment")
        self.browser.sees("Cancel")
        run_id = self.browser.driver.current_url.rsplit("/", 1)[1].split("?")[0]
        end = time.monotonic() + RUN_LIMIT_S
        while (status := self.call(f"/experiments/{run_id}/")["status"]) in ("queued", "running"):
            if time.monotonic() > end:
                break
            time.sleep(1)
        if status != "succeeded":
            raise RuntimeError(f"the run of the pictures is {status}")
        self.drafts.pop("ames.csv")
        return run_id

    @cached_property
    def library(self) -> None:
        """Fill the list of datasets: real tables, one that is used, and one that cannot be read."""
        for name in ("titanic", "credit_data", "vehicle", "diamonds"):
            self.draft(self.table(name))
        self.draft(self.table("ames"))
        self.refused(self.file("scan of page 3.csv", "namexagexsold\n" + "ann x20xyes\n" * 30))
        found = self.call("/datasets/?limit=50")["items"]
        for one in found:
            if one["name"] == "titanic.csv":
                config = self.call(f"/experiments/suggest/?dataset={one['id']}&target=survived")
                self.call("/experiments/", {"config": config, "launch": False})

    def refused(self, path: Path) -> None:
        """Upload a file that cannot be read, and wait until step 1 says so."""
        self.browser.open("/experiments/new")
        self.browser.heading("Dataset & target")
        self.browser.upload(path)
        self.browser.one("#data-refusal .hm-notice")


Scene = Callable[[Stage], None]


def wide_table() -> str:
    """Return a table of 300 columns whose names are long, HTML-like or right-to-left, and a target."""
    names = [WIDE_NAMES[place % len(WIDE_NAMES)].format(place) for place in range(N_WIDE - 1)]
    head = ",".join('"{}"'.format(name.replace('"', '""')) for name in names)
    rows = [
        ",".join(
            [*(str((row * (place + 3)) % 17) for place in range(N_WIDE - 1)), "yes" if row % 3 else "no"]
        )
        for row in range(WIDE_ROWS)
    ]
    return "\n".join([f"{head},outcome", *rows])


def wide(stage: Stage) -> str:
    """Return the draft of the wide table."""
    return stage.draft(stage.file("wide.csv", wide_table()))


def opened(path: str, *, on: str = "browser") -> Scene:
    """Return the scene that only opens a page."""

    def scene(stage: Stage) -> None:
        getattr(stage, on).open(path)
        getattr(stage, on).one("h1")

    return scene


def loading(path: str) -> Scene:
    """Return the scene of a page whose content has not arrived."""

    def scene(stage: Stage) -> None:
        with stage.held(PAGE_ASKED):
            stage.browser.open(path)
            stage.browser.one(".hm-skel")

    return scene
