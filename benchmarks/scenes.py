"""Every page in every state it is designed for, brought about on a real server, for the pictures of docs/."""

import json
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
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
BROKEN_RECIPE = "schema_version: 1\nmodels: [not, a, model]\ntask: guessing\n"
HOLD = """(() => {
    const held = new RegExp(%s), real = window.fetch;
    window.fetch = (address, options) =>
        held.test(String((options || {}).body || "")) ? new Promise(() => {}) : real(address, options);
})()"""
PAGE_ASKED = '"output":"page.children"'
EXACT_ASKED = "data-exact-done.data"
EVIDENCE_ASKED = "features-computed.data|features-correlation.children"


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


def opened(path: str, *, on: str = "browser") -> Callable[[Stage], None]:
    """Return the scene that only opens a page."""

    def scene(stage: Stage) -> None:
        getattr(stage, on).open(path)
        getattr(stage, on).one("h1")

    return scene


def loading(path: str) -> Callable[[Stage], None]:
    """Return the scene of a page whose content has not arrived."""

    def scene(stage: Stage) -> None:
        with stage.held(PAGE_ASKED):
            stage.browser.open(path)
            stage.browser.one(".hm-skel")

    return scene


def home(stage: Stage) -> None:
    """Show the list of experiments, finished, as drafts and with names of any length."""
    _ = stage.run_id, stage.library
    opened("/")(stage)
    stage.browser.sees("Succeeded")


def home_wide(stage: Stage) -> None:
    """Show the list with a draft of the wide table."""
    wide(stage)
    opened("/")(stage)


def home_error(stage: Stage) -> None:
    """Show the refusal of a recipe."""
    opened("/")(stage)
    stage.browser.upload(stage.file("recipe.yaml", BROKEN_RECIPE))
    stage.browser.one("main .hm-notice")


def datasets(stage: Stage) -> None:
    """Show the list of datasets."""
    _ = stage.library
    opened("/datasets")(stage)


def datasets_wide(stage: Stage) -> None:
    """Show what is known of a table with long names."""
    stage.draft(stage.file(f"{'measured again ' * 12}عمود <b>bold.csv", wide_table()))
    datasets_open(stage)


def datasets_open(stage: Stage) -> None:
    """Show the newest dataset in detail."""
    opened("/datasets")(stage)
    stage.browser.one(".hm-toggle[aria-expanded=false]").click()
    stage.browser.one(".hm-detail h3")


def datasets_error(stage: Stage) -> None:
    """Use a dataset that was deleted meanwhile."""
    stage.draft(stage.file("gone.csv", "a,b\n" + "\n".join(f"{n},{n % 2}" for n in range(40))))
    opened("/datasets")(stage)
    stage.browser.button("Start an experiment")
    gone = next(one for one in stage.call("/datasets/?q=gone")["items"] if one["name"] == "gone.csv")
    request = urllib.request.Request(stage.server.url(f"/api/datasets/{gone['id']}/"), method="DELETE")
    urllib.request.urlopen(request, timeout=60).close()
    stage.drafts.pop("gone.csv")
    stage.browser.click("Start an experiment")
    stage.browser.one(".hm-notice")


def step_of_ames(step: str) -> Callable[[Stage], None]:
    """Return the scene of a step with ames."""

    def scene(stage: Stage) -> None:
        stage.step(stage.draft(stage.table("ames")), step)
        if step == "features":
            for card in ("#features-correlation", "#features-importance"):
                bring = "arguments[0].scrollIntoView({block: 'center'})"
                stage.browser.driver.execute_script(bring, stage.browser.one(card))
                stage.browser.one(f"{card} .js-plotly-plot")

    return scene


def step_wide(step: str) -> Callable[[Stage], None]:
    """Return the scene of a step with the wide table."""
    return lambda stage: stage.step(wide(stage), step)


def step1_error(stage: Stage) -> None:
    """Show a file that cannot be read."""
    stage.refused(stage.file("odd.csv", "namexagexsold\n" + "ann x20xyes\n" * 60))


def step1_partial(stage: Stage) -> None:
    """Show estimates while the exact figures are still on their way."""
    lines = (stage.table("diamonds")).read_text(encoding="utf-8").splitlines(keepends=True)
    many = stage.file("diamonds-12.csv", lines[0] + "".join(lines[1:]) * 12)
    with stage.held(EXACT_ASKED):
        stage.step(stage.draft(many), "data")
        stage.browser.sees("Estimate from")


