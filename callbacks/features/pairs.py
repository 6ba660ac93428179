"""Choosing a pair of columns in the heatmap or the list, its plot, and keeping one of the two."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, Patch, State, ctx, no_update

from ...components import ids as page_ids
from ...components.features import (
    SYMBOLS,
    ChosenPair,
    ids,
    leave_out,
    pair_choice,
    pair_hint,
    pair_panel,
    pair_refusal,
)
from ...components.figures import CHOSEN, frame, labels
from ...components.widgets import toast_data
from ...components.wizard import ids as wizard_ids
from ...services.errors import HydroMLError
from ...services.profile import Correlations, Heatmap, heatmap
from ...services.registry import Services
from .page import SLICE, Method, Slice, spans, subject, theme_of_page

MAX_WORDS = 60
Opened = Sequence[Sequence[int]] | None
Key = Mapping[str, Any]


def pick(
    services: Services, picked: Key | None, method: Method, opened: Opened, wizard: Slice | None
) -> tuple[Any, Any]:
    """Return the pair that was chosen and the spans of columns that are shown.

    Parameters
    ----------
    picked : ``pressed``, the id of the cell's figure, of a pair in the list, or of a button that closes, and
        ``point``, the cell that was clicked, by the labels of its row and column
    """
    pressed = (picked or {}).get("pressed")
    if not isinstance(pressed, Mapping) or not picked or not wizard:
        return no_update, no_update
    if pressed["type"] == ids.CLOSE_GROUP.name:
        return None, []
    if pressed["type"] == ids.CLOSE_PAIR.name:
        return None, no_update
    matrix = matrix_of(services, wizard, method)
    if matrix is None:
        return no_update, no_update
    if pressed["type"] == ids.PAIR.name:
        return _pair(matrix, *_places(pressed["index"])), no_update
    return _cell(matrix, heatmap(matrix, spans(matrix, opened)), picked.get("point"))


def matrix_of(services: Services, wizard: Slice, method: Method) -> Correlations | None:
    """Return the matrix of a draft's table if it has been computed."""
    user = services.identify()
    dataset_id, _ = subject(services.drafts.get(user, wizard["id"]))
    return services.profiles.cached_correlations(user, dataset_id, method=method)


def _places(index: Any) -> tuple[int, int]:
    one, _, other = str(index).partition("-")
    return (int(one), int(other)) if one.isdigit() and other.isdigit() else (0, 0)


def _pair(matrix: Correlations, one: int, other: int) -> Any:
    """Return a pair as the browser holds it: names, and the value that was shown."""
    if one == other or max(one, other) >= len(matrix.columns):
        return no_update
    value = float(matrix.values[one, other])
    names = [matrix.columns[one], matrix.columns[other]]
    return {"names": names, "places": [one, other], "value": None if value != value else round(value, 6)}


def _cell(matrix: Correlations, heat: Heatmap, point: Key | None) -> tuple[Any, Any]:
    places = {label: place for place, label in enumerate(labels(heat))}
    row, column = (places.get(str((point or {}).get(axis))) for axis in ("y", "x"))
    if row is None or column is None:
        return no_update, no_update
    if heat.is_grouped:
        return None, sorted({heat.spans[row], heat.spans[column]})
    return _pair(matrix, heat.spans[row][0], heat.spans[column][0]), no_update


def show_pair(services: Services, key: Key | None, method: Method, wizard: Slice | None, theme: str) -> Any:
    """Return the plot of the chosen pair, made in the limited child process."""
    if not wizard or not key:
        return pair_hint(is_grouped=False)
    names = (str(key["names"][0]), str(key["names"][1]))
    user = services.identify()
    dataset_id, _ = subject(services.drafts.get(user, wizard["id"]))
    try:
        plot = services.profiles.pair(user, dataset_id, *names)
    except HydroMLError as error:
        return pair_refusal(names, error)
    return pair_panel(ChosenPair(names, SYMBOLS[method], key.get("value")), plot, theme)


def on_pair(
    services: Services, key: Key | None, drawn: Sequence[Any], method: Method, wizard: Slice | None
) -> Any:
    """Show the pair in the theme of the page, again when the heatmap has been drawn anew beside it."""
    if not key and ctx.triggered_id != ids.PAIR_KEY:
        return no_update
    return show_pair(services, key, method, wizard, theme_of_page())


def show_choice(services: Services, key: Key | None, features: Slice | None, wizard: Slice | None) -> Any:
    """Return what can be done about the chosen pair, now that features are in or out."""
    if not wizard or not key:
        return None
    user = services.identify()
    dataset_id, target = subject(services.drafts.get(user, wizard["id"]))
    importance = services.profiles.cached_importance(user, dataset_id, target=target)
    scores = {item.name: item.score for item in importance.items} if importance else {}
    included = set(((features or {}).get("features") or {}).get("include") or ())
    pair = ChosenPair((str(key["names"][0]), str(key["names"][1])), "", key.get("value"))
    return pair_choice(pair, target, included, scores)


