"""The wizard's page around the content of a step, and what its parts show after a save."""

import secrets
from collections.abc import Callable, Mapping

from dash.development.base_component import Component

from ...components.wizard import STEPS, WizardView, wizard_frame
from ...services.access import User
from ...services.datasets import Dataset
from ...services.errors import InvalidInputError
from ...services.experiments import Draft, ExperimentConfig
from ...services.profile import Profile
from ...services.registry import Services
from ...services.vocabulary import StepName

Href = Callable[[str], str]
_NAME_BYTES = 9


def frame(
    services: Services, user: User, draft: Draft | None, step: StepName, content: Component, href: Href
) -> Component:
    """Return the page of a step and remember that it was opened.

    Parameters
    ----------
    draft : None until there is a dataset
    content : of the step
    href : from a path of ours to an address
    """
    if draft is not None and (not draft.visited or draft.visited[-1] != step):
        services.drafts.visit(user, draft.id, step)
    shown = view(services, user, draft, step)
    return wizard_frame(shown, content, href, writer=f"page-{secrets.token_hex(_NAME_BYTES)}")


def view(services: Services, user: User, draft: Draft | None, step: StepName) -> WizardView:
    """Return what the frame shows of a draft."""
    if draft is None:
        return WizardView(step)
    config, profile = _complete(services, user, draft)
    found = services.drafts.findings(user, draft, profile=profile)
    return WizardView(
        step=step,
        draft=draft,
        dataset=_dataset(services, user, draft),
        findings=tuple(one for one in found if one.dismissed is None),
        estimate=services.estimates.estimate(config, profile) if config and profile else None,
    )


def step_in(search: str | None) -> StepName:
    """Return the step an address names, the first when it names none."""
    named = (search or "").partition("step=")[2].partition("&")[0]
    return next((step for step in STEPS if step == named), "data")


def _dataset(services: Services, user: User, draft: Draft) -> Dataset | None:
    reference: Mapping[str, str] = draft.config.get("dataset") or {}
    return services.datasets.get(user, reference["id"]) if reference.get("id") else None


def _complete(
    services: Services, user: User, draft: Draft
) -> tuple[ExperimentConfig, Profile] | tuple[None, None]:
    """Return configuration and profile of a draft that is complete, None and None of any other."""
    if not draft.config.get("target"):
        return None, None
    try:
        config = services.drafts.config(draft)
    except InvalidInputError:
        return None, None
    return config, services.experiments.profile_for(user, config)
