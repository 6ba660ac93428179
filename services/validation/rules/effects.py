"""Settings that will have no effect: told, so that nobody believes they had one."""

from collections.abc import Iterator

from ...experiments import pointer
from ...experiments.config import Validation
from ...findings import Finding, Fix
from ...models import CATALOGUE
from ..case import Case, Rule, shown
from .effects_models import on_models
from .effects_transforms import on_transforms
from .idle import NO_EFFECT, gone, idle
from .splits import TIMED

USUAL = Validation()
MARKS = frozenset({"train", "test"})


def setting_no_effect(case: Case) -> Iterator[Finding]:
    """Tell which settings do nothing in this configuration."""
    yield from _validation(case)
    yield from _predefined(case)
    yield from _imbalance(case)
    yield from _weights(case)
    yield from _resampling(case)
    yield from on_models(case)
    yield from _columns(case)
    yield from _roles(case)
    yield from on_transforms(case)
    yield from _memory(case)


def _validation(case: Case) -> Iterator[Finding]:
    chosen = case.config.validation
    if chosen.strategy not in TIMED:
        for name, value in (("gap", chosen.gap), ("horizon", chosen.horizon)):
            if value:
                yield idle(f"/validation/{name}", f"A {name} belongs to a split by time.", None)
    elif chosen.repeats > 1:
        yield idle("/validation/repeats", "A split by time is not repeated.", 1)
    if chosen.strategy.startswith("repeated_") and chosen.repeats == 1:
        yield idle("/validation/repeats", "Folds that are dealt once are not repeated.", 2)
    if chosen.column is not None and chosen.strategy != "predefined":
        yield idle("/validation/column", "A fold column belongs to a predefined split.", None)
    if chosen.strategy == "holdout" and chosen.n_splits != USUAL.n_splits:
        yield idle("/validation/n_splits", "A hold-out has no folds.", USUAL.n_splits)


def _predefined(case: Case) -> Iterator[Finding]:
    """Tell what the column of a predefined split decides instead of the settings."""
    chosen, roles = case.config.validation, case.config.roles
    if chosen.strategy != "predefined":
        return
    names = ["test_size", *(["n_splits", "repeats"] if _names_folds(case) else [])]
    for name in names:
        if getattr(chosen, name) != getattr(USUAL, name):
            yield idle(f"/validation/{name}", "The column decides this.", getattr(USUAL, name))
    for role, column in (("time", roles.time), ("group", roles.group)):
        if column is not None:
            yield idle(f"/roles/{role}", f"A predefined split does not look at the {role} of a row.", None)


def _names_folds(case: Case) -> bool:
    """Tell whether the column names folds; with "train" and "test" alone the rest is dealt as usual."""
    column = case.column(case.config.validation.column)
    top = column.stats.get("top") if column is not None else None
    return top is None or any(str(value) not in MARKS for value, _ in top)


def _imbalance(case: Case) -> Iterator[Finding]:
    chosen = case.config.imbalance.threshold
    if chosen.method != "default" and case.config.task != "binary":
        message = "A threshold decides between two classes."
        yield idle("/imbalance/threshold/method", message, "default")
    for name in ("false_negative", "false_positive"):
        if chosen.method != "cost" and getattr(chosen, name) is not None:
            yield idle(f"/imbalance/threshold/{name}", "A cost belongs to a threshold by cost.", None)


def _weights(case: Case) -> Iterator[Finding]:
    chosen = case.config.imbalance
    if chosen.class_weight == "none":
        return
    weighted = [one.key for one in case.config.models if _has_weights(one.key)]
    if not case.is_classification or not weighted:
        message = "None of the models can weigh classes here."
        yield idle("/imbalance/class_weight", message, "none")
        return
    keys = [one.key for one in case.config.models if one.key in CATALOGUE and one.key not in weighted]
    others = [CATALOGUE[key].label for key in keys]
    if others:
        message = f"Class weights have no effect on {', '.join(others)}."
        yield Finding(NO_EFFECT, "warning", "/imbalance/class_weight", message)
    for place, one in enumerate(case.config.models):
        own = one.hyperparameters.get("class_weight")
        if one.key in weighted and own is not None and own != chosen.class_weight:
            message = f"{CATALOGUE[one.key].label} sets class weights of its own; those of step 4 do nothing."
            at = pointer(("models", place, "hyperparameters", "class_weight"))
            fix = Fix("Use those of step 4", ({"op": "remove", "path": at},))
            yield Finding(NO_EFFECT, "warning", "/imbalance/class_weight", message, {"model": one.key}, fix)


def _resampling(case: Case) -> Iterator[Finding]:
    if case.config.imbalance.resampling == "none":
        return
    if not case.is_classification:
        yield idle("/imbalance/resampling", "Only classes can be made equally frequent.", "none")
    elif case.config.imbalance.class_weight != "none":
        message = (
            "Rows are drawn until the classes are equally frequent: weights of classes change nothing more."
        )
        yield idle("/imbalance/class_weight", message, "none")


def _has_weights(key: str) -> bool:
    return any(one.key == key and one.parameter("class_weight") is not None for one in CATALOGUE.values())


def _columns(case: Case) -> Iterator[Finding]:
    for name in case.config.kinds:
        if name not in case.columns:
            yield gone(pointer(("kinds", name)), f"{shown(name)} has a kind but is no column of the table.")
    for name in case.config.missing_values:
        if name not in case.columns:
            field = pointer(("missing_values", name))
            yield gone(
                field, f"{shown(name)} has values that stand for missing but is no column of the table."
            )
    unknown = [name for name in case.config.features.exclude if name not in case.columns]
    if unknown:
        more = f" and {len(unknown) - 1} more" if len(unknown) > 1 else ""
        message = f"{shown(unknown[0])}{more} is left out but is no column of the table. It has no effect."
        places = [pointer(("features", "exclude", name)) for name in unknown]
        fix = Fix("Remove it", tuple({"op": "remove", "path": place} for place in places))
        yield Finding(NO_EFFECT, "warning", places[0], message, {"n": len(unknown)}, fix)


def _roles(case: Case) -> Iterator[Finding]:
    for place, name in enumerate(case.config.roles.ignore):
        field = pointer(("roles", "ignore", place))
        if name == case.config.target:
            yield gone(field, f"{shown(name)} is set aside but is the target.")
        elif name not in case.columns:
            yield gone(field, f"{shown(name)} is set aside but is no column of the table.")


def _memory(case: Case) -> Iterator[Finding]:
    wanted, most = case.config.resources.memory_limit_mb, case.most_memory_mb
    if wanted is not None and most is not None and wanted > most:
        message = f"A run may use at most {most:,} MB on this machine; that limit comes first."
        fix = Fix("Use that limit", ({"op": "add", "path": "/resources/memory_limit_mb", "value": most},))
        yield Finding(NO_EFFECT, "warning", "/resources/memory_limit_mb", message, {"most_mb": most}, fix)


RULES = (
    Rule(
        NO_EFFECT,
        setting_no_effect,
        "A setting does nothing beside the other choices, such as a gap without a split by time.",
        "Reset it, or change the choice it belongs to.",
    ),
)
