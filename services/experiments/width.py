"""How wide the table of a draft is once its features are encoded for the models it compares."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from ..errors import InvalidInputError
from ..features import plan
from ..models import CATALOGUE
from ..profile.records import Profile
from .config import Transform


def model_columns(
    config: Mapping[str, Any], profile: Profile, include: Sequence[str]
) -> dict[str, int] | None:
    """Return how many columns of the widest chosen model come from each feature; None where unknown.

    Parameters
    ----------
    config : of a draft (JSON); `models`, `kinds`, `missing_values` and the transformations are read
    profile : of its table
    include : names of the features, whatever the draft includes now
    """
    keys = {str(one.get("key")) for one in config.get("models") or ()}
    encodings = {spec.encoding for key, spec in CATALOGUE.items() if key in keys}
    declared = (config.get("features") or {}).get("transforms") or ()
    try:
        transforms = tuple(Transform.model_validate(one) for one in declared)
        plans = [
            plan(
                include,
                profile,
                encoding=encoding,
                kinds=config.get("kinds") or {},
                missing=config.get("missing_values") or {},
                transforms=transforms,
            )
            for encoding in encodings
        ]
    except (InvalidInputError, ValidationError):
        return None
    widest = max(plans, key=lambda one: one.n_output, default=None)
    return None if widest is None else {column.name: column.n_output for column in widest.columns}
