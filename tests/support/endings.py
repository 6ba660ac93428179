"""A child process for tests of dispatch: does what its first argument says."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from hydroml.services.adapters.processes import follow_parent


def main() -> None:
    """Do one thing and end, or sleep until ended."""
    follow_parent(signal.SIGKILL)
    verb = sys.argv[1]
    if verb == "tell":
        keys = ("OMP_NUM_THREADS", "OMP_WAIT_POLICY", "HYDROML_HOME")
        tell(f"{os.nice(0)} {os.getpgrp() == os.getpid()} {[os.environ.get(key) for key in keys]}")
    elif verb == "grow":
        bytearray(int(os.environ["GROW_MB"]) * 2**20)
    elif verb == "family":
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        tell(str(child.pid))
        time.sleep(600)
    elif verb == "abort":
        os.abort()
    else:
        tell("up")
        time.sleep(600)


def tell(text: str) -> None:
    """Leave a text where the test finds it whole."""
    path = Path(os.environ["TELL"])
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.rename(path)


if __name__ == "__main__":
    main()
