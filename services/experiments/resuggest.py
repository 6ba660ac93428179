"""A draft follows its dataset, target and task: when one changes, the rest is suggested anew."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from ..errors import InvalidInputError
from ..vocabulary import Task
from .config import ExperimentConfig
from .keeping import keep_choices

TASKS: tuple[Task, ...] = get_args(Task)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a suggestion is about; a task of None is to be detected, a target of None suggested."""

    dataset_id: str | None
    target: str | None
    task: Task | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A new suggestion, and the columns of its table."""

    config: ExperimentConfig
    columns: Collection[str]


Suggest = Callable[[Subject], Suggestion]


def subject_of(config: Mapping[str, Any]) -> Subject:
    """Return what a draft is about; values of another type count as not chosen."""
    dataset = config.get("dataset")
    dataset_id = dataset.get("id") if isinstance(dataset, Mapping) else None
    target, task = config.get("target"), config.get("task")
    return Subject(
        dataset_id if isinstance(dataset_id, str) else None,
        target if isinstance(target, str) else None,
        next((one for one in TASKS if one == task), None),
    )


def follow(
    before: Mapping[str, Any], after: dict[str, Any], proposal: Mapping[str, Any] | None, suggest: Suggest
) -> tuple[dict[str, Any], Mapping[str, Any] | None]:
    """Return configuration and proposal (with its notes) after a change of the draft.

    Parameters
    ----------
    before, after : the draft's configuration before and after the change
    proposal : what had been suggested before the change
    suggest : makes a new suggestion
    """
    old, new = subject_of(before), subject_of(after)
    is_same_table = new.dataset_id == old.dataset_id
    is_settled = old == new and proposal is not None
    if new.dataset_id is None or is_settled or (is_same_table and new.target is None):
        return after, proposal
    asked = _asked(old, new)
    try:
        found = suggest(asked)
    except InvalidInputError:
        if is_same_table:
            raise
        other = _without_target(suggest, asked)
        if other is None:  # no column stands out: the user has to choose
            return {"dataset": after["dataset"]}, None
        found = other
    mine = {
        key: value for key, value in after.items() if key not in ("dataset", "target", "task", "template")
    }
    config, notes = keep_choices(mine, proposal, found.config, found.columns)
    return config, {**found.config.model_dump(mode="json"), "notes": list(notes)}


def _asked(old: Subject, new: Subject) -> Subject:
    """Return what to suggest for: another target or table has its task detected, unless both changed."""
    is_moved = (old.dataset_id, old.target) != (new.dataset_id, new.target)
    return Subject(new.dataset_id, new.target, None if is_moved and old.task == new.task else new.task)


def _without_target(suggest: Suggest, asked: Subject) -> Suggestion | None:
    """Return a suggestion for another table whose columns do not include the old target."""
    try:
        return suggest(Subject(asked.dataset_id, None, None))
    except InvalidInputError:
        return None
