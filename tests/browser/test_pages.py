"""Every page in both themes and at three widths: axe, console, overflow, keyboard, strange names."""

import json
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from hydroml.tests.support.browsing import Browser
from hydroml.tests.support.serving import Server, start_server
from hydroml.tests.support.tables import small_table

WIDTHS = ((1440, 900), (1024, 768), (768, 1024))
THEMES = ("light", "dark")
STEPS = {
    "data": "Dataset & target",
    "features": "Features",
    "model": "Model",
    "training": "Training",
    "review": "Review & launch",
}
N_WIDE = 300
NAMES = ("<b>x{}</b>", '"a.{}"', "عمود طويل جدا {}", "a name that goes on and on " * 8 + "{}")
NAMES_AS_ELEMENTS = """
    const isName = text => text.startsWith("x") && Number.isInteger(Number(text.slice(1)));
    return [...document.querySelectorAll("main b")].filter(one => isName(one.textContent)).length;
"""
RUN_LIMIT_S = 90
REST_S = 3.0


def call(server: Server, path: str, body: Any = None) -> Any:
    """Return the JSON answer of the API."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(server.url("/api" + path), data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def sent(server: Server, name: str, content: bytes) -> str:
    """Upload a table through the API and return its id."""
    head = f'--walk\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    request = urllib.request.Request(
        server.url("/api/datasets/"),
        data=head.encode() + content + b"\r\n--walk--\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=walk"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(json.load(answer)["id"])


def wide_table() -> bytes:
    """A table of 300 columns whose names are long, HTML-like or right-to-left, and a target."""
    names = [NAMES[place % len(NAMES)].format(place) for place in range(N_WIDE - 1)]
    head = ",".join('"{}"'.format(name.replace('"', '""')) for name in names)
    rows = [
        ",".join(
            [*(str((row * (place + 3)) % 17) for place in range(N_WIDE - 1)), "yes" if row % 3 else "no"]
        )
        for row in range(60)
    ]
    return "\n".join([f"{head},outcome", *rows]).encode()


@pytest.fixture(autouse=True)
def still(driver: webdriver.Chrome) -> Iterator[None]:
    """Nothing moves or fades, so that contrasts are those of the page at rest."""
    still = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", still)
    yield
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.fixture(scope="session")
def run_id(server: Server) -> str:
    """A finished experiment of one cheap model, made through the API."""
    dataset_id = sent(server, "small.csv", small_table())
    config = call(server, f"/experiments/suggest/?dataset={dataset_id}&target=bought")
    config["models"] = [{"key": "logistic", "hyperparameters": {}}]
    quick = {"strategy": "stratified_kfold", "n_splits": 3, "repeats": 1}
    config["validation"] = {**config["validation"], **quick}
    made = call(server, "/experiments/", {"config": config, "launch": True})
    end = time.monotonic() + RUN_LIMIT_S
    while time.monotonic() < end:
        status = call(server, f"/experiments/{made['id']}/")["status"]
        if status not in ("queued", "running"):
            break
        time.sleep(0.3)
    assert status == "succeeded"
    return str(made["id"])


def uploaded_draft(browser: Browser, path: Path) -> str:
    """Upload a file in step 1 and return the draft."""
    browser.open("/experiments/new")
    browser.heading(STEPS["data"])
    browser.upload(path)
    browser.until(lambda: "draft=" in browser.driver.current_url, "the draft")
    return str(browser.driver.current_url.split("draft=")[1].split("&")[0])


@pytest.fixture(scope="session")
def draft(driver: webdriver.Chrome, server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A draft of a small table, started in the browser."""
    path = tmp_path_factory.mktemp("tables") / "small.csv"
    path.write_bytes(small_table())
    return uploaded_draft(Browser(driver, server.address), path)


def theme_of(browser: Browser) -> str:
    return str(browser.driver.execute_script("return document.documentElement.dataset.bsTheme"))


def switch_to(browser: Browser, theme: str) -> None:
    """Press the button until the theme is this one."""
    browser.one("h1")
    if theme_of(browser) != theme:
        browser.one("#theme-toggle").click()
        browser.until(lambda: theme_of(browser) == theme, f"the {theme} theme")


