"""From a configuration to roles and rules that hold for other tables: no column is named."""

from collections.abc import Collection

from ..experiments import ExperimentConfig
from ..experiments.config import Imbalance, Search, Transform
from ..profile import ColumnProfile, Profile
from ..vocabulary import ColumnKind
from .document import (
    ColumnRole,
    Exclusion,
    FeatureRules,
    KindCondition,
    NumberCondition,
    Recipe,
    Selector,
    TargetRole,
    TemplateRoles,
    TemplateRules,
    TransformRule,
    ValidationRule,
)

NEVER: tuple[ColumnKind, ...] = ("identifier", "constant")
SOMETIMES: tuple[ColumnKind, ...] = ("text", "datetime", "categorical", "boolean")
LEAK_SCORE = 0.95
MOSTLY_MISSING = 0.5


def generalise(config: ExperimentConfig, profile: Profile) -> Recipe:
    """Return the roles and rules of a configuration.

    Columns become kinds: a kind of which nothing was selected is left out, a transformation is for
    the kinds of its columns. What is tied to single columns (kinds set by hand, correlated pairs, a
    predefined split) is left to the proposal for the next table.

    Parameters
    ----------
    config : complete
    profile : of its table
    """
    return Recipe(
        roles=_roles(config),
        rules=TemplateRules(
            features=_features(config, profile),
            transforms=tuple(_transform(one, profile) for one in config.features.transforms),
            models=config.models,
            search=_search(config),
            validation=_validation(config),
            metric=config.metric,
            imbalance=config.imbalance if config.imbalance != Imbalance() else None,
        ),
    )


def _search(config: ExperimentConfig) -> Search | None:
    """Return the search without the trials of the past, which belong to the data."""
    found = config.search.model_copy(update={"earlier": {}})
    return found if found != Search() else None


def _roles(config: ExperimentConfig) -> TemplateRoles:
    strategy = config.validation.strategy
    return TemplateRoles(
        target=TargetRole(task=config.task),
        time=ColumnRole(optional="time" not in strategy) if config.roles.time else None,
        group=ColumnRole(optional="group" not in strategy) if config.roles.group else None,
    )


def _features(config: ExperimentConfig, profile: Profile) -> FeatureRules:
    selected = set(config.features.include)
    used = {column.kind for column in profile.columns if column.name in selected}
    aside = {config.target, config.roles.time, config.roles.group, *config.roles.ignore}
    unused = {column.kind for column in profile.columns if column.name not in aside} - used
    not_in = [kind for kind in NEVER if kind not in used]
    not_in += [kind for kind in SOMETIMES if kind in unused]
    return FeatureRules(
        include=Selector(kind=KindCondition(not_in=tuple(not_in))) if not_in else Selector(),
        exclude=(*_leaks(config, profile), *_missing(config, profile)),
    )


def _leaks(config: ExperimentConfig, profile: Profile) -> tuple[Exclusion, ...]:
    leaks = {one.field for one in profile.findings if one.code == "DATA_LEAK"}
    if leaks & set(config.features.include):
        return ()
    where = Selector(leak_score=NumberCondition(gt=LEAK_SCORE))
    return (Exclusion(where=where, reason="gives the target away"),)


def _missing(config: ExperimentConfig, profile: Profile) -> tuple[Exclusion, ...]:
    empty = {one.name for one in profile.columns if one.n_missing > MOSTLY_MISSING * profile.n_rows}
    if not empty or empty & set(config.features.include):
        return ()
    where = Selector(missing_share=NumberCondition(gt=MOSTLY_MISSING))
    return (Exclusion(where=where, reason="mostly missing"),)


def _transform(transform: Transform, profile: Profile) -> TransformRule:
    return TransformRule(
        where=Selector(kind=KindCondition(one_of=_kinds(transform.columns, profile))),
        step=transform.step,
        method=transform.method,
        max_levels=transform.max_levels,
        parts=transform.parts,
    )


def _kinds(names: Collection[str], profile: Profile) -> tuple[ColumnKind, ...]:
    wanted = frozenset(names)
    columns: list[ColumnProfile] = [column for column in profile.columns if column.name in wanted]
    return tuple(sorted({column.kind for column in columns}))


def _validation(config: ExperimentConfig) -> ValidationRule | None:
    chosen = config.validation
    if chosen.strategy == "predefined":
        return None
    return ValidationRule(
        strategy=chosen.strategy,
        n_splits=chosen.n_splits,
        test_size=chosen.test_size,
        gap=chosen.gap,
        horizon=chosen.horizon,
        repeats=chosen.repeats,
    )
