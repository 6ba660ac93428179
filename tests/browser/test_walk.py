"""The first day: drop a file, accept the proposal, read a leaderboard; and all five steps by hand."""

from pathlib import Path

from hydroml.tests.support.browsing import Browser

STEPS = ("Features", "Model", "Training", "Review & launch")


def leaderboard(browser: Browser) -> list[str]:
    browser.sees("Leaderboard")
    return [row.text for row in browser.all("table tbody tr")]


def test_an_analyst_gets_a_leaderboard_with_three_clicks_and_no_typing(
    browser: Browser, shared_datasets: Path
) -> None:
    browser.open("/")
    browser.click("New experiment")
    browser.heading("Dataset & target")
    browser.upload(shared_datasets / "titanic.csv")
    browser.sees("survived")
    browser.click("Use defaults and launch")
    browser.sees("Leaderboard")
    browser.sees("Succeeded")
    assert leaderboard(browser)
    browser.shot("run-titanic")


def test_all_five_steps_can_be_walked_looked_at_and_launched(browser: Browser, shared_datasets: Path) -> None:
    browser.open("/experiments/new")
    browser.heading("Dataset & target")
    browser.upload(shared_datasets / "titanic.csv")
    browser.sees("survived")
    browser.shot("step-1")
    assert browser.axe() == []
    for number, step in enumerate(STEPS, start=2):
        browser.click("Next")
        browser.heading(step)
        current = browser.one("nav[aria-label='Experiment steps'] [aria-current=step]")
        assert step in current.text
        browser.shot(f"step-{number}")
        assert browser.axe() == [], step
    browser.click("Launch experiment")
    browser.sees("Leaderboard")
    browser.shot("run")
    assert browser.axe() == []


def test_reload_and_back_keep_the_draft(browser: Browser, shared_datasets: Path) -> None:
    browser.open("/experiments/new")
    browser.upload(shared_datasets / "titanic.csv")
    browser.sees("survived")
    for step in STEPS:
        browser.click("Next")
        browser.heading(step)
        browser.driver.refresh()
        browser.heading(step)
        browser.sees("titanic.csv")
    browser.driver.back()
    browser.heading("Training")
    browser.click("Back")
    browser.heading("Model")


def test_an_unreadable_file_says_why_and_leaves_a_working_page(browser: Browser, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    browser.open("/experiments/new")
    browser.upload(empty)
    browser.sees("empty")
    browser.one("input[type=file]")
    browser.driver.get_log("browser")