def at_rest(browser: Browser) -> None:
    """Wait until nothing of the page loads any more, also what is drawn when it comes near the window."""
    browser.one("h1")
    browser.driver.execute_script("window.scrollTo(0, document.documentElement.scrollHeight)")
    script = "return !document.querySelector('[aria-busy=true], [data-dash-is-loading=true]')"
    browser.until(lambda: browser.driver.execute_script(script), "a page at rest")
    browser.driver.execute_script("window.scrollTo(0, 0)")


def overflow(browser: Browser) -> list[str]:
    """Return the widths at which the page is wider than its window, with what sticks out."""
    script = """
        const limit = document.documentElement.clientWidth;
        const wide = document.documentElement.scrollWidth - limit;
        if (wide <= 0) { return ""; }
        const sticksOut = one => one.getBoundingClientRect().right > limit;
        const out = [...document.querySelectorAll("body *")].filter(sticksOut);
        return wide + " px: " + out.slice(0, 3).map(one => one.outerHTML.slice(0, 90)).join(" | ");
    """
    found = []
    for width, height in WIDTHS:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        # Figures follow a moment after the window; a page at rest must fit.
        end = time.monotonic() + REST_S
        sticking_out = browser.driver.execute_script(script)
        while sticking_out and time.monotonic() < end:
            time.sleep(0.1)
            sticking_out = browser.driver.execute_script(script)
        found += [f"{width}: {sticking_out}"] if sticking_out else []
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    return found


def look(browser: Browser, path: str) -> list[str]:
    """Open a page and return every fault of it."""
    browser.open(path)
    at_rest(browser)
    return [f"{path}: {fault}" for fault in (*browser.axe(), *overflow(browser), *browser.errors())]


@pytest.mark.parametrize("theme", THEMES)
def test_the_pages_have_no_fault_in_either_theme(browser: Browser, run_id: str, theme: str) -> None:
    browser.open("/templates")
    switch_to(browser, theme)
    at_rest(browser)
    detail = browser.one("a[href*='/templates/']").get_attribute("href")
    assert detail is not None
    pages = ("/", "/templates", f"/templates/{detail.rsplit('/', 1)[1]}", "/datasets", "/insights", "/style")
    others = (f"/compare?ids={run_id}", f"/experiments/{run_id}", "/experiments/new")
    assert [fault for path in (*pages, *others) for fault in look(browser, path)] == []
    assert theme_of(browser) == theme


def test_a_home_without_anything_has_no_fault_in_either_theme(
    browser: Browser, driver: webdriver.Chrome, tmp_path: Path
) -> None:
    fresh = start_server(tmp_path)
    try:
        empty = Browser(driver, fresh.address)
        for theme in THEMES:
            empty.open("/")
            switch_to(empty, theme)
            pages = ("/", "/datasets", "/insights", "/compare")
            assert [fault for path in pages for fault in look(empty, path)] == []
        driver.get("about:blank")
    finally:
        fresh.stop()


@pytest.mark.parametrize("theme", THEMES)
def test_what_opens_has_no_fault_either(browser: Browser, draft: str, run_id: str, theme: str) -> None:
    browser.open("/datasets")
    switch_to(browser, theme)
    openings = (
        ("/datasets", "#help > summary", "#help[open] .hm-pop"),
        ("/datasets", ".hm-toggle[aria-expanded=false]", ".hm-detail h3"),
        ("/datasets", "button[aria-label^=Delete]", ".hm-notice, .modal.show .btn-danger"),
        (f"/experiments/new?draft={draft}&step=model", ".hm-why-box:not(#help) > summary", ".hm-pop dl"),
        (f"/experiments/new?draft={draft}&step=training", ".hm-why-box:not(#help) > summary", ".hm-pop dl"),
        (
            f"/experiments/{run_id}",
            "main button[aria-label^='Show as table']",
            ".hm-plot-table:not([hidden])",
        ),
    )
    faults = []
    for path, opens, opened in openings:
        browser.open(path)
        at_rest(browser)
        browser.press(opens)
        browser.one(opened)
        faults += [f"{path} {opens}: {fault}" for fault in (*browser.axe(), *browser.errors())]
    assert faults == []


