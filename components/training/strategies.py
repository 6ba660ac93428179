"""The ways of judging: what each is for, how it looks, and how it divides real rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from ...services.vocabulary import Task, ValidationStrategy
from ..figures import FoldBar

CLASS_TASKS = ("binary", "multiclass")
HOLDOUT_SHARE = 0.2
PICTURE_ROWS = 5
Stripe = tuple[tuple[str, int], ...]
"""Parts of a row of a picture: "f" fits, "j" judges, "" is left out; with their widths."""


@dataclass(frozen=True, slots=True)
class StrategyView:
    """One way of judging as its card shows it; `fields` are the settings it takes."""

    key: ValidationStrategy
    label: str
    meaning: str
    picture: tuple[Stripe, ...]
    fields: tuple[str, ...] = ("n_splits", "test_size")


def _shuffled(n: int = PICTURE_ROWS) -> tuple[Stripe, ...]:
    return tuple((("f", place), ("j", 1), ("f", n - 1 - place)) for place in range(n))


def _mixed() -> tuple[Stripe, ...]:
    halves = _shuffled()
    return tuple(
        (*((kind, 3 * width) for kind, width in row), *((kind, width) for kind, width in row))
        for row in halves
    )


def _grouped() -> tuple[Stripe, ...]:
    return tuple(
        tuple(("j" if part == row else "f", 1) for part in range(PICTURE_ROWS)) for row in range(PICTURE_ROWS)
    )


def _expanding() -> tuple[Stripe, ...]:
    return tuple((("f", 2 + place), ("j", 1), ("", 4 - place)) for place in range(PICTURE_ROWS))


def _sliding() -> tuple[Stripe, ...]:
    return tuple((("", place), ("f", 2), ("j", 1), ("", 4 - place)) for place in range(PICTURE_ROWS))


_REPEATED = ("n_splits", "repeats", "test_size")
_TIMED = ("n_splits", "gap", "horizon", "test_size")
_ALL = (
    StrategyView("time_expanding", "Expanding", "Fit on the past, judge what follows", _expanding(), _TIMED),
    StrategyView("time_sliding", "Sliding", "The same, forgetting old rows", _sliding(), _TIMED),
    StrategyView("kfold", "Shuffled folds", "For rows without order", _shuffled()),
    StrategyView("stratified_kfold", "Stratified folds", "Same target mix in each fold", _mixed()),
    StrategyView("repeated_kfold", "Repeated folds", "Drawn anew, for few rows", _shuffled(), _REPEATED),
    StrategyView(
        "repeated_stratified_kfold",
        "Repeated, stratified",
        "For few rows or a rare class",
        _mixed(),
        _REPEATED,
    ),
    StrategyView("group_kfold", "Group folds", "Keep a group together", _grouped()),
    StrategyView("stratified_group_kfold", "Groups, stratified", "Groups whole, mix kept", _grouped()),
    StrategyView(
        "holdout", "Hold-out", "One split; for very large data", ((("f", 4), ("j", 1)),), ("test_size",)
    ),
    StrategyView("predefined", "From a column", "A column names the parts", _grouped(), ()),
)
STRATEGIES: Mapping[str, StrategyView] = MappingProxyType({one.key: one for one in _ALL})


def offered(task: Task, roles: Mapping[str, Any], chosen: str) -> tuple[StrategyView, ...]:
    """Return the strategies that fit; those by time or group only where a column gives it."""
    wanted = {"kfold", "repeated_kfold", "holdout"}
    if task in CLASS_TASKS:
        wanted = {"stratified_kfold", "repeated_stratified_kfold", "kfold", "holdout"}
    if roles.get("time"):
        wanted |= {"time_expanding", "time_sliding"}
    if roles.get("group"):
        wanted |= {"stratified_group_kfold" if task in CLASS_TASKS else "group_kfold"}
    return tuple(one for one in _ALL if one.key in wanted | {chosen})


def is_rough(strategy: str) -> bool:
    """Tell whether the numbers of rows depend on moments or groups and are therefore estimates."""
    return strategy.startswith("time_") or "group" in strategy or strategy == "predefined"


def fold_bars(validation: Mapping[str, Any], n_rows: int) -> tuple[FoldBar, ...]:
    """Return how `n_rows` are divided, one bar a fold and one for the final test.

    Parameters
    ----------
    validation : strategy, n_splits, test_size, gap and horizon of the configuration
    n_rows : rows that have a target
    """
    strategy, share = str(validation.get("strategy")), float(validation.get("test_size") or 0)
    n_test = round(share * n_rows)
    rest = n_rows - n_test
    k = int(validation.get("n_splits") or 5)
    if strategy == "holdout":
        judge = round((share or HOLDOUT_SHARE) * rest)
        bars = [FoldBar("Split", rest - judge, judge)]
    elif strategy.startswith("time_"):
        bars = _windows(rest, k, slides=strategy == "time_sliding")
    else:
        bars = _folds(rest, k)
    return (*bars, FoldBar("Test", rest, 0, n_test)) if n_test else tuple(bars)


def _folds(rest: int, k: int) -> list[FoldBar]:
    edges = [rest * place // k for place in range(k + 1)]
    return [
        FoldBar(
            f"Fold {place + 1}", edges[place], edges[place + 1] - edges[place], 0, 0, rest - edges[place + 1]
        )
        for place in range(k)
    ]


def _windows(rest: int, k: int, *, slides: bool) -> list[FoldBar]:
    width = rest // (k + 1)
    starts = [rest - place * width for place in range(k, 0, -1)]
    return [
        FoldBar(
            f"Fold {place + 1}", starts[0] if slides else start, width, 0, start - starts[0] if slides else 0
        )
        for place, start in enumerate(starts)
    ]


def validation_words(validation: Mapping[str, Any]) -> str:
    """Return a way of judging in a few words: "Stratified folds, 5 x 2"."""
    view = STRATEGIES.get(str(validation.get("strategy")))
    label = view.label if view else str(validation.get("strategy"))
    if view is None or "n_splits" not in view.fields:
        return label
    repeats = int(validation.get("repeats") or 1)
    times = f", drawn {repeats} times" if "repeats" in view.fields and repeats > 1 else ""
    return f"{label}, {validation.get('n_splits')} folds{times}"
