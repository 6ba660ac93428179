"""What becomes of a job whose process is gone: try again, fail with its cause, or count as cancelled."""

import signal
from dataclasses import dataclass
from typing import Literal

from .records import Error, Job

HEARTBEAT_S = 5.0
HEARTBEAT_TIMEOUT_S = 60.0
MAX_ATTEMPTS = 2

EXIT_OUT_OF_MEMORY = 71
EXIT_CRASHED = 72
EXIT_LOST = 73
"""Codes with which a job's process says how it ended; 0 when the job has its ending already."""

_TIMES = ("", "", " twice")
_KILLED = "killed, or the machine restarted"


@dataclass(frozen=True, slots=True)
class Ending:
    """What to do with a job: put it back, or end it as `failed` or `cancelled`; `error` says why."""

    action: Literal["requeue", "failed", "cancelled"]
    error: Error | None = None


@dataclass(frozen=True, slots=True)
class Death:
    """How a process ended: what happened in words that go into brackets, and whether to try again."""

    code: str
    cause: str
    hint: str
    is_final: bool = False


SILENT = Death("JOB_DIED", _KILLED, "Launch it again; if it happens again, look at the machine's log.")
"""Death of a process about which nothing is known but its silence."""


def after_death(job: Job, death: Death, *, max_attempts: int = MAX_ATTEMPTS) -> Ending:
    """Decide about a running job whose process is gone.

    Parameters
    ----------
    job : as the table has it, running
    death : how its process ended
    max_attempts : number of processes that may die over it, 1 or more
    """
    if job.cancel_requested:
        return Ending("cancelled")
    if death.is_final or job.n_deaths + 1 >= max_attempts:
        return Ending("failed", _error(job, death))
    return Ending("requeue")


def death_of(exit_code: int, *, memory_mb: int | None) -> Death:
    """Say how a process ended that left no word about its job.

    Parameters
    ----------
    exit_code : as `subprocess` reports it, negative for a signal
    memory_mb : limit under which it ran, in MB (2**20 bytes), or None
    """
    if exit_code == EXIT_OUT_OF_MEMORY:
        return out_of_memory(memory_mb)
    if exit_code == -signal.SIGKILL:
        return Death(
            "JOB_DIED",
            "killed, out of memory, or the machine restarted",
            "Launch it again; if it happens again, use fewer rows or models, or more memory.",
        )
    if exit_code in (-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP):
        return SILENT
    if exit_code < 0:
        return Death(
            "JOB_CRASHED",
            f"a crash of native code, {signal.Signals(-exit_code).name}",
            "Try other models or fewer rows; if it happens again, report it with the log of the run.",
        )
    return Death(
        "JOB_CRASHED",
        f"exit code {exit_code}",
        "Launch it again; if it happens again, report it with the log of the run.",
    )


def out_of_memory(memory_mb: int | None) -> Death:
    """Say that the run reached its memory limit; trying again would reach it again."""
    limit = "the memory of the machine" if memory_mb is None else f"its limit of {memory_mb} MB of memory"
    hint = "Use fewer rows, columns or models, or raise the limit (job_memory_mb)."
    return Death("JOB_OUT_OF_MEMORY", f"needed more than {limit}", hint, is_final=True)


def out_of_time(limit_s: float) -> Death:
    """Say that the run took longer than it was given."""
    hint = "Raise the time limit, or use fewer models, folds or trials."
    return Death("JOB_OUT_OF_TIME", f"took longer than its limit of {limit_s:g} seconds", hint, is_final=True)


def _error(job: Job, death: Death) -> Error:
    if death.is_final:
        message = f"The run {death.cause}."
    else:
        n = job.n_deaths + 1
        times = _TIMES[n] if n < len(_TIMES) else f" {n} times"
        message = f"The process that trained ended without a word ({death.cause}){times}."
    return {"code": death.code, "message": message, "hint": death.hint}
