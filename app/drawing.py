"""Dash, sending what callbacks draw in few components."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from dash import Dash

from ..components.plain import gathered

Function = Callable[..., Any]


class LightDash(Dash):
    """Dash whose callbacks answer with their HTML gathered (`components.plain`).

    Background callbacks answer as they are: they run in another process, and draw little.
    """

    def callback(self, *wiring: Any, **options: Any) -> Callable[[Function], Function]:
        """Return Dash's decorator around a function whose answer is gathered."""
        register = super().callback(*wiring, **options)
        if options.get("background"):
            return register
        return lambda function: register(_light(function))


def _light(function: Function) -> Function:
    @wraps(function)
    def answer(*values: Any, **named: Any) -> Any:
        return _in_values(function(*values, **named))

    return answer


def _in_values(answer: Any) -> Any:
    """Return the values of an answer, one, some in order or some by name, with their HTML gathered."""
    if isinstance(answer, dict):
        return {name: gathered(value) for name, value in answer.items()}
    if isinstance(answer, tuple):
        return tuple(gathered(value) for value in answer)
    return gathered(answer)
