"""What step 4 shows of a draft."""

import os
from collections.abc import Callable
from typing import Any

from dash.development.base_component import Component

from ...components.model import no_target
from ...components.training import TrainingFacts, training_step
from ...services.access import User
from ...services.errors import InvalidInputError
from ...services.estimates import Estimate
from ...services.experiments import Draft
from ...services.models import facts, recommend
from ...services.profile import Profile
from ...services.registry import Services

Href = Callable[[str], str]


def content(services: Services, user: User, draft: Draft, href: Href, theme: str) -> Component:
    """Return step 4 of a draft."""
    config = draft.config
    profile = profile_of(services, user, draft)
    if profile is None:
        return no_target(draft.id, href)
    included = (config.get("features") or {}).get("include") or ()
    known = TrainingFacts(
        task=config["task"],
        n_rows=rows_with_target(profile, config["target"]),
        fingerprint=str(config["dataset"].get("fingerprint", "")),
        n_cpus=os.cpu_count() or 1,
        recommendation=recommend(
            facts(
                profile,
                config["target"],
                config["task"],
                included,
                memory_mb=services.experiments.memory_mb,
            )
        ),
        estimate=estimate_of(services, draft, profile),
        projects=user.projects,
    )
    return training_step(known, config, theme)


def profile_of(services: Services, user: User, draft: Draft) -> Profile | None:
    """Return the profile of the draft's table; None as long as there is no target."""
    config: Any = draft.config
    dataset_id = (config.get("dataset") or {}).get("id")
    if not dataset_id or not config.get("target") or not config.get("task"):
        return None
    return services.profiles.get(user, dataset_id, target=config["target"])


def rows_with_target(profile: Profile, target: str) -> int:
    """Return the number of rows that can be used."""
    column = profile.column(target)
    return max(0, profile.n_rows - (column.n_missing if column else 0))


def estimate_of(services: Services, draft: Draft, profile: Profile) -> Estimate | None:
    """Return time and memory of the draft's run; None while its configuration has faults."""
    try:
        return services.estimates.estimate(services.drafts.config(draft), profile)
    except InvalidInputError:
        return None
