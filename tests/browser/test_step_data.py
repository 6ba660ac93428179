"""Step 1 by hand: the first day, an expert's corrections, findings, edge tables; reload, back, two tabs."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from hydroml.tests.support.browsing import Browser
from hydroml.tests.support.keyboard import press, tab_to

N_ROWS = 300


def write(path: Path, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(rows)
    return path


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A table with two nearly constant columns, disguised missing values and two faulty lines."""
    chance = random.Random(4)
    rows = [
        [
            n,
            chance.choice([-999, *range(18, 70)]),
            chance.choice(("red", "blue")),
            "x" if n % 140 else "y",
            "a" if n % 150 else "b",
            chance.choice(("yes", "no")),
            chance.choice(("web", "phone", "desk")),
        ]
        for n in range(N_ROWS)
    ]
    path = write(tmp_path / "shop.csv", ["id", "age", "colour", "shop", "till", "bought", "way"], rows)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[10] = lines[10].rpartition(",")[0]
    lines[20] += ",more"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def opened(browser: Browser, path: Path) -> str:
    """Upload a file and wait for step 1 of its draft; return the address."""
    browser.open("/experiments/new")
    browser.upload(path)
    browser.one("#data-columns table")
    return str(browser.driver.current_url)


def panel(browser: Browser) -> str:
    return str(browser.one(".hm-findings").text)


def told(browser: Browser, text: str) -> None:
    """Wait until the findings say something."""
    browser.until(lambda: text in panel(browser), f"finding '{text}'")


def keep_the_first(browser: Browser) -> None:
    """Open the card in which the reason for keeping the first finding is chosen."""
    handle = browser.one(".hm-findings .act summary")
    assert handle.text == "Keep as it is"
    handle.click()


def unfold(browser: Browser) -> None:
    """Open every fold of the panel."""
    script = "for (const one of document.querySelectorAll('.hm-findings > details')) one.open = true"
    browser.driver.execute_script(script)


