"""The stepper: where you are, what is done, what needs attention; in word and shape."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dash import html

from ...services.vocabulary import StepName
from .. import format as fmt
from ..widgets import icon
from .view import STEPS, TITLES, WizardView, step_address

Href = Callable[[str], str]
NEW = "/experiments/new"


@dataclass(frozen=True, slots=True)
class StepState:
    """How a step is drawn: its class, its sign (None for the number), and its words."""

    look: str
    sign: str | None
    words: str


NOT_YET = StepState("todo", None, "Not yet")


def stepper(view: WizardView, href: Href) -> html.Ol:
    """Return the ordered list of steps; done ones are links."""
    return html.Ol([html.Li(_step(view, step, href)) for step in STEPS])


def step_state(view: WizardView, step: StepName) -> StepState:
    """Return how far a step is."""
    found = view.of_step(step)
    n_errors = sum(one.severity == "error" for one in found)
    n_warnings = sum(one.severity == "warning" for one in found)
    if n_errors:
        return StepState("attn err", "exclamation-lg", f"{fmt.count(n_errors)} to correct")
    if step == view.step:
        words = f"{fmt.plural(n_warnings, 'finding')} to look at" if n_warnings else "You are here"
        return StepState("", None, words)
    if view.draft is not None and not view.config.get("target"):
        is_first = step == "data"
        return StepState("attn", "exclamation-lg", "No target yet") if is_first else NOT_YET
    if view.is_visited(step):
        told = _told(view.config, step)
        return StepState("done", "check-lg", f"Done · {told}" if told else "Done")
    if n_warnings:
        return StepState("attn", "exclamation-lg", f"{fmt.plural(n_warnings, 'new finding')}")
    return NOT_YET


def _step(view: WizardView, step: StepName, href: Href) -> Any:
    state = step_state(view, step)
    dot: Any = icon(state.sign) if state.sign else str(STEPS.index(step) + 1)
    content = [
        html.Span(dot, className="dot", **{"aria-hidden": "true"}),
        html.Span(
            [
                html.Span(TITLES[step], className="nm"),
                html.Span(", ", className="visually-hidden"),
                html.Span(state.words, className="st", title=state.words),
            ]
        ),
    ]
    classes = f"hm-step {state.look}".rstrip()
    current = {"aria-current": "step"} if step == view.step else {}
    if view.draft is None or state.look == "todo":
        return html.Span(content, className=classes, **current)
    address = href(NEW) + step_address(view.draft.id, step)
    return html.A(content, href=address, className=classes, **current)


def _told(config: Mapping[str, Any], step: StepName) -> str:
    """Return what was settled in a step, in two words."""
    if step == "data":
        return fmt.cut(str(config.get("target", "")), 40)
    if step == "features":
        return fmt.plural(len((config.get("features") or {}).get("include") or ()), "feature")
    if step == "model":
        return fmt.plural(len(config.get("models") or ()), "model")
    if step == "training":
        validation = config.get("validation") or {}
        return (
            "hold-out"
            if validation.get("strategy") == "holdout"
            else f"{validation.get('n_splits', 5)} folds"
        )
    return ""
