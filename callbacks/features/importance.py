"""How many of the most important features are kept: what the ranks differ by, and the preview above."""

from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from ...components.features import ids, preview_words, top_words
from ...components.wizard import ids as wizard_ids
from ...services.registry import Services
from .page import Slice, subject
from .strategies import whole


def show_top(services: Services, text: Any, wizard: Slice | None) -> tuple[Any, Any, Any]:
    """Return what the ranks around differ by, the words of the button, and whether it is disabled."""
    if not wizard:
        return no_update, no_update, no_update
    k = whole(text)
    if k is None:
        return "Type a whole number from 1.", no_update, True
    user = services.identify()
    dataset_id, target = subject(services.drafts.get(user, wizard["id"]))
    importance = services.profiles.cached_importance(user, dataset_id, target=target)
    return top_words(importance.items if importance else (), k), preview_words(k), False


def register(app: Dash, services: Services) -> None:
    """Connect the top of the importance preview to one app."""
    app.callback(
        Output(ids.TOP_NOTE, "children"),
        Output(ids.PREVIEW_TOP, "children"),
        Output(ids.PREVIEW_TOP, "disabled"),
        Input(ids.TOP_K, "value"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(show_top, services))
    app.clientside_callback(
        ClientsideFunction("hydroml_evidence", "toStrategies"),
        Input(ids.PREVIEW_TOP, "n_clicks"),
        prevent_initial_call=True,
    )
