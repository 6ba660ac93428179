"""The fixed footer: back, whether all is saved, and on."""

from collections.abc import Callable
from typing import Any

from dash import dcc, html

from .. import format as fmt
from ..widgets import icon
from . import ids
from .stepper import NEW
from .view import STEPS, WizardView, step_address

Href = Callable[[str], str]


def footer(view: WizardView, href: Href) -> html.Footer:
    """Return the footer; on the last step *Launch experiment* stands in the place of *Next*."""
    saved_at = view.draft.updated_at.isoformat() if view.draft else None
    state = html.Div(
        html.Span("Not saved yet" if saved_at is None else "Saved", id=ids.SAVE_STATE, role="status"),
        className="state",
    )
    # What forbids to go on is said at every width; what merely stays open gives way on narrow ones.
    looks = "hm-t1 hm-t2c" if is_blocked(view) else "hm-t1 hm-t2c hm-hide-s"
    end = html.Div(
        [html.Span(reason(view), id=ids.NEXT_REASON, className=looks), _last(view, href)],
        className="hm-row-x",
    )
    row = html.Div([_back(view, href), state, end], className="hm-wrap")
    return html.Footer([row, dcc.Store(id=ids.SAVED_AT, data=saved_at)], className="hm-footer")


def reason(view: WizardView) -> str:
    """Return what is to be known before going on: why not, or what stays open."""
    if view.draft is None:
        return "Choose a dataset first"
    if view.target is None:
        return "Choose a target first"
    if view.step == "review":
        n_errors = len(view.errors)
        return f"{fmt.plural(n_errors, 'error')} to correct before the launch" if n_errors else ""
    n_open = sum(one.severity != "info" for one in view.of_step(view.step))
    if n_open == 0:
        return ""
    stay, them = ("stays", "it") if n_open == 1 else ("stay", "them")
    return f"{fmt.plural(n_open, 'finding')} {stay} open; you can fix {them} later"


def is_blocked(view: WizardView) -> bool:
    """Tell whether *Next*, or on the last step *Launch experiment*, is off."""
    is_without = view.draft is None or view.target is None
    return is_without or (view.step == "review" and bool(view.errors))


def _back(view: WizardView, href: Href) -> html.Button:
    place = STEPS.index(view.step)
    if view.draft is None or place == 0:
        return _button("Leave wizard", ids.BACK, "btn btn-ghost", href("/"))
    address = href(NEW) + step_address(view.draft.id, STEPS[place - 1])
    return _button([icon("arrow-left"), "Back"], ids.BACK, "btn btn-ghost", address)


def _last(view: WizardView, href: Href) -> html.Button:
    described = {"aria-describedby": ids.NEXT_REASON}
    if view.step == "review":
        return html.Button(
            [icon("play-fill"), "Launch experiment"],
            id=ids.LAUNCH,
            type="button",
            disabled=is_blocked(view),
            className="btn btn-primary",
            **described,
        )
    content = ["Next", icon("arrow-right")]
    if view.draft is None or is_blocked(view):
        return html.Button(
            content, id=ids.NEXT, type="button", disabled=True, className="btn btn-primary", **described
        )
    following = STEPS[STEPS.index(view.step) + 1]
    address = href(NEW) + step_address(view.draft.id, following)
    return _button(content, ids.NEXT, "btn btn-primary", address, **described)


def _button(content: Any, button_id: str, classes: str, address: str, **options: str) -> html.Button:
    """Return a button that goes to an address of ours as soon as everything is saved (navigation.js)."""
    return html.Button(
        content, id=button_id, type="button", className=classes, **{"data-go": address, **options}
    )
