"""A file that was read wrong: the report, another reading, and a refused file taken up again."""

from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from hydroml.tests.support.browsing import Browser

MESSY = (
    "code;price;sold\n"
    + "".join(f"{n:03};{n % 37},5;{('yes', 'no')[n % 2]}\n" for n in range(200))
    + "999;1\n"
)
ODD = "namexagexsold\n" + "".join(f"n{n}x{20 + n}x{('yes', 'no')[n % 2]}\n" for n in range(60))


def labelled(browser: Browser, label: str) -> WebElement:
    """Wait for the control that belongs to a label of the form."""

    def find() -> WebElement | None:
        found = browser.driver.find_elements(By.XPATH, f"//label[normalize-space()='{label}']")
        named = [one for one in found if one.is_displayed()]
        return browser.driver.execute_script("return arguments[0].control", named[0]) if named else None

    element: WebElement = browser.until(find, f"field '{label}'")
    return element


def test_a_file_is_read_again_in_the_way_the_user_says(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "messy.csv"
    path.write_text(MESSY, encoding="utf-8")
    browser.open("/experiments/new")
    browser.heading("Dataset & target")
    browser.upload(path)
    browser.sees("too few fields")
    browser.click("How it was read")
    browser.sees("Line 202")
    assert browser.axe() == []
    labelled(browser, "Encoding").send_keys("klingon", Keys.TAB)
    browser.click("Read again")
    browser.sees("This is no text encoding.")
    labelled(browser, "Encoding").send_keys(*[Keys.BACKSPACE] * len("klingon"), Keys.TAB)
    Select(labelled(browser, "Column names")).select_by_value("no")
    browser.click("Read again")
    browser.sees("column_1")
    browser.sees("no header")
    browser.click("Random sample")
    browser.one("[aria-label='Columns and rows at random'] .hm-rowno")
    browser.click("How it was read")
    browser.sees("As you said")
    browser.shot("reread")
    browser.click("Back to automatic")
    browser.sees("header in line 1")
    browser.sees("price")


def test_a_refused_file_is_read_otherwise_without_a_new_upload(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    browser.open("/experiments/new")
    browser.heading("Dataset & target")
    browser.upload(path)
    browser.sees("Only one column")
    browser.sees("Read it differently")
    assert browser.axe() == []
    browser.open("/datasets")
    browser.click("Read it differently")
    labelled(browser, "Delimiter").send_keys("x", Keys.TAB)
    browser.click("Read again")
    browser.until(lambda: "draft=" in browser.driver.current_url, "a draft")
    browser.sees("60 rows × 3 columns")
    browser.driver.get_log("browser")
