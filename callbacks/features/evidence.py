"""Correlation and importance of step 2: shown from what is stored, computed in the background."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, get_args

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from ...components.features import (
    column_definitions,
    computing,
    evidence_cards,
    feature_rows,
    ids,
    measure,
    refusal,
)
from ...components.wizard import ids as wizard_ids
from ...services.errors import CancelledError, HydroMLError
from ...services.registry import Services
from .page import SLICE, Method, Slice, evidence_of, spans, subject, theme_of_page

Show = Callable[..., None]
IsCancelled = Callable[[], bool]
POLL_MS = 300


def choose_method(clicks: Sequence[int | None], pressed: Any) -> tuple[Any, Any, Any, Any]:
    """Return the measure of correlation that was pressed, its segments, and no opened group and pair.

    Parameters
    ----------
    pressed : id of the button
    """
    if not any(clicks) or not isinstance(pressed, Mapping):
        return no_update, no_update, no_update, no_update
    return pressed["index"], measure(pressed["index"]), [], None


def on_choose_method(clicks: Sequence[int | None]) -> tuple[Any, Any, Any, Any]:
    """Hand the pressed button to `choose_method`."""
    return choose_method(clicks, ctx.triggered_id)


def show_evidence(
    services: Services,
    method: Method,
    wizard: Slice | None,
    theme: str,
    opened: Sequence[Sequence[int]] | None = (),
) -> tuple[Any, Any, Any, bool, Any]:
    """Return both figures from what is stored, and what has still to be computed.

    Parameters
    ----------
    opened : spans of columns that are shown of a wide matrix; all if empty

    Returns
    -------
    correlation, its title, importance, whether nothing is missing, what is wanted
    """
    if not wizard:
        return no_update, no_update, no_update, True, no_update
    user = services.identify()
    draft = services.drafts.get(user, wizard["id"])
    known = evidence_of(services, user, draft, method)
    dataset_id, target = subject(draft)
    shown = spans(known.correlations, opened) if known.correlations else ()
    cards = evidence_cards(known, theme, shown)
    wanted = no_update if cards.is_complete else {"dataset": dataset_id, "target": target, "method": method}
    return cards.correlation, cards.title, cards.importance, cards.is_complete, wanted


def on_ask(
    services: Services,
    method: Method,
    clicks: int | None,
    opened: Sequence[Sequence[int]] | None,
    wizard: Slice | None,
) -> tuple[Any, ...]:
    """Show what is stored and ask for the rest, for another measure, another group and on *Compute*."""
    return show_evidence(services, method, wizard, theme_of_page(), opened)


def on_opening(
    services: Services, is_near: bool | None, method: Method, wizard: Slice | None
) -> tuple[Any, ...]:
    """Show what is stored when the cards come near the window."""
    return show_evidence(services, method, wizard, theme_of_page())[:4] if is_near else (no_update,) * 4


def on_arrival(
    services: Services,
    computed: Any,
    method: Method,
    opened: Sequence[Sequence[int]] | None,
    wizard: Slice | None,
) -> tuple[Any, ...]:
    """Show what has been computed; asking again from here would go round in circles."""
    if not computed:
        return no_update, no_update, no_update, no_update
    return show_evidence(services, method, wizard, theme_of_page(), opened)[:4]


def compute_evidence(
    services: Services, show: Show, is_cancelled: IsCancelled, wanted: Mapping[str, str] | None
) -> tuple[Any, Any]:
    """Compute what is missing of importance and correlation (runs in a child); it stays with the dataset.

    Returns
    -------
    what has been computed, and what to say when it could not be
    """
    if not wanted:
        return no_update, no_update
    user = services.identify()

    def tell(first: float, last: float) -> Callable[[float, str], None]:
        return lambda share, words: show(computing(first + share * (last - first), words))

    try:
        services.profiles.importance(
            user,
            wanted["dataset"],
            target=wanted["target"],
            on_progress=tell(0.0, 0.7),
            is_cancelled=is_cancelled,
        )
        services.profiles.correlations(
            user,
            wanted["dataset"],
            method=asked_method(wanted["method"]),
            on_progress=tell(0.7, 1.0),
            is_cancelled=is_cancelled,
        )
    except CancelledError:
        return no_update, None
    except HydroMLError as error:
        return no_update, refusal(error)
    return dict(wanted), None


def asked_method(name: str) -> Method:
    """Return the measure that is called so; Spearman's where the page asks for none that there is."""
    methods: tuple[Method, ...] = get_args(Method)
    return next((method for method in methods if method == name), "spearman")


