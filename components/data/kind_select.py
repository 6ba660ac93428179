"""The select with which the user corrects the kind of a column."""

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.profile import ColumnProfile
from ...services.vocabulary import ColumnKind
from ..widgets import icon
from . import ids

KINDS: tuple[tuple[ColumnKind, str, str], ...] = (
    ("numeric", "Numeric", "hash"),
    ("integer", "Integer", "hash"),
    ("boolean", "Boolean", "toggle-on"),
    ("categorical", "Categorical", "list-ul"),
    ("datetime", "Date", "calendar3"),
    ("text", "Text", "text-left"),
    ("identifier", "Identifier", "key"),
    ("constant", "Constant", "dash-lg"),
)
SIGNS = {kind: sign for kind, _, sign in KINDS}


def kind_select(
    select_id: dict[str, str], column: ColumnProfile, chosen: ColumnKind | None, *, is_target: bool = False
) -> Component:
    """Return the kind of a column with its sign; the target shows its role instead."""
    if is_target:
        return html.Span([icon("bullseye"), "Target"], className="hm-kind")
    kind = chosen or column.kind
    is_changed = chosen is not None and chosen != column.kind
    select = dbc.Select(
        id=select_id,
        options=[{"label": word, "value": key} for key, word, _ in KINDS],
        value=kind,
        size="sm",
        class_name="hm-kind-select hm-changed" if is_changed else "hm-kind-select",
    )
    label = html.Span(f"Kind of {column.name[:80]}", className="visually-hidden")
    sign = html.I(
        className=f"bi bi-{SIGNS[kind]} hm-i",
        id=ids.KIND_SIGN.one(select_id["index"]),
        **{"aria-hidden": "true", "data-found": column.kind},
    )
    return html.Label([label, sign, select], className="hm-kind", title=f"found as {column.kind}")