def test_a_table_dropped_on_an_empty_home_opens_the_wizard(
    driver: webdriver.Chrome, browser: Browser, tmp_path: Path
) -> None:
    fresh = start_server(tmp_path / "home")
    path = tmp_path / "small.csv"
    path.write_bytes(small_table())
    try:
        empty = Browser(driver, fresh.address)
        empty.open("/")
        empty.one("#data-drop input[type=file]").send_keys(str(path))
        empty.heading(STEPS["data"])
        empty.until(lambda: "/experiments/new?draft=" in driver.current_url, "the draft")
        driver.get("about:blank")
    finally:
        fresh.stop()


def test_deleting_a_dataset_asks_says_what_depends_on_it_and_can_be_refused(
    browser: Browser, server: Server, run_id: str
) -> None:
    sent(server, "doomed.csv", b"a,b\n" + b"\n".join(b"%d,%d" % (n, n % 3) for n in range(40)))
    browser.open("/datasets")
    browser.one("button[aria-label='Delete doomed.csv']").click()
    browser.sees("Nothing depends on it.")
    browser.click("Delete dataset")
    browser.sees("'doomed.csv' is deleted.")
    browser.until(lambda: not browser.all(".modal.show"), "a closed question")
    browser.press("button[aria-label='Delete small.csv']")
    browser.sees("is read by 1 experiment and is kept")


def test_a_page_that_is_not_there_says_so(browser: Browser) -> None:
    faults = look(browser, "/no/such/page")
    browser.sees("There is no page at")
    switch_to(browser, "dark")
    assert [*faults, *browser.axe()] == []


def test_the_theme_stays_after_a_reload(browser: Browser, run_id: str) -> None:
    browser.open(f"/experiments/{run_id}")
    at_rest(browser)
    before = theme_of(browser)
    browser.one("#theme-toggle").click()
    browser.until(lambda: theme_of(browser) != before, "the other theme")
    browser.driver.refresh()
    at_rest(browser)
    assert theme_of(browser) != before
    cookies = {one["name"]: one["value"] for one in browser.driver.get_cookies()}
    assert cookies["hydroml_theme"] == theme_of(browser)


@pytest.mark.parametrize("theme", THEMES)
def test_the_five_steps_have_no_fault_in_either_theme(browser: Browser, draft: str, theme: str) -> None:
    browser.open("/datasets")
    switch_to(browser, theme)
    paths = [f"/experiments/new?draft={draft}&step={step}" for step in STEPS]
    assert [fault for path in paths for fault in look(browser, path)] == []


def test_strange_names_of_three_hundred_columns_stay_text(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes(wide_table())
    draft = uploaded_draft(browser, path)
    for step in ("data", "features", "review"):
        browser.open(f"/experiments/new?draft={draft}&step={step}")
        at_rest(browser)
        assert overflow(browser) == []
        assert browser.driver.execute_script(NAMES_AS_ELEMENTS) == 0
        if step != "review":
            browser.sees("<b>x0</b>")


def test_the_keyboard_reaches_everything_that_leads_on(browser: Browser, draft: str) -> None:
    browser.open(f"/experiments/new?draft={draft}&step=training")
    browser.heading(STEPS["training"])
    browser.driver.execute_script("document.activeElement.blur()")
    body = browser.one("body")
    body.send_keys(Keys.TAB)
    assert focused(browser)[0] == "Skip to the content"
    seen = []
    for _ in range(80):
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        seen.append(focused(browser))
        if seen[-1][0].startswith("Next"):
            break
    names = [name for name, _ in seen]
    for wanted in ("Switch between light and dark", "Use defaults and launch", "Back", "Next"):
        assert any(name.startswith(wanted) for name in names), (wanted, names)
    assert all(is_visible for _, is_visible in seen)


def focused(browser: Browser) -> tuple[str, bool]:
    """Return the name of what has the focus, and whether it can be seen."""
    script = """
        const one = document.activeElement;
        const box = one.getBoundingClientRect();
        const name = (one.getAttribute("aria-label") || one.innerText || "").trim();
        return [name, box.width > 0 && box.height > 0];
    """
    name, is_visible = browser.driver.execute_script(script)
    return str(name), bool(is_visible)
