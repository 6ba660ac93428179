"""A real browser against the real server; both are real processes with a temporary home."""

import os
from collections.abc import Iterator

import pytest
from selenium import webdriver

from hydroml.tests.support.browsing import Browser, is_installed, start_chromium
from hydroml.tests.support.serving import Server, start_server


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    """One headless Chromium for all walks."""
    if not is_installed():
        pytest.skip("Chromium is not installed: apt-get install chromium chromium-driver")
    chrome = start_chromium()
    yield chrome
    chrome.quit()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with a worker for all walks."""
    server = start_server(tmp_path_factory.mktemp("home"))
    yield server
    server.stop()


@pytest.fixture
def browser(driver: webdriver.Chrome, server: Server) -> Iterator[Browser]:
    """A browser without cookies, at 1440 x 900, whose console must stay clean."""
    # A page left open would go on asking, without its cookie, and complain in the console.
    driver.get("about:blank")
    driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    driver.set_window_size(1440, 900)
    driver.get_log("browser")
    browser = Browser(driver, server.address)
    yield browser
    assert browser.errors() == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if f"{os.sep}browser{os.sep}" in str(item.fspath):
            item.add_marker(pytest.mark.browser)
