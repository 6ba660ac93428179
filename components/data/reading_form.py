"""The form with which the user says how a file is to be read, and what shows while it is read again."""

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from ...services.datasets import Dataset
from ...services.errors import HydroMLError
from .. import format as fmt
from ..model.fields import dom_id
from ..widgets import field, notice, progress
from . import ids

MARKS: Mapping[str, str] = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "space": " "}
"""Delimiters by the word that is shown and understood."""
ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16", "cp1250", "cp1251", "gb18030", "shift_jis")
AUTOMATIC = "automatic"
"""Value of a choice that is left to the reader; an empty one would show as an empty select."""
_OF_TEXT = ("delimiter", "quote", "encoding", "header", "decimal", "day_first", "skip")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "csv": _OF_TEXT,
    "": _OF_TEXT,
    "json": ("encoding",),
    "ndjson": ("encoding",),
    "xlsx": ("sheet", "header"),
}
_LABELS = {
    "delimiter": "Delimiter",
    "quote": "Quote",
    "encoding": "Encoding",
    "header": "Column names",
    "decimal": "Decimal sign",
    "day_first": "Dates like 1/2/2021",
    "skip": "Lines before the table",
    "sheet": "Sheet",
}
_CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "quote": (('"', 'Double quote "'), ("'", "Single quote '")),
    "header": (("yes", "In the first line"), ("no", "There are none")),
    "decimal": ((".", "Point"), (",", "Comma")),
    "day_first": (("yes", "Day first"), ("no", "Month first")),
}
_SUGGESTED: Mapping[str, tuple[str, ...]] = {"delimiter": tuple(MARKS), "encoding": ENCODINGS}
HELPED_CODES = frozenset({"FILE_ONE_COLUMN", "FILE_ENCODING", "FILE_NO_ROWS"})
"""Refusals of files that another dialect may well settle."""


def copy_words(n_uses: int, *, is_mine: bool) -> str:
    """Return why another reading becomes a dataset of its own, "" when it takes the place of this one."""
    if n_uses:
        read = "experiment reads" if n_uses == 1 else "experiments read"
        why = f"{fmt.count(n_uses)} {read} this dataset and keep it as it is."
    elif not is_mine:
        why = "This dataset belongs to somebody else and stays as it is."
    else:
        return ""
    return f"{why} The new reading becomes a dataset of your own, and this draft goes on with that."


def can_be_told(dataset: Dataset) -> bool:
    """Tell whether anything can be said about how the file of a dataset is read."""
    return dataset.format in _FIELDS


def reading_form(dataset: Dataset, why_copy: str = "") -> html.Div:
    """Return the form; what is left automatic is found out by the reader.

    Parameters
    ----------
    why_copy : see `copy_words`
    """
    fields = [_field(key, dataset) for key in _FIELDS[dataset.format]]
    again = html.Button(
        "Read again", id=ids.AGAIN, type="button", className="btn btn-sm btn-outline-secondary"
    )
    reset = html.Button(
        "Back to automatic",
        id=ids.AGAIN_RESET,
        type="button",
        className="btn btn-sm btn-ghost",
        hidden=not dataset.report.overrides,
    )
    return html.Div(
        [
            html.Div(fields, className="hm-reading-fields"),
            *([html.P(why_copy, className="hm-t1 hm-t2c")] if why_copy else []),
            html.Div(html.Div([again, reset], className="hm-row-x hm-flow"), id=ids.AGAIN_BUTTONS),
            _progress_box(),
            html.Div(id=ids.AGAIN_SAID),
            dcc.Store(id=ids.AGAIN_OF, data=dataset.id),
            dcc.Store(id=ids.AGAIN_WANTED),
            dcc.Store(id=ids.AGAIN_DONE),
        ],
        className="hm-stack-s",
    )


def again_progress(share: float, words: str) -> Component:
    """Return the bar of another reading; `share` lies in [0, 1]."""
    return progress(share, words, label="Reading the file again")


def again_refused(error: HydroMLError, *, is_ready: bool) -> Component:
    """Return why a file could not be read in the way that was asked for."""
    kept = " The table stays as it was read before." if is_ready else ""
    return notice("error", error.message, f"{error.hint}{kept}", code=error.code)


def _progress_box() -> html.Div:
    cancel = html.Button("Cancel", id=ids.AGAIN_CANCEL, type="button", className="btn btn-sm btn-ghost")
    bar = html.Div(again_progress(0.0, "Starting"), id=ids.AGAIN_PROGRESS, className="flex-fill")
    return html.Div(html.Div([bar, cancel], className="hm-row-x"), id=ids.AGAIN_BOX, hidden=True)


def _field(key: str, dataset: Dataset) -> html.Div:
    said = dataset.report.overrides
    value = {**said, **(said.get("dialect") or {})}.get(key)
    found = dataset.report.dialect.get(key)
    control_id = ids.AGAIN_FIELD.one(key)
    if key == "sheet":
        sheets = tuple((str(one), str(one)) for one in dataset.report.dialect.get("sheets") or ())
        control = _select(control_id, sheets, _as_choice(value), _as_choice(found))
    elif key in _CHOICES:
        control = _select(control_id, _CHOICES[key], _as_choice(value), _as_choice(found))
    else:
        control = _input(key, control_id, _as_text(key, value), _as_text(key, found))
    return field(
        _LABELS[key],
        control,
        control_id=dom_id(control_id),
        changed=value is not None,
        message_id=ids.AGAIN_MESSAGE.one(key),
    )


def _select(
    control_id: Mapping[str, str], choices: tuple[tuple[str, str], ...], value: str, found: str
) -> Component:
    words = dict(choices).get(found)
    if words and choices in _CHOICES.values():  # names of sheets are data and stay as they are
        words = words[0].lower() + words[1:]
    automatic = f"Automatic: {words}" if words else "Automatic"
    options = [{"label": automatic, "value": AUTOMATIC}]
    options += [{"label": label, "value": key} for key, label in choices]
    return dbc.Select(id=control_id, options=options, value=value, size="sm")


def _input(key: str, control_id: Mapping[str, str], value: str, found: str) -> Component:
    suggestions = _SUGGESTED.get(key, ())
    list_id = f"{ids.AGAIN}-{key}-list"
    control = dbc.Input(
        id=control_id,
        value=value,
        placeholder=f"Automatic: {found}" if found else "Automatic",
        type="number" if key == "skip" else "text",
        size="sm",
        autocomplete="off",
        debounce=True,
        **({"list": list_id} if suggestions else {}),
        **({"min": 0, "max": 10_000, "step": 1} if key == "skip" else {"maxlength": 40}),
    )
    if not suggestions:
        return control
    return html.Div([control, html.Datalist([html.Option(value=one) for one in suggestions], id=list_id)])


def _as_choice(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return AUTOMATIC if value is None else str(value)


def _as_text(key: str, value: Any) -> str:
    if value is None:
        return ""
    if key == "delimiter":
        return next((word for word, mark in MARKS.items() if mark == value), str(value))
    return str(value)
