"""One line of the list, from an experiment or from an open draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from ...services.experiments import Draft, Experiment
from ...services.models.metrics import METRICS
from ...services.vocabulary import StepName
from .. import format as fmt
from ..scores import score_text

STEPS: tuple[StepName, ...] = ("data", "features", "model", "training", "review")
MAX_ERROR = 200


@dataclass(frozen=True, slots=True)
class Names:
    """Names of what the lines refer to by id."""

    datasets: Mapping[str, str]
    templates: Mapping[str, str]
    owners: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """What the list shows of one thing.

    `gain` is the share of the way from the baseline to the perfect score, in [0, 1], `against` the same
    comparison in words; `remark` replaces them while there is no score. `key` is the draft's or the
    experiment's id.
    """

    key: str
    name: str
    path: str
    status: str
    tags: tuple[str, ...]
    dataset: str
    target: str
    score: str
    score_full: str
    gain: float | None
    against: str
    remark: str
    template: str
    owner: str
    at: datetime
    is_draft: bool = False


def experiment_line(experiment: Experiment, names: Names) -> Line:
    """Return the line of an experiment."""
    config = experiment.config
    spec = METRICS.get(config.metric)
    score = experiment.score
    label = spec.label if spec else config.metric
    gain, against = against_baseline(experiment)
    return Line(
        key=experiment.id,
        name=experiment.name,
        path=f"/experiments/{experiment.id}",
        status=experiment.status,
        tags=config.tags,
        dataset=names.datasets.get(config.dataset.id, "deleted dataset"),
        target=config.target,
        score="" if score is None else f"{label} {score_text(score)}",
        score_full="" if score is None else f"{label} {score!r}",
        gain=gain,
        against=against,
        remark=_remark(experiment),
        template=names.templates.get(experiment.template_id or "", ""),
        owner=names.owners.get(experiment.owner, experiment.owner),
        at=experiment.created_at,
    )


def draft_line(draft: Draft, names: Names) -> Line:
    """Return the line of an open draft."""
    config = draft.config
    dataset = (config.get("dataset") or {}).get("id") or ""
    step = draft.visited[-1] if draft.visited else "data"
    return Line(
        key=draft.id,
        name=str(config.get("name") or "Untitled draft"),
        path=f"/experiments/new?draft={draft.id}&step={step}",
        status="draft",
        tags=tuple(config.get("tags") or ()),
        dataset=names.datasets.get(dataset, "deleted dataset") if dataset else "",
        target=str(config.get("target") or ""),
        score="",
        score_full="",
        gain=None,
        against="",
        remark=f"Left at step {STEPS.index(step) + 1}",
        template=names.templates.get((config.get("template") or {}).get("id") or "", ""),
        owner=names.owners.get(draft.owner, draft.owner),
        at=draft.updated_at,
        is_draft=True,
    )


def against_baseline(experiment: Experiment) -> tuple[float | None, str]:
    """Return how far a score is from its baseline: as a bar in [0, 1], and in words.

    Errors show their relative change ("−64 %"), scores up to 1 their gain ("+0.34") with a bar that is
    full at a perfect score.
    """
    score, baseline = experiment.score, experiment.baseline_score
    spec = METRICS.get(experiment.config.metric)
    if score is None or baseline is None or spec is None:
        return None, ""
    if spec.direction == "minimize":
        if baseline <= 0:
            return None, fmt.signed(score - baseline)
        change = (score - baseline) / baseline
        sign = "+" if change > 0 else ""
        return _unit(-change), f"{sign}{fmt.percent(round(change, 3))}"
    room = 1 - baseline
    return _unit((score - baseline) / room if room > 0 else 0.0), fmt.signed(score - baseline, 2)


def _unit(share: float) -> float:
    return max(0.0, min(1.0, share))


def _remark(experiment: Experiment) -> str:
    if experiment.status == "failed":
        message = str((experiment.error or {}).get("message", "")) or "No reason is known"
        return fmt.cut(message, MAX_ERROR)
    if experiment.status == "running":
        return f"{round(100 * experiment.progress)} % done"
    return _WAITING.get(experiment.status, "")


_WAITING: Mapping[str, str] = MappingProxyType(
    {"queued": "Waiting for a worker", "draft": "Not launched yet", "cancelled": "Stopped before the end"}
)
