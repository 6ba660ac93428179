"""How a file was read: opening the report, and the lines that were repaired."""

from collections.abc import Callable
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from ...components.data import ids, lines_progress, lines_refused, lines_table
from ...services.errors import CancelledError, HydroMLError
from ...services.registry import Services
from .reading import POLL_MS

Show = Callable[..., None]
IsCancelled = Callable[[], bool]


def show_lines(
    services: Services, show: Show, is_cancelled: IsCancelled, clicks: int | None, dataset_id: str | None
) -> Any:
    """Return the lines that the report names (runs in a child); they stay with the dataset."""
    if not clicks or not dataset_id:
        return no_update
    try:
        found = services.datasets.noted_lines(
            services.identify(),
            dataset_id,
            on_progress=lambda share, words: show(lines_progress(share, words)),
            is_cancelled=is_cancelled,
        )
    except CancelledError:
        return no_update
    except HydroMLError as error:
        return lines_refused(error)
    return lines_table(found.lines)


def register(app: Dash, services: Services) -> None:
    """Connect the report to one app."""
    opened = (Output(ids.REPORT, "is_open"), Output(ids.REPORT_TOGGLE, "aria-expanded"))
    app.clientside_callback(
        ClientsideFunction("hydroml_report", "toggle"),
        *opened,
        Input(ids.REPORT_TOGGLE, "n_clicks"),
        State(ids.REPORT, "is_open"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("hydroml_report", "open"),
        *(Output(one.component_id, one.component_property, allow_duplicate=True) for one in opened),
        Input(ids.LINES_SHOW, "n_clicks"),
        prevent_initial_call=True,
    )
    app.callback(
        Output(ids.LINES, "children"),
        Input(ids.LINES_SHOW, "n_clicks"),
        State(ids.LINES_OF, "data"),
        background=True,
        interval=POLL_MS,
        progress=[Output(ids.LINES_PROGRESS, "children")],
        progress_default=[lines_progress(0.0, "Starting")],
        running=[(Output(ids.LINES_BOX, "hidden"), False, True)],
        cancel=[Input(ids.LINES_CANCEL, "n_clicks")],
        prevent_initial_call=True,
    )(show_lines)
