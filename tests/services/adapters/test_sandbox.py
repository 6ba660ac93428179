"""Tests of the limited child process: with real processes, well-behaved and hostile."""

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from hydroml.services.adapters.sandbox import SubprocessSandbox
from hydroml.services.errors import CancelledError, FieldError, InvalidInputError, UnavailableError

WORK = "hydroml.tests.support.sandboxed"
SANDBOX = SubprocessSandbox(package="hydroml.tests.support")


def run(name: str, **options: Any) -> Any:
    arguments = options.pop("arguments", {})
    return SANDBOX.run(f"{WORK}:{name}", arguments, **{"timeout_s": 20, "memory_mb": 1024, **options})


def has_ended(pid: int) -> bool:
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_the_answer_comes_back_and_prints_do_not_disturb_it() -> None:
    told: list[tuple[float, str]] = []
    value = {"text": "\u202eä\n\x00", "list": [1, 2.5, None, True]}
    answer = run("echo", arguments={"value": value}, on_progress=lambda *step: told.append(step))
    assert answer == value
    assert told == [(0.5, "half way")]


def test_a_large_answer_and_request_pass() -> None:
    value = ["x" * 1000] * 5000
    assert run("echo", arguments={"value": value}) == value


def test_a_refusal_survives_the_border() -> None:
    with pytest.raises(InvalidInputError) as caught:
        run("refuse")
    error = caught.value
    assert (error.code, error.message, error.hint) == ("NO", "No.", "Ask otherwise.")
    assert error.errors == (FieldError("/x", "wrong"),)
    assert error.extra == {"a": 1}


@pytest.mark.parametrize(
    ("name", "code"),
    [("swell", "SANDBOX_MEMORY"), ("crash", "SANDBOX_CRASH"), ("fail", "SANDBOX_CRASH")],
)
def test_a_broken_child_is_told_in_plain_words(name: str, code: str) -> None:
    with pytest.raises(UnavailableError) as caught:
        run(name)
    assert caught.value.code == code
    assert caught.value.hint


def test_more_output_than_allowed_ends_the_child() -> None:
    small = SubprocessSandbox(max_output_bytes=100_000, package="hydroml.tests.support")
    with pytest.raises(UnavailableError) as caught:
        small.run(f"{WORK}:flood", {}, timeout_s=20, memory_mb=1024)
    assert caught.value.code == "SANDBOX_OUTPUT"


def test_a_child_that_hangs_is_killed_with_what_it_started() -> None:
    started: list[int] = []
    with pytest.raises(UnavailableError) as caught:
        run("hang", timeout_s=2, on_progress=lambda _, pid: started.append(int(pid)))
    assert caught.value.code == "SANDBOX_TIMEOUT"
    assert started
    assert has_ended(started[0])


def test_cancelling_kills_the_child_at_once() -> None:
    started: list[int] = []
    with pytest.raises(CancelledError):
        run(
            "hang",
            on_progress=lambda _, pid: started.append(int(pid)),
            is_cancelled=lambda: bool(started),
        )
    assert has_ended(started[0])


def test_the_child_has_a_group_of_its_own_and_yields_to_others() -> None:
    answer = run("limits")
    assert answer["group"] == answer["pid"] != os.getpgid(0)
    assert answer["nice"] > os.nice(0)


@pytest.mark.parametrize(
    "function", ["os:system", "hydroml.app.cli:main", f"{WORK}:_private", f"{WORK}.x:y.z", "hydroml.tests:x"]
)
def test_only_public_functions_of_the_package_are_called(function: str) -> None:
    with pytest.raises(ValueError, match="not a function"):
        SANDBOX.run(function, {}, timeout_s=5, memory_mb=512)


def test_the_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(
        textwrap.dedent(f"""
        from hydroml.services.adapters.sandbox import SubprocessSandbox
        box = SubprocessSandbox(package="hydroml.tests.support")
        tell = lambda share, pid: print(pid, flush=True)
        box.run("{WORK}:hang", {{}}, timeout_s=60, memory_mb=512, on_progress=tell)
        """)
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        grandchild = psutil.Process(int(parent.stdout.readline()))
        child = grandchild.ppid()
        parent.kill()
        assert has_ended(child)
    assert has_ended(grandchild.pid)
