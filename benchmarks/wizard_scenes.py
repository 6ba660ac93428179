"""Steps 3 to 5 in every state they are designed for."""

import urllib.request
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from hydroml.benchmarks.stage import Scene, Stage, wide


def step_of_ames(step: str) -> Scene:
    """Return the scene of a step with ames."""

    def scene(stage: Stage) -> None:
        stage.step(stage.draft(stage.table("ames")), step)
        if step == "features":
            for card in ("#features-correlation", "#features-importance"):
                bring = "arguments[0].scrollIntoView({block: 'center'})"
                stage.browser.driver.execute_script(bring, stage.browser.one(card))
                stage.browser.one(f"{card} .js-plotly-plot")

    return scene


def step_wide(step: str) -> Scene:
    """Return the scene of a step with the wide table."""
    return lambda stage: stage.step(wide(stage), step)


def without_target(step: str) -> Scene:
    """Return the scene of a step of a draft whose table has no column that could be the target."""

    def scene(stage: Stage) -> None:
        rows = "\n".join(f"{n:05d}-{n * 7919 % 9973:04d},the {n}th note" for n in range(90))
        stage.step(stage.draft(stage.file("notes.csv", f"key,note\n{rows}")), step)

    return scene


def fresh(stage: Stage, step: str, name: str = "titanic") -> str:
    """Open a step of a new draft, which the scene may change; return its id."""
    stage.drafts.pop(f"{name}.csv", None)
    draft_id = stage.draft(stage.table(name))
    stage.drafts.pop(f"{name}.csv")
    stage.step(draft_id, step)
    return draft_id


def typed(stage: Stage, selector: str, text: str) -> None:
    """Type into the first field that can be seen in place of what is there, and leave it."""

    def seen() -> WebElement | None:
        return next((one for one in stage.browser.all(selector) if one.is_displayed()), None)

    field: WebElement = stage.browser.until(seen, selector)
    stage.browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(text, Keys.TAB)


def step3_fault(stage: Stage) -> None:
    """Show a setting that is out of its range."""
    fresh(stage, "model")
    stage.browser.press("#model-models details:nth-of-type(2) > summary")
    typed(stage, "#model-models input[type=text]", "-3")
    stage.browser.one("#model-models .msg:not(:empty)")


def step3_none(stage: Stage) -> None:
    """Show step 3 when every model has been removed."""
    fresh(stage, "model")
    remove = "#model-models button[id*='remove/']"
    while n_left := len(stage.browser.all(remove)):
        stage.browser.driver.execute_script(
            "document.querySelectorAll('#model-models details').forEach((one) => { one.open = true; })"
        )
        stage.browser.press(remove)
        stage.browser.until(partial(_are_fewer, stage, remove, n_left), "one model less")


def _are_fewer(stage: Stage, selector: str, n: int) -> bool:
    return len(stage.browser.all(selector)) < n


def step3_tuned(stage: Stage) -> None:
    """Show the search with the space of the first model."""
    fresh(stage, "model")
    stage.browser.press(".hm-tune-switch input")
    stage.browser.until(lambda: stage.browser.one("#model-tuning").is_displayed(), "the search")


def step4_fault(stage: Stage) -> None:
    """Show a share of test rows that there is not."""
    fresh(stage, "training")
    typed(stage, "input[id*='test_size']", "150")
    stage.browser.one("main .msg:not(:empty)")


def step4_time(stage: Stage) -> None:
    """Show the division of rows by time."""
    rows = "\n".join(
        f"2024-{1 + n // 28 % 12:02d}-{1 + n % 28:02d},{n % 7},{20 + n % 13},{100 + n * 37 % 61}"
        for n in range(330)
    )
    draft_id = stage.draft(stage.file("sales.csv", f"day,weekday,temperature,sold\n{rows}"))
    stage.step(draft_id, "training")


def step5_error(stage: Stage) -> None:
    """Show what keeps a draft from being launched."""
    step3_none(stage)
    draft_id = stage.browser.driver.current_url.split("draft=")[1].split("&")[0]
    stage.step(draft_id, "review")


def step5_warned(stage: Stage) -> None:
    """Show a draft that can be launched, with findings to think about."""
    fresh(stage, "review")


def step5_refused(stage: Stage) -> None:
    """Launch a draft whose dataset was deleted meanwhile."""
    rows = "\n".join(f"{n % 11},{n % 7},{n % 2}" for n in range(90))
    draft_id = stage.draft(stage.file("gone.csv", f"a,b,c\n{rows}"))
    stage.drafts.pop("gone.csv")
    stage.step(draft_id, "review")
    stage.browser.button("Launch experiment")
    gone = next(one for one in stage.call("/datasets/?q=gone")["items"] if one["name"] == "gone.csv")
    request = urllib.request.Request(stage.server.url(f"/api/datasets/{gone['id']}/"), method="DELETE")
    urllib.request.urlopen(request, timeout=60).close()
    stage.browser.click("Launch experiment")
    stage.browser.one("main .hm-notice")


STEPS_3_TO_5: Mapping[str, Mapping[str, Scene]] = MappingProxyType(
    {
        "step3": {
            "real": step_of_ames("model"),
            "empty": without_target("model"),
            "wide": step_wide("model"),
            "error": step3_fault,
            "none": step3_none,
            "tuned": step3_tuned,
        },
        "step4": {
            "real": step_of_ames("training"),
            "empty": without_target("training"),
            "wide": step_wide("training"),
            "error": step4_fault,
            "time": step4_time,
        },
        "step5": {
            "real": step_of_ames("review"),
            "empty": without_target("review"),
            "wide": step_wide("review"),
            "error": step5_error,
            "warned": step5_warned,
            "refused": step5_refused,
        },
    }
)
"""What can be photographed of them, by step and state."""
