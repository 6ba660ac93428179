"""What stands above the feature table: search, filters, and what can be done with the selected rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from .. import format as fmt
from ..data.kind_select import KINDS
from ..widgets import icon
from . import ids

KIND_WORDS: Mapping[str, str] = MappingProxyType({kind: word for kind, word, _ in KINDS})
FINDING_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "DATA_LEAK": "Gives the target away",
        "DATA_IDENTIFIER": "Identifier",
        "DATA_CONSTANT": "Constant",
        "DATA_NEAR_CONSTANT": "Near-constant",
        "DATA_DUPLICATE_COLUMN": "Repeats another column",
        "DATA_MISSING": "Many missing",
        "DATA_DISGUISED_MISSING": "Suspected missing",
        "DATA_OUTLIERS": "Far values",
        "DATA_SKEW": "Skewed",
        "DATA_HIGH_CARDINALITY": "Many categories",
        "DATA_MIXED_TYPES": "Mixed types",
        "DATA_TEXT": "Free text",
        "DATA_TIME_ORDER": "Orders the rows",
        "DATA_GROUPS": "Groups the rows",
    }
)


def table_head(rows: Sequence[dict[str, Any]]) -> html.Div:
    """Return search, the chips of in and out, and the menus of kinds and findings."""
    return html.Div(
        [
            _search(len(rows)),
            html.Div(
                [*_chips(rows), *_menus(rows)],
                className="hm-row-x hm-flow",
                role="group",
                **{"aria-label": "Rows shown"},
            ),
            html.Button(
                "Clear filters", id=ids.CLEAR, type="button", className="btn btn-sm btn-ghost", hidden=True
            ),
            html.Span("Sorted by importance", id=ids.SORTED, className="sub hm-push hm-hide-s"),
        ],
        className="hm-card-head",
    )


def bulk_bar(n_rows: int) -> html.Div:
    """Return how many rows are selected, the ways of selecting, and the changes of the selected."""
    picks = (
        (ids.SELECT_ALL, f"Select all {fmt.count(n_rows)}"),
        (ids.SELECT_SHOWN, "Select shown"),
        (ids.SELECT_INVERT, "Invert"),
        (ids.SELECT_NONE, "Clear"),
    )
    return html.Div(
        [
            html.B("Nothing selected", id=ids.SELECTED, className="fw-semibold", role="status"),
            *(
                html.Button(word, id=pick, className="btn btn-sm btn-link", type="button")
                for pick, word in picks
            ),
            html.Span(
                [_act(ids.INCLUDE, "Include"), _act(ids.LEAVE_OUT, "Leave out"), _kind_menu()],
                id=ids.BULK,
                className="hm-push hm-row-x hm-off",
            ),
        ],
        className="hm-bulk",
        role="toolbar",
        **{"aria-label": "Selected features"},
    )


def _search(n_rows: int) -> html.Div:
    return html.Div(
        [
            html.Label(
                f"Find among {fmt.count(n_rows)} features", htmlFor=ids.FIND, className="visually-hidden"
            ),
            dbc.Input(
                id=ids.FIND,
                type="search",
                placeholder=f"Find among {fmt.count(n_rows)}",
                class_name="hm-find",
                autocomplete="off",
            ),
            html.Span(icon("search")),
        ],
        className="hm-unit",
    )


def _chips(rows: Sequence[dict[str, Any]]) -> list[html.Button]:
    n_in = sum(row["state"] == "in" for row in rows)
    chips = (
        (ids.SHOW_ALL, "All", len(rows), True),
        (ids.SHOW_IN, "In", n_in, False),
        (ids.SHOW_OUT, "Out", len(rows) - n_in, False),
    )
    return [
        html.Button(
            [word, " ", html.B(fmt.count(n), id=f"{chip_id}-count")],
            id=chip_id,
            className="hm-chip",
            type="button",
            **{"aria-pressed": "true" if is_on else "false"},
        )
        for chip_id, word, n, is_on in chips
    ]


def _menus(rows: Sequence[dict[str, Any]]) -> list[Component]:
    kinds = Counter(str(row["kind"]) for row in rows)
    codes = Counter(code for row in rows for code in row.get("findings", ()))
    return [
        _menu(
            ids.OF_KIND,
            "Kind",
            [(kind, word, kinds[kind]) for kind, word in KIND_WORDS.items() if kinds[kind]],
        ),
        _menu(
            ids.WITH_FINDING,
            "Finding",
            [(code, word, codes[code]) for code, word in FINDING_WORDS.items() if codes[code]],
        ),
    ]


def _menu(menu_id: str, word: str, options: Sequence[tuple[str, str, int]]) -> html.Details:
    """Return a chip that opens a list of boxes to tick; Escape and a click elsewhere close it."""
    shown: list[Any] = [{"label": f"{text} ({fmt.count(n)})", "value": key} for key, text, n in options]
    boxes = dbc.Checklist(id=menu_id, options=shown, value=[], class_name="hm-menu-boxes")
    nothing = html.P("Nothing was found of any feature.", className="hm-t1 hm-t2c mb-0")
    return html.Details(
        [
            html.Summary(
                [html.Span(word, id=f"{menu_id}-words"), icon("chevron-down")],
                className="hm-chip hm-menu-chip",
            ),
            html.Div(
                [html.Div(boxes, hidden=not shown), *([] if shown else [nothing])],
                className="hm-pop hm-menu",
                role="group",
                **{"aria-label": f"{word}s shown"},
            ),
        ],
        className="hm-why-box hm-menu-box",
    )


def _act(button_id: str, word: str) -> html.Button:
    return html.Button(
        word,
        id=button_id,
        className="btn btn-sm btn-outline-secondary",
        type="button",
        disabled=True,
    )


def _kind_menu() -> html.Details:
    buttons = [
        html.Button([icon(sign), word], id=ids.KIND.one(kind), type="button", className="hm-menu-item")
        for kind, word, sign in KINDS
        if kind != "constant"
    ]
    return html.Details(
        [
            html.Summary(["Set kind", icon("chevron-down")], className="btn btn-sm btn-outline-secondary"),
            html.Div(buttons, className="hm-pop hm-menu", role="group", **{"aria-label": "Kinds"}),
        ],
        className="hm-why-box hm-menu-box end",
    )
