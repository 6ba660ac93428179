"""Starts the real `hydroml serve` on a temporary home and ends it by its process id."""

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

READY = re.compile(r"ready at (http://\S+)")
START_LIMIT_S = 90


@dataclass
class Server:
    """A running server: its address, its process, what it printed."""

    home: Path
    process: subprocess.Popen[str]
    address: str = ""
    lines: list[str] = field(default_factory=list)

    def stop(self) -> None:
        """End the server as Ctrl-C would, and wait for it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)

    def kill(self) -> None:
        """End the server as a power cut would."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def url(self, path: str) -> str:
        """Return the address of a page."""
        return self.address.rstrip("/") + path

    def get(self, path: str) -> bytes:
        """Return what the server answers to a GET."""
        with urllib.request.urlopen(self.url(path), timeout=60) as answer:
            content: bytes = answer.read()
        return content


def start_server(home: Path, *, workers: int = 1) -> Server:
    """Start `hydroml serve` on a free port and wait until it says that it is ready."""
    command = [sys.executable, "-m", "hydroml.app.cli", "serve", "--home", str(home), "--port", "0"]
    process = subprocess.Popen(
        [*command, "--workers", str(workers)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    server = Server(home, process)
    is_ready = threading.Event()
    threading.Thread(target=_follow, args=(server, is_ready), daemon=True).start()
    if not is_ready.wait(START_LIMIT_S) or not server.address:
        process.kill()
        raise AssertionError("the server did not start:\n" + "".join(server.lines))
    return server


def _follow(server: Server, is_ready: threading.Event) -> None:
    output: IO[str] | None = server.process.stdout
    assert output is not None
    for line in output:
        server.lines.append(line)
        found = READY.search(line)
        if found:
            server.address = found.group(1)
            is_ready.set()
    output.close()
    is_ready.set()
