"""What step 5 shows of a draft."""

import secrets
from collections.abc import Callable, Mapping

from dash.development.base_component import Component

from ...components.model import no_target
from ...components.review import ReviewFacts, change_rows, incomplete_step, review_step
from ...services.access import User
from ...services.errors import InvalidInputError
from ...services.experiments import Draft, diff_values
from ...services.registry import Services

Href = Callable[[str], str]
STEPS = ("data", "features", "model", "training")
KEY_BYTES = 9


def content(services: Services, user: User, draft: Draft, href: Href, theme: str) -> Component:
    """Return step 5 of a draft."""
    if not draft.config.get("target"):
        return no_target(draft.id, href)
    edit = {name: href(f"/experiments/new?draft={draft.id}&step={name}") for name in STEPS}
    try:
        config = services.drafts.config(draft)
    except InvalidInputError as error:
        return incomplete_step(error.errors, edit)
    profile = services.experiments.profile_for(user, config)
    return review_step(
        ReviewFacts(
            draft_id=draft.id,
            config=config,
            dataset=services.datasets.get(user, config.dataset.id),
            profile=profile,
            findings=services.drafts.findings(user, draft),
            changes=change_rows(diff_values(draft.config, _proposal(draft))),
            estimate=services.estimates.estimate(config, profile),
            version=1,
            edit=edit,
            key=secrets.token_urlsafe(KEY_BYTES),
        )
    )


def _proposal(draft: Draft) -> Mapping[str, object]:
    return {key: value for key, value in (draft.proposal or {}).items() if key != "notes"}
