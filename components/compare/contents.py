"""What a comparison shows: scores side by side, and the settings that differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...services.experiments import Change, Experiment
from ...services.models import CATALOGUE
from ...services.models.metrics import METRICS
from ...services.vocabulary import Metric
from .. import format as fmt
from ..scores import score_text

MAX_VALUE = 160
MODEL_DEPTH = 2
SETS = ("/tags", "/features/include", "/roles/ignore")
"""Settings whose order has no meaning; a change names only the members the other lacks."""
TITLES: Mapping[str, str] = {
    "n splits": "number of splits",
    "n trials": "number of trials",
    "n threads": "threads",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One experiment with its results (JSON as in examples/results.json, None while there are none).

    `changes` are its differences from the first experiment of the comparison, whose values are `theirs`.
    """

    experiment: Experiment
    results: Mapping[str, Any] | None
    changes: tuple[Change, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its name, one text per experiment, and the places of the best ones."""

    name: str
    cells: tuple[str, ...]
    best: frozenset[int] = frozenset()


def metric_rows(compared: Sequence[Compared]) -> list[Row]:
    """Return the scores side by side: of the folds, against the baseline, of the test, the time."""
    best = [_best(one) for one in compared]
    rows = [
        Row("Best model", tuple(_model(one) for one in best)),
        _scores("Score over folds", compared, [_number(one.get("mean")) for one in best]),
        Row("95 % interval", tuple(_interval(one) for one in best)),
        Row("Spread over folds", tuple(score_text(_number(one.get("std"))) for one in best)),
        Row("Baseline", tuple(score_text(_number(_part(one, "baseline").get("mean"))) for one in compared)),
    ]
    rows += _test_rows(compared)
    times = tuple(_seconds(one.get("fit_seconds")) for one in best)
    return [row for row in [*rows, Row("Time of one fit", times)] if set(row.cells) != {fmt.NONE}]


def setting_rows(compared: Sequence[Compared]) -> list[Row]:
    """Return the settings in which at least one experiment differs from the first."""
    paths = list(dict.fromkeys(change.path for one in compared for change in one.changes))
    return [Row(path_in_words(path), _values(path, compared)) for path in paths]


def path_in_words(path: str) -> str:
    """Return the place of a setting, a JSON pointer, in words: "Validation: number of splits"."""
    parts = [part.replace("~1", "/").replace("~0", "~").replace("_", " ") for part in path.split("/")[1:]]
    if len(parts) > 1 and parts[0] == "models":
        known = next((one.label for one in CATALOGUE.values() if one.key.replace("_", " ") == parts[1]), None)
        parts = [known or parts[1], *(part for part in parts[2:] if part != "hyperparameters")]
    words = [TITLES.get(part, part) for part in parts]
    head = words[0][:1].upper() + words[0][1:] if words else "Everything"
    return f"{head}: {' '.join(words[1:])}" if len(words) > 1 else head


def reservations(compared: Sequence[Compared]) -> list[str]:
    """Return why scores of these experiments cannot simply be compared, possibly nothing."""
    configs = [one.experiment.config for one in compared]
    parts: dict[str, set[Any]] = {
        "datasets": {config.dataset.fingerprint for config in configs},
        "targets": {config.target for config in configs},
        "metrics": {config.metric for config in configs},
        "ways of validation": {config.validation for config in configs},
    }
    return [f"different {name}" for name, values in parts.items() if len(values) > 1]


def _best(one: Compared) -> Mapping[str, Any]:
    leaderboard = (one.results or {}).get("leaderboard") or ()
    return next(iter(leaderboard), {})


def _part(one: Compared, name: str) -> Mapping[str, Any]:
    return (one.results or {}).get(name) or {}


def _test_rows(compared: Sequence[Compared]) -> list[Row]:
    scores = [_part(one, "test").get("scores") or {} for one in compared]
    names = list(dict.fromkeys(name for one in scores for name in one))
    rows = []
    for name in names:
        spec = next((one for one in METRICS.values() if one.name == name), None)
        label = f"Final test: {spec.label if spec else name}"
        rows.append(_marked(label, [_number(one.get(name)) for one in scores], spec.name if spec else None))
    return rows


def _scores(name: str, compared: Sequence[Compared], values: Sequence[float | None]) -> Row:
    metrics = {one.experiment.config.metric for one in compared}
    label = f"{name}, {METRICS[next(iter(metrics))].label}" if _is_known(metrics) else name
    return _marked(label, values, next(iter(metrics)) if _is_known(metrics) else None)


def _is_known(metrics: set[Metric]) -> bool:
    return len(metrics) == 1 and next(iter(metrics)) in METRICS


def _marked(name: str, values: Sequence[float | None], metric: Metric | None) -> Row:
    cells = tuple(score_text(value) for value in values)
    known = [value for value in values if value is not None]
    if metric is None or len(known) < 2:
        return Row(name, cells)
    best = max(known) if METRICS[metric].direction == "maximize" else min(known)
    return Row(name, cells, frozenset(place for place, value in enumerate(values) if value == best))


def _model(score: Mapping[str, Any]) -> str:
    key = score.get("model")
    label = next((one.label for one in CATALOGUE.values() if one.key == key), None)
    return label or (str(key) if key else fmt.NONE)


def _interval(score: Mapping[str, Any]) -> str:
    bounds = score.get("interval")
    return f"{score_text(bounds[0])} to {score_text(bounds[1])}" if bounds else fmt.NONE


def _seconds(value: Any) -> str:
    seconds = _number(value)
    return fmt.NONE if seconds is None else fmt.duration(seconds)


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _values(path: str, compared: Sequence[Compared]) -> tuple[str, ...]:
    found = [next((one for one in each.changes if one.path == path), None) for each in compared]
    if path in SETS:
        return tuple("as the first" if one is None else _set_words(one) for one in found)
    first = next(one.theirs for one in found if one is not None)
    told = _model_value if path.startswith("/models/") and path.count("/") == MODEL_DEPTH else _value
    return tuple(told(first if one is None else one.mine) for one in found)


def _model_value(value: Any) -> str:
    if not isinstance(value, Mapping):
        return "not compared"
    changed = value.get("hyperparameters")
    return f"compared, {_value(changed)}" if changed else "compared, tuned defaults"


def _set_words(change: Change) -> str:
    parts = [
        f"{word}: {', '.join(str(name) for name in names)}"
        for word, names in (("also", change.mine), ("without", change.theirs))
        if names
    ]
    return fmt.cut("; ".join(parts), MAX_VALUE)


def _value(value: Any) -> str:
    if value is None or value in ((), [], {}, ""):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        parts = [f"{str(key).replace('_', ' ')} {_value(one)}" for key, one in value.items()]
        return fmt.cut(", ".join(parts), MAX_VALUE)
    if isinstance(value, list | tuple):
        return fmt.cut(", ".join(_value(one) for one in value), MAX_VALUE)
    return fmt.cut(str(value), MAX_VALUE)
