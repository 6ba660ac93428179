"""Runs waitress with one supervised worker beside it until a signal ends both."""

import gc
import signal
import webbrowser
from collections.abc import Callable
from types import FrameType

from waitress.server import create_server

from ..services.adapters.dispatch import WorkerSupervisor
from ..services.errors import InvalidInputError
from .factory import create_app
from .settings import Settings


def run_server(settings: Settings, *, announce: Callable[[str], None], open_browser: bool = False) -> None:
    """Serve until SIGTERM or Ctrl-C.

    Parameters
    ----------
    settings : host, port, threads, workers
    announce : is told the address when requests are answered
    open_browser : whether to open that address

    Raises
    ------
    InvalidInputError
        When the port is taken.
    """
    app = create_app(settings)
    forget_start()
    try:
        server = create_server(
            app, host=settings.host, port=settings.port, threads=settings.threads, ident="hydroml"
        )
    except OSError as error:
        raise InvalidInputError(
            f"Port {settings.port} on {settings.host} cannot be opened: {error.strerror}.",
            hint="Choose another one with --port.",
            code="PORT_TAKEN",
        ) from error
    signal.signal(signal.SIGTERM, _stop)
    supervisor = WorkerSupervisor(settings.environment(), n_workers=settings.workers)
    supervisor.start()
    address = f"http://{settings.host}:{server.effective_port}/"
    announce(f"hydroml is ready at {address} (Ctrl-C ends it; data in {settings.home})")
    if open_browser:
        webbrowser.open(address)
    try:
        server.run()
    except KeyboardInterrupt:
        announce("Stopping.")
    finally:
        server.close()
        supervisor.stop()


def forget_start() -> None:
    """Spare the garbage collector what was imported and built: it would look through all of it again.

    A page is thousands of small objects, so a full collection falls into every third or so; with
    the start left out it takes a few milliseconds instead of a hundred.
    """
    gc.collect()
    gc.freeze()


def _stop(signal_number: int, stack: FrameType | None) -> None:
    raise KeyboardInterrupt
