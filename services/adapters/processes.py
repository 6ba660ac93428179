"""Processes that end with whoever started them, and names by which a dead one is known for dead."""

import _thread
import ctypes
import faulthandler
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil

PARENT = "HYDROML_PARENT_PID"
"""Environment variable in which a child is told whom to follow."""

_PR_SET_PDEATHSIG = 1
_LOOK_S = 1.0
PATIENCE_S = 15.0
"""How long a process may take to put things in order, asked by its parent or left by it, in seconds."""


def follow_parent(on_death: signal.Signals, *, patience_s: float = PATIENCE_S) -> None:
    """Make this process end when the one that started it ends; to be called first thing.

    Linux delivers the signal by itself, also after a kill -9. Elsewhere, and should the parent have
    died before this call, a thread notices that the process was adopted by another. A process that
    does not get its things in order says where it hangs, on standard error, and is killed.

    Parameters
    ----------
    on_death : SIGKILL to end at once, SIGTERM to put things in order first
    patience_s : how long that may take, in seconds
    """
    told = os.environ.pop(PARENT, "")
    if not told:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, on_death, 0, 0, 0)
    threading.Thread(target=_look_after, args=(int(told), on_death, patience_s), daemon=True).start()


def _look_after(parent: int, on_death: signal.Signals, patience_s: float) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os.kill(os.getpid(), on_death)
    time.sleep(patience_s)
    faulthandler.dump_traceback()
    os.kill(os.getpid(), signal.SIGKILL)


def set_on(number: signal.Signals, event: threading.Event) -> Any:
    """Let a signal set an event, and return the handler it had before; for the main thread.

    The event is set in a thread of its own: a handler runs in the midst of what the main thread does,
    and if that is waiting for the same event it may hold the lock that setting it needs.
    """
    return signal.signal(number, lambda *_: _thread.start_new_thread(event.set, ()))


def worker_name() -> str:
    """Return a name of this process that no other process, also of a later start, will have."""
    return f"{_place()}/{os.getpid()}/{psutil.Process().create_time():.2f}"


def is_gone(worker: str) -> bool:
    """Tell whether the process of this name has certainly ended; False for those of other machines."""
    rest, _, began = worker.rpartition("/")
    place, _, process = rest.rpartition("/")
    if place != _place():
        return False
    try:
        found = psutil.Process(int(process))
        is_other = f"{found.create_time():.2f}" != began
        return is_other or found.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def resident_bytes(pid: int) -> int:
    """Return the memory that a process holds now, in bytes; 0 when it is gone."""
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _place() -> str:
    """Name where process ids mean the same: this host, this boot, this container."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{socket.gethostname()}/{boot}/{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return socket.gethostname()
