"""From a template and the proposal for a table to a configuration, and notes on what did not fit."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from ..errors import InvalidInputError
from ..experiments import ExperimentConfig, ModelChoice
from ..experiments.config import Features, Imbalance, Search, TemplateRef, Transform, Validation
from ..models import CATALOGUE, METRICS, validate_hyperparameters
from ..profile import ColumnProfile, Profile
from ..vocabulary import Metric, Task
from .document import FeatureRules, Recipe, TemplateRoles, TemplateRules, TransformRule
from .records import Template
from .selecting import is_selected

CLASS_TASKS = ("binary", "multiclass")
MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Application:
    """The configuration that a template gives for a table, and what of it did not fit, in words."""

    config: ExperimentConfig
    notes: tuple[str, ...]


def task_of(roles: TemplateRoles, detected: Task) -> Task:
    """Return the task to suggest for: the template's, if the target allows it.

    Raises
    ------
    InvalidInputError
        ``TEMPLATE_DOES_NOT_FIT`` when it does not.
    """
    wanted = roles.target.task or detected
    if (wanted in CLASS_TASKS) != (detected in CLASS_TASKS) or (wanted == "binary" != detected):
        raise does_not_fit(f"it predicts {wanted}, and the target is {detected}", "Choose another target.")
    return wanted


def apply_recipe(
    template: Template, recipe: Recipe, proposal: ExperimentConfig, profile: Profile
) -> Application:
    """Lay the rules of a template over the proposal for a table.

    Parameters
    ----------
    template : whose id and version the configuration will name
    recipe : its roles and rules
    proposal : suggested for the table, target and the template's task
    profile : of the table, for that target

    Raises
    ------
    InvalidInputError
        ``TEMPLATE_DOES_NOT_FIT`` when the table lacks a role that the template needs.
    """
    _require_roles(recipe.roles, proposal)
    rules = recipe.rules
    features = _features(rules.features, template.name, proposal, profile)
    transforms, on_transforms = _transforms(rules.transforms, features.include, profile)
    models, on_models = _models(rules.models, proposal)
    validation, on_validation = _validation(rules, proposal)
    metric, on_metric = _metric(rules.metric, proposal)
    config = proposal.model_copy(
        update={
            "name": f"{proposal.target[:60]}, {template.name}"[:MAX_NAME],
            "features": features.model_copy(update={"transforms": transforms}),
            "models": models,
            "search": _search(rules.search, models),
            "validation": validation,
            "metric": metric,
            "imbalance": _imbalance(rules.imbalance, proposal),
            "template": TemplateRef(id=template.id, version=template.version),
        }
    )
    on_roles = _minority(recipe.roles, profile)
    return Application(config, (*on_roles, *on_transforms, *on_models, *on_validation, *on_metric))


def does_not_fit(why: str, hint: str) -> InvalidInputError:
    """Return the refusal to apply a template to a table it was not made for."""
    return InvalidInputError(f"The template does not fit: {why}.", hint=hint, code="TEMPLATE_DOES_NOT_FIT")


def _require_roles(roles: TemplateRoles, proposal: ExperimentConfig) -> None:
    for name, role, found in (
        ("time", roles.time, proposal.roles.time),
        ("group", roles.group, proposal.roles.group),
    ):
        if role is not None and found is None and not role.optional:
            raise does_not_fit(
                f"it needs a {name} column, and none was found",
                f"Use a table with a {name} column, or another template.",
            )


def _minority(roles: TemplateRoles, profile: Profile) -> list[str]:
    wanted, described = roles.target.minority_share, profile.target
    if wanted is None or described is None or len(described.balance) < 2:
        return []
    share = min(described.balance.values()) / max(1, sum(described.balance.values()))
    if (wanted.max is None or share <= wanted.max) and (wanted.min is None or share >= wanted.min):
        return []
    bounds = [f"at least {wanted.min:.0%}"] if wanted.min is not None else []
    bounds += [f"at most {wanted.max:.0%}"] if wanted.max is not None else []
    return [
        f"The rarest class has {share:.0%} of the rows; the template was made for {' and '.join(bounds)}."
    ]


def _features(rules: FeatureRules, name: str, proposal: ExperimentConfig, profile: Profile) -> Features:
    exclude = dict(proposal.features.exclude)
    for column in _columns(proposal.features.include, profile):
        reasons = [one.reason for one in rules.exclude if is_selected(one.where, column, profile)]
        if not is_selected(rules.include, column, profile):
            reasons.append(f"left out by the template {name}")
        if reasons:
            exclude[column.name] = reasons[0]
    include = tuple(one for one in proposal.features.include if one not in exclude)
    return Features(include=include, exclude=exclude)


def _transforms(
    rules: tuple[TransformRule, ...], include: Collection[str], profile: Profile
) -> tuple[tuple[Transform, ...], list[str]]:
    made, notes = [], []
    for rule in rules:
        columns = [one.name for one in _columns(include, profile) if is_selected(rule.where, one, profile)]
        if rule.only_for:
            notes.append(f"'{rule.step}' for some models only cannot be run in this version and is left out.")
        elif not columns:
            notes.append(f"'{rule.step}' finds no column in this table.")
        else:
            made.append(
                Transform(
                    columns=tuple(columns),
                    step=rule.step,
                    method=rule.method,
                    max_levels=rule.max_levels,
                    parts=rule.parts,
                )
            )
    return tuple(made), notes


def _models(
    wanted: tuple[ModelChoice, ...], proposal: ExperimentConfig
) -> tuple[tuple[ModelChoice, ...], list[str]]:
    kept, notes = [], []
    for one in wanted:
        if one.key not in CATALOGUE or proposal.task not in CATALOGUE[one.key].tasks:
            notes.append(f"The model {one.key} cannot do {proposal.task} in this version and is left out.")
        elif validate_hyperparameters(one.key, one.hyperparameters, task=proposal.task):
            notes.append(f"Hyperparameters of {one.key} do not fit; its tuned defaults are used.")
            kept.append(ModelChoice(key=one.key))
        else:
            kept.append(one)
    if wanted and not kept:
        notes.append("None of the template's models fits; the recommended ones are used.")
    return tuple(kept) or proposal.models, notes


def _metric(wanted: Metric | None, proposal: ExperimentConfig) -> tuple[Metric, list[str]]:
    if wanted is None or (wanted in METRICS and proposal.task in METRICS[wanted].tasks):
        return wanted or proposal.metric, []
    return proposal.metric, [
        f"The metric {wanted} does not judge {proposal.task}; {proposal.metric} is used."
    ]


def _imbalance(wanted: Imbalance | None, proposal: ExperimentConfig) -> Imbalance:
    return wanted if wanted is not None and proposal.task in CLASS_TASKS else proposal.imbalance


def _search(wanted: Search | None, models: tuple[ModelChoice, ...]) -> Search:
    if wanted is None:
        return Search()
    keys = {one.key for one in models}
    space = {key: values for key, values in wanted.space.items() if key in keys}
    return wanted.model_copy(update={"space": space})


def _validation(rules: TemplateRules, proposal: ExperimentConfig) -> tuple[Validation, list[str]]:
    """Return the template's way of judging, unless the rows lie in time or in groups and it ignores that."""
    if rules.validation is None:
        return proposal.validation, []
    given = rules.validation.model_dump(exclude_none=True)
    strategy, proposed = str(given.get("strategy", "")), proposal.validation.strategy
    reason = _unfit(strategy, proposal)
    if reason is None:
        return Validation.model_validate({**proposal.validation.model_dump(), **given}), []
    kept: dict[str, Any] = {name: given[name] for name in ("n_splits", "test_size") if name in given}
    judged = proposal.validation.model_copy(update=kept)
    return judged, [f"'{strategy}' does not fit, because {reason}; '{proposed}' is used."]


def _unfit(strategy: str, proposal: ExperimentConfig) -> str | None:
    """Return why a strategy would mislead or cannot work here; "" is the proposed one."""
    roles, proposed = proposal.roles, proposal.validation.strategy
    if not strategy or strategy == proposed:
        return None
    if "stratified" in strategy and proposal.task not in CLASS_TASKS:
        return f"{proposal.task} has no classes"
    if strategy.startswith("time_"):
        return None if roles.time is not None else "no time column was found"
    if proposed.startswith("time_"):
        return "rows follow time"
    if "group" in strategy:
        return None if roles.group is not None else "no group column was found"
    if strategy == "predefined":
        return "a template names no column"
    return "rows come in groups" if "group" in proposed else None


def _columns(names: Collection[str], profile: Profile) -> list[ColumnProfile]:
    wanted = frozenset(names)
    return [column for column in profile.columns if column.name in wanted]
