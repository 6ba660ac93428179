"""Names for experiments, made of what tells them apart: target, validation, models."""

from collections.abc import Mapping, Sequence

from ..models import CATALOGUE, ValidationAdvice
from ..vocabulary import ModelKey, ValidationStrategy

MAX_TARGET_CHARACTERS = 60

_WORDS: Mapping[ValidationStrategy, str] = {
    "holdout": "one hold-out",
    "kfold": "{n} folds",
    "stratified_kfold": "{n} folds by class",
    "repeated_kfold": "{n} folds {r} times",
    "repeated_stratified_kfold": "{n} folds by class {r} times",
    "group_kfold": "{n} folds by group",
    "stratified_group_kfold": "{n} folds by group and class",
    "time_expanding": "{n} expanding windows",
    "time_sliding": "{n} sliding windows",
    "predefined": "given folds",
}


def propose_name(target: str, advice: ValidationAdvice, models: Sequence[ModelKey]) -> str:
    """Return a name such as "price, 5 folds, LightGBM and 2 more"."""
    return ", ".join((_shortened(target), _judging(advice), model_words(models)))


def model_words(keys: Sequence[ModelKey]) -> str:
    """Return models in words: the first one's label and how many more there are."""
    first = CATALOGUE[keys[0]].label if keys[0] in CATALOGUE else keys[0]
    return first if len(keys) == 1 else f"{first} and {len(keys) - 1} more"


def _judging(advice: ValidationAdvice) -> str:
    return _WORDS[advice.strategy].format(n=advice.n_splits, r=advice.repeats)


def _shortened(target: str) -> str:
    text = " ".join(target.split()) or "target"
    return text if len(text) <= MAX_TARGET_CHARACTERS else f"{text[: MAX_TARGET_CHARACTERS - 1]}…"
