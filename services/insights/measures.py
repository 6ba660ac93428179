"""What the event log says about the use of the app: pure functions from events to numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import get_args

from ..vocabulary import StepName
from .records import Event

N_WEEKS = 12
ACTIVE_DAYS = 28
UNTOUCHED = timedelta(hours=24)
"""A draft without a launch counts as abandoned when nothing happened to it for so long."""

N_TEMPLATES = 10
STEPS: tuple[StepName, ...] = get_args(StepName)
OUTCOMES = ("succeeded", "failed", "cancelled")


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its Monday (UTC): launches, and users who launched."""

    start: date
    n_experiments: int
    n_creators: int


@dataclass(frozen=True, slots=True)
class Abandonment:
    """How many drafts reached a step, and how many of them were left there for good."""

    step: StepName
    n_entered: int
    n_abandoned: int


@dataclass(frozen=True, slots=True)
class TemplateUse:
    """How often a template, by its id, was the start of a launched experiment."""

    template_id: str
    n: int


@dataclass(frozen=True, slots=True)
class Measures:
    """Measures of use; shares and medians are None as long as there is nothing to measure.

    `weeks` are the last 12, oldest first. `n_active_creators` launched something in the last 28 days.
    `success_rate` is the share of succeeded among succeeded and failed runs; `n_first_failed` of
    `n_first` users saw their very first experiment fail. `median_setup_s` is seconds from opening a
    draft to its launch. `from_template_share` is the share of launches that began with a template.
    """

    n_launched: int
    weeks: tuple[Week, ...]
    n_active_creators: int
    success_rate: float | None
    n_first: int
    n_first_failed: int
    median_setup_s: float | None
    abandonment: tuple[Abandonment, ...]
    template_use: tuple[TemplateUse, ...]
    from_template_share: float | None
    n_templates_saved: int
    n_cloned: int


def measure(events: Sequence[Event], now: datetime) -> Measures:
    """Return the measures of a log.

    Parameters
    ----------
    events : oldest first
    now : the end of the last week
    """
    launched = [one for one in events if one.kind == "launched"]
    recent = (one for one in launched if one.at >= now - timedelta(days=ACTIVE_DAYS))
    n_first, n_first_failed = _first_experiments(launched, events)
    with_template = [one for one in launched if one.detail.get("template")]
    return Measures(
        n_launched=len(launched),
        weeks=_weeks(launched, now),
        n_active_creators=len({one.user for one in recent}),
        success_rate=_success_rate(events),
        n_first=n_first,
        n_first_failed=n_first_failed,
        median_setup_s=_median_setup_s(events),
        abandonment=_abandonment(events, now),
        template_use=_template_use(events),
        from_template_share=len(with_template) / len(launched) if launched else None,
        n_templates_saved=sum(one.kind == "template_saved" for one in events),
        n_cloned=sum(one.kind == "cloned" for one in events),
    )


def _weeks(launched: Iterable[Event], now: datetime) -> tuple[Week, ...]:
    this_monday = now.date() - timedelta(days=now.weekday())
    mondays = [this_monday - timedelta(weeks=back) for back in reversed(range(N_WEEKS))]
    by_week: dict[date, list[Event]] = {monday: [] for monday in mondays}
    for one in launched:
        monday = one.at.date() - timedelta(days=one.at.weekday())
        if monday in by_week:
            by_week[monday].append(one)
    return tuple(
        Week(monday, len(found), len({one.user for one in found})) for monday, found in by_week.items()
    )


def _success_rate(events: Iterable[Event]) -> float | None:
    counts = Counter(one.kind for one in events)
    n = counts["succeeded"] + counts["failed"]
    return counts["succeeded"] / n if n else None


def _first_experiments(launched: Iterable[Event], events: Iterable[Event]) -> tuple[int, int]:
    """Return of how many users the first experiment has ended, and of how many it failed."""
    first: dict[str, str | None] = {}
    for one in launched:
        first.setdefault(one.user, one.subject)
    outcome: dict[str, str] = {}
    for one in events:
        if one.kind in OUTCOMES and one.subject is not None:
            outcome.setdefault(one.subject, one.kind)
    ended = [outcome[subject] for subject in first.values() if subject in outcome]
    return len(ended), sum(kind == "failed" for kind in ended)


def _median_setup_s(events: Iterable[Event]) -> float | None:
    opened: dict[str, datetime] = {}
    seconds: dict[str, float] = {}
    for one in events:
        if one.kind == "opened" and one.subject is not None:
            opened.setdefault(one.subject, one.at)
        draft = one.detail.get("draft")
        if one.kind == "launched" and isinstance(draft, str) and draft in opened:
            seconds.setdefault(draft, (one.at - opened[draft]).total_seconds())
    return median(seconds.values()) if seconds else None


def _abandonment(events: Iterable[Event], now: datetime) -> tuple[Abandonment, ...]:
    entered: dict[str, set[str]] = {}
    last: dict[str, tuple[str, datetime]] = {}
    launched = set()
    for one in events:
        if one.kind == "opened" and one.subject is not None:
            entered[one.subject], last[one.subject] = {"data"}, ("data", one.at)
        elif one.kind == "step_entered" and one.subject is not None:
            step = str(one.detail.get("step"))
            entered.setdefault(one.subject, set()).add(step)
            last[one.subject] = (step, one.at)
        elif one.kind == "launched":
            launched.add(one.detail.get("draft"))
    left = Counter(
        step for draft, (step, at) in last.items() if draft not in launched and at <= now - UNTOUCHED
    )
    return tuple(
        Abandonment(step, sum(step in steps for steps in entered.values()), left[step]) for step in STEPS
    )


def _template_use(events: Iterable[Event]) -> tuple[TemplateUse, ...]:
    used = Counter(one.subject for one in events if one.kind == "template_used" and one.subject)
    return tuple(TemplateUse(template, n) for template, n in used.most_common(N_TEMPLATES))
