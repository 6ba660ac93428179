"""Step 1 with a dataset, put together from its cards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from ...services.datasets import Dataset, Preview
from ...services.errors import HydroMLError
from ...services.experiments import Draft
from ...services.findings import Finding
from ...services.profile import Profile
from ...services.vocabulary import ColumnKind
from .. import format as fmt
from ..widgets import findings_panel, icon, notice
from . import ids
from .columns_grid import PER_PAGE, columns_of_page, columns_table, kinds_in_words, page_words
from .evidence import Evidence
from .file_card import file_card
from .reading_form import HELPED_CODES, reading_form
from .start import heading
from .target_card import target_card
from .target_plot import Timeline

Href = Callable[[str], str]
FIRST, RANDOM = "first", "random"


@dataclass(frozen=True, slots=True)
class DataFacts:
    """What step 1 shows of a draft that has a dataset.

    `findings` are to be looked at or were dismissed, `fixed` are settled. `href` turns a path into an
    address; `why_copy` says why another reading of the file becomes a dataset of its own, "" when it
    does not. `timeline` is that of the target, for forecasting.
    """

    dataset: Dataset
    profile: Profile
    preview: Preview
    draft: Draft
    findings: Sequence[Finding]
    fixed: Sequence[Finding]
    href: Href
    theme: str
    why_copy: str = ""
    timeline: Timeline = ()


def data_step(facts: DataFacts) -> html.Div:
    """Return step 1 of a draft that has a dataset."""
    profile, config = facts.profile, facts.draft.config
    target = config.get("target")
    return html.Div(
        [
            heading(),
            file_card(facts.dataset, profile, facts.draft.id, facts.href, why_copy=facts.why_copy),
            html.Div(
                [
                    target_card(profile, target, config.get("task"), facts.theme, facts.timeline),
                    findings_panel(facts.findings, fixed=facts.fixed, evidence=Evidence(profile)),
                ],
                className="hm-g75",
            ),
            columns_card(profile, facts.preview, target=target, kinds=config.get("kinds") or {}),
        ],
        className="hm-stack",
    )


def columns_card(
    profile: Profile, preview: Preview, *, target: str | None, kinds: Mapping[str, ColumnKind]
) -> html.Section:
    """Return the card with the grid of columns, its search and its pages."""
    body, words, is_first, is_last = columns_body(
        profile, preview, target=target, kinds=kinds, text="", page=0
    )
    return html.Section(
        [
            html.Div(
                [
                    html.H2("Columns", id="data-columns-title"),
                    html.Span(kinds_in_words(profile), className="sub"),
                    html.Div(
                        [_rows_choice(), html.Div(_search(), className="hm-unit")],
                        className="hm-push hm-row-x hm-flow",
                    ),
                ],
                className="hm-card-head",
            ),
            html.Div(body, id=ids.COLUMNS),
            html.Div(
                [
                    *_key(),
                    html.Span(words, id=ids.COLUMNS_WORDS, className="hm-push"),
                    *_turns(is_first, is_last),
                ],
                className="hm-card-foot",
            ),
            dcc.Store(id=ids.COLUMNS_PAGE, data=0),
            dcc.Store(id=ids.ROWS_SHOWN, data=FIRST),
        ],
        className="card",
        **{"aria-labelledby": "data-columns-title"},
    )


def columns_body(
    profile: Profile,
    preview: Preview,
    *,
    target: str | None,
    kinds: Mapping[str, ColumnKind],
    text: str,
    page: int,
) -> tuple[Component, str, bool, bool]:
    """Return the grid of one page, where it stands, and whether it is the first and the last."""
    columns, n_found = columns_of_page(profile, target, text, page)
    table = columns_table(profile, preview, columns, target, kinds)
    is_last = (page + 1) * PER_PAGE >= n_found
    return table, page_words(page, len(columns), n_found), page == 0, is_last


def refusal_notice(error: HydroMLError, kept: Dataset | None = None) -> Component:
    """Return why a file was refused and what to do; the drop zone stays.

    Parameters
    ----------
    kept : the dataset whose bytes were refused, to be read in another way where that may help
    """
    told = notice("error", error.message, error.hint, code=error.code)
    if kept is None or error.code not in HELPED_CODES:
        return told
    words = f"'{fmt.cut(kept.name)}' is kept for a week. Say how it is written; nothing is uploaded again."
    body = [html.P(words, className="hm-t1 hm-t2c mb-2"), reading_form(kept)]
    head = html.Div(html.H2("Read it differently"), className="hm-card-head")
    card = html.Section(
        [head, html.Div(body, className="card-body")],
        className="card",
        **{"aria-label": "Read it differently"},
    )
    return html.Div([told, card], className="hm-stack")


def _search() -> list[Component]:
    return [
        html.Label("Find a column", htmlFor=ids.FIND_COLUMN, className="visually-hidden"),
        dbc.Input(
            id=ids.FIND_COLUMN,
            type="search",
            placeholder="Find a column",
            class_name="hm-find",
            debounce=300,
            autocomplete="off",
        ),
        html.Span(icon("search")),
    ]


def _key() -> list[Component]:
    marks = (("hm-key-missing", "missing"), ("hm-key-suspected", "seems to stand for missing"))
    return [html.Span([html.I(className=look), words], className="hm-key") for look, words in marks]


def _rows_choice() -> html.Div:
    """Return the switch between the first rows and some at random; columns.js turns it."""
    options = ((FIRST, "First rows"), (RANDOM, "Random sample"))
    buttons = [
        html.Button(
            [icon("check-lg"), words],
            id=ids.ROWS.one(key),
            type="button",
            **{"aria-pressed": "true" if key == FIRST else "false"},
        )
        for key, words in options
    ]
    return html.Div(buttons, className="hm-seg hm-seg-check", role="group", **{"aria-label": "Rows shown"})


def _turns(is_first: bool, is_last: bool) -> list[Component]:
    return [
        html.Button(
            icon(sign),
            id=turn_id,
            disabled=is_off,
            className="btn btn-sm btn-ghost btn-icon",
            type="button",
            **{"aria-label": label},
        )
        for sign, turn_id, is_off, label in (
            ("chevron-left", ids.COLUMNS_BACK, is_first, "Columns before"),
            ("chevron-right", ids.COLUMNS_ON, is_last, "More columns"),
        )
    ]
