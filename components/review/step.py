"""Step 5, put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from ...services.datasets import Dataset
from ...services.errors import FieldError, HydroMLError
from ...services.estimates import Estimate
from ...services.experiments import ExperimentConfig
from ...services.findings import Finding
from ...services.profile import Profile
from .. import format as fmt
from ..training import repeat_fault
from ..widgets import (
    WhyCard,
    card,
    data_table,
    findings_panel,
    notice,
    page_head,
    stat,
    stats,
    why,
)
from ..wizard import TITLES, yaml_button
from . import ids
from .blocks import pairs, summary_blocks
from .changes import ChangeRow, setting_name, step_of_setting
from .template_dialog import template_button, template_dialog


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What step 5 shows; `edit` are addresses of the steps, `key` makes repeated launches harmless."""

    draft_id: str
    config: ExperimentConfig
    dataset: Dataset
    profile: Profile
    findings: tuple[Finding, ...]
    changes: tuple[ChangeRow, ...]
    estimate: Estimate
    version: int
    edit: Mapping[str, str]
    key: str


def review_step(facts: ReviewFacts) -> Component:
    """Return step 5 for a complete configuration."""
    config = facts.config
    left = [
        changes_card(facts.changes, facts.edit),
        summary_blocks(config, facts.dataset, facts.profile, facts.edit),
        findings_panel(facts.findings, title="Remaining findings"),
    ]
    right = [estimate_card(facts.estimate), recorded_card(facts)]
    lead = f"{config.name}. Everything below is frozen as version {facts.version} when you launch."
    actions = [
        yaml_button("review", "YAML"),
        template_button(),
    ]
    return html.Div(
        [
            page_head("Review & launch", lead, actions),
            html.Div(id=ids.LAUNCH_NOTE, className="hm-stay"),
            html.Div(id=ids.TEMPLATE_SAVED),
            html.Div(
                [html.Div(left, className="hm-stack"), html.Div(right, className="hm-stack")],
                className="hm-rev",
            ),
            template_dialog({"draft": facts.draft_id}, config.name, config.task),
            dcc.Store(id=ids.LAUNCH_KEY, data=facts.key),
        ],
        className="hm-stack",
    )


def incomplete_step(errors: Sequence[FieldError], edit: Mapping[str, str]) -> Component:
    """Return step 5 while some settings are missing or at fault; `edit` holds the addresses of the steps."""
    return html.Div(
        [
            page_head("Review & launch", "Some settings have to be corrected before the launch."),
            html.Div(id=ids.LAUNCH_NOTE, className="hm-stay"),
            notice("error", "This configuration is not complete.", fault_list(errors, edit)),
        ],
        className="hm-stack",
    )


def launch_refused(error: HydroMLError) -> Component:
    """Return why a launch was refused, field by field."""
    told = fault_list(error.errors) if error.errors else error.hint
    return notice("error", error.message, told, code=error.code)


def fault_list(errors: Sequence[FieldError], edit: Mapping[str, str] | None = None) -> Any:
    """Return settings at fault with what is wrong, and with the way to their step where `edit` knows it."""
    return html.Ul([_fault(one, edit or {}) for one in errors], className="hm-plain-list")


def _fault(error: FieldError, edit: Mapping[str, str]) -> html.Li:
    step = step_of_setting(error.field)
    words = [html.B(setting_name(error.field)), f" {error.message}. "]
    return html.Li([*words, html.A(f"Go to {TITLES[step]}", href=edit[step])] if step in edit else words)


def changes_card(changes: Sequence[ChangeRow], edit: Mapping[str, str]) -> Component:
    """Return what differs from the proposal."""
    if not changes:
        body: Any = html.P("Nothing: all settings are as proposed.", className="p-3 hm-t1 hm-t2c")
    else:
        rows = [
            [
                html.Span(one.setting, className="hm-mid"),
                html.S(one.proposed, className="hm-t3c"),
                one.mine,
                html.A("Change", href=edit[one.step], **{"aria-label": f"Change {one.setting}"}),
            ]
            for one in changes
        ]
        body = data_table(
            ["Setting", "Proposed", "Yours", ""],
            rows,
            caption="Changes from the proposal",
            class_name="hm-changes",
        )
    sub = fmt.plural(len(changes), "setting") if changes else None
    return card("Changed from the proposal", body, sub=sub, heading_id="review-changes", flush=True)


def estimate_card(estimate: Estimate) -> Component:
    """Return what the run is expected to take, with the record of past estimates."""
    seconds, record = estimate.seconds, estimate.record
    level = fmt.percent(seconds.level)
    if record.n:
        error = "" if record.median_error is None else f", typically {fmt.percent(record.median_error)} off"
        told = f"{record.covered} of the last {fmt.plural(record.n, 'run')} were inside{error}"
    else:
        told = "No run has finished here yet: the interval is wide until the first ones calibrate it."
    return card(
        "Estimate",
        stats(
            stat(
                "Time",
                fmt.interval_seconds(seconds.low, seconds.high),
                title=f"{seconds.expected:.3g} s expected",
            ),
            stat("Peak memory", f"≈ {fmt.size(estimate.memory_bytes)}"),
        ),
        html.P(
            [html.B("Its record on this machine ", className="fw-semibold"), told], className="hm-t1 hm-t2c"
        ),
        sub=f"{level} interval",
        actions=[html.Div(why(_why(estimate)), className="hm-why-end")],
        heading_id="review-estimate",
    )


def _why(estimate: Estimate) -> WhyCard:
    return WhyCard(
        value="How the time is estimated",
        fact="Rows, columns after encoding, models, folds and trials of this configuration",
        rule="seconds of each fit by the catalogue's cost, times the ratio that past runs here took",
        evidence=f"{estimate.record.n} finished runs on this machine",
        source="hydroml cost model, measured on a reference machine",
        change="More runs narrow the interval",
    )


def recorded_card(facts: ReviewFacts) -> Component:
    """Return what the launch keeps for good."""
    config = facts.config
    fault = repeat_fault(config.model_dump(mode="json"), config.search.model_dump(mode="json"))
    rows = [
        ("Configuration", f"version {facts.version}, fixed for good"),
        ("Data", "fingerprint, repairs, kinds"),
        ("Environment", f"Python, packages, machine, {fmt.plural(config.resources.n_threads, 'thread')}"),
        ("Seeds", f"1 master, {config.seed}; all others derive from it"),
        ("Exact repeat", "yes" if fault is None else fault),
        ("MLflow", f"experiment “{config.project or 'hydroml'}”"),
    ]
    return card("What will be recorded", pairs(rows), heading_id="review-recorded", flush=True)
