"""The configuration in four blocks, each leading back to its step."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.datasets import Dataset
from ...services.experiments import ExperimentConfig
from ...services.models import CATALOGUE, METRICS
from ...services.profile import Profile
from .. import format as fmt
from ..training import validation_words
from ..widgets import card

Pairs = Sequence[tuple[str, Any]]
_OUT_SHOWN = 8


def summary_blocks(
    config: ExperimentConfig, dataset: Dataset, profile: Profile, edit: Mapping[str, str]
) -> Component:
    """Return the blocks.

    Parameters
    ----------
    edit : addresses of the steps by name
    """
    n_rows = profile.n_rows
    blocks = [
        _block(1, "Dataset & target", _data(config, dataset), edit["data"]),
        _block(2, "Features", _features(config, profile), edit["features"]),
        _block(3, "Model", _models(config), edit["model"]),
        _block(4, "Training", _training(config, n_rows), edit["training"]),
    ]
    return html.Div(blocks, className="hm-g2 hm-tight")


def pairs(rows: Pairs) -> Component:
    """Return names and values in two columns."""
    cells: list[Any] = []
    for name, value in rows:
        cells += [html.Dt(name), html.Dd(value)]
    return html.Dl(cells, className="card-body py-2 hm-kv")


def _block(number: int, title: str, rows: Pairs, address: str) -> Component:
    spoken = {"aria-label": f"Edit {title}"}
    heading = html.Span([html.Span(str(number), className="hm-rank"), title], className="hm-row-x")
    edit = html.A("Edit", href=address, className="hm-t1", **spoken)
    return card(heading, pairs(rows), actions=[edit], flush=True)


def _data(config: ExperimentConfig, dataset: Dataset) -> Pairs:
    short = config.dataset.fingerprint.removeprefix("sha256:")
    size = f"{fmt.plural(dataset.n_rows, 'row')} × {fmt.count(dataset.n_columns)}"
    notes = dataset.report.notes
    read = ", ".join(dict.fromkeys(note.code.replace("_", " ").lower() for note in notes))
    roles = [f"time {config.roles.time}"] if config.roles.time else []
    roles += [f"group {config.roles.group}"] if config.roles.group else []
    rows = [
        ("Dataset", f"{dataset.name}, {size}"),
        ("Fingerprint", html.Span(f"{short[:8]}…{short[-6:]}", className="hm-mono", title=short)),
        ("Target", f"{config.target}, {config.task}"),
        ("Read", fmt.cut(read, 80) if notes else "as it is, nothing repaired"),
    ]
    return [*rows, ("Roles", ", ".join(roles))] if roles else rows


def _features(config: ExperimentConfig, profile: Profile) -> Pairs:
    kinds: Counter[str] = Counter()
    found: dict[str, str] = {column.name: column.kind for column in profile.columns}
    for name in config.features.include:
        kinds[str(config.kinds.get(name) or found.get(name, "unknown"))] += 1
    told = ", ".join(f"{fmt.count(n)} {kind}" for kind, n in kinds.most_common())
    n_in, out = len(config.features.include), config.features.exclude
    rows: list[tuple[str, Any]] = [
        ("In", f"{fmt.count(n_in)}: {told}" if told else "none"),
        ("Out", _out(out) if out else "none"),
    ]
    steps = config.features.transforms
    missing = "kept by trees; filled and flagged for linear models"
    return [
        *rows,
        ("Missing", missing),
        ("Transformations", f"{len(steps)} of your own" if steps else "as proposed"),
    ]


def _out(out: Mapping[str, str]) -> Component:
    lines = [
        html.Li([html.B(fmt.cut(name, 60)), f": {reason}"]) for name, reason in list(out.items())[:_OUT_SHOWN]
    ]
    more = len(out) - _OUT_SHOWN
    lines += [html.Li(f"and {fmt.count(more)} more")] if more > 0 else []
    head = html.Summary(f"{fmt.count(len(out))}, each with its reason")
    return html.Details([head, html.Ul(lines, className="hm-plain-list")], className="hm-details")


def _models(config: ExperimentConfig) -> Pairs:
    names = [CATALOGUE[one.key].label if one.key in CATALOGUE else one.key for one in config.models]
    numbers = config.task in ("regression", "forecasting")
    baseline = "the mean of the training rows" if numbers else "the class shares of the training rows"
    search = config.search
    rows: list[tuple[str, Any]] = [("Compared", "; ".join(names)), ("Baseline", baseline)]
    if not search.enabled:
        return [*rows, ("Tuning", "off: every model keeps its tuned defaults")]
    limit = f", at most {fmt.duration(search.timeout_s)}" if search.timeout_s else ""
    told = f"{fmt.plural(search.n_trials, 'trial')}, {search.sampler.upper()}, {search.pruner} pruner{limit}"
    return [*rows, ("Tuning", told), ("First trial", "the default")]


def _training(config: ExperimentConfig, n_rows: int) -> Pairs:
    share = config.validation.test_size
    test = f"{fmt.percent(share)}, ≈ {fmt.count(share * n_rows)} rows" if share else "none"
    metric = METRICS.get(config.metric)
    direction = "higher is better" if metric and metric.direction == "maximize" else "lower is better"
    rows: list[tuple[str, Any]] = [
        ("Validation", validation_words(config.validation.model_dump())),
        ("Final test", test),
        ("Metric", f"{metric.label if metric else config.metric}, {direction}"),
        ("Seed, threads", f"{config.seed}, {fmt.plural(config.resources.n_threads, 'thread')}"),
    ]
    limits = _limits(config)
    return [*rows, ("Limits", limits)] if limits else rows


def _limits(config: ExperimentConfig) -> str:
    resources = config.resources
    told = [fmt.duration(resources.time_limit_s)] if resources.time_limit_s else []
    told += [f"{fmt.count(resources.memory_limit_mb)} MB"] if resources.memory_limit_mb else []
    return ", ".join(told)
