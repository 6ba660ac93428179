"""After a new suggestion: which of the user's own choices still fit, and which were reset."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ..models import CATALOGUE, METRICS, default_space, validate_hyperparameters
from ..vocabulary import Task
from .config import Dismissal, ExperimentConfig, Features, Imbalance, ModelChoice, Roles, Search, Validation

CLASS_TASKS = ("binary", "multiclass")
LABELS = MappingProxyType(
    {
        "roles": "roles of columns",
        "kinds": "kinds of columns",
        "missing_values": "values that stand for missing",
        "features": "features",
        "models": "models",
        "search": "search",
        "validation": "validation",
        "metric": "metric",
        "imbalance": "rare classes",
    }
)
ALWAYS_FIT = ("name", "description", "tags", "project", "seed", "resources")


@dataclass(frozen=True, slots=True)
class _New:
    """What the choices must fit: the new suggestion and the columns of the table."""

    proposal: ExperimentConfig
    columns: frozenset[str]

    @property
    def task(self) -> Task:
        """The task now."""
        return self.proposal.task


Keep = Callable[[Any, Mapping[str, Any], _New], Any]
"""From the user's value, the old suggestion and the new situation to a value that fits, or None."""


def keep_choices(
    config: Mapping[str, Any],
    old: Mapping[str, Any] | None,
    proposal: ExperimentConfig,
    columns: Collection[str],
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the new suggestion with the user's choices that still fit, and a note on each that did not.

    Parameters
    ----------
    config : the draft so far (JSON); may be incomplete or hold values that are not allowed
    old : what had been suggested before (JSON), None if nothing was
    proposal : the new suggestion
    columns : names of the columns of the table
    """
    merged = proposal.model_dump(mode="json")
    notes = []
    before = old or {}
    new = _New(proposal, frozenset(columns))
    for key in (*ALWAYS_FIT, *_KEEPERS):
        if key not in config or config[key] == before.get(key):
            continue
        kept = config[key] if key in ALWAYS_FIT else _kept(key, config[key], before, new)
        if kept is not None:
            merged[key] = kept
        if key in LABELS and kept != config[key]:
            part = "partly " if kept is not None and kept != proposal.model_dump(mode="json")[key] else ""
            notes.append(f"{LABELS[key]}: {part}set as proposed for the new target")
    return merged, tuple(notes)


def _kept(key: str, value: Any, old: Mapping[str, Any], new: _New) -> Any:
    try:
        return _KEEPERS[key](value, old, new)
    except ValidationError:
        return None  # a value that was not allowed before is not worth carrying over


def _roles(value: Any, old: Mapping[str, Any], new: _New) -> Any:
    roles = Roles.model_validate(value)
    usable = new.columns - {new.proposal.target}
    kept = Roles(
        time=roles.time if roles.time in usable else new.proposal.roles.time,
        group=roles.group if roles.group in usable else new.proposal.roles.group,
        ignore=tuple(name for name in roles.ignore if name in usable),
    )
    return kept.model_dump(mode="json")


def _by_column(value: Any, old: Mapping[str, Any], new: _New) -> Any:
    """Return what is said of single columns, of those that are still there."""
    said = TypeAdapter(dict[str, Any]).validate_python(value)
    return {name: one for name, one in said.items() if name in new.columns}


def _features(value: Any, old: Mapping[str, Any], new: _New) -> Any:
    """Return the new selection with the columns the user himself took in or left out."""
    mine = Features.model_validate(value)
    before = Features.model_validate(old.get("features", {}))
    proposed = new.proposal.features
    usable = new.columns - {new.proposal.target}
    left_out = {
        name: why for name, why in mine.exclude.items() if name not in before.exclude and name in usable
    }
    taken_in = {name for name in mine.include if name not in before.include and name in usable}
    exclude = {name: why for name, why in {**proposed.exclude, **left_out}.items() if name not in taken_in}
    include = [name for name in proposed.include if name not in left_out]
    include += [name for name in mine.include if name in taken_in and name not in include]
    transforms = [
        one.model_copy(update={"columns": tuple(name for name in one.columns if name in include)})
        for one in mine.transforms
    ]
    return Features(
        include=tuple(include), exclude=exclude, transforms=tuple(one for one in transforms if one.columns)
    ).model_dump(mode="json")


def _models(value: Any, old: Mapping[str, Any], new: _New) -> Any:
    models = TypeAdapter(tuple[ModelChoice, ...]).validate_python(value)
    kept = [
        one.model_dump(mode="json")
        for one in models
        if one.key in CATALOGUE
        and new.task in CATALOGUE[one.key].tasks
        and not validate_hyperparameters(one.key, one.hyperparameters, task=new.task)
    ]
    return kept or None


def _search(value: Any, old: Mapping[str, Any], new: _New) -> Any:
    search = Search.model_validate(value)
    space = {
        key: values
        for key, values in search.space.items()
        if key in CATALOGUE
        and new.task in CATALOGUE[key].tasks
        and set(values) <= set(default_space(key, tier="expert"))
    }
    return search.model_copy(update={"space": space}).model_dump(mode="json")


def _validation(value: Any, old: Mapping[str, Any], new: _New) -> Any:
    chosen = Validation.model_validate(value)
    roles = new.proposal.roles
    fits = (
        ("stratified" not in chosen.strategy or new.task in CLASS_TASKS)
        and ("group" not in chosen.strategy or roles.group is not None)
        and ("time" not in chosen.strategy or roles.time is not None)
        and (chosen.column is None or chosen.column in new.columns)
    )
    return chosen.model_dump(mode="json") if fits else None


def _metric(value: Any, old: Mapping[str, Any], new: _New) -> Any:
    fits = any(one.name == value and new.task in one.tasks for one in METRICS.values())
    return value if fits else None


def _imbalance(value: Any, old: Mapping[str, Any], new: _New) -> Any:
    chosen = Imbalance.model_validate(value)
    return chosen.model_dump(mode="json") if new.task in CLASS_TASKS else None


def _dismissed(value: Any, old: Mapping[str, Any], new: _New) -> Any:
    """Return what was dismissed and still has its column, or is about the table or a setting."""
    dismissed = TypeAdapter(tuple[Dismissal, ...]).validate_python(value)
    return [
        one.model_dump(mode="json")
        for one in dismissed
        if one.field in new.columns or one.field == "" or not one.code.startswith("DATA_")
    ]


_KEEPERS: Mapping[str, Keep] = MappingProxyType(
    {
        "roles": _roles,
        "kinds": _by_column,
        "missing_values": _by_column,
        "features": _features,
        "models": _models,
        "search": _search,
        "validation": _validation,
        "metric": _metric,
        "imbalance": _imbalance,
        "dismissed": _dismissed,
    }
)