def on_choice(
    services: Services, key: Key | None, features: Slice | None, drawn: Sequence[Any], wizard: Slice | None
) -> Any:
    """Show the choice, again when the heatmap has been drawn anew beside it."""
    return show_choice(services, key, features, wizard)


def keep_only(pressed: Any, key: Key | None, features: Slice | None) -> tuple[Any, Any]:
    """Leave out the other column of the pair; return the slice and the toast that offers *Undo*.

    Parameters
    ----------
    pressed : id of the button, whose key is the place of the kept column in the pair
    """
    if not isinstance(pressed, Mapping) or not key or pressed["index"] not in ("0", "1"):
        return no_update, no_update
    kept, gone = key["names"] if pressed["index"] == "0" else reversed(key["names"])
    before = (features or {}).get("features") or {}
    if gone not in (before.get("include") or ()):
        return no_update, no_update
    value = key.get("value")
    reason = f"says the same as {kept}" if value is None else f"correlated {value:.2f} with {kept}"
    after = leave_out(before, {gone: reason})
    words = f"{gone if len(gone) <= MAX_WORDS else gone[:MAX_WORDS] + '…'} left out"
    undo = {"slice": "features", "data": features}
    return {**(features or {}), "features": after}, toast_data(words, undo=undo)


def on_keep(clicks: Sequence[int | None], key: Key | None, features: Slice | None) -> tuple[Any, Any]:
    """Hand the pressed button to `keep_only`."""
    if not any(clicks):
        return no_update, no_update
    return keep_only(ctx.triggered_id, key, features)


def show_frame(
    services: Services, key: Key | None, method: Method, opened: Opened, wizard: Slice | None, theme: str
) -> Any:
    """Return the change of the figure that puts a frame around the cell of the chosen pair."""
    matrix = matrix_of(services, wizard, method) if wizard and key else None
    change = Patch()
    change["layout"]["shapes"][CHOSEN] = frame(
        None if matrix is None else _framed(matrix, opened, key), theme
    )
    return change


def _framed(matrix: Correlations, opened: Opened, key: Key | None) -> tuple[int, int] | None:
    """Return row and column of the cell that holds the pair, if it is drawn."""
    shown = heatmap(matrix, spans(matrix, opened)).spans
    found = [
        next((row for row, (start, end) in enumerate(shown) if start <= place < end), None)
        for place in (key or {}).get("places") or ()
    ]
    rows = sorted((row for row in found if row is not None), reverse=True)
    return (rows[0], rows[1]) if len(rows) == 2 else None


def on_frame(
    services: Services,
    key: Key | None,
    figures: Sequence[Any],
    method: Method,
    opened: Opened,
    wizard: Slice | None,
) -> list[Any]:
    """Frame the cell in each figure that is there; there is one or none."""
    if not figures:
        return []
    return [show_frame(services, key, method, opened, wizard, theme_of_page())] * len(figures)


def register(app: Dash, services: Services) -> None:
    """Connect pairs to one app."""
    # Told in the browser: a callback of the server would be asked each time the list is drawn.
    app.clientside_callback(
        ClientsideFunction("hydroml_pressed", "pick"),
        Output(ids.PICKED, "data"),
        Input(ids.HEATMAP.every, "clickData"),
        *(Input(family.every, "n_clicks") for family in (ids.PAIR, ids.CLOSE_PAIR, ids.CLOSE_GROUP)),
        prevent_initial_call=True,
    )
    app.callback(
        Output(ids.PAIR_KEY, "data", allow_duplicate=True),
        Output(ids.OPENED, "data", allow_duplicate=True),
        Input(ids.PICKED, "data"),
        State(ids.METHOD_KEY, "data"),
        State(ids.OPENED, "data"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(pick, services))
    app.callback(
        Output(ids.PAIR_BOX, "children"),
        Input(ids.PAIR_KEY, "data"),
        Input(ids.HEATMAP.every, "id"),
        State(ids.METHOD_KEY, "data"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(on_pair, services))
    app.callback(
        Output(ids.HEATMAP.every, "figure"),
        Input(ids.PAIR_KEY, "data"),
        Input(ids.HEATMAP.every, "id"),
        State(ids.METHOD_KEY, "data"),
        State(ids.OPENED, "data"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(on_frame, services))
    _register_choice(app, services)


def _register_choice(app: Dash, services: Services) -> None:
    """Connect what can be done about a pair."""
    app.callback(
        Output(ids.PAIR_CHOICE, "children"),
        Input(ids.PAIR_KEY, "data"),
        Input(SLICE, "data"),
        Input(ids.HEATMAP.every, "id"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(on_choice, services))
    app.callback(
        Output(SLICE, "data", allow_duplicate=True),
        Output(page_ids.TOLD, "data", allow_duplicate=True),
        Input(ids.KEEP.every, "n_clicks"),
        State(ids.PAIR_KEY, "data"),
        State(SLICE, "data"),
        prevent_initial_call=True,
    )(on_keep)
