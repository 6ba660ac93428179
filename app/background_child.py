"""The process of one background callback: does its task as the user who asked and leaves the answer."""

import json
import os
import signal
import sys
import threading
import traceback
from importlib import import_module
from typing import Any

from ..services.adapters.processes import set_on

EXPIRE_S = 600


def main() -> None:
    """Do the task given as JSON on the standard input."""
    task = json.load(sys.stdin)
    sys.path[:] = task["path"]
    cancelled = threading.Event()
    set_on(signal.SIGTERM, cancelled)
    threading.Thread(target=_leave_with_parent, args=(os.getppid(), cancelled), daemon=True).start()
    _answer(task, cancelled)


def _answer(task: dict[str, Any], cancelled: threading.Event) -> None:
    from dash import no_update
    from dash.exceptions import PreventUpdate
    from diskcache import Cache
    from plotly.io.json import to_json_plotly

    with Cache(task["cache"]) as cache:
        key: str = task["key"]

        def show(*values: Any) -> None:
            cache.set(f"{key}-progress", to_json_plotly(values), expire=EXPIRE_S)

        try:
            answer = _call(task, show, cancelled)
        except PreventUpdate:
            answer = no_update
        except Exception as error:  # noqa: BLE001  the border of this process: the page must hear of it
            traceback.print_exc()
            answer = {"background_callback_error": {"msg": str(error), "tb": ""}}
        cache.set(key, to_json_plotly(answer), expire=EXPIRE_S)


def _call(task: dict[str, Any], show: Any, cancelled: threading.Event) -> Any:
    from ..services.access import User
    from .build import build_services
    from .settings import Settings

    user = User(**{**task["user"], "projects": frozenset(task["user"]["projects"])})
    services = build_services(Settings(**task["settings"]), lambda: user)
    module, _, name = task["function"].partition(":")
    function = getattr(import_module(module), name)
    arguments = task["arguments"]
    if isinstance(arguments, dict):
        return function(services, show, cancelled.is_set, **arguments)
    return function(services, show, cancelled.is_set, *arguments)


def _leave_with_parent(parent: int, cancelled: threading.Event) -> None:
    """Cancel the work when the server that asked for it is gone."""
    while os.getppid() == parent and not cancelled.wait(2.0):
        pass
    cancelled.set()


if __name__ == "__main__":
    main()
