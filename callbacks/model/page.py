"""What step 3 shows of a draft, and what was proposed for it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from dash.development.base_component import Component

from ...components.model import Proposal, model_step, model_views, no_target
from ...services.access import User
from ...services.experiments import Draft
from ...services.models import (
    BASELINE,
    DataFacts,
    ModelSpec,
    Recommendation,
    facts,
    models_for,
    recommend,
    size_band,
)
from ...services.registry import Services
from ...services.vocabulary import Task

Href = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Advice:
    """The facts of a draft's data and what they recommend; `proposed` are hyperparameters by model."""

    facts: DataFacts
    recommendation: Recommendation
    proposed: Mapping[str, Mapping[str, Any]]

    @property
    def task(self) -> Task:
        """Return what is predicted."""
        return self.facts.task


def content(services: Services, user: User, draft: Draft, href: Href, theme: str) -> Component:
    """Return step 3 of a draft."""
    found = advice_for(services, user, draft)
    if found is None:
        return no_target(draft.id, href)
    models = draft.config.get("models") or ()
    keys = [one.get("key") for one in models]
    proposals = [Proposal(one, one.model in keys) for one in found.recommendation.recommendations]
    views = model_views(models, found.proposed, found.task)
    band = size_band(found.facts.n_rows)
    return model_step(found.facts, band, proposals, views, addable(found.task, keys), draft.config)


def advice_for(services: Services, user: User, draft: Draft) -> Advice | None:
    """Return the advice for a draft's present target and features; None as long as there is no target."""
    config = draft.config
    target, task = config.get("target"), config.get("task")
    dataset_id = (config.get("dataset") or {}).get("id")
    if not dataset_id or not target or not task:
        return None
    profile = services.profiles.get(user, dataset_id, target=target)
    included = (config.get("features") or {}).get("include") or ()
    known = facts(profile, target, task, included, memory_mb=services.experiments.memory_mb)
    found = recommend(known)
    proposed: dict[str, Mapping[str, Any]] = {
        one.model: dict(one.hyperparameters) for one in found.recommendations
    }
    first = {one["key"]: dict(one["hyperparameters"]) for one in (draft.proposal or {}).get("models", ())}
    return Advice(known, found, {**proposed, **first})


def addable(task: Task, keys: Collection[Any]) -> tuple[ModelSpec, ...]:
    """Return the models of a task that are not chosen yet; the baseline runs anyway."""
    return tuple(one for one in models_for(task) if one.key not in keys and one.key != BASELINE)
