"""Rules about the metric and the threshold."""

from collections.abc import Iterator

from ...experiments import replace_fix
from ...findings import Finding, Fix
from ...models import METRICS, metrics_for
from ..case import Case, Rule, shown


def metric_task(case: Case) -> Iterator[Finding]:
    """Refuse a metric that does not belong to the task or that the targets do not allow."""
    metric, task = case.config.metric, case.config.task
    known = METRICS.get(metric)
    if known is None:
        return
    if task not in known.tasks:
        message = f"{known.label} does not judge {task}."
        yield Finding("METRIC_TASK", "error", "/metric", message, {"metric": metric}, _usual(case))
        return
    smallest = case.target.stats.get("min") if case.target and not case.is_classification else None
    if metric == "rmsle" and smallest is not None and smallest < 0:
        message = f"RMSLE needs targets of 0 or more; {shown(case.config.target)} goes down to {smallest:g}."
        yield Finding("METRIC_TASK", "error", "/metric", message, {"min": smallest}, _usual(case))


def threshold_costs(case: Case) -> Iterator[Finding]:
    """Refuse a threshold by cost that does not say what mistakes cost."""
    chosen = case.config.imbalance.threshold
    if chosen.method == "cost" and None in (chosen.false_negative, chosen.false_positive):
        message = "A threshold by cost needs the cost of a missed case and of a false alarm."
        fix = replace_fix(
            "Let both cost 1",
            imbalance__threshold__false_negative=chosen.false_negative or 1.0,
            imbalance__threshold__false_positive=chosen.false_positive or 1.0,
        )
        yield Finding("THRESHOLD_COSTS", "error", "/imbalance/threshold", message, {}, fix)


def _usual(case: Case) -> Fix:
    first = metrics_for(case.config.task)[0]
    return replace_fix(f"Use {first.label}", metric=first.name)


RULES = (
    Rule(
        "METRIC_TASK",
        metric_task,
        "The metric belongs to another task, or cannot be computed for these targets.",
        "Take the usual metric of the task, or choose another that fits.",
    ),
    Rule(
        "THRESHOLD_COSTS",
        threshold_costs,
        "The threshold is to be set by cost, but a cost is missing.",
        "Give both costs in any common unit.",
    ),
)