def refresh_rows(
    services: Services, computed: Any, wizard: Slice | None, features: Slice | None
) -> tuple[Any, Any]:
    """Return the rows of the table with the importance that has been computed meanwhile."""
    if not computed or not wizard:
        return no_update, no_update
    user = services.identify()
    draft = services.drafts.get(user, wizard["id"])
    dataset_id, target = subject(draft)
    profile = services.profiles.get(user, dataset_id, target=target)
    importance = services.profiles.cached_importance(user, dataset_id, target=target)
    rows = feature_rows(profile, {**draft.config, **(features or {})}, importance)
    return rows, column_definitions(rows)


def register(app: Dash, services: Services) -> None:
    """Connect correlation and importance to one app."""
    app.callback(
        Output(ids.METHOD_KEY, "data"),
        Output(ids.METHOD_BOX, "children"),
        Output(ids.OPENED, "data"),
        Output(ids.PAIR_KEY, "data"),
        Input(ids.METHOD.every, "n_clicks"),
        prevent_initial_call=True,
    )(on_choose_method)
    app.callback(
        *_shown(),
        Output(ids.WANTED, "data"),
        Input(ids.METHOD_KEY, "data"),
        Input(ids.COMPUTE, "n_clicks"),
        Input(ids.OPENED, "data"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(on_ask, services))
    _register_opening(app, services)
    app.callback(
        *_shown(again=True),
        Input(ids.COMPUTED, "data"),
        State(ids.METHOD_KEY, "data"),
        State(ids.OPENED, "data"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(on_arrival, services))
    _register_computing(app, services)


def _shown(*, again: bool = False) -> list[Output]:
    places = (
        (ids.CORRELATION, "children"),
        (ids.CORRELATION_TITLE, "children"),
        (ids.IMPORTANCE, "children"),
        (ids.COMPUTE, "hidden"),
    )
    return [Output(*place, allow_duplicate=again) for place in places]


def _register_opening(app: Dash, services: Services) -> None:
    """Connect what is shown and asked for when the page opens.

    Showing is apart from asking for more: a callback whose answer may lead to a computation holds up all that
    waits for what is computed.
    """
    app.callback(
        *_shown(again=True),
        Input(ids.EVIDENCE_PLACE, "is_near"),
        State(ids.METHOD_KEY, "data"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(on_opening, services))
    app.clientside_callback(
        ClientsideFunction("hydroml_evidence", "begin"),
        Output(ids.WANTED, "data", allow_duplicate=True),
        Input(ids.LACKING, "data"),
        prevent_initial_call="initial_duplicate",
    )


def _register_computing(app: Dash, services: Services) -> None:
    """Connect the process that computes, and the grid that shows what it found."""
    app.callback(
        Output(ids.COMPUTED, "data"),
        Output(ids.REFUSAL, "children"),
        Input(ids.WANTED, "data"),
        background=True,
        interval=POLL_MS,
        progress=[Output(ids.PROGRESS, "children")],
        progress_default=[computing(0.0, "Starting")],
        running=[
            (Output(ids.PROGRESS_BOX, "hidden"), False, True),
            (Output(ids.COMPUTE, "hidden"), True, False),
        ],
        cancel=[Input(ids.CANCEL, "n_clicks")],
        prevent_initial_call=True,
    )(compute_evidence)
    app.callback(
        Output(ids.GRID, "rowData"),
        Output(ids.GRID, "columnDefs"),
        Input(ids.COMPUTED, "data"),
        State(wizard_ids.DRAFT, "data"),
        State(SLICE, "data"),
        prevent_initial_call=True,
    )(partial(refresh_rows, services))
