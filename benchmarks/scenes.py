"""Every page in every state it is designed for, brought about on a real server, for the pictures of docs/."""

import urllib.request
from collections.abc import Mapping
from types import MappingProxyType

from hydroml.benchmarks.stage import Scene, Stage, loading, opened, wide, wide_table
from hydroml.benchmarks.wizard_scenes import STEPS_3_TO_5, step_of_ames, step_wide

BROKEN_RECIPE = "schema_version: 1\nmodels: [not, a, model]\ntask: guessing\n"
EXACT_ASKED = "data-exact-done.data"
EVIDENCE_ASKED = "features-computed.data|features-correlation.children"


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
        **STEPS_3_TO_5,
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
