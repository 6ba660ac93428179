"""What every part of step 2 reads."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from flask import request

from ...components.wizard import ids as wizard_ids
from ...services.access import User
from ...services.errors import InvalidInputError
from ...services.experiments import Draft
from ...services.features import Evidence, Suggestion, suggestions
from ...services.models import CATALOGUE
from ...services.profile import Correlations, Profile, Span
from ...services.registry import Services

Slice = Mapping[str, Any]
Method = Literal["pearson", "spearman", "association"]
SLICE = wizard_ids.SLICES["features"]


def suggested(profile: Profile, draft: Draft, features: Slice) -> tuple[Suggestion, ...]:
    """Return what the profile suggests for a selection of features."""
    keys = {str(one.get("key")) for one in draft.config.get("models") or ()}
    return suggestions(
        profile,
        features,
        kinds=draft.config.get("kinds") or {},
        target=str(draft.config.get("target")),
        has_linear=any(CATALOGUE[key].encoding == "one_hot" for key in CATALOGUE if key in keys),
    )


def theme_of_page() -> str:
    """Return the theme of the page that asks."""
    return request.cookies.get("hydroml_theme", "light")


def spans(correlations: Correlations, opened: Sequence[Sequence[int]] | None) -> tuple[Span, ...]:
    """Return the opened spans of a matrix as the browser sent them; none of what is no span of it."""
    n = len(correlations.columns)
    found: list[Span] = []
    for one in opened or ():
        start, end = (one[0], one[1]) if len(one) == 2 else (0, 0)
        if not (
            isinstance(start, int) and isinstance(end, int) and (found or [(0, 0)])[-1][1] <= start < end <= n
        ):
            return ()
        found.append((start, end))
    return tuple(found)


def subject(draft: Draft) -> tuple[str, str]:
    """Return the ids of dataset and target of a draft that has both.

    Raises
    ------
    InvalidInputError
        If step 1 is not done.
    """
    dataset = draft.config.get("dataset") or {}
    target = draft.config.get("target")
    if not dataset.get("id") or not target:
        raise InvalidInputError(
            "There is no target yet.", hint="Choose dataset and target in step 1.", code="TARGET_MISSING"
        )
    return str(dataset["id"]), str(target)


def evidence_of(services: Services, user: User, draft: Draft, method: Method = "spearman") -> Evidence:
    """Return what is known of a draft's table without computing anything."""
    dataset_id, target = subject(draft)
    profile, correlations, importance = services.profiles.known(
        user, dataset_id, target=target, method=method
    )
    return Evidence(profile, correlations, importance, target)
