"""The card of the target: which column, which task and why, how its values are spread."""

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from ...services.profile import ColumnProfile, Profile
from ...services.vocabulary import Task
from .. import format as fmt
from ..plain import Node, Plain
from ..widgets import WhyCard, icon, notice, segments, skeleton, stat, why
from . import ids
from .target_plot import Timeline, target_plot

TASKS: tuple[tuple[Task, str], ...] = (
    ("binary", "Binary"),
    ("multiclass", "Multiclass"),
    ("regression", "Regression"),
    ("forecasting", "Forecasting"),
)
QUANTILES = ("q25", "q75")


def target_card(
    profile: Profile, target: str | None, task: Task | None, theme: str, timeline: Timeline = ()
) -> html.Section:
    """Return the card; `target` is None until one is chosen.

    Parameters
    ----------
    timeline : of the target, for forecasting
    """
    body = _body(profile, target, task, theme, timeline) if target else [_hint()]
    return html.Section(
        [
            html.Div(
                [
                    html.H2("Target", id="data-target-title"),
                    html.Span("what the model will predict", className="sub"),
                ],
                className="hm-card-head",
            ),
            html.Div(
                [
                    _choice(profile, target),
                    html.Div(body, id=ids.TARGET_BODY, className="hm-stack"),
                    html.Div(skeleton(lines=6), id=ids.TARGET_SKELETON, hidden=True),
                ],
                className="card-body hm-stack",
            ),
        ],
        className="card",
        **{"aria-labelledby": "data-target-title"},
    )


def _choice(profile: Profile, target: str | None) -> html.Div:
    is_suggested = target is not None and target == profile.suggested_target
    words: list[Component | str] = ["Column"]
    if is_suggested:
        words.append(html.Span("suggested", className="fw-normal hm-t3c"))
    label = html.Label(words, htmlFor=ids.TARGET, className="hm-label")
    reason = [why(_why_target(profile, target))] if target else []
    options: list[Node] = [["option", {"value": column.name}, []] for column in profile.columns]
    return html.Div(
        [
            html.Div([label, *reason], className="hm-field-head"),
            html.Div(
                [
                    dbc.Input(
                        id=ids.TARGET,
                        value=target,
                        list=ids.TARGET_OPTIONS,
                        placeholder="Choose the column to predict",
                        class_name="hm-pick",
                        debounce=400,
                        autocomplete="off",
                    ),
                    html.Span(icon("search")),
                ],
                className="hm-unit",
            ),
            # Thousands of options; as components they would take as long as all the rest.
            Plain(tree=["datalist", {"id": ids.TARGET_OPTIONS}, options]),
            html.Div(id=ids.TARGET_MESSAGE, className="msg", role="alert"),
        ],
        className="hm-field",
    )


def _hint() -> html.P:
    return html.P(
        "No column stands out as the one to predict. Choose it above; the task and its plot follow.",
        className="hm-t1 hm-t2c",
    )


def _body(
    profile: Profile, target: str | None, task: Task | None, theme: str, timeline: Timeline
) -> list[Component]:
    column = profile.column(target or "")
    if column is None:
        return [notice("warning", f"The table has no column '{target}'.", "Choose another target.")]
    return [
        _tasks(profile, task),
        target_plot(profile, column, task, theme, timeline),
        html.Div(_stats(profile, column, task), className="hm-stats hm-line-above"),
    ]


def _tasks(profile: Profile, task: Task | None) -> html.Div:
    described = profile.target
    detected = described.task if described else None
    reason = described.reason if described else ""
    words = reason if task == detected else f"Chosen by you; the values suggest {detected}: {reason}"
    return html.Div(
        [
            html.Div("Task", className="hm-label"),
            segments(ids.TASK, TASKS, task, label="Task"),
            html.Div([words, " ", why(_why_task(profile, task))], className="hm-t1 hm-t2c mt-2"),
        ]
    )


def _stats(profile: Profile, column: ColumnProfile, task: Task | None) -> list[Component]:
    left_out = stat("Rows left out", fmt.count(column.n_missing), small=True)
    stats = column.stats
    if task in ("binary", "multiclass"):
        balance = dict(profile.target.balance) if profile.target else {}
        total = sum(balance.values())
        rarest = min(balance.items(), key=lambda item: item[1], default=None)
        parts = [stat("Classes", fmt.count(column.n_distinct), small=True)]
        if rarest is not None and total and column.n_distinct <= len(balance):
            share = fmt.percent(rarest[1] / total)
            parts.append(stat("Rarest class", f"{fmt.cut(rarest[0], 24)}, {share}", small=True))
        return [*parts, left_out]
    if stats.get("min") is None or stats.get("mean") is None:
        return [stat("Distinct", fmt.count(column.n_distinct), small=True), left_out]
    parts = [stat("Range", _span(stats["min"], stats["max"]), small=True)]
    if all(stats.get(name) is not None for name in QUANTILES):
        parts.append(stat("Middle half", _span(stats["q25"], stats["q75"]), small=True))
    if stats.get("skew") is not None:
        parts.append(stat("Skew", fmt.number(stats["skew"]), small=True))
    return [*parts, left_out]


def _span(low: float, high: float) -> str:
    return f"{fmt.number(low)} to {fmt.number(high)}"


def _why_target(profile: Profile, target: str | None) -> WhyCard:
    reasons = dict(profile.target_candidates)
    others = [name for name, _ in profile.target_candidates if name != target]
    return WhyCard(
        value=str(target),
        fact=reasons.get(str(target), "Chosen by you."),
        rule="Name, position and kind of each column are scored; the best is proposed.",
        source="hydroml, services/profile",
        change=f"Next best: {', '.join(others)}." if others else "Choose another column.",
    )


def _why_task(profile: Profile, task: Task | None) -> WhyCard:
    return WhyCard(
        value=str(task),
        fact=profile.target.reason if profile.target else "",
        rule="Two values are binary, few values are classes, many numbers are an amount.",
        source="hydroml, services/profile",
        change="Press another task above.",
    )
