"""The folded card of transformations: steps of a column, and what they make of it before anything trains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from ...services.errors import HydroMLError
from ...services.features import EVERY_DATE_PART, Encoding
from ...services.profile import Histogram
from ...services.training import Shape, TransformPreview
from ...services.vocabulary import ColumnKind, TransformStep
from .. import format as fmt
from ..figures import balance_figure, histogram_figure
from ..widgets import chart_card, data_table, empty_state, field, icon, notice, skeleton, stat, stats
from . import ids
from .transforming import PROPOSED, STEPS, WORDS, Choice, methods_of, steps_in_words

LABELS: Mapping[TransformStep, str] = {
    "power": "Bend",
    "impute": "Fill missing values with",
    "scale": "Scale",
    "encode": "Encode",
    "date_parts": "Take dates apart",
    "text": "Read words",
}
ENCODINGS: Mapping[Encoding, str] = {"ordinal": "tree models", "one_hot": "linear models"}
MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Subject:
    """A column whose steps are chosen: its kind, what is declared and proposed, and how many are alike."""

    name: str
    kind: ColumnKind
    declared: Mapping[TransformStep, Choice]
    proposed: Mapping[TransformStep, str]
    n_alike: int


def transformations_card(words: str) -> html.Section:
    """Return the folded card, which says in words what is planned; opening it fills the form."""
    summary = html.Summary(
        [
            icon("chevron-right"),
            html.H2("Transformations", className="hm-tr-title"),
            html.Span(words, id=ids.TRANSFORMS_WORDS),
            html.Span("before and after, sample rows", className="hm-push"),
        ],
        id=ids.TRANSFORMS_HEAD,
        className="hm-fold hm-tr-head",
    )
    details = html.Details([summary, html.Div(id=ids.TRANSFORMS_BODY)], className="hm-tr")
    return html.Section(details, className="card", id="features-transformations")


def transformations_form(columns: Sequence[str], encodings: Sequence[Encoding]) -> Component:
    """Return the form and an empty preview.

    Parameters
    ----------
    columns : the included features
    encodings : in which the chosen models want columns
    """
    if not columns:
        words = "Include at least one feature above."
        return empty_state("sliders", "Nothing to transform", words)
    options = [{"label": name[:MAX_NAME], "value": name} for name in columns]
    column = dbc.Select(id=ids.TRANSFORM_COLUMN, options=options, value=columns[0])
    seen = dbc.Select(
        id=ids.TRANSFORM_ENCODING,
        options=[{"label": f"As {ENCODINGS[one]} get it", "value": one} for one in encodings],
        value=encodings[0],
    )
    form = html.Div(
        [
            field("Column", column, control_id=ids.TRANSFORM_COLUMN),
            html.Div(field("Shown", seen, control_id=ids.TRANSFORM_ENCODING), hidden=len(encodings) < 2),
            html.Div(id=ids.TRANSFORM_FIELDS, className="hm-stack"),
            _decisions(),
        ],
        className="hm-stack",
    )
    preview = html.Div(
        skeleton("chart"), id=ids.TRANSFORM_PREVIEW, className="hm-tr-preview", **{"aria-live": "polite"}
    )
    return html.Div([form, preview], className="hm-tr-body")


def _decisions() -> html.Div:
    def button(words: Any, look: str, ident: str) -> html.Button:
        return html.Button(words, id=ident, type="button", className=f"btn btn-sm {look}")

    apply = button([icon("check-lg"), "Apply"], "btn-outline-secondary", ids.TRANSFORM_APPLY)
    reset = button("Back to what is proposed", "btn-ghost", ids.TRANSFORM_RESET)
    return html.Div([apply, reset], className="hm-keeps")


def transformation_fields(subject: Subject) -> list[Component]:
    """Return a field for each step that suits the column."""
    fields: list[Component] = [dcc.Store(id=ids.TRANSFORM_FORM.one("form"), data=subject.name)]
    steps = STEPS[subject.kind]
    if not steps:
        fields.append(html.P("A constant is not passed on to models.", className="hm-t1 hm-t2c"))
        return fields
    fields += [_step(subject, step) for step in steps]
    if "date_parts" in steps:
        fields.append(_parts(subject.declared.get("date_parts", Choice())))
    if subject.n_alike > 1:
        fields.append(
            dbc.Switch(
                id=ids.TRANSFORM_ALL.one("all"),
                label=f"Apply to all {fmt.count(subject.n_alike)} {subject.kind} features",
                value=False,
            )
        )
    return fields


def _step(subject: Subject, step: TransformStep) -> html.Div:
    chosen = subject.declared.get(step, Choice()).method or PROPOSED
    proposed = WORDS.get(subject.proposed.get(step, ""), "nothing")
    options = [{"label": f"As proposed: {proposed}", "value": PROPOSED}]
    options += [
        {"label": WORDS[one][0].upper() + WORDS[one][1:], "value": one}
        for one in methods_of(subject.kind, step)
    ]
    control = ids.TRANSFORM_STEP.one(step)
    select = dbc.Select(id=control, options=options, value=chosen)
    return html.Label([html.Span(LABELS[step], className="hm-label"), select], className="hm-tr-field")


def _parts(choice: Choice) -> html.Fieldset:
    options = [{"label": part.replace("dayofyear", "day of year"), "value": part} for part in EVERY_DATE_PART]
    checks = dbc.Checklist(
        id=ids.TRANSFORM_PARTS.one("parts"), options=options, value=list(choice.parts), inline=True
    )
    help = html.Div("None for what is proposed.", className="help hm-t1 hm-t3c")
    return html.Fieldset([html.Legend("Parts", className="hm-label"), checks, help])


def transformation_preview(made: TransformPreview, theme: str) -> list[Component]:
    """Return a column before and after, sample rows, and how many columns come out."""
    rows = (
        f"a sample of {fmt.count(made.n_rows)} rows" if made.is_sample else f"{fmt.count(made.n_rows)} rows"
    )
    noun = "column" if made.n_columns == 1 else "columns"
    head = stats(
        stat("Comes out as", fmt.count(made.n_columns), unit=noun, small=True),
        stat("Steps", steps_in_words(made.steps), small=True),
        stat("Fitted on", rows, small=True),
    )
    after = _shape("After", made.names[0] if made.names else "", made.after, theme)
    charts = html.Div([_shape("Before", made.column, made.before, theme), after], className="hm-tr-charts")
    return [head, charts, _rows(made)]


def _shape(title: str, name: str, shape: Shape | None, theme: str) -> Component:
    if shape is None or not shape.counts:
        words = "Nothing is passed on." if shape is None else "No value is known."
        return html.Div([html.B(title), html.P(words, className="hm-t1 hm-t2c")])
    missing = f"{fmt.count(shape.n_missing)} missing" if shape.n_missing else ""
    if shape.levels:
        balance = dict(zip(shape.levels, shape.counts, strict=True))
        rows = [{"level": level, "rows": n} for level, n in balance.items()]
        return chart_card(title, balance_figure(balance, theme=theme), rows=rows, name=title, sub=missing)
    histogram = Histogram(shape.edges, shape.counts)
    table = [
        {"from": low, "to": high, "rows": n}
        for low, high, n in zip(shape.edges[:-1], shape.edges[1:], shape.counts, strict=True)
    ]
    figure = histogram_figure(histogram, theme=theme, title=name)
    return chart_card(title, figure, rows=table, name=title, sub=missing)


def _rows(made: TransformPreview) -> Component:
    more = made.n_columns - len(made.names)
    heads = [
        "Row",
        html.Bdi(made.column[:MAX_NAME]),
        *(html.Span(["→ ", html.Bdi(name[:MAX_NAME])]) for name in made.names),
    ]
    heads += [f"and {fmt.count(more)} more"] if more else []
    rows = [
        [
            fmt.count(number),
            html.Span("missing", className="hm-t3c") if before is None else html.Bdi(before[:MAX_NAME]),
            *("missing" if one is None else fmt.significant(one, 4) for one in after),
            *([""] if more else []),
        ]
        for number, before, after in made.rows
    ]
    numeric = (0, *range(2, 2 + len(made.names)))
    return data_table(heads, rows, caption="Rows before and after", numeric=numeric)


def transformation_refusal(error: HydroMLError) -> Component:
    """Return why there is no preview, and what to do."""
    return notice("error", error.message, error.hint, code=error.code)
