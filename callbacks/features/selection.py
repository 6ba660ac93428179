"""Including and leaving out features, all of it in the browser: the writer of the features slice."""

from collections.abc import Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from ...components import ids as page_ids
from ...components.features import ids, summary
from ...components.wizard import ids as wizard_ids
from ...services.registry import Services
from .page import SLICE

NAMESPACE = "hydroml_features"
DATA = wizard_ids.SLICES["data"]


def show_summary(counts: Mapping[str, int] | None) -> Any:
    """Return the sentence under the heading for how many features are in, and how many there are."""
    return summary(counts["in"], counts["all"]) if counts else no_update


def register(app: Dash, services: Services) -> None:
    """Connect the selection to one app."""
    _register_edits(app)
    _register_marks(app)
    _register_filters(app)
    _register_picks(app)
    app.callback(Output(ids.SUMMARY, "children"), Input(ids.COUNTS, "data"), prevent_initial_call=True)(
        show_summary
    )


def _register_edits(app: Dash) -> None:
    toast = Output(page_ids.TOLD, "data", allow_duplicate=True)
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "edit"),
        Output(SLICE, "data"),
        toast,
        *(Input(button, "n_clicks") for button in (ids.INCLUDE, ids.LEAVE_OUT, ids.APPLY)),
        State(ids.GRID, "selectedRows"),
        State(SLICE, "data"),
        State(ids.REMOVAL, "data"),
        State(ids.GRID, "rowData"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "follow"),
        Output(SLICE, "data", allow_duplicate=True),
        toast,
        Input(ids.SUGGESTION.every, "n_clicks"),
        State(SLICE, "data"),
        State(ids.SUGGESTED, "data", allow_optional=True),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "setKind"),
        Output(DATA, "data", allow_duplicate=True),
        toast,
        Input(ids.KIND.every, "n_clicks"),
        # Dash calls this once more when the buttons leave the page, and with them the table.
        State(ids.GRID, "selectedRows", allow_optional=True),
        State(DATA, "data"),
        prevent_initial_call=True,
    )


def _register_marks(app: Dash) -> None:
    """Connect what follows a change: taking it back, and the marks of the rows."""
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "undo"),
        Output(SLICE, "data", allow_duplicate=True),
        Output(DATA, "data", allow_duplicate=True),
        Input(page_ids.TOAST_UNDONE, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "mark"),
        Output(ids.GRID, "rowData", allow_duplicate=True),
        Output(ids.COUNTS, "data"),
        Output(f"{ids.SHOW_IN}-count", "children"),
        Output(f"{ids.SHOW_OUT}-count", "children"),
        Output(ids.OF_KIND, "options"),
        Input(SLICE, "data"),
        Input(DATA, "data"),
        # Kinds change in step 1 too, where there is no table.
        State(ids.GRID, "rowData", allow_optional=True),
        prevent_initial_call=True,
    )


def _register_filters(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "filter"),
        *(Output(chip, "aria-pressed") for chip in (ids.SHOW_ALL, ids.SHOW_IN, ids.SHOW_OUT)),
        Output(ids.OF_KIND_WORDS, "children"),
        Output(ids.WITH_FINDING_WORDS, "children"),
        Output(ids.CLEAR, "hidden"),
        Input(ids.FIND, "value"),
        Input(ids.SHOWN, "data"),
        Input(ids.OF_KIND, "value"),
        Input(ids.WITH_FINDING, "value"),
        State(ids.GRID_NAME, "data"),
        State(ids.OF_KIND, "options"),
        State(ids.WITH_FINDING, "options"),
    )
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "only"),
        Output(ids.SHOWN, "data"),
        *(Input(chip, "n_clicks") for chip in (ids.SHOW_ALL, ids.SHOW_IN, ids.SHOW_OUT)),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "clear"),
        Output(ids.FIND, "value"),
        Output(ids.SHOWN, "data", allow_duplicate=True),
        Output(ids.OF_KIND, "value"),
        Output(ids.WITH_FINDING, "value"),
        Input(ids.CLEAR, "n_clicks"),
        prevent_initial_call=True,
    )


def _register_picks(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "select"),
        *(
            Input(button, "n_clicks")
            for button in (ids.SELECT_ALL, ids.SELECT_SHOWN, ids.SELECT_NONE, ids.SELECT_INVERT)
        ),
        State(ids.GRID_NAME, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "count"),
        Output(ids.SELECTED, "children"),
        Output(ids.INCLUDE, "disabled"),
        Output(ids.LEAVE_OUT, "disabled"),
        Output(ids.BULK, "className"),
        Input(ids.GRID, "selectedRows"),
        prevent_initial_call=True,
    )
