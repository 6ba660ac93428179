"""The frame at work: theme, marked menu, focus on arrival, alerts and the toast; all of it in the browser."""

from typing import TYPE_CHECKING

from dash import ClientsideFunction, Dash, Input, Output, State

from ..components import ids
from ..components.shell import ids as shell_ids
from ..components.widgets import toast

if TYPE_CHECKING:
    from ..services.registry import Services

NAVIGATION = "hydroml_navigation"


def register(app: Dash, services: "Services") -> None:
    """Connect the frame to one app."""
    app.clientside_callback(
        ClientsideFunction("hydroml_theme", "toggle"),
        Output(ids.THEME, "data"),
        Input(ids.THEME_TOGGLE, "n_clicks"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(NAVIGATION, "highlight"),
        Output(shell_ids.EXPERIMENTS, "aria-current"),
        Output(shell_ids.TEMPLATES, "aria-current"),
        Output(shell_ids.DATASETS, "aria-current"),
        Output(shell_ids.INSIGHTS, "aria-current"),
        Input(ids.URL, "pathname"),
    )
    app.clientside_callback(
        ClientsideFunction(NAVIGATION, "arrive"),
        Input(ids.PAGE, "children"),
    )
    app.clientside_callback(ClientsideFunction(NAVIGATION, "follow"), Input(ids.GO, "data"))
    for trigger in (Input(shell_ids.ALERT_CLOSE, "n_clicks"), Input(ids.URL, "href")):
        app.clientside_callback(
            ClientsideFunction(NAVIGATION, "clear"),
            Output(ids.ALERT, "children", allow_duplicate=True),
            trigger,
            State(ids.ALERT, "children"),
            prevent_initial_call=True,
        )
    _register_toast(app)


def _register_toast(app: Dash) -> None:
    app.callback(Output(ids.TOAST, "children"), Input(ids.TOAST_DATA, "data"), prevent_initial_call=True)(
        toast
    )
    app.clientside_callback(ClientsideFunction("hydroml_toast", "tell"), Input(ids.TOLD, "data"))
    app.clientside_callback(
        ClientsideFunction("hydroml_toast", "wait"),
        Input(ids.TOAST, "children"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("hydroml_toast", "undo"),
        Output(ids.TOAST_UNDONE, "data"),
        Output(ids.TOAST_DATA, "data", allow_duplicate=True),
        Input(ids.TOAST_UNDO, "n_clicks"),
        State(ids.TOAST_DATA, "data"),
        prevent_initial_call=True,
    )
