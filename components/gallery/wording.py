"""A template's roles and rules in words; what is not known is shown as it is written."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ...services.models import CATALOGUE
from ...services.models.metrics import METRICS
from .. import format as fmt

Line = tuple[str, str]

COMPARISONS: Mapping[str, str] = MappingProxyType(
    {
        "gt": "is above",
        "ge": "is at least",
        "lt": "is below",
        "le": "is at most",
        "min": "is at least",
        "max": "is at most",
    }
)
STRATEGIES: Mapping[str, str] = MappingProxyType(
    {
        "holdout": "Hold-out",
        "kfold": "Folds",
        "stratified_kfold": "Stratified folds",
        "repeated_kfold": "Repeated folds",
        "repeated_stratified_kfold": "Repeated stratified folds",
        "group_kfold": "Folds of whole groups",
        "stratified_group_kfold": "Stratified folds of whole groups",
        "time_expanding": "Expanding windows in time",
        "time_sliding": "Sliding windows in time",
        "predefined": "Folds given by a column",
    }
)
TASKS: Mapping[str, str] = MappingProxyType(
    {
        "binary": "two classes",
        "multiclass": "several classes",
        "regression": "a number",
        "forecasting": "a number in time",
    }
)


def roles_in_words(roles: Mapping[str, Any]) -> list[Line]:
    """Return what a template needs: pairs of a role and what it must be."""
    return [(_title(role), _role(role, needs)) for role, needs in roles.items()]


def rules_in_words(rules: Mapping[str, Any]) -> list[Line]:
    """Return what a template does: pairs of a part of the configuration and its rule."""
    return [(_title(name), _RULES.get(name, _as_written)(rule)) for name, rule in rules.items() if rule]


def condition_in_words(condition: Mapping[str, Any]) -> str:
    """Return a selector: ``{"kind": {"in": ["numeric"]}, "skew": {"gt": 1}}`` and the like."""
    return " and ".join(f"{_spaced(name)} {_test(test)}" for name, test in condition.items())


def validation_in_words(validation: Mapping[str, Any]) -> str:
    """Return how the models are judged: "Stratified folds, 5 splits, final test 20 %"."""
    strategy = str(validation.get("strategy", ""))
    parts = [STRATEGIES.get(strategy, _spaced(strategy)) if strategy else "The strategy that fits the data"]
    if validation.get("n_splits"):
        parts.append(fmt.plural(int(validation["n_splits"]), "split"))
    if (validation.get("repeats") or 1) > 1:
        parts.append(f"{validation['repeats']} repeats")
    if validation.get("test_size"):
        parts.append(f"final test {fmt.percent(float(validation['test_size']))}")
    others = {"strategy", "n_splits", "repeats", "test_size"}
    parts += [
        f"{_spaced(key)} {value}"
        for key, value in validation.items()
        if key not in others and value is not None
    ]
    return ", ".join(part for part in parts if part)


def _role(role: str, needs: Any) -> str:
    if not isinstance(needs, Mapping):
        return _as_written(needs)
    parts = []
    for name, test in needs.items():
        if name == "task":
            words = [TASKS.get(str(one), _spaced(str(one))) for one in _as_list(test)]
            parts.append(f"{' or '.join(words)} to predict")
        elif name == "optional":
            parts.append("used when there is one" if test else "required")
        else:
            parts.append(f"{_spaced(name)} {_test(test)}")
    return ", ".join(parts) or f"any {role}"


def _test(test: Any) -> str:
    if not isinstance(test, Mapping):
        return f"is {_words(test)}"
    parts = []
    for operator, value in test.items():
        if operator in ("in", "not_in"):
            joined = " or ".join(_spaced(str(one)) for one in _as_list(value))
            parts.append(f"is {joined}" if operator == "in" else f"is not {joined}")
        else:
            parts.append(f"{COMPARISONS.get(operator, _spaced(operator))} {_words(value)}")
    return " and ".join(parts)


def _models(models: Any) -> str:
    names = []
    for model in _as_list(models):
        key = model.get("key") if isinstance(model, Mapping) else model
        known = next((one for one in CATALOGUE.values() if one.key == key), None)
        changed = model.get("hyperparameters") if isinstance(model, Mapping) else None
        label = known.label if known else _spaced(str(key))
        names.append(f"{label} ({_as_written(changed)})" if changed else label)
    return ", ".join(names)


def _metric(metric: Any) -> str:
    known = next((one for one in METRICS.values() if one.name == metric), None)
    return known.label if known else _words(metric)


def _features(features: Any) -> str:
    if not isinstance(features, Mapping):
        return _as_written(features)
    parts = []
    include = features.get("include")
    if include:
        told = condition_in_words(include) if isinstance(include, Mapping) else _as_written(include)
        parts.append(f"Columns whose {told}")
    for one in _as_list(features.get("exclude")):
        if isinstance(one, Mapping) and isinstance(one.get("where"), Mapping):
            parts.append(
                f"without those whose {condition_in_words(one['where'])} ({one.get('reason', 'left out')})"
            )
    known = {"include", "exclude"}
    parts += [
        f"{_spaced(key)}: {_as_written(value)}"
        for key, value in features.items()
        if key not in known and value
    ]
    return "; ".join(parts)


def _transforms(transforms: Any) -> str:
    parts = []
    for one in _as_list(transforms):
        if not isinstance(one, Mapping):
            parts.append(_as_written(one))
            continue
        where = one.get("where")
        step = " ".join(_spaced(str(one[key])) for key in ("step", "method") if one.get(key))
        told = f" of columns whose {condition_in_words(where)}" if isinstance(where, Mapping) else ""
        only = f", only for {_models(one['only_for'])}" if one.get("only_for") else ""
        parts.append(f"{step}{told}{only}")
    return "; ".join(parts)


def _validation(validation: Any) -> str:
    return validation_in_words(validation) if isinstance(validation, Mapping) else _as_written(validation)


def _imbalance(imbalance: Any) -> str:
    if not isinstance(imbalance, Mapping):
        return _as_written(imbalance)
    parts = [f"{_spaced(key)} {_as_written(value)}" for key, value in imbalance.items() if value != "none"]
    if imbalance.get("class_weight") == "none":
        parts.append("no class weights")
    return ", ".join(parts)


def _as_written(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{_spaced(str(key))} {_as_written(one)}" for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_as_written(one) for one in value)
    return _words(value)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return fmt.number(value) if isinstance(value, float) else str(value)


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _title(name: str) -> str:
    return _spaced(name).capitalize()


_RULES: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "models": _models,
        "metric": _metric,
        "features": _features,
        "transforms": _transforms,
        "validation": _validation,
        "imbalance": _imbalance,
    }
)
