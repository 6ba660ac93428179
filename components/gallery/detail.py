"""A template's page: what it needs, what it does, what its runs have shown, and its use."""

from collections.abc import Callable, Sequence

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from ...services.datasets import Dataset
from ...services.templates import Template
from .. import format as fmt
from ..shell import page
from ..widgets import card, empty_state, field, icon, link, stat, stats
from . import ids
from .cards import seen_by, tags_of
from .wording import Line, roles_in_words, rules_in_words

Href = Callable[[str], str]


def detail_page(template: Template, datasets: Sequence[Dataset], href: Href) -> html.Main:
    """Return the page; `datasets` are the user's tables that are ready, newest first."""
    export = html.A(
        [icon("download"), "Export YAML"],
        href=href(f"/api/templates/{template.id}/export/"),
        className="btn btn-outline-secondary",
        download="",
    )
    roles = template.config.get("roles") or {}
    rules = template.config.get("rules") or {}
    meaning = html.Div(
        [
            card("What it needs", lines(roles_in_words(roles)), sub="roles, not column names"),
            card("What it does", lines(rules_in_words(rules)), sub="rules for any table"),
        ],
        className="hm-stack",
    )
    use = html.Div([_use_card(template, datasets, href), _record_card(template)], className="hm-stack")
    return page(
        template.name,
        _lead(template),
        html.Div(
            [*tags_of(template), link("All templates", href("/templates"), class_name="hm-push hm-t1")],
            className="hm-row-x hm-flow",
        ),
        html.Div([meaning, use], className="hm-g75"),
        dcc.Store(id=ids.TEMPLATE, data=template.id),
        actions=[export],
    )


def lines(pairs: Sequence[Line]) -> Component:
    """Return pairs of a name and its words as a list of definitions."""
    if not pairs:
        return html.P("Nothing in particular.", className="hm-t1 hm-t2c")
    parts = [part for name, words in pairs for part in (html.Dt(name), html.Dd(words))]
    return html.Dl(parts, className="hm-kv mb-0")


def _lead(template: Template) -> str:
    made = f"Version {template.version}, changed {fmt.age(template.updated_at)}, {seen_by(template).lower()}."
    described = " ".join(template.description.split())
    return f"{described} {made}" if described else made


def _use_card(template: Template, datasets: Sequence[Dataset], href: Href) -> html.Section:
    upload = link(
        "Upload another table",
        f"{href('/experiments/new')}?template={template.id}",
        class_name="btn btn-outline-secondary" if datasets else "btn btn-primary",
    )
    if not datasets:
        empty = empty_state(
            "table", "You have no dataset yet", "The template is applied to what you upload.", upload
        )
        return card("Use it", empty)
    options = [
        {"label": f"{fmt.cut(one.name)} ({fmt.count(one.n_rows)} rows)", "value": one.id} for one in datasets
    ]
    select = dbc.Select(id=ids.DATASET, options=options, value=datasets[0].id)
    use = html.Button("Use", id=ids.USE, type="button", className="btn btn-primary")
    return card(
        "Use it",
        field(
            "Dataset",
            select,
            control_id=ids.DATASET,
            help="The target and the roles are proposed from its columns; you see them before anything runs.",
        ),
        html.Div(id=ids.FIT, **{"aria-live": "polite"}),
        html.Div(id=ids.REFUSAL),
        html.Div([use, upload], className="hm-row-x hm-flow"),
    )


def _record_card(template: Template) -> html.Section:
    record = template.record
    used = stat("Used", fmt.count(template.usage_count), unit="times")
    if not record.get("runs"):
        words = html.P(
            "No measured runs yet; the first finished run starts the record.", className="hm-t1 hm-t2c"
        )
        return card("Record", stats(used), words)
    seconds = record.get("median_seconds")
    verified = record.get("last_verified")
    return card(
        "Record",
        stats(
            used,
            stat("Runs", fmt.count(record["runs"])),
            stat("Succeeded", fmt.percent(record.get("success_rate"))),
            stat("Beat the baseline", fmt.percent(record.get("beats_baseline"))),
            stat("Median time", fmt.NONE if seconds is None else fmt.duration(float(seconds))),
        ),
        html.P(f"Last verified {verified}." if verified else "Not verified yet.", className="hm-t1 hm-t3c"),
        sub="measured on this machine",
    )
