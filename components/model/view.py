"""What step 3 shows of each model: values, what was proposed, what is changed and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...services.errors import InvalidInputError
from ...services.models import (
    BASELINE,
    CATALOGUE,
    ModelRecommendation,
    ModelSpec,
    Parameter,
    allowed_values,
    resolve_hyperparameters,
    spec,
    validate_hyperparameters,
)
from ...services.vocabulary import Task


@dataclass(frozen=True, slots=True)
class Proposal:
    """A recommended model with whether it is in the comparison."""

    advice: ModelRecommendation
    is_in: bool

    @property
    def spec(self) -> ModelSpec:
        """Return the model's entry in the catalogue."""
        return CATALOGUE[self.advice.model]


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model of the experiment.

    `values` are the hyperparameters that are set, `full` all of them, `base` what they were proposed
    to be; `faults` are messages by parameter.
    """

    spec: ModelSpec
    values: Mapping[str, Any]
    full: Mapping[str, Any]
    base: Mapping[str, Any]
    parameters: tuple[Parameter, ...]
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def changed(self) -> tuple[str, ...]:
        """Return the names of the parameters that are no longer as proposed."""
        return tuple(
            one.name for one in self.parameters if not is_same(self.full[one.name], self.base[one.name])
        )


def model_views(
    models: Sequence[Mapping[str, Any]], proposed: Mapping[str, Mapping[str, Any]], task: Task
) -> tuple[ModelView, ...]:
    """Return the models of a draft; the baseline and models of another version are left out.

    Parameters
    ----------
    models : of the configuration: ``key`` and ``hyperparameters``
    proposed : hyperparameters of the proposal, by model
    task : settings without an effect in it are left out
    """
    return tuple(
        _view(str(one["key"]), one.get("hyperparameters") or {}, proposed, task)
        for one in models
        if one.get("key") in CATALOGUE and one.get("key") != BASELINE
    )


def _view(
    key: str, values: Mapping[str, Any], proposed: Mapping[str, Mapping[str, Any]], task: Task
) -> ModelView:
    model = spec(key)
    errors = validate_hyperparameters(key, values, task=task)
    return ModelView(
        spec=model,
        values=values,
        full=resolve_hyperparameters(key, values),
        base=base_values(key, values.get("preset"), proposed.get(key, {})),
        parameters=tuple(one for one in model.parameters if not one.tasks or task in one.tasks),
        faults={error.field.removeprefix("/"): error.message for error in errors},
    )


def base_values(key: str, preset: Any, proposed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every value was proposed to be; another preset proposes its own values."""
    model = spec(key)
    if model.parameter("preset") is None:
        return resolve_hyperparameters(key, proposed)
    own = proposed.get("preset", model.defaults()["preset"])
    if preset is None or preset == own or preset not in model.presets:
        return resolve_hyperparameters(key, proposed)
    return {**resolve_hyperparameters(key, {"preset": preset}), "preset": own}


def without_base(key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return only the values that differ from the tuned default or the chosen preset."""
    model = spec(key)
    chosen = {name: value for name, value in values.items() if name == "preset"}
    usual = resolve_hyperparameters(key, chosen)
    usual |= {"preset": model.defaults()["preset"]} if "preset" in usual else {}
    return {name: value for name, value in values.items() if not is_same(value, usual.get(name))}


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal; True and 1 are not."""
    return isinstance(one, bool) is isinstance(other, bool) and bool(one == other)


def parameter_key(model: str, name: str) -> str:
    """Return the key under which a parameter's controls go."""
    return f"{model}/{name}"


def split_key(key: str) -> tuple[str, str]:
    """Return model and parameter of a key."""
    model, _, name = key.partition("/")
    return model, name


def parse_value(parameter: Parameter, raw: Any) -> Any:
    """Return what was typed as the parameter's type; what cannot be read stays as it is."""
    if parameter.type == "boolean" or raw is None:
        return raw
    text = str(raw).strip()
    alternative = next((one for one in parameter.choices if str(one) == text), None)
    if alternative is not None or parameter.type == "choice":
        return text if alternative is None else alternative
    try:
        number = float(text)
    except ValueError:
        return text
    is_whole = parameter.type == "integer" and number.is_integer()
    return int(number) if is_whole else number


def shown_value(value: Any) -> Any:
    """Return a value as its control shows it."""
    if isinstance(value, bool) or value is None:
        return value
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def allowed_words(parameter: Parameter) -> str:
    """Return the allowed values in few words: "0.01 to 1", "1 to 20,000 rows or auto"."""
    if parameter.low is None:
        return allowed_values(parameter)
    words = f"{_plain(parameter.low)} to {_plain(parameter.high or 0)}"
    words += f" {parameter.unit}" if parameter.unit else ""
    return " or ".join([words, *(str(one) for one in parameter.choices)])


def nearest(parameter: Parameter, value: Any) -> Any:
    """Return the allowed value that is nearest to a number out of range, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float) or parameter.low is None:
        return None
    bounded = min(max(value, parameter.low), parameter.high or parameter.low)
    return round(bounded) if parameter.type == "integer" else bounded


def check_value(key: str, name: str, value: Any, task: Task) -> str | None:
    """Return what is wrong with one value, in words with the allowed range, or None."""
    try:
        errors = validate_hyperparameters(key, {name: value}, task=task)
    except InvalidInputError as error:
        return error.message
    return errors[0].message if errors else None


def _plain(number: float) -> str:
    return f"{number:,.0f}" if number >= 1 and float(number).is_integer() else f"{number:g}"
