"""From a profile to a complete configuration: what is launched when nothing is changed."""

from collections.abc import Sequence
from difflib import get_close_matches

from ..datasets.records import Dataset
from ..errors import FieldError, InvalidInputError
from ..features import drop_unusable
from ..models import DataFacts, Recommendation, facts, recommend
from ..profile.records import Profile
from ..vocabulary import Task
from .config import DatasetRef, ExperimentConfig, Features, ModelChoice, Roles, Validation
from .naming import propose_name

DEFAULT_SEED = 20261123
"""The master seed of every suggestion; fixed, so that the same data get the same configuration."""

GROUP_REASON = "names the group a row belongs to; an id is not a feature"


def propose(
    dataset: Dataset,
    profile: Profile,
    *,
    target: str,
    task: Task | None = None,
    memory_mb: int | None = None,
) -> ExperimentConfig:
    """Return the configuration proposed for a target; equal arguments give equal configurations.

    Parameters
    ----------
    dataset : the table, whose project the experiment will belong to
    profile : of the same table, made for this target
    target : name of a column of the profile
    task : overrides the detected one
    memory_mb : what one run may use, in MB (2**20 bytes)
    """
    settled = task or detected_task(profile, target)
    exclude, found, advice = _advise(profile, target, settled, memory_mb)
    judged, models = advice.validation, _models(advice)
    return ExperimentConfig(
        name=propose_name(target, judged, [one.key for one in models]),
        project=dataset.project,
        dataset=DatasetRef(id=dataset.id, fingerprint=dataset.fingerprint),
        target=target,
        task=settled,
        roles=Roles(time=found.time_column, group=found.group_column),
        features=Features(include=_features(profile, target, exclude), exclude=exclude),
        models=models,
        validation=Validation(
            strategy=judged.strategy,
            n_splits=judged.n_splits,
            repeats=judged.repeats,
            test_size=judged.test_size,
        ),
        metric=advice.metric.name,
        seed=DEFAULT_SEED,
    )


def advise(
    profile: Profile, *, target: str, task: Task | None = None, memory_mb: int | None = None
) -> Recommendation:
    """Return the recommendation on which `propose` builds, with all its reasons."""
    return _advise(profile, target, task or detected_task(profile, target), memory_mb)[2]


def detected_task(profile: Profile, target: str) -> Task:
    """Return the task that the profile detected for this target."""
    if profile.target is None or profile.target.name != target:
        raise ValueError(f"the profile was not made for the target {target!r}")
    return profile.target.task


def target_or_refuse(profile: Profile, target: str | None) -> str:
    """Return the given target, else the suggested one.

    Raises
    ------
    InvalidInputError
        ``TARGET_UNKNOWN`` naming close matches, or ``TARGET_MISSING`` when none is given or suggested.
    """
    names = [column.name for column in profile.columns]
    if target is None and profile.suggested_target is not None:
        return profile.suggested_target
    if target is None:
        raise InvalidInputError(
            "No column stands out as the one to predict.",
            hint="Choose a target.",
            code="TARGET_MISSING",
            errors=[FieldError("/target", "is missing")],
        )
    if target in names:
        return target
    close = _close_names(target, names)
    meant = ", ".join(f"'{name}'" for name in close)
    raise InvalidInputError(
        f"The table has no column '{target[:100]}'.",
        hint=f"Did you mean {meant}?" if close else "Choose one of the columns of the table.",
        code="TARGET_UNKNOWN",
        errors=[FieldError("/target", f"is no column; close: {meant}" if close else "is no column")],
    )


def _advise(
    profile: Profile, target: str, task: Task, memory_mb: int | None
) -> tuple[dict[str, str], DataFacts, Recommendation]:
    """Return what is left out and why, the facts of the rest and what they recommend."""
    exclude = drop_unusable(profile, target=target).exclude
    found = _facts(profile, target, task, exclude, memory_mb)
    if found.group_column is not None:
        exclude[found.group_column] = GROUP_REASON
        found = _facts(profile, target, task, exclude, memory_mb)
    return exclude, found, recommend(found)


def _facts(
    profile: Profile, target: str, task: Task, exclude: dict[str, str], memory_mb: int | None
) -> DataFacts:
    return facts(profile, target, task, _features(profile, target, exclude), memory_mb=memory_mb)


def _models(advice: Recommendation) -> tuple[ModelChoice, ...]:
    proposed = tuple(
        ModelChoice(key=one.model, hyperparameters=dict(one.hyperparameters))
        for one in advice.recommendations
    )
    return proposed if advice.average is None else (*proposed, ModelChoice(key="blend"))


def _features(profile: Profile, target: str, exclude: dict[str, str]) -> tuple[str, ...]:
    names = (column.name for column in profile.columns)
    return tuple(name for name in names if name != target and name not in exclude)


def _close_names(target: str, names: Sequence[str]) -> list[str]:
    """Return up to three names that differ by case or a few letters; long names are passed over."""
    short = {name.casefold(): name for name in names if len(name) <= 100}
    return [short[found] for found in get_close_matches(target.casefold()[:100], short, n=3)]
