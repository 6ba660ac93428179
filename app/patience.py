"""Keeps asking a database that is away for a while, so that no ending of a job is lost."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from ..services.errors import UnavailableError

_LOG = logging.getLogger(__name__)

Answer = TypeVar("Answer")

PAUSE_S = 1.0
PATIENCE_S = 600.0


def insist(ask: Callable[[], Answer], *, patience_s: float = PATIENCE_S) -> Answer:
    """Return what `ask` returns, trying again while the database cannot be used.

    Parameters
    ----------
    ask : may be called several times
    patience_s : how long to try, in seconds

    Raises
    ------
    UnavailableError
        The last one, when the patience is at its end.
    """
    end = time.monotonic() + patience_s
    while True:
        try:
            return ask()
        except UnavailableError as error:
            if time.monotonic() > end:
                raise
            _LOG.warning("%s Trying again.", error.message)
            time.sleep(PAUSE_S)
