"""Opening a bundled table in a new experiment, from every page that offers it (`components.examples`)."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from dash import Dash, Input, Output, ctx, no_update

from ..components import ids as page_ids
from ..components.examples import OPEN, READING, REFUSAL
from ..components.widgets import notice
from ..services.errors import HydroMLError
from ..services.registry import Services

Href = Callable[[str], str]


def open_example(
    services: Services, href: Href, clicks: Sequence[int | None], pressed: Any
) -> tuple[Any, ...]:
    """Add a bundled table and open a draft with it.

    Parameters
    ----------
    pressed : id of its button

    Returns
    -------
    the address to go to, and the refusal
    """
    if not any(clicks) or not isinstance(pressed, Mapping):
        return no_update, no_update
    user = services.identify()
    try:
        dataset = services.datasets.add_example(user, pressed["index"])
        draft = services.drafts.create(user, dataset_id=dataset.id)
    except HydroMLError as error:
        return no_update, notice("error", error.message, error.hint, code=error.code)
    return f"{href('/experiments/new')}?draft={draft.id}&step=data", None


def on_open_example(services: Services, href: Href, clicks: Sequence[int | None]) -> tuple[Any, ...]:
    """Hand the pressed example to `open_example`."""
    return open_example(services, href, clicks, ctx.triggered_id)


def register(app: Dash, services: Services) -> None:
    """Connect the examples of all pages to one app."""
    app.callback(
        Output(page_ids.GO, "data", allow_duplicate=True),
        Output(REFUSAL, "children"),
        Input(OPEN.every, "n_clicks"),
        running=[(Output(READING, "hidden"), False, True)],
        prevent_initial_call=True,
    )(partial(on_open_example, services, app.get_relative_path))
