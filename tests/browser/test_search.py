"""A search from the switch to the wider space: bounds judged while typing, live history, plots, going on."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from hydroml.tests.browser.test_pages import call, sent
from hydroml.tests.support.browsing import Browser
from hydroml.tests.support.serving import Server

TITLES = ("Trials", "Importance of settings", "Slices", "Parallel coordinates", "Contour")


def field(part: str) -> str:
    """Selector of a control of the space of LightGBM."""
    return f"[id*='lightgbm/learning_rate/{part}'][id*='model-space\"']"


def types(browser: Browser, selector: str, text: str) -> None:
    """Replace what a field holds."""
    box = browser.one(selector)
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(text, Keys.TAB)


def faults(browser: Browser) -> list[str]:
    return [one.text for one in browser.all(".hm-space-note .msg")]


def is_drawn(browser: Browser, title: str) -> bool:
    """Tell whether a chart with this title is drawn."""
    drawn = [one for one in browser.all("figure") if one.find_elements("css selector", ".js-plotly-plot")]
    return any(one.find_element("css selector", "figcaption b").text == title for one in drawn)


@pytest.fixture
def searched(server: Server, shared_datasets: Path) -> dict[str, Any]:
    """A configuration of a quick search whose best value lies on an edge."""
    dataset = sent(server, "titanic.csv", (shared_datasets / "titanic.csv").read_bytes())
    config: dict[str, Any] = call(server, f"/experiments/suggest/?dataset={dataset}&target=survived")
    # Quick, but not over before its page is there.
    quick = {"preset": "small", "n_estimators": 400, "learning_rate": 0.0002, "num_leaves": 2}
    space = {
        "learning_rate": {"low": 0.0001, "high": 0.001, "log": True},
        "num_leaves": {"low": 2, "high": 3, "step": 1},
    }
    config["models"] = [{"key": "lightgbm", "hyperparameters": quick}]
    config["validation"] |= {"repeats": 1, "n_splits": 3}
    config["search"] = {"enabled": True, "n_trials": 10, "pruner": "none", "space": {"lightgbm": space}}
    return config


def test_bounds_are_judged_while_they_are_typed(browser: Browser, shared_datasets: Path) -> None:
    browser.open("/experiments/new")
    browser.upload(shared_datasets / "titanic.csv")
    browser.sees("survived")
    for heading in ("Features", "Model"):
        browser.click("Next")
        browser.heading(heading)
    browser.press("[id*='\"enabled\"'][id*='model-search']")
    browser.sees("trials are usual")
    types(browser, field("low"), "0.5")
    browser.until(lambda: "must be below" in " ".join(faults(browser)), "a message at the bounds")
    types(browser, field("low"), "much")
    browser.until(lambda: "not 'much'" in " ".join(faults(browser)), "a message about the word")
    assert browser.axe() == []
    types(browser, field("low"), "0.02")
    browser.until(lambda: not faults(browser), "no message")
    browser.press("[id*='lightgbm/max_bin/on']")
    browser.sees("4 settings")
    browser.driver.refresh()
    browser.heading("Model")
    assert browser.one(field("low")).get_attribute("value") == "0.02"


def test_a_search_is_followed_seen_and_continued_in_a_wider_space(
    browser: Browser, server: Server, searched: dict[str, Any]
) -> None:
    made = call(server, "/experiments/", {"config": searched, "launch": True})
    browser.open(f"/experiments/{made['id']}")
    browser.until(lambda: browser.all(".hm-run-trials .js-plotly-plot"), "the history while it runs")
    browser.sees("Leaderboard")
    for title in TITLES:
        # What lies further down is drawn when it comes near.
        browser.driver.execute_script("window.scrollBy(0, 700)")
        browser.until(partial(is_drawn, browser, title), f"the plot '{title}'")
    browser.shot("run-search")
    assert browser.axe() == []
    browser.sees("on the edge of the search space")
    before = call(server, f"/experiments/{made['id']}/results/")
    browser.click("Widen and continue")
    browser.sees("Version 2")
    browser.sees("Succeeded")
    browser.sees("come from the search before the space was changed")
    after = call(server, f"/experiments/{made['id']}/results/")
    first = [(one["value"], one["parameters"]) for one in before["trials"]]
    assert [(one["value"], one["parameters"]) for one in after["trials"]][:10] == first
    assert len(after["trials"]) == 20 and after["searches"][0]["n_taken_over"] == 9
