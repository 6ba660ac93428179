"""What step 2 shows as it opens; the figures, which take the browser longest, follow."""

from collections.abc import Callable

from dash.development.base_component import Component

from ...components.features import METHOD, feature_rows, features_step
from ...services.access import User
from ...services.experiments import Draft, slice_of
from ...services.features import Evidence
from ...services.registry import Services
from .page import subject, suggested
from .strategies import panel_of
from .transformations import words

Href = Callable[[str], str]


def content(services: Services, user: User, draft: Draft, href: Href, theme: str) -> Component:
    """Return step 2 of a draft."""
    dataset_id, target = subject(draft)
    profile, correlations, importance = services.profiles.known(
        user, dataset_id, target=target, method=METHOD
    )
    is_complete = correlations is not None and importance is not None
    wanted = {"dataset": dataset_id, "target": target, "method": METHOD}
    features = draft.config.get("features") or {}
    return features_step(
        feature_rows(profile, draft.config, importance),
        suggested(profile, draft, features),
        panel_of(draft, Evidence(profile, correlations, importance, target), features.get("include") or ()),
        lacking=None if is_complete else wanted,
        transformations=words(draft, profile, slice_of(draft.config, "features")),
    )
