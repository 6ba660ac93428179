"""A browser with the few verbs a walk needs."""

import base64
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
WAIT_S = 180.0
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-device-scale-factor=1",
    "--force-prefers-reduced-motion",  # a page that still glides moves what is about to be pressed
)


@dataclass(frozen=True)
class Browser:
    """A browser with the few verbs a walk needs; each waits until it can be done."""

    driver: webdriver.Chrome
    address: str

    def open(self, path: str) -> None:
        """Go to a page."""
        self.driver.get(self.address.rstrip("/") + path)

    def until(self, test: Callable[[], Any], what: str) -> Any:
        """Wait until `test` returns something true and return that."""
        end, refused = time.monotonic() + WAIT_S, ""
        while time.monotonic() < end:
            try:
                found = test()
            except WebDriverException as error:  # what is drawn anew meanwhile is to be tried again
                found, refused = None, str(error.msg)
            if found:
                return found
            time.sleep(0.05)
        self.shot("failure")
        raise AssertionError(
            f"{what} did not appear at {self.driver.current_url}; last refused: {refused}\n{self.text()}"
        )

    def all(self, selector: str) -> list[WebElement]:
        """Return the elements that match a CSS selector now."""
        found: list[WebElement] = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return found

    def one(self, selector: str) -> WebElement:
        """Wait for the first element that matches a CSS selector."""
        element: WebElement = self.until(lambda: next(iter(self.all(selector)), None), selector)
        return element

    def button(self, label: str) -> WebElement:
        """Wait for a visible, enabled button or link with this label."""

        def find() -> WebElement | None:
            elements = self.driver.find_elements(
                By.XPATH, f"//*[self::button or self::a][contains(normalize-space(), '{label}')]"
            )
            return next((one for one in elements if one.is_displayed() and one.is_enabled()), None)

        element: WebElement = self.until(find, f"button '{label}'")
        return element

    def click(self, label: str) -> None:
        """Click a button or link by its label."""

        def press() -> bool:
            element = self.button(label)
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
            element.click()
            return True

        self.until(press, f"clickable '{label}'")

    def press(self, selector: str) -> None:
        """Bring the first element that matches a CSS selector into the middle of the window and click it."""

        def press() -> bool:
            element = self.one(selector)
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
            element.click()
            return True

        self.until(press, f"clickable {selector}")

    def upload(self, path: Path) -> None:
        """Choose a file in the page's file input."""
        self.one("input[type=file]").send_keys(str(path))

    def heading(self, text: str) -> None:
        """Wait until the page's title is `text`."""
        self.until(lambda: any(text in one.text for one in self.all("h1")), f"heading '{text}'")

    def sees(self, text: str) -> None:
        """Wait until the page shows `text`."""
        self.until(lambda: text in self.text(), f"text '{text}'")

    def text(self) -> str:
        """Return the visible text of the page."""
        return str(self.driver.find_element(By.TAG_NAME, "body").text)

    def shot(self, name: str) -> Path:
        """Keep a screenshot of the whole page as an artefact."""
        ARTEFACTS.mkdir(exist_ok=True)
        path = ARTEFACTS / f"{name}.png"
        width, height = self.driver.execute_script(
            "return [window.innerWidth, document.documentElement.scrollHeight]"
        )
        # A window as tall as the page, so that fixed footers stand at its end.
        metrics = {"width": width, "height": min(height, 6000), "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        answer = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": False})
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        path.write_bytes(base64.b64decode(answer["data"]))
        return path

    def size(self, width: int, height: int) -> None:
        """Change the size of the window."""
        self.driver.set_window_size(width, height)

    def errors(self) -> list[str]:
        """Return what the browser's console complained about."""
        entries = self.driver.get_log("browser")
        return [one["message"] for one in entries if one["level"] in ("SEVERE", "ERROR")]

    def axe(self) -> list[str]:
        """Return the serious and critical faults that axe finds on the page."""
        source = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        self.driver.execute_script(source)
        script = "const done = arguments[0]; axe.run().then(found => done(JSON.stringify(found.violations)))"
        found = json.loads(self.driver.execute_async_script(script))
        return [
            f"{one['id']}: {one['help']} {[node['html'][:160] for node in one['nodes'][:3]]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]


def is_installed() -> bool:
    """Tell whether Chromium and its driver are on this machine."""
    return bool(shutil.which("chromium") and shutil.which("chromedriver"))


def start_chromium() -> webdriver.Chrome:
    """Start a headless Chromium that talks to this machine only."""
    options = Options()
    options.binary_location = shutil.which("chromium")
    for argument in ARGUMENTS:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
    chrome.set_script_timeout(60)
    return chrome
