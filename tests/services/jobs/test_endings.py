"""What becomes of a job whose process is gone."""

import signal
from dataclasses import replace

import pytest

from hydroml.services.jobs import (
    EXIT_CRASHED,
    EXIT_OUT_OF_MEMORY,
    Job,
    after_death,
    death_of,
    out_of_time,
)
from hydroml.services.jobs.endings import SILENT
from hydroml.tests.support import samples


def running(attempt: int = 1) -> Job:
    return samples.job("ex_1", status="running", attempt=attempt, n_deaths=attempt - 1)


def test_a_first_death_is_tried_again() -> None:
    assert after_death(running(), SILENT).action == "requeue"


def test_a_second_death_fails_with_the_cause_in_one_sentence() -> None:
    ending = after_death(running(2), SILENT)
    assert ending.action == "failed"
    assert ending.error is not None
    assert ending.error["code"] == "JOB_DIED"
    assert ending.error["message"] == (
        "The process that trained ended without a word (killed, or the machine restarted) twice."
    )
    assert ending.error["hint"]


def test_a_death_after_a_cancel_is_the_cancel() -> None:
    assert after_death(replace(running(2), cancel_requested=True), SILENT).action == "cancelled"


def test_the_number_of_attempts_can_be_set() -> None:
    assert after_death(running(1), SILENT, max_attempts=1).action == "failed"
    assert after_death(running(4), SILENT, max_attempts=5).action == "requeue"


@pytest.mark.parametrize(
    ("exit_code", "code", "words"),
    [
        (-signal.SIGKILL, "JOB_DIED", "out of memory"),
        (-signal.SIGTERM, "JOB_DIED", "killed"),
        (-signal.SIGSEGV, "JOB_CRASHED", "SIGSEGV"),
        (-signal.SIGABRT, "JOB_CRASHED", "SIGABRT"),
        (EXIT_CRASHED, "JOB_CRASHED", f"exit code {EXIT_CRASHED}"),
        (1, "JOB_CRASHED", "exit code 1"),
    ],
)
def test_an_exit_code_becomes_words(exit_code: int, code: str, words: str) -> None:
    death = death_of(exit_code, memory_mb=512)
    assert (death.code, death.is_final) == (code, False)
    assert words in death.cause


@pytest.mark.parametrize(("memory_mb", "words"), [(512, "512 MB"), (None, "the memory of the machine")])
def test_too_little_memory_fails_at_once(memory_mb: int | None, words: str) -> None:
    ending = after_death(running(), death_of(EXIT_OUT_OF_MEMORY, memory_mb=memory_mb))
    assert ending.error is not None
    assert (ending.error["code"], words in ending.error["message"]) == ("JOB_OUT_OF_MEMORY", True)


def test_too_little_time_fails_at_once() -> None:
    ending = after_death(running(), out_of_time(90))
    assert ending.error is not None
    assert ending.error["message"] == "The run took longer than its limit of 90 seconds."
