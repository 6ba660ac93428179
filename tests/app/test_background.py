"""Background callbacks: own processes, own results, progress, cancel, and an answer for every death."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from dash import DiskcacheManager
from dash.background_callback.managers import BaseBackgroundCallbackManager
from diskcache import Cache

from hydroml.app.background import SpawningDiskcacheManager
from hydroml.app.settings import Settings
from hydroml.services.access import User
from hydroml.tests.support import background_work as work

ANNA = User(id="anna", name="Anna", projects=frozenset({"rivers"}))
LIMIT_S = 60


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[SpawningDiskcacheManager]:
    with Cache(str(tmp_path / "cache")) as cache:
        manager = SpawningDiskcacheManager(cache, Settings(home=tmp_path / "home"), lambda: ANNA)
        yield manager
        manager.close()


def start(manager: SpawningDiskcacheManager, function: Callable[..., Any], *args: Any) -> tuple[str, str]:
    key = manager.build_cache_key(function, args, [], None)
    return key, manager.call_job_fn(key, None, list(args), {})


def wait(question: Callable[[], Any], unwanted: Any = None) -> Any:
    end = time.monotonic() + LIMIT_S
    while time.monotonic() < end:
        answer = question()
        if answer is not unwanted:
            return answer
        time.sleep(0.02)
    raise AssertionError("nothing happened")


def result(manager: SpawningDiskcacheManager, key: str, job: str) -> Any:
    return wait(lambda: manager.get_result(key, job), manager.UNDEFINED)


def test_equal_calls_of_two_pages_give_two_results_as_the_user_who_asked(
    manager: SpawningDiskcacheManager,
) -> None:
    first = start(manager, work.who, "same")
    second = start(manager, work.who, "same")
    one, two = result(manager, *first), result(manager, *second)
    assert one[:2] == two[:2] == ["same", "anna"]
    assert one[3] != two[3]
    assert not manager.job_running(first[1])
    assert manager.get_result(*first) is manager.UNDEFINED


def test_two_mounts_keep_to_their_own_settings(tmp_path: Path) -> None:
    calls = []
    for name in ("one", "two"):
        cache = Cache(str(tmp_path / name / "cache"))
        manager = SpawningDiskcacheManager(cache, Settings(home=tmp_path / name), lambda: ANNA)
        calls.append((manager, *start(manager, work.who, "x")))
    homes = [result(*call)[2] for call in calls]
    for manager, *_ in calls:
        manager.close()
    assert homes == [str(tmp_path / "one"), str(tmp_path / "two")]


def test_the_manager_enters_no_list_of_the_process(manager: SpawningDiskcacheManager) -> None:
    assert isinstance(manager, DiskcacheManager)
    assert manager not in BaseBackgroundCallbackManager.managers


def test_progress_arrives_before_the_result(manager: SpawningDiskcacheManager, tmp_path: Path) -> None:
    key, job = start(manager, work.step, str(tmp_path))
    assert wait(lambda: manager.get_progress(key)) == ["half way"]
    assert manager.get_progress(key) is None
    assert manager.get_result(key, job) is manager.UNDEFINED
    assert manager.job_running(job)
    (tmp_path / "go").touch()
    assert result(manager, key, job) == "done"


def test_a_cancelled_call_is_over_without_an_error(manager: SpawningDiskcacheManager, tmp_path: Path) -> None:
    key, job = start(manager, work.step, str(tmp_path))
    wait(lambda: manager.get_progress(key))
    manager.terminate_job(job)
    assert not manager.job_running(job)
    assert manager.get_result(key, job) in ("cancelled", manager.UNDEFINED)


def test_cancel_ends_even_grandchildren_in_sessions_of_their_own(
    manager: SpawningDiskcacheManager, tmp_path: Path
) -> None:
    key, job = start(manager, work.stubborn, str(tmp_path))
    wait(lambda: manager.get_progress(key))
    grandchild = int((tmp_path / "pid").read_text())
    manager.terminate_job(job)
    wait(lambda: psutil.pid_exists(grandchild) and _is_alive(grandchild), True)
    assert manager.get_result(key, job) is manager.UNDEFINED


def _is_alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_a_child_that_dies_gives_an_error_instead_of_silence(manager: SpawningDiskcacheManager) -> None:
    answer = result(manager, *start(manager, work.crash))
    assert "SIGABRT" in answer["background_callback_error"]["msg"]


def test_what_the_child_raises_reaches_the_page(manager: SpawningDiskcacheManager) -> None:
    answer = result(manager, *start(manager, work.refuse))
    assert answer["background_callback_error"]["msg"] == "The target 'x' is unknown."


def test_a_handle_of_an_earlier_process_with_the_same_number_ends_nothing(
    manager: SpawningDiskcacheManager, tmp_path: Path
) -> None:
    key, job = start(manager, work.step, str(tmp_path))
    wait(lambda: manager.get_progress(key))
    manager.terminate_job(f"{job.partition('-')[0]}-1.00")
    assert manager.get_result(key, job) is manager.UNDEFINED
    (tmp_path / "go").touch()
    assert result(manager, key, job) == "done"
