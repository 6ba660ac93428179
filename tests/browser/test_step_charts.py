"""Step 2's charts in a browser: measure, pair, keeping one, importance, transformations, reload."""

import time
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from hydroml.tests.support.browsing import Browser

CELL = """
    const plot = document.querySelector(".hm-heat .js-plotly-plot"), layout = plot._fullLayout;
    const box = plot.getBoundingClientRect(), cells = plot.calcdata[0][0].z;
    const at = (axis, place) => axis._offset + axis.d2p(axis._categories[place]);
    // Cells below the noise are blank and answer to no click.
    const row = cells.findIndex(one => Array.from(one).some(value => Number.isFinite(value)));
    const column = Array.from(cells[row]).findIndex(value => Number.isFinite(value));
    return [box.left + at(layout.xaxis, column), box.top + at(layout.yaxis, row)];
"""


def table() -> bytes:
    """Two columns that say the same, one that does not, words, and a target."""
    rows = [
        f"{place // 2},{2 * (place // 2) + place % 5},{place * 37 % 41},{'red' if place % 3 else 'blue'},"
        f"{'yes' if place + 50 * (place % 4) > 120 else 'no'}"
        for place in range(120)
    ]
    return "\n".join(["length,<b>width</b>,other,colour,sold", *rows]).encode()


@pytest.fixture
def path(browser: Browser, tmp_path: Path) -> str:
    """The address of step 2 of a draft on the table."""
    file = tmp_path / "charts.csv"
    file.write_bytes(table())
    return begun(browser, file)


def begun(browser: Browser, file: Path) -> str:
    browser.open("/experiments/new")
    browser.heading("Dataset & target")
    browser.upload(file)
    browser.until(lambda: "draft=" in browser.driver.current_url, "the draft")
    draft = browser.driver.current_url.split("draft=")[1].split("&")[0]
    return f"/experiments/new?draft={draft}&step=features"


def click_cell(browser: Browser) -> None:
    """Click the first cell of the heatmap that is not blank with the pointer."""
    browser.driver.execute_script(
        "arguments[0].scrollIntoView({block: 'center'})", browser.one("#features-correlation")
    )
    figure = browser.one(".hm-heat .js-plotly-plot .heatmaplayer image")
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", figure)
    x, y = browser.driver.execute_script(CELL)
    for kind, button in (("mouseMoved", "none"), ("mousePressed", "left"), ("mouseReleased", "left")):
        event = {"type": kind, "x": x, "y": y, "button": button, "clickCount": int(button == "left")}
        browser.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def shows_pair_after_click(browser: Browser) -> bool:
    """Click a cell and tell whether its pair appears; a figure that is still drawn takes no click."""
    click_cell(browser)
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if "Rows with both" in browser.text():
            return True
        time.sleep(0.1)
    return False


def kept_features(browser: Browser) -> str:
    return browser.one("#features-summary").text


def test_a_cell_shows_its_pair_and_the_more_informative_is_kept_and_undone(
    browser: Browser, path: str
) -> None:
    browser.open(path)
    browser.sees("Strongest pairs")
    before = kept_features(browser)
    browser.press(".hm-pair")
    browser.sees("Rows with both")
    names = browser.one(".hm-pair-names").text
    assert names in ("length × <b>width</b>", "<b>width</b> × length")
    browser.press("[aria-label='Close pair']")
    browser.sees("Choose a cell")
    browser.until(lambda: shows_pair_after_click(browser), "the pair of the cell")
    browser.press(".hm-keep")
    browser.sees("is left out.")
    assert kept_features(browser) != before
    browser.click("Undo")
    browser.until(lambda: kept_features(browser) == before, "all features again")
    assert browser.axe() == []


def test_the_keyboard_chooses_a_pair_and_keeps_one_and_a_reload_keeps_that(
    browser: Browser, path: str
) -> None:
    browser.open(path)
    browser.sees("Strongest pairs")
    before = kept_features(browser)
    browser.one(".hm-pair").send_keys(Keys.ENTER)
    browser.sees("Rows with both")
    browser.until(lambda: browser.all(".hm-keep"), "the choice")
    browser.one(".hm-keep").send_keys(Keys.ENTER)
    browser.until(lambda: kept_features(browser) != before, "one feature less")
    after = kept_features(browser)
    browser.sees("Saved")
    browser.driver.refresh()
    browser.until(lambda: kept_features(browser) == after, "the same selection")


def test_all_kinds_compare_words_with_numbers(browser: Browser, path: str) -> None:
    browser.open(path)
    browser.sees("Strongest pairs")
    browser.click("All kinds")
    browser.sees("columns of all kinds")
    browser.until(lambda: browser.all(".hm-div-scale.one"), "the scale from 0 to 1")


def test_the_importance_leads_to_the_strategy_with_the_same_number(browser: Browser, path: str) -> None:
    browser.open(path)
    browser.sees("Preview top")
    entry = browser.one("#features-top-k")
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", entry)
    entry.send_keys(Keys.BACKSPACE, "2")
    browser.sees("Preview top 2")
    browser.press("#features-preview-top")
    value = "#features-strategy-value"
    browser.until(lambda: browser.one(value).get_attribute("value") == "2", "the number of the strategy")
    browser.sees("Top by importance")


def test_steps_are_previewed_applied_and_there_after_a_reload(browser: Browser, path: str) -> None:
    browser.open(path)
    browser.press("#features-transforms-head")
    Select(browser.one("#features-transform-column")).select_by_value("other")
    browser.until(lambda: "other" in browser.one("#features-transform-preview").text, "the preview of other")
    Select(browser.one(".hm-tr-field select")).select_by_value("log1p")
    preview = "#features-transform-preview"
    browser.until(lambda: "signed logarithm" in browser.one(preview).text, "the steps in words")
    browser.press("#features-transform-apply")
    browser.sees("Steps of other changed")
    browser.sees("Saved")
    at_rest = "return !document.querySelector('[data-dash-is-loading=true]')"
    browser.until(lambda: browser.driver.execute_script(at_rest), "a page at rest")
    assert browser.axe() == []
    browser.driver.refresh()
    browser.press("#features-transforms-head")
    Select(browser.one("#features-transform-column")).select_by_value("other")
    shown = ".hm-tr-field select"
    browser.until(lambda: browser.one(shown).get_attribute("value") == "log1p", "the declared step")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("colour,shape,y\n" + "r,a,yes\nb,b,no\ng,a,yes\n" * 30, "Nothing to correlate"),
        ("num,empty,same,y\n" + "1,,5,yes\n2,,5,no\n7,,5,yes\n" * 30, "Nothing to correlate"),
    ],
    ids=["no numbers", "one number, one empty, one constant"],
)
def test_too_few_columns_say_what_to_do(browser: Browser, tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "few.csv"
    file.write_text(content, encoding="utf-8")
    browser.open(begun(browser, file))
    browser.sees(words)
    browser.sees("Importance preview")
