"""The card of named feature sets: keeping the present selection, and applying one that was kept."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from ...services.features import FeatureSet, SetFit
from .. import format as fmt
from ..widgets import field, icon
from . import ids
from .selection import changed

MAX_NAMED = 8
"""Columns that do not fit are named up to this many."""


def set_buttons() -> html.Div:
    """Return the buttons of the page's head that open the card."""
    return html.Div(
        [
            _open(ids.SETS_OPEN, "collection", "Feature sets", "btn btn-ghost"),
            _open(ids.SETS_SAVE_OPEN, "bookmark", "Save as feature set", "btn btn-outline-secondary"),
        ],
        className="hm-push hm-row-x hm-nowrap",
    )


def sets_card() -> html.Section:
    """Return the card, closed; its list is filled when it is opened."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2("Feature sets", id="features-sets-title"),
                    html.Span("yours, by the names of columns, for any table", className="sub"),
                ],
                className="hm-card-head",
            ),
            _form(),
            html.Div(id=ids.SETS_LIST),
            html.Div(_apply_button(hidden=True), id=ids.SETS_PREVIEW, **{"aria-live": "polite"}),
            dcc.Store(id=ids.SETS_PENDING),
        ],
        id=ids.SETS_CARD,
        className="card",
        hidden=True,
        **{"aria-labelledby": "features-sets-title"},
    )


def _form() -> html.Div:
    return html.Div(
        [
            field(
                "Name",
                dbc.Input(id=ids.SETS_NAME, type="text", maxlength=200, autocomplete="off"),
                control_id=ids.SETS_NAME,
                message_id=ids.SETS_FAULT,
            ),
            field(
                "Description",
                dbc.Input(id=ids.SETS_DESCRIPTION, type="text", maxlength=2000, autocomplete="off"),
                control_id=ids.SETS_DESCRIPTION,
            ),
            html.Button(
                [icon("bookmark-plus"), "Save selection"],
                id=ids.SETS_SAVE,
                type="button",
                className="btn btn-outline-secondary",
            ),
        ],
        className="hm-set-form",
    )


def sets_list(sets: Sequence[FeatureSet], total: int, *, editing: str = "") -> Component:
    """Return the kept sets, last changed first; the one with the id `editing` can be renamed."""
    if not sets:
        words = "None kept yet. Name the present selection above to use it again, here or with another table."
        return html.P(words, className="hm-t1 hm-t2c hm-set-empty")
    rows = [html.Li(_editor(one) if one.id == editing else _row(one), className="hm-set") for one in sets]
    more = total - len(sets)
    tail = [html.P(f"and {fmt.count(more)} older", className="hm-t1 hm-t3c px-3 pb-2")] if more > 0 else []
    return html.Div([html.Ul(rows, className="hm-sets", **{"aria-label": "Kept feature sets"}), *tail])


def set_preview(kept: FeatureSet, found: SetFit, before: Mapping[str, Any]) -> list[Component]:
    """Return what applying a set would change, what of it does not fit, and the button that does it."""
    now = set(before.get("include") or ())
    after = set(found.include)
    go, come = len(now - after), len(after - now)
    n = changed(before, {"include": found.include})
    words = "Nothing would change: the selection is this set already."
    if n:
        parts = [f"{fmt.plural(go, 'feature')} would go"] if go else []
        parts += [f"{fmt.plural(come, 'feature')} would come back"] if come else []
        words = f"{', '.join(parts)}."
        becomes = "becomes" if len(now) == 1 else "become"
        words += f" {fmt.plural(len(now), 'feature')} {becomes} {fmt.count(len(after))}."
    is_none = not found.include
    notes = ["None of its features is in this table: nothing would be left to learn from."] if is_none else []
    notes += _misfits(found)
    return [
        html.Div(
            [
                html.Div(
                    [
                        html.H3(["Apply ", html.Bdi(f"'{fmt.cut(kept.name)}'")]),
                        html.P(words, className="hm-t1 hm-t2c"),
                    ]
                ),
                html.Span(_apply_button(hidden=is_none or not n), className="hm-push"),
            ],
            className="hm-row-x",
        ),
        *(
            html.Div(
                [icon("exclamation-triangle", class_name="hm-warn"), html.Span(note)],
                className="hm-row-x hm-t1",
            )
            for note in notes
        ),
    ]


def _misfits(found: SetFit) -> list[str]:
    notes = []
    if found.missing:
        are = "is not in this table" if len(found.missing) == 1 else "are not in this table"
        notes.append(
            f"{fmt.plural(len(found.missing), 'feature')} of the set {are}: {_named(found.missing)}."
        )
    if found.unknown:
        stay = "stays out" if len(found.unknown) == 1 else "stay out"
        columns = fmt.plural(len(found.unknown), "column")
        notes.append(f"{columns} the set does not know {stay}: {_named(found.unknown)}.")
    if found.target is not None:
        notes.append(f"{fmt.cut(found.target)} is the target here and is left out.")
    return notes


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(fmt.cut(name, 40) for name in names[:MAX_NAMED])
    more = len(names) - MAX_NAMED
    return f"{shown} and {fmt.count(more)} more" if more > 0 else shown


def _row(one: FeatureSet) -> html.Div:
    words = f"{fmt.count(len(one.include))} in, {fmt.count(len(one.exclude))} out · {fmt.age(one.updated_at)}"
    told = [html.Bdi(one.name, className="hm-mid hm-set-name", title=one.name)]
    if one.description:
        told.append(html.Bdi(one.description, className="hm-t1 hm-t2c hm-set-name", title=one.description))
    return html.Div(
        [
            html.Div(told, className="hm-set-words"),
            html.Span(words, className="hm-t1 hm-t3c hm-nowrap"),
            html.Span(
                [
                    _act("preview", one, "Preview", "btn btn-sm btn-outline-secondary"),
                    _act("edit", one, "Rename", "btn btn-sm btn-ghost"),
                    _act("delete", one, "Delete", "btn btn-sm btn-ghost"),
                ],
                className="hm-row-x",
            ),
        ],
        className="hm-set-row",
    )


def _editor(one: FeatureSet) -> html.Div:
    return html.Div(
        [
            html.Label("New name", htmlFor=ids.SETS_RENAME, className="visually-hidden"),
            dbc.Input(id=ids.SETS_RENAME, type="text", value=one.name, maxlength=200, autocomplete="off"),
            html.Span(
                [
                    _act("rename", one, "Save name", "btn btn-sm btn-outline-secondary"),
                    _act("stay", one, "Cancel", "btn btn-sm btn-ghost"),
                ],
                className="hm-row-x",
            ),
        ],
        className="hm-set-row",
    )


def _act(action: str, one: FeatureSet, words: str, look: str) -> html.Button:
    spoken = {"aria-label": f"{words} {fmt.cut(one.name)}"}
    return html.Button(
        words, id=ids.SET_ACTION.one(f"{action}/{one.id}"), type="button", className=look, **spoken
    )


def _apply_button(*, hidden: bool) -> html.Button:
    return html.Button(
        [icon("check-lg"), "Apply"],
        id=ids.SETS_APPLY,
        type="button",
        className="btn btn-sm btn-outline-secondary",
        hidden=hidden,
    )


def _open(button_id: str, sign: str, words: str, look: str) -> html.Button:
    return html.Button(
        [icon(sign), words],
        id=button_id,
        type="button",
        className=look,
        **{"aria-controls": ids.SETS_CARD, "aria-expanded": "false"},
    )
