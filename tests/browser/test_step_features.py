"""Step 2 in a browser: filters, changes with undo, strategies, kept sets, keyboard, reload, second tab."""

from collections.abc import Callable
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from hydroml.tests.support.browsing import Browser
from hydroml.tests.support.keyboard import focused, press, tab_to

SUMMARY = "#features-summary"


def says(browser: Browser, selector: str, text: str) -> None:
    """Wait until an element shows a text."""
    browser.until(lambda: text in browser.one(selector).text, f"'{text}' in {selector}")


def saved(browser: Browser, words: str) -> None:
    """Wait until the summary beside the step, drawn after each save, shows a text."""
    browser.until(lambda: words in browser.one("#wizard-rail-body").text, f"'{words}' saved")


@pytest.fixture
def features(browser: Browser, shared_datasets: Path) -> Callable[..., str]:
    """Open step 2 with a reference table; returns its address."""

    def open_step(name: str = "titanic") -> str:
        browser.open("/experiments/new")
        browser.upload(shared_datasets / f"{name}.csv")
        browser.until(lambda: "draft=" in browser.driver.current_url, "a draft")
        browser.sees({"titanic": "survived", "ames": "Sale_Price"}[name])
        browser.click("Next")
        browser.heading("Features")
        browser.one("#features-grid .ag-row")
        browser.until(lambda: browser.all("#features-grid .hm-bar"), "importance")
        return str(browser.driver.current_url)

    return open_step


def count_of(browser: Browser, chip: str) -> int:
    return int(browser.one(f"#features-show-{chip}-count").text.replace(",", ""))


def test_an_expert_filters_changes_many_at_once_and_takes_it_back(
    browser: Browser, features: Callable[..., str]
) -> None:
    features()
    n_in = count_of(browser, "in")
    browser.one("#features-find").send_keys("a")
    browser.one("#features-of-kind").find_element("xpath", "ancestor::details/summary").click()
    browser.one("#features-of-kind input[value=numeric], #features-of-kind input[value=integer]").click()
    browser.sees("Clear filters")
    shown = len(browser.all("#features-grid .ag-center-cols-container .ag-row"))
    assert 0 < shown < n_in
    press(browser, Keys.ESCAPE)
    browser.press("#features-select-shown")
    says(browser, "#features-selected", f"{shown} selected")
    browser.press("#features-leave-out")
    browser.sees("left out")
    left = n_in - count_of(browser, "in")
    assert 0 < left <= shown
    saved(browser, f"{n_in - left} in")
    browser.click("Undo")
    browser.until(lambda: count_of(browser, "in") == n_in, "all in again")
    browser.click("Clear filters")
    browser.until(lambda: browser.one("#features-find").get_attribute("value") == "", "an empty search")
    assert browser.axe() == []


def test_a_kind_is_set_for_several_features_and_undone(
    browser: Browser, features: Callable[..., str]
) -> None:
    features()
    before = kinds_counted(browser)
    browser.one("#features-find").send_keys("sibsp")
    browser.press("#features-select-shown")
    browser.press("#features-bulk summary")
    browser.press(".hm-menu-item:has(.bi-list-ul)")
    browser.sees("set to categorical")
    browser.one("#features-grid .hm-kind.hm-changed")
    browser.until(lambda: kinds_counted(browser) != before, "other counts in the menu of kinds")
    browser.click("Undo")
    browser.until(lambda: not browser.all("#features-grid .hm-kind.hm-changed"), "the detected kind")
    browser.until(lambda: kinds_counted(browser) == before, "the counts from before")


def kinds_counted(browser: Browser) -> str:
    """Return the words of the menu of kinds, open or not."""
    return str(browser.one("#features-of-kind").get_attribute("textContent"))


def test_strategies_show_what_goes_and_why_and_are_applied_in_a_row(
    browser: Browser, features: Callable[..., str]
) -> None:
    features("ames")
    n_in = count_of(browser, "in")
    browser.click("Top by importance")
    field = "#features-strategy-value"
    browser.until(lambda: browser.one(field).get_attribute("value") == "30", "the default")
    entry = browser.one(field)
    entry.send_keys(Keys.CONTROL, "a")
    entry.send_keys("5")
    says(browser, "#features-strategy-preview", f"{n_in} features become 5")
    browser.click(f"Leave out {n_in - 5}")
    browser.until(lambda: count_of(browser, "in") == 5, "five features")
    says(browser, "#features-strategy-preview", "Nothing would be left out")
    entry = browser.one("#features-strategy-value")
    entry.send_keys(Keys.CONTROL, "a")
    entry.send_keys("3")
    browser.click("Leave out 2")
    browser.until(lambda: count_of(browser, "in") == 3, "three features")
    browser.click("Undo")
    browser.until(lambda: count_of(browser, "in") == 5, "five features again")
    entry = browser.one("#features-strategy-value")
    entry.send_keys(Keys.CONTROL, "a")
    entry.send_keys("0")
    says(browser, "#features-strategy-preview", "must be a whole number from 1")


