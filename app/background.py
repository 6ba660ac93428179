"""Background callbacks in fresh child processes: nothing forked, nothing shared between pages or mounts."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any
from uuid import uuid4

import psutil
from dash import DiskcacheManager
from diskcache import Cache
from plotly.io.json import to_json_plotly

from ..services.access import User
from .settings import Settings

CHILD = "hydroml.app.background_child"
EXPIRE_S = 600
GRACE_S = 2.0
DIED = "The work ended without an answer"

Work = Callable[..., Any]


class SpawningDiskcacheManager(DiskcacheManager):
    """Runs each call of a background callback in its own new process.

    Dash's stock manager forks the web process, answers equal inputs with one result and keeps one
    list of functions for all apps of a process. This one names the function in the key of the call,
    so that nothing has to be looked up, and hands settings and user to the child.

    A function that runs here is a plain function of a module, called as
    ``function(services, show, is_cancelled, *inputs)``: `show` takes one value per progress output,
    `is_cancelled` turns true when the user cancelled; after `GRACE_S` seconds the process is killed.

    Parameters
    ----------
    cache : where progress and results wait for the page that asked
    settings : from which the child builds its own services
    identify : returns the user of the present request
    """

    def __init__(self, cache: Cache, settings: Settings, identify: Callable[[], User]) -> None:
        # The base class would enter itself in a list of the whole process; none of that is needed.
        self.handle = cache
        self.expire = EXPIRE_S
        self.cache_by = None
        self.func_registry: dict[str, Work] = {}
        self._settings = settings
        self._identify = identify
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def build_cache_key(self, fn: Work, args: Any, cache_args_to_ignore: Any, triggered: Any) -> str:
        """Return a new key for this call alone; it names the function to run."""
        return f"{fn.__module__}:{fn.__qualname__}:{uuid4().hex}"

    def call_job_fn(self, key: str, job_fn: None, args: Any, context: Any) -> str:
        """Start the child and return its handle, ``<pid>-<start>`` (a pid alone may be used again)."""
        task = {
            "key": key,
            "function": key.rpartition(":")[0],
            "arguments": args if isinstance(args, Mapping) else list(args),
            "user": _user_as_json(self._identify()),
            "settings": self._settings.model_dump(mode="json"),
            "cache": self.handle.directory,
            "path": sys.path,
        }
        self._forget_ended()
        child = subprocess.Popen(
            [sys.executable, "-m", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "OMP_WAIT_POLICY": "passive"},
        )
        job = _handle_of(child.pid)
        self._children[job] = child
        _hand_over(child, to_json_plotly(task))
        return job

    def job_running(self, job: str) -> bool:
        """Tell whether an answer is still to come; only `get_result` decides that a child has died.

        Dash asks after `get_result`: a child that answers and ends in between must not count as over.
        """
        return not self.handle.get(_over_mark(job))

    def terminate_job(self, job: str | None) -> None:
        """Ask the child to stop, then end it with all it started."""
        if not job or not self.job_running(job):
            return
        self.handle.set(_over_mark(job), True, expire=EXPIRE_S)
        if _works(job):
            _end(psutil.Process(_pid(job)))
        self._forget_ended()

    def terminate_unhealthy_job(self, job: str) -> bool:
        """Tell that nothing had to be ended: a child is either at work or gone."""
        return False

    def get_progress(self, key: str) -> list[Any] | None:
        """Return the newest unseen progress, one value per progress output."""
        shown = self.handle.pop(self._make_progress_key(key))
        return None if shown is None else list(json.loads(shown))

    def get_result(self, key: str, job: str | None) -> Any:
        """Return what the call gave, UNDEFINED while it works or once cancelled, an error if it died."""
        works = bool(job) and _works(str(job))
        answer = self.handle.pop(key)
        if answer is None and (works or not job or not self.job_running(job)):
            return self.UNDEFINED
        if job:
            self.handle.set(_over_mark(job), True, expire=EXPIRE_S)
        if answer is None:
            return {"background_callback_error": {"msg": self._cause(job or ""), "tb": ""}}
        self._forget_ended()
        return json.loads(answer)

    def result_ready(self, key: str) -> bool:
        """Tell whether the call has ended with an answer."""
        return key in self.handle

    def get_updated_props(self, key: str) -> dict[str, Any]:
        """Return nothing: our functions answer through outputs only."""
        return {}

    def close(self) -> None:
        """End every child that is still at work."""
        for job, child in list(self._children.items()):
            self.terminate_job(job)
            child.wait()
        self._children.clear()

    def _cause(self, job: str) -> str:
        """Say in words how a child ended; other threads of a dead child may need a moment to follow."""
        child = self._children.pop(job, None)
        if child is None:
            return f"{DIED}."
        with suppress(subprocess.TimeoutExpired):
            child.wait(GRACE_S)
        code = child.returncode
        if code is None:
            self._children[job] = child
            return f"{DIED}."
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        return f"{DIED} ({how})."

    def _forget_ended(self) -> None:
        for job, child in list(self._children.items()):
            if child.poll() is not None and not self.job_running(job):
                self._children.pop(job, None)


def _hand_over(child: "subprocess.Popen[bytes]", task: str) -> None:
    if child.stdin is not None:
        with suppress(BrokenPipeError), child.stdin as pipe:
            pipe.write(task.encode())


def _user_as_json(user: User) -> dict[str, Any]:
    return {**asdict(user), "projects": sorted(user.projects)}


def _over_mark(job: str) -> str:
    return f"over-{job}"


def _pid(job: str) -> int:
    return int(job.partition("-")[0])


def _handle_of(pid: int) -> str:
    return f"{pid}-{psutil.Process(pid).create_time():.2f}"


def _works(job: str) -> bool:
    """Tell whether the process behind a handle is alive and still the one that was started."""
    try:
        is_dead = psutil.Process(_pid(job)).status() == psutil.STATUS_ZOMBIE
        return not is_dead and _handle_of(_pid(job)) == job
    except psutil.NoSuchProcess:
        return False


def _end(process: psutil.Process) -> None:
    """Send SIGTERM, wait for a clean end, then kill whatever is left of the process and its children."""
    with suppress(psutil.NoSuchProcess):
        family: Sequence[psutil.Process] = [*process.children(recursive=True), process]
        process.terminate()
        psutil.wait_procs([process], timeout=GRACE_S)
        for member in family:
            with suppress(psutil.NoSuchProcess):
                member.kill()
