"""The running summary beside the steps, with the shortest way to a launch."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html

from ...services.estimates import Estimate
from ...services.models import CATALOGUE
from .. import format as fmt
from ..widgets import icon
from . import ids
from .view import WizardView

STRATEGIES = {
    "holdout": "One hold-out",
    "kfold": "Shuffled folds",
    "stratified_kfold": "Stratified folds",
    "repeated_kfold": "Repeated folds",
    "repeated_stratified_kfold": "Repeated stratified folds",
    "group_kfold": "Folds by group",
    "stratified_group_kfold": "Stratified folds by group",
    "time_expanding": "Expanding windows",
    "time_sliding": "Sliding windows",
    "predefined": "Your own folds",
}
_MODELS_SHOWN = _OUT_SHOWN = 3
_NAME_LENGTH = 80


def rail(view: WizardView) -> html.Aside:
    """Return the summary with its head; the browser remembers whether it is folded."""
    toggle = html.Button(
        icon("layout-sidebar-reverse"),
        id=ids.RAIL_TOGGLE,
        type="button",
        className="btn btn-sm btn-ghost btn-icon hm-push",
        title="Fold the summary",
        **{"aria-label": "Fold the summary", "aria-expanded": "true", "aria-controls": ids.RAIL_BODY},
    )
    head = html.Div([html.H2("Summary"), toggle], className="hm-card-head full")
    box = html.Div([head, html.Div(rail_body(view), id=ids.RAIL_BODY)], className="card")
    return html.Aside(box, id=ids.RAIL, className="hm-rail", **{"aria-label": "Summary"})


def rail_body(view: WizardView) -> list[Any]:
    """Return what the summary says, in full and as the one line of narrow windows."""
    rows = [
        _row("Dataset", *_dataset(view)),
        _row("Target", *_target(view)),
        _row("Features", *_features(view)),
        _row("Model", *_models(view)),
        _row("Validation", *_validation(view)),
        _row("Estimate", *_estimate(view.estimate)),
        _row("Findings", *_findings(view)),
    ]
    line = " · ".join(part for part in _line(view) if part)
    return [
        html.Div(
            [icon("layout-sidebar-reverse"), html.Span(line, className="text-truncate")], className="mini"
        ),
        html.Dl(rows, className="full"),
        _quick_launch(view),
    ]


def _row(name: str, value: Any = None, small: Any = None) -> html.Div:
    if value is None:
        return html.Div([html.Dt(name), html.Dd("Not yet", className="none")])
    return html.Div([html.Dt(name), html.Dd([value, *([html.Small(small)] if small else [])])])


def _dataset(view: WizardView) -> tuple[Any, ...]:
    if view.dataset is None:
        return ()
    size = f"{fmt.count(view.dataset.n_rows)} rows × {fmt.count(view.dataset.n_columns)} columns"
    return (fmt.cut(view.dataset.name, _NAME_LENGTH), size)


def _target(view: WizardView) -> tuple[Any, ...]:
    if view.target is None:
        return ()
    return (fmt.cut(view.target, _NAME_LENGTH), str(view.config.get("task") or "").capitalize())


def _features(view: WizardView) -> tuple[Any, ...]:
    features = view.config.get("features")
    if not features:
        return ()
    out: Mapping[str, str] = features.get("exclude") or {}
    words = f"{fmt.count(len(features.get('include') or ()))} in, {fmt.count(len(out))} out"
    told = [
        html.Div(f"{fmt.cut(name, 40)}: {fmt.cut(why, 60)}") for name, why in list(out.items())[:_OUT_SHOWN]
    ]
    if len(out) > _OUT_SHOWN:
        told.append(html.Div(f"and {fmt.count(len(out) - _OUT_SHOWN)} more"))
    return (words, told or None)


def _models(view: WizardView) -> tuple[Any, ...]:
    names = _model_names(view.config.get("models") or ())
    if not names:
        return ()
    shown = [html.Div(name) for name in names[:_MODELS_SHOWN]]
    more = len(names) - _MODELS_SHOWN
    if more > 0:
        shown.append(html.Div(f"and {fmt.count(more)} more"))
    return (html.Div(shown), _origin(view, "models"))


def _model_names(models: Sequence[Mapping[str, Any]]) -> list[str]:
    labels = {str(key): spec.label for key, spec in CATALOGUE.items()}
    return [labels.get(str(one.get("key")), str(one.get("key"))) for one in models]


def _validation(view: WizardView) -> tuple[Any, ...]:
    validation = view.config.get("validation")
    if not validation:
        return ()
    strategy = str(validation.get("strategy"))
    words = STRATEGIES.get(strategy, strategy)
    folds = "" if strategy == "holdout" else f", {validation.get('n_splits', 5)} folds"
    return (f"{words}{folds}", _origin(view, "validation"))


def _origin(view: WizardView, key: str) -> str:
    proposal = (view.draft.proposal if view.draft else None) or {}
    return "proposed" if proposal.get(key) == view.config.get(key) else "chosen by you"


def _estimate(estimate: Estimate | None) -> tuple[Any, ...]:
    if estimate is None:
        return ()
    words = fmt.interval_seconds(estimate.seconds.low, estimate.seconds.high)
    record = estimate.record
    told = (
        f"{record.covered} of the last {fmt.plural(record.n, 'run')} inside"
        if record.n
        else "not yet calibrated on this machine"
    )
    return (words, f"{told}, {fmt.size(estimate.memory_bytes)} of memory")


def _findings(view: WizardView) -> tuple[Any, ...]:
    if view.target is None:
        return ()
    words = {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}
    signs = {"error": ("exclamation-octagon", "hm-bad"), "warning": ("exclamation-triangle", "hm-warn")}
    parts: list[Any] = []
    for severity, (one, many) in words.items():
        n = sum(finding.severity == severity for finding in view.findings)
        if n:
            sign, look = signs.get(severity, ("info-circle", ""))
            text = html.Span([icon(sign), " ", fmt.plural(n, one, many)], className=look)
            parts += [", ", text] if parts else [text]
    return (html.Span(parts or "None"),)


def _line(view: WizardView) -> tuple[str, ...]:
    if view.dataset is None:
        return ("No dataset yet",)
    features = (view.config.get("features") or {}).get("include")
    return (
        fmt.cut(view.dataset.name, 30),
        f"{fmt.cut(view.target, 30)}, {view.config.get('task')}" if view.target else "no target yet",
        fmt.plural(len(features), "feature") if features else "",
        str(_estimate(view.estimate)[0]) if view.estimate else "",
    )


def _quick_launch(view: WizardView) -> html.Div:
    """Return the button that launches with everything as it is proposed; hidden until a target is known."""
    n = len(view.errors)
    reason = (
        f"Unavailable: {fmt.plural(n, 'error')} to correct first."
        if n
        else "Everything above as it stands. Findings stay as they are."
    )
    button = html.Button(
        [icon("lightning-charge"), "Use defaults and launch"],
        id=ids.QUICK_LAUNCH,
        type="button",
        disabled=n > 0,
        className="btn btn-outline-secondary",
        **{"aria-describedby": ids.QUICK_LAUNCH_REASON},
    )
    told = html.P(reason, id=ids.QUICK_LAUNCH_REASON, className="hm-t1 hm-t3c")
    return html.Div(
        [button, told, yaml_button("rail", "Download as YAML")],
        className="hm-quick",
        hidden=view.target is None,
    )


def yaml_button(place: str, words: str) -> html.Button:
    """Return a button that hands out the configuration as a file, for others or for the command line."""
    return html.Button(
        [icon("download"), words], id=ids.YAML.one(place), type="button", className="btn btn-ghost"
    )
