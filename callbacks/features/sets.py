"""Named feature sets in step 2: kept, listed, previewed, renamed and deleted; applying is the browser's."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from ...components import ids as page_ids
from ...components.features import ids, set_preview, sets_list
from ...components.widgets import icon, toast_data
from ...components.wizard import ids as wizard_ids
from ...services.access import User
from ...services.errors import HydroMLError
from ...services.features import fit_set
from ...services.paging import Query
from ...services.registry import Services
from .page import SLICE, Slice, subject

MAX_LISTED = 50
UNDO = "feature-set"
NAMESPACE = "hydroml_features"
Shown = tuple[Any, Any, Any, Any]
"""List, preview, pending selection, toast."""


def listed(services: Services, user: User, *, editing: str = "") -> Any:
    """Return the list of the user's sets."""
    found = services.feature_sets.list(user, Query(limit=MAX_LISTED))
    return sets_list(found.items, found.total, editing=editing)


def show_sets(services: Services, is_hidden: bool | None) -> Any:
    """Return the list when the card is opened."""
    return no_update if is_hidden is not False else listed(services, services.identify())


def save_set(
    services: Services, clicks: int | None, name: str | None, description: str | None, features: Slice | None
) -> tuple[Any, ...]:
    """Keep the present selection; return list, emptied fields, what is wrong, and the toast."""
    if not clicks:
        return (no_update,) * 5
    user = services.identify()
    chosen = (features or {}).get("features") or {}
    try:
        kept = services.feature_sets.save(
            user,
            name or "",
            include=chosen.get("include") or (),
            exclude=chosen.get("exclude") or {},
            description=description or "",
        )
    except HydroMLError as error:
        return no_update, no_update, no_update, [icon("exclamation-circle"), error.message], no_update
    toast = toast_data(f"{len(kept.include):,} features kept as '{kept.name}'")
    return listed(services, user), "", "", None, toast


def act(
    services: Services, pressed: str, name: str | None, features: Slice | None, wizard: Slice | None
) -> Shown:
    """Do what the button of a set says.

    Parameters
    ----------
    pressed : key of the button, ``<action>/<id of the set>``
    name : the new name, when one is typed
    """
    action, _, key = pressed.partition("/")
    user = services.identify()
    if action == "preview" and wizard:
        return _previewed(services, user, key, features, wizard)
    if action == "edit":
        return listed(services, user, editing=key), no_update, no_update, no_update
    if action == "delete":
        gone = services.feature_sets.delete(user, key)
        kept = {"name": gone.name, "description": gone.description, "include": list(gone.include)}
        undo = {"slice": UNDO, "data": {**kept, "exclude": dict(gone.exclude)}}
        return listed(services, user), [], None, toast_data(f"'{gone.name}' deleted", undo=undo)
    if action == "rename":
        try:
            services.feature_sets.rename(user, key, name or "")
        except HydroMLError as error:
            return no_update, no_update, no_update, toast_data(error.message)
    return listed(services, user), no_update, no_update, no_update


def _previewed(services: Services, user: User, key: str, features: Slice | None, wizard: Slice) -> Shown:
    kept = services.feature_sets.get(user, key)
    dataset_id, target = subject(services.drafts.get(user, wizard["id"]))
    columns = [one.name for one in services.profiles.get(user, dataset_id, target=target).columns]
    found = fit_set(kept, columns, target)
    before = (features or {}).get("features") or {}
    pending = {"include": list(found.include), "exclude": dict(found.exclude)}
    return no_update, set_preview(kept, found, before), pending, no_update


def on_act(
    services: Services,
    clicks: Sequence[int | None],
    name: str | None,
    features: Slice | None,
    wizard: Slice | None,
) -> Shown:
    """Hand the pressed button to `act`; a button that has just been drawn does nothing."""
    pressed = ctx.triggered_id
    if not isinstance(pressed, Mapping) or not any(clicks) or not ctx.triggered[0]["value"]:
        return no_update, no_update, no_update, no_update
    return act(services, str(pressed["index"]), name, features, wizard)


def bring_back(services: Services, undone: Any) -> Any:
    """Keep a deleted set again, under a new id, and return the list."""
    if not isinstance(undone, Mapping) or undone.get("slice") != UNDO:
        return no_update
    user = services.identify()
    gone: Mapping[str, Any] = undone["data"]
    services.feature_sets.save(
        user,
        str(gone["name"]),
        include=[str(one) for one in gone["include"]],
        exclude={str(key): str(why) for key, why in gone["exclude"].items()},
        description=str(gone["description"]),
    )
    return listed(services, user)


def register(app: Dash, services: Services) -> None:
    """Connect feature sets to one app."""
    shown = (Output(ids.SETS_LIST, "children"), Output(ids.SETS_PREVIEW, "children"))
    toast = Output(page_ids.TOLD, "data", allow_duplicate=True)
    again = Output(ids.SETS_LIST, "children", allow_duplicate=True)
    app.callback(shown[0], Input(ids.SETS_CARD, "hidden"), prevent_initial_call=True)(
        partial(show_sets, services)
    )
    app.callback(
        again,
        Output(ids.SETS_NAME, "value"),
        Output(ids.SETS_DESCRIPTION, "value"),
        Output(ids.SETS_FAULT, "children"),
        toast,
        Input(ids.SETS_SAVE, "n_clicks"),
        State(ids.SETS_NAME, "value"),
        State(ids.SETS_DESCRIPTION, "value"),
        State(SLICE, "data"),
        prevent_initial_call=True,
    )(partial(save_set, services))
    app.callback(
        again,
        shown[1],
        Output(ids.SETS_PENDING, "data"),
        toast,
        Input(ids.SET_ACTION.every, "n_clicks"),
        State(ids.SETS_RENAME, "value", allow_optional=True),
        State(SLICE, "data"),
        State(wizard_ids.DRAFT, "data", allow_optional=True),
        prevent_initial_call=True,
    )(partial(on_act, services))
    app.callback(again, Input(page_ids.TOAST_UNDONE, "data"), prevent_initial_call=True)(
        partial(bring_back, services)
    )
    _register_opening(app)


def _register_opening(app: Dash) -> None:
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "openSets"),
        Output(ids.SETS_CARD, "hidden"),
        Output(ids.SETS_OPEN, "aria-expanded"),
        Output(ids.SETS_SAVE_OPEN, "aria-expanded"),
        Input(ids.SETS_OPEN, "n_clicks"),
        Input(ids.SETS_SAVE_OPEN, "n_clicks"),
        State(ids.SETS_CARD, "hidden"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction(NAMESPACE, "applySet"),
        Output(SLICE, "data", allow_duplicate=True),
        Output(page_ids.TOLD, "data", allow_duplicate=True),
        Output(ids.SETS_PREVIEW, "children", allow_duplicate=True),
        Input(ids.SETS_APPLY, "n_clicks"),
        State(SLICE, "data"),
        State(ids.SETS_PENDING, "data"),
        prevent_initial_call=True,
    )