def test_a_selection_is_kept_previewed_applied_renamed_and_brought_back(
    browser: Browser, features: Callable[..., str]
) -> None:
    features()
    n_in = count_of(browser, "in")
    browser.click("Save as feature set")
    browser.until(lambda: focused(browser) == "features-sets-name", "the cursor in the name")
    press(browser, "<b>All</b> of them")
    browser.click("Save selection")
    browser.sees(f"{n_in} features kept as '<b>All</b> of them'")
    browser.press("#features-select-all")
    browser.press("#features-leave-out")
    says(browser, SUMMARY, "Include at least one")
    browser.click("Preview")
    says(browser, "#features-sets-preview", f"{n_in} features would come back.")
    assert browser.axe() == []
    browser.click("Apply")
    browser.until(lambda: count_of(browser, "in") == n_in, "all in again")
    browser.click("Rename")
    name = browser.one("#features-sets-rename")
    name.send_keys(Keys.CONTROL, "a")
    name.send_keys("Everything")
    browser.click("Save name")
    says(browser, "#features-sets-list", "Everything")
    browser.click("Delete")
    browser.sees("'Everything' deleted")
    browser.click("Undo")
    says(browser, "#features-sets-list", "Everything")


def test_the_keyboard_alone_filters_selects_and_leaves_out(
    browser: Browser, features: Callable[..., str]
) -> None:
    features()
    n_in = count_of(browser, "in")
    browser.driver.execute_script("document.querySelector('h1').focus()")
    tab_to(browser, "features-find")
    press(browser, "a")
    tab_to(browser, "features-show-in")
    press(browser, Keys.ENTER)
    browser.until(
        lambda: browser.one("#features-show-in").get_attribute("aria-pressed") == "true", "In pressed"
    )
    browser.driver.execute_script("document.querySelector('#features-leave-out').scrollIntoView()")
    for _ in range(30):
        if browser.driver.execute_script("return !!document.activeElement.closest('#features-grid')"):
            break
        press(browser, Keys.TAB)
    press(browser, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.SPACE)
    says(browser, "#features-selected", "1 selected")
    press(browser, Keys.ARROW_DOWN, Keys.SPACE)
    says(browser, "#features-selected", "2 selected")
    press(browser, Keys.SPACE)
    says(browser, "#features-selected", "1 selected")
    for _ in range(4):
        press(browser, Keys.TAB)
    assert not browser.driver.execute_script("return !!document.activeElement.closest('#features-grid')")
    for _ in range(20):
        if focused(browser) == "features-leave-out":
            break
        ActionChains(browser.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
    assert focused(browser) == "features-leave-out"
    press(browser, Keys.ENTER)
    browser.until(lambda: count_of(browser, "in") == n_in - 1, "one less")


def test_reload_back_and_a_second_tab_keep_the_selection(
    browser: Browser, features: Callable[..., str]
) -> None:
    address = features("ames")
    n_in = count_of(browser, "in")
    browser.press("#features-select-all")
    browser.press("#features-leave-out")
    says(browser, SUMMARY, "Include at least one")
    browser.click("Undo")
    browser.until(lambda: count_of(browser, "in") == n_in, "all in again")
    browser.click("Top by importance")
    browser.until(lambda: browser.one("#features-strategy-value").get_attribute("value") == "30", "a setting")
    entry = browser.one("#features-strategy-value")
    entry.send_keys(Keys.CONTROL, "a")
    entry.send_keys("4")
    browser.click(f"Leave out {n_in - 4}")
    saved(browser, "4 in")
    browser.driver.refresh()
    says(browser, SUMMARY, f"4 of {count_of(browser, 'in') + count_of(browser, 'out')} columns")
    browser.click("Next")
    browser.heading("Model")
    browser.driver.back()
    browser.heading("Features")
    browser.until(lambda: count_of(browser, "in") == 4, "the same after going back")
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    browser.driver.get(address)
    browser.until(lambda: count_of(browser, "in") == 4, "the same in a second tab")
    browser.driver.close()
    browser.driver.switch_to.window(first)
