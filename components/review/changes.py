"""What differs from the proposal, told in the words of the steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...services.experiments import Change
from ...services.models import CATALOGUE, METRICS
from ...services.vocabulary import StepName
from .. import format as fmt
from ..training import STRATEGIES

NAMES: Mapping[str, str] = {
    "/task": "Task",
    "/target": "Target",
    "/models": "Models",
    "/roles/time": "Time column",
    "/roles/group": "Group column",
    "/roles/ignore": "Columns set aside",
    "/features/include": "Features",
    "/features/transforms": "Transformations",
    "/search/enabled": "Tuning",
    "/search/n_trials": "Trials",
    "/search/sampler": "Sampler",
    "/search/pruner": "Pruner",
    "/search/timeout_s": "Time limit of the search",
    "/validation/strategy": "Validation",
    "/validation/n_splits": "Folds",
    "/validation/repeats": "Repeats",
    "/validation/test_size": "Final test",
    "/validation/gap": "Gap",
    "/validation/horizon": "Judged window",
    "/metric": "Metric",
    "/imbalance/class_weight": "Class weights",
    "/imbalance/resampling": "Resampling",
    "/imbalance/threshold/method": "Decision threshold",
    "/seed": "Seed",
    "/resources/n_threads": "Threads",
    "/resources/memory_limit_mb": "Memory limit",
    "/resources/time_limit_s": "Time limit",
    "/name": "Name",
    "/description": "Description",
    "/tags": "Tags",
    "/project": "Project",
    "/dismissed": "Findings kept as they are",
}
_STEPS: Mapping[str, StepName] = {
    "dataset": "data",
    "target": "data",
    "task": "data",
    "roles": "data",
    "kinds": "data",
    "missing_values": "data",
    "dismissed": "data",
    "features": "features",
    "models": "model",
    "search": "model",
}
_PASSED_OVER = ("/notes", "/schema_version", "/template", "/dataset")
MAX_TEXT = 80


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One difference: the setting, what was proposed, what it is now, and the step where it is set."""

    setting: str
    proposed: str
    mine: str
    step: StepName


def change_rows(changes: Sequence[Change]) -> tuple[ChangeRow, ...]:
    """Return the differences worth telling, in the order of the settings."""
    return tuple(_row(one) for one in changes if not one.path.startswith(_PASSED_OVER))


def setting_name(path: str) -> str:
    """Return what a setting is called, such as "Seed" for ``/seed``."""
    return fmt.cut(_name(path, _parts(path)), MAX_TEXT)


def step_of_setting(path: str) -> StepName:
    """Return the step in which a setting is made."""
    return _STEPS.get(_parts(path)[0], "training")


def _parts(path: str) -> list[str]:
    return [part.replace("~1", "/").replace("~0", "~") for part in path.removeprefix("/").split("/")]


def _row(change: Change) -> ChangeRow:
    is_set = change.path == "/features/include"
    return ChangeRow(
        setting=setting_name(change.path),
        proposed=_set_words(change.theirs, "also in") if is_set else _words(change.path, change.theirs),
        mine=_set_words(change.mine, "also in") if is_set else _words(change.path, change.mine),
        step=step_of_setting(change.path),
    )


def _name(path: str, parts: Sequence[str]) -> str:
    if path in NAMES:
        return NAMES[path]
    if parts[0] == "models" and len(parts) > 1:
        return _model_name(parts)
    if path.startswith("/search/space/") and len(parts) > 2:
        return f"Space of {_label(parts[2])}: {' '.join(parts[3:])}".removesuffix(": ")
    if path.startswith("/features/exclude/"):
        return f"{parts[2]}, left out"
    if parts[0] == "kinds" and len(parts) > 1:
        return f"{parts[1]}, kind"
    words = " ".join(parts).replace("_", " ")
    return words[:1].upper() + words[1:]


def _model_name(parts: Sequence[str]) -> str:
    if len(parts) < 4:
        return f"{_label(parts[1])}, in the comparison"
    model = next((one for key, one in CATALOGUE.items() if key == parts[1]), None)
    parameter = model.parameter(parts[3]) if model else None
    return f"{_label(parts[1])}: {parameter.label if parameter else parts[3]}"


def _label(key: str) -> str:
    return next((one.label for name, one in CATALOGUE.items() if name == key), key)


def _words(path: str, value: Any) -> str:
    if path.startswith("/models/") and path.count("/") == 2:
        return "out" if value is None else _in(value)
    if value is None:
        return "default" if path.startswith("/models/") else "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if path == "/metric":
        return next((one.label for name, one in METRICS.items() if name == value), str(value))
    if path == "/validation/strategy":
        return STRATEGIES[value].label if value in STRATEGIES else str(value)
    if path == "/validation/test_size":
        return fmt.percent(float(value))
    if path == "/dismissed":
        return fmt.cut(", ".join(f"{one['field']}: {one['reason']}" for one in value) or "none", MAX_TEXT)
    if path.endswith(("timeout_s", "time_limit_s")):
        return fmt.duration(float(value))
    if path.endswith("memory_limit_mb"):
        return f"{fmt.count(value)} MB"
    if isinstance(value, Mapping):
        return fmt.cut(", ".join(f"{key} {_plain(one)}" for key, one in value.items()) or "none", MAX_TEXT)
    if isinstance(value, list | tuple):
        return fmt.cut(", ".join(str(one) for one in value) or "none", MAX_TEXT)
    return fmt.cut(_plain(value), MAX_TEXT)


def _in(model: Any) -> str:
    """Return that a model is in, with what is set of it."""
    values = model.get("hyperparameters") or {} if isinstance(model, Mapping) else {}
    told = ", ".join(f"{name} {_plain(value)}" for name, value in values.items())
    return fmt.cut(f"in, {told}" if told else "in", MAX_TEXT)


def _plain(value: Any) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _set_words(value: Any, words: str) -> str:
    names = list(value or ())
    if not names:
        return "–"
    shown = ", ".join(str(name) for name in names[:3])
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{words} {fmt.cut(shown, MAX_TEXT)}{more}"
