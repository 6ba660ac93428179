"""Step 4, put together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from ...services.estimates import Estimate
from ...services.models import Recommendation
from ...services.vocabulary import Task
from ..widgets import page_head
from . import ids
from .cards import limits_card, metric_card, name_card, rare_card, repeat_card
from .strategies import CLASS_TASKS
from .validation_card import rows_card, strategy_section


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """What step 4 needs to know beside the settings; `n_rows` are those with a target."""

    task: Task
    n_rows: int
    fingerprint: str
    n_cpus: int
    recommendation: Recommendation
    estimate: Estimate | None
    projects: Collection[str] = ()


def training_step(facts: TrainingFacts, config: Mapping[str, Any], theme: str) -> Component:
    """Return step 4 for the configuration of a draft."""
    validation = config.get("validation") or {}
    chosen = str(validation.get("strategy"))
    search = config.get("search") or {}
    left: list[Any] = [
        metric_card(facts.task, str(config.get("metric")), facts.recommendation.metric),
        name_card(config, facts.projects),
    ]
    right: list[Any] = [
        repeat_card(config, search, facts.fingerprint, facts.n_cpus),
        limits_card(config, facts.estimate),
    ]
    if facts.task in CLASS_TASKS:
        right.append(rare_card(facts.task, config))
    lead = "How the models will be judged, on which rows, and how the run can be repeated."
    return html.Div(
        [
            page_head("Training", lead),
            html.Div(id=ids.FAULTS),
            strategy_section(facts.task, config.get("roles") or {}, chosen, facts.recommendation.validation),
            rows_card(config, facts.n_rows, theme),
            html.Div(
                [html.Div(left, className="hm-stack"), html.Div(right, className="hm-stack")],
                className="hm-g75",
            ),
            dcc.Store(id=ids.DRAWN, data=dict(validation)),
        ],
        className="hm-stack",
    )
