"""What the fold of a dataset shows: how it was read, its columns, and what was found in it."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.datasets import Dataset
from ...services.findings import Finding
from ...services.profile import ColumnProfile, Profile
from .. import format as fmt
from ..data.report import dialect_words, lines_in_words
from ..widgets import data_table, exactness, icon
from .table import kinds_in_words

MAX_COLUMNS = 12
MAX_NOTES = 4
MAX_NAME = 48
_WORDS = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}
_SIGNS = {
    "error": ("exclamation-octagon", "hm-bad"),
    "warning": ("exclamation-triangle", "hm-warn"),
    "info": ("info-circle", "hm-acc"),
}


def dataset_detail(dataset: Dataset, profile: Profile) -> Component:
    """Return the fold's content.

    Parameters
    ----------
    profile : of the table without a target; estimates carry ≈
    """
    return html.Div(
        [_columns(profile), html.Div([_read(dataset, profile), _found(profile)])], className="hm-g75"
    )


def _columns(profile: Profile) -> html.Div:
    shown = profile.columns[:MAX_COLUMNS]
    more = len(profile.columns) - len(shown)
    table = data_table(
        ("Column", "Kind", "Missing", "Distinct"),
        [_column(one, profile) for one in shown],
        caption="Its first columns",
        numeric=(2, 3),
    )
    rest = (
        [html.P(f"and {fmt.plural(more, 'more column')}", className="hm-t1 hm-t3c mt-2")] if more > 0 else []
    )
    return html.Div([table, *rest])


def _column(column: ColumnProfile, profile: Profile) -> list[Any]:
    about = "" if profile.exact else "≈ "
    share = column.n_missing / profile.n_rows if profile.n_rows else 0.0
    return [
        html.Span(fmt.cut(column.name, MAX_NAME), title=fmt.cut(column.name, 300)),
        column.kind,
        f"{about if column.n_missing else ''}{fmt.percent(share)}",
        f"{about}{fmt.count(column.n_distinct)}",
    ]


def _read(dataset: Dataset, profile: Profile) -> html.Div:
    notes = dataset.report.notes
    items = [
        html.Li([icon(_SIGNS[one.severity][0], class_name=_SIGNS[one.severity][1]), html.Span(_note(one))])
        for one in notes[:MAX_NOTES]
    ]
    more = len(notes) - MAX_NOTES
    if more > 0:
        items.append(html.Li([html.Span(), html.Span(f"and {fmt.plural(more, 'more note')}")]))
    words = dialect_words(dataset.report.dialect) or dataset.format.upper()
    nothing = html.P("Nothing had to be repaired or guessed.", className="hm-t1 hm-t2c")
    return html.Div(
        [
            html.H3("How it was read"),
            html.P([words, ". ", kinds_in_words(dataset, most=9), "."], className="hm-t1 hm-t2c"),
            exactness(None if profile.exact else profile.sampled_rows or 0),
            html.Ul(items, className="hm-list") if items else nothing,
            html.P(
                ["Fingerprint ", html.Span(dataset.fingerprint, className="hm-mono text-break")],
                className="hm-t1 hm-t3c",
            ),
        ],
        className="hm-stack-s",
    )


def _note(note: Any) -> str:
    lines = lines_in_words(note.lines, note.n)
    return f"{note.message} {lines}".rstrip() if lines else str(note.message)


def _found(profile: Profile) -> html.Div:
    groups = [(severity, _of(profile.findings, severity)) for severity in _WORDS]
    items = [
        html.Li(
            [
                icon(_SIGNS[severity][0], class_name=_SIGNS[severity][1]),
                html.Span([html.B(fmt.plural(len(found), *_WORDS[severity])), f": {_first(found)}"]),
            ]
        )
        for severity, found in groups
        if found
    ]
    nothing = html.P("Nothing to look at.", className="hm-t1 hm-t2c")
    content = html.Ul(items, className="hm-list") if items else nothing
    return html.Div([html.H3("Findings"), content], className="hm-stack-s mt-3")


def _of(findings: tuple[Finding, ...], severity: str) -> list[Finding]:
    return [one for one in findings if one.severity == severity]


def _first(found: list[Finding]) -> str:
    """Return what was found, in the words of the codes, each once."""
    words = dict.fromkeys(one.code.removeprefix("DATA_").replace("_", " ").lower() for one in found)
    return ", ".join(words)
