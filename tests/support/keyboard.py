"""A walk with nothing but keys."""

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from hydroml.tests.support.browsing import Browser


def press(browser: Browser, *keys: str) -> None:
    """Press keys where the focus is."""
    for key in keys:
        ActionChains(browser.driver).send_keys(key).perform()


def focused(browser: Browser) -> str:
    """Return the id, else the text or class, of what has the focus."""
    script = (
        "const e = document.activeElement; return e.id || e.textContent.trim().slice(0, 60) || e.className"
    )
    return str(browser.driver.execute_script(script))


def tab_to(browser: Browser, wanted: str, limit: int = 40) -> None:
    """Press Tab until something has the focus."""
    for _ in range(limit):
        if wanted in focused(browser):
            return
        press(browser, Keys.TAB)
    raise AssertionError(f"Tab does not reach '{wanted}', stands on '{focused(browser)}'")