def step2_empty(stage: Stage) -> None:
    """Show a table that holds nothing to learn from beside its target."""
    rows = "\n".join(f"{'yes' if n % 3 else 'no'},1" for n in range(90))
    stage.step(stage.draft(stage.file("nothing.csv", f"outcome,same\n{rows}")), "features")


def step2_loading(stage: Stage) -> None:
    """Show step 2 while correlation and importance are computed."""
    with stage.held(EVIDENCE_ASKED):
        stage.step(stage.draft(stage.table("ames")), "features")


def step2_error(stage: Stage) -> None:
    """Show step 2 when the table has been damaged on the disk."""
    names = ["age", "height", "weight", "bought"]
    rows = "\n".join(
        f"{20 + n % 50},{150 + n % 40},{60 + n % 31},{'yes' if n % 3 else 'no'}" for n in range(90)
    )
    draft_id = stage.draft(stage.file("damaged.csv", f"{','.join(names)}\n{rows}"))
    dataset = next(one for one in stage.call("/datasets/?q=damaged")["items"])
    table = stage.server.home / "datasets" / dataset["id"] / "table.parquet"
    table.write_bytes(table.read_bytes()[: table.stat().st_size // 2])
    stage.step(draft_id, "features")
    stage.browser.one("main .hm-notice")


def step2_stale(stage: Stage) -> None:
    """Show step 2 after the target has become another one and nothing is computed for it yet."""
    draft_id = stage.draft(stage.table("titanic"))
    stage.step(draft_id, "data")
    field = stage.browser.one("#data-target")
    field.click()
    field.send_keys("fare\t")
    stage.browser.until(lambda: "fare" in stage.browser.one(".hm-grid th.pin").text, "the new target")
    with stage.held(EVIDENCE_ASKED):
        stage.step(draft_id, "features")
    stage.drafts.pop("titanic.csv")


def running(stage: Stage) -> None:
    """Show a run while it is going on."""
    draft_id = stage.draft(stage.table("titanic"))
    stage.step(draft_id, "review")
    stage.browser.click("Launch experiment")
    stage.browser.sees("Cancel")
    stage.drafts.pop("titanic.csv")


def run(stage: Stage) -> None:
    """Show a finished run."""
    opened(f"/experiments/{stage.run_id}")(stage)
    stage.browser.sees("Leaderboard")


def template(stage: Stage) -> None:
    """Show one template."""
    opened("/templates")(stage)
    stage.browser.open(
        "/" + str(stage.browser.one("a[href*='/templates/']").get_attribute("href")).split("/", 3)[3]
    )
    stage.browser.one("h1")


Scene = Callable[[Stage], None]
SCENES: Mapping[str, Mapping[str, Scene]] = MappingProxyType(
    {
        "step1": {
            "real": step_of_ames("data"),
            "empty": opened("/experiments/new", on="empty"),
            "wide": step_wide("data"),
            "error": step1_error,
            "loading": loading("/experiments/new"),
            "partial": step1_partial,
        },
        "step2": {
            "real": step_of_ames("features"),
            "empty": step2_empty,
            "wide": step_wide("features"),
            "error": step2_error,
            "loading": step2_loading,
            "stale": step2_stale,
        },
        "step3": {"real": step_of_ames("model")},
        "step4": {"real": step_of_ames("training")},
        "step5": {"real": step_of_ames("review")},
        "datasets": {
            "real": datasets,
            "empty": opened("/datasets", on="empty"),
            "wide": datasets_wide,
            "error": datasets_error,
            "loading": loading("/datasets"),
        },
        "style": {"real": opened("/style")},
        "templates": {"real": opened("/templates")},
        "template": {"real": template},
        "insights": {"real": opened("/insights")},
        "run": {"real": run},
        "compare": {"real": lambda stage: opened(f"/compare?ids={stage.run_id}")(stage)},
        "home": {
            "real": home,
            "empty": opened("/", on="empty"),
            "wide": home_wide,
            "error": home_error,
            "loading": loading("/"),
        },
    }
)
"""What can be photographed: by page, by state."""