def select(browser: Browser, field: str, value: str) -> None:
    """Choose an option of a select by its value."""
    script = (
        "const box = arguments[0]; box.value = arguments[1];"
        "box.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    browser.driver.execute_script(script, browser.one(field), value)


def choose(browser: Browser, target: str) -> bool:
    """Type another target; the field may be drawn anew meanwhile."""
    field = browser.one("#data-target")
    browser.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
    field.click()
    field.send_keys(f"{target}\t")
    return True


def kind_field(browser: Browser, name: str) -> str:
    """Return the selector of the kind of a column."""
    heads = browser.all(".hm-grid th")
    place = next(at for at, head in enumerate(heads, start=1) if head.text.startswith(name))
    return f".hm-grid th:nth-child({place}) select"


def focus_title(browser: Browser) -> None:
    """Stand where a new page puts the focus."""
    browser.driver.execute_script("document.querySelector('h1').focus()")


def test_the_first_day_takes_three_clicks_and_no_typing(browser: Browser) -> None:
    browser.open("/")
    browser.click("New experiment")
    browser.click("Breast tumours")
    browser.one("#data-columns table")
    browser.button("Use defaults and launch")
    assert browser.button("Next").is_enabled()


def test_the_keyboard_alone_starts_from_an_example(browser: Browser) -> None:
    browser.open("/experiments/new")
    browser.heading("Dataset & target")
    tab_to(browser, "data-drop-file")
    tab_to(browser, "breast_tumours")
    press(browser, Keys.ENTER)
    browser.one("#data-columns table")
    tab_to(browser, "wizard-next", limit=120)
    press(browser, Keys.ENTER)
    browser.heading("Features")


def test_the_keyboard_alone_corrects_a_kind_a_finding_and_the_target(browser: Browser, shop: Path) -> None:
    opened(browser, shop)
    told(browser, "seems to say 'missing'")
    focus_title(browser)
    field = kind_field(browser, "age")
    tab_to(browser, browser.one(field).get_attribute("id"), limit=80)
    press(browser, "c")
    browser.sees("'age' is taken as categorical")
    tab_to(browser, "Keep as it is", limit=80)
    press(browser, Keys.ENTER)
    tab_to(browser, "finding-keep")
    press(browser, Keys.ENTER)
    told(browser, "1 dismissed")
    focus_title(browser)
    tab_to(browser, "data-target", limit=80)
    press(browser, "colour", Keys.TAB)
    browser.until(lambda: "colour" in browser.one(".hm-grid th.pin").text, "the new target")
    assert browser.one(kind_field(browser, "age")).get_attribute("value") == "categorical"


def test_repaired_lines_are_shown_beside_what_was_made_of_them(browser: Browser, shop: Path) -> None:
    opened(browser, shop)
    browser.sees("2 lines were repaired.")
    browser.click("Show the lines")
    table = browser.one("table.hm-lines")
    assert "too few fields" in table.text and "too many fields" in table.text
    assert "empty" in table.text and "more" in table.text
    assert browser.axe() == []


def test_a_line_of_findings_is_fixed_at_once_and_undone(browser: Browser, shop: Path) -> None:
    opened(browser, shop)
    told(browser, "2 columns are nearly constant")
    browser.click("Leave all 2 out")
    told(browser, "3 fixed")
    assert "nearly constant" not in panel(browser).partition("fixed")[0]
    browser.click("Undo")
    told(browser, "2 columns are nearly constant")


def test_safe_fixes_are_one_change(browser: Browser, shop: Path) -> None:
    opened(browser, shop)
    before = browser.driver.current_url
    browser.click("Apply safe fixes")
    browser.until(lambda: browser.driver.current_url != before, "another revision")
    told(browser, "3 fixed")
    browser.click("Undo")
    told(browser, "2 columns are nearly constant")


def test_a_finding_is_kept_for_a_reason_survives_a_reload_and_comes_back(
    browser: Browser, shop: Path
) -> None:
    opened(browser, shop)
    told(browser, "seems to say 'missing'")
    keep_the_first(browser)
    browser.click("The values are right")
    told(browser, "1 dismissed")
    browser.driver.refresh()
    told(browser, "1 dismissed")
    unfold(browser)
    assert "Kept: The values are right" in panel(browser)
    browser.click("Bring back")
    browser.until(lambda: "dismissed" not in panel(browser), "an open finding")


def test_a_reason_of_ones_own_is_text(browser: Browser, shop: Path) -> None:
    opened(browser, shop)
    keep_the_first(browser)
    field = browser.one("details[open] .hm-keep-own input")
    field.send_keys("<b>known</b> to be so")
    field.send_keys("\t")
    browser.driver.execute_script("document.querySelector('details[open] .hm-keep-own button').click()")
    told(browser, "1 dismissed")
    unfold(browser)
    assert "<b>known</b> to be so" in panel(browser)


def test_an_expert_overrides_kind_target_and_rows(browser: Browser, shop: Path) -> None:
    opened(browser, shop)
    select(browser, kind_field(browser, "age"), "categorical")
    browser.sees("'age' is taken as categorical")
    browser.click("Undo")
    browser.until(
        lambda: browser.one(kind_field(browser, "age")).get_attribute("value") == "integer", "the kind found"
    )
    browser.click("Random sample")
    browser.sees("Row")
    browser.one(".hm-grid .hm-rowno")
    browser.until(lambda: choose(browser, "colour"), "a field for the target")
    browser.until(lambda: "colour" in browser.one(".hm-grid th.pin").text, "the new target")


def test_the_dialect_is_overridden_and_the_table_read_again(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    lines = ["a;b;c"] + [f"{n};{n % 7};{'yes' if n % 3 else 'no'}" for n in range(60)]
    path.write_text("\n".join(lines), encoding="utf-8")
    opened(browser, path)
    browser.click("How it was read")
    field = '[id*="data-again-field"][id*="header"]'
    select(browser, field, "no")
    browser.click("Read again")
    browser.sees("61 rows")


def test_reload_back_and_a_second_tab_keep_step_1(browser: Browser, shop: Path) -> None:
    address = opened(browser, shop)
    browser.click("Leave all 2 out")
    told(browser, "3 fixed")
    browser.driver.refresh()
    told(browser, "3 fixed")
    browser.click("Next")
    browser.heading("Features")
    browser.driver.back()
    browser.heading("Dataset & target")
    told(browser, "3 fixed")
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    browser.driver.get(address)
    told(browser, "3 fixed")
    browser.driver.close()
    browser.driver.switch_to.window(first)


def edge(tmp_path: Path, name: str) -> Path:
    """Write one of the tables that break pages."""
    chance = random.Random(5)
    names: list[str] = ["a", "b", "y"]
    rows: list[list[Any]] = [[chance.random(), n % 40, chance.choice("yn")] for n in range(N_ROWS)]
    if name == "names":
        names = ["<script>window.broken = 1</script>", "عمود البيانات", "long " * 60]
    elif name == "no numbers":
        rows = [[chance.choice("rgb"), chance.choice("xyz"), chance.choice("yn")] for _ in range(N_ROWS)]
    elif name == "empty columns":
        names, rows = [*names, "e"], [[*row, ""] for row in rows]
    elif name == "one class":
        rows = [[*row[:2], "yes"] for row in rows]
    elif name == "ten thousand labels":
        rows = [[chance.random(), n % 40, f"label {n % 10_000}"] for n in range(12_000)]
    elif name == "wide":
        names = [*(f"x{n}" for n in range(299)), "y"]
        rows = [[*(f"{chance.random():.3f}" for _ in range(299)), chance.choice("yn")] for _ in range(60)]
    return write(tmp_path / f"{name}.csv", names, rows)


@pytest.mark.parametrize(
    "name", ["names", "no numbers", "empty columns", "one class", "ten thousand labels", "wide"]
)
def test_edge_tables_are_shown_and_have_no_serious_fault(browser: Browser, tmp_path: Path, name: str) -> None:
    opened(browser, edge(tmp_path, name))
    browser.one(".hm-findings")
    assert browser.axe() == []
    assert browser.driver.execute_script("return window.broken") is None
    is_wider = "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not browser.driver.execute_script(is_wider)
    browser.shot(f"step-1-{name.replace(' ', '-')}")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"a\n1\n2\n", "Only one column"), (b"a,b,c\n", "holds no rows")],
)
def test_a_file_that_is_no_table_says_why_and_can_be_read_differently(
    browser: Browser, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    browser.open("/experiments/new")
    browser.upload(path)
    browser.sees(words)
    browser.sees("Read it differently")
    browser.one("input[type=file]")
