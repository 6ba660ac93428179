"""The grid of columns: search, pages, and corrected kinds (the only writer of the data slice)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from ...components import ids as page_ids
from ...components.data import RANDOM, columns_body, columns_of_page, ids
from ...components.format import cut, plural
from ...components.widgets import toast_data
from ...components.wizard import ids as wizard_ids
from ...components.wizard.undo import undo_slices
from ...services.profile import ColumnProfile
from ...services.registry import Services
from .page import PREVIEW_ROWS


def change_kinds(
    services: Services,
    values: Sequence[str | None],
    positions: Sequence[Mapping[str, str]],
    data: Mapping[str, Any] | None,
    wizard: Mapping[str, Any] | None,
) -> tuple[Any, Any]:
    """Return the slice with the kinds the user set, and the toast that undoes it.

    Kinds equal to those of the profile are not kept.
    """
    dataset = (data or {}).get("dataset") or {}
    if not values or not wizard or not dataset.get("id"):
        return no_update, no_update
    columns = services.profiles.get(services.identify(), dataset["id"]).columns
    before = dict((data or {}).get("kinds") or {})
    kinds = dict(before)
    for value, position in zip(values, positions, strict=True):
        column = columns[int(position["index"])]
        kinds.pop(column.name, None)
        if value and value != column.kind:
            kinds[column.name] = value
    if kinds == before:
        return no_update, no_update
    undo = undo_slices(str(wizard["id"]), {"data": {"kinds": before}})
    return {**(data or {}), "kinds": kinds}, toast_data(_told(before, kinds, columns), undo=undo)


def _told(before: Mapping[str, str], after: Mapping[str, str], columns: Sequence[ColumnProfile]) -> str:
    """Return in words which column has which kind now."""
    found = {column.name: column.kind for column in columns}
    names = [name for name in found if before.get(name) != after.get(name)]
    if len(names) != 1:
        return f"Kinds of {plural(len(names), 'column')} changed"
    return f"'{cut(names[0], 40)}' is taken as {after.get(names[0], found[names[0]])}"


def show_columns(
    services: Services,
    text: str | None,
    page: int,
    rows: str | None,
    data: Mapping[str, Any] | None,
) -> tuple[Any, ...]:
    """Return the grid of the columns that match a text, where it stands, and which ways lead on.

    Parameters
    ----------
    rows : whether the first rows are shown or some at random
    """
    dataset = (data or {}).get("dataset") or {}
    if not dataset.get("id"):
        return no_update, no_update, no_update, no_update
    user = services.identify()
    target = (data or {}).get("target")
    profile = services.profiles.get(user, dataset["id"], target=target)
    shown, _ = columns_of_page(profile, target, text or "", page)
    names = {column.name for column in shown}
    preview = (
        services.datasets.sample(user, dataset["id"], rows=PREVIEW_ROWS)
        if rows == RANDOM
        else services.datasets.preview(user, dataset["id"], rows=PREVIEW_ROWS, columns=names)
    )
    kinds = (data or {}).get("kinds") or {}
    return columns_body(profile, preview, target=target, kinds=kinds, text=text or "", page=page)


def turn_page(back: int | None, on: int | None, text: str | None, page: int | None, pressed: Any) -> int:
    """Return the page of columns to show; another search begins at the first."""
    if pressed == ids.COLUMNS_BACK:
        return max(0, (page or 0) - 1)
    return (page or 0) + 1 if pressed == ids.COLUMNS_ON else 0


def on_turn_page(back: int | None, on: int | None, text: str | None, page: int | None) -> int:
    """Hand the pressed button to `turn_page`."""
    return turn_page(back, on, text, page, ctx.triggered_id)


def register(app: Dash, services: Services) -> None:
    """Connect the grid to one app."""
    _register_looks(app)
    app.callback(
        Output(wizard_ids.SLICES["data"], "data"),
        Output(page_ids.TOLD, "data", allow_duplicate=True),
        Input(ids.KIND.every, "value"),
        State(ids.KIND.every, "id"),
        State(wizard_ids.SLICES["data"], "data"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(change_kinds, services))
    app.callback(
        Output(ids.COLUMNS_PAGE, "data"),
        Input(ids.COLUMNS_BACK, "n_clicks"),
        Input(ids.COLUMNS_ON, "n_clicks"),
        Input(ids.FIND_COLUMN, "value"),
        State(ids.COLUMNS_PAGE, "data"),
        prevent_initial_call=True,
    )(on_turn_page)
    app.callback(
        Output(ids.COLUMNS, "children"),
        Output(ids.COLUMNS_WORDS, "children"),
        Output(ids.COLUMNS_BACK, "disabled"),
        Output(ids.COLUMNS_ON, "disabled"),
        Input(ids.FIND_COLUMN, "value"),
        Input(ids.COLUMNS_PAGE, "data"),
        Input(ids.ROWS_SHOWN, "data"),
        State(wizard_ids.SLICES["data"], "data"),
        prevent_initial_call=True,
    )(partial(show_columns, services))


def _register_looks(app: Dash) -> None:
    """Connect what changes at once in the browser."""
    app.clientside_callback(
        ClientsideFunction("hydroml_columns", "rows"),
        Output(ids.ROWS_SHOWN, "data"),
        Output(ids.ROWS.every, "aria-pressed"),
        Input(ids.ROWS.every, "n_clicks"),
        State(ids.ROWS.every, "id"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("hydroml_columns", "kind"),
        Output(ids.KIND_SIGN.same, "className"),
        Output(ids.KIND.same, "class_name"),
        Input(ids.KIND.same, "value"),
        State(ids.KIND_SIGN.same, "data-found"),
        prevent_initial_call=True,
    )
