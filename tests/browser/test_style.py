"""The page /style in a browser: both themes, three widths, keyboard, and what opens."""

import pytest
from selenium.webdriver.common.keys import Keys

from hydroml.tests.browser.test_pages import THEMES, at_rest, focused, look, switch_to
from hydroml.tests.support.browsing import Browser

HELD_BY_A_TRAP = 400


@pytest.mark.parametrize("theme", THEMES)
def test_no_component_has_a_fault_in_either_theme(browser: Browser, theme: str) -> None:
    browser.open("/style")
    switch_to(browser, theme)
    assert look(browser, "/style") == []


@pytest.mark.parametrize("theme", THEMES)
def test_cards_that_open_have_no_fault_either(browser: Browser, theme: str) -> None:
    browser.open("/style")
    switch_to(browser, theme)
    at_rest(browser)
    for selector in ("#help > summary", ".hm-specimen .hm-why"):
        browser.press(selector)
        browser.one("details[open] .hm-pop")
        assert browser.axe() == [], selector
        browser.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
        browser.until(lambda: not browser.all("details.hm-why-box[open]"), "a closed card")


def test_the_keyboard_passes_through_every_component(browser: Browser) -> None:
    browser.open("/style")
    at_rest(browser)
    browser.driver.execute_script("document.activeElement.blur()")
    browser.one("body").send_keys(Keys.TAB)
    names = []
    for _ in range(HELD_BY_A_TRAP):
        names.append(focused(browser))
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        if names[-1][0].startswith("Back") and names[-2][0].startswith("Next"):
            break
    assert all(is_visible for _, is_visible in names), [name for name, seen in names if not seen]
    told = [name for name, _ in names]
    for wanted in ("Primary", "First rows", "All", "Show as table: Distribution", "Dataset & target", "Next"):
        assert any(name.startswith(wanted) for name in told), (wanted, told)
