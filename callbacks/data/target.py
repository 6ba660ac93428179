"""Choosing the target and its task."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update

from ...components import ids as page_ids
from ...components.data import ids
from ...components.format import cut
from ...components.wizard import ids as wizard_ids
from ...services.access import User
from ...services.experiments import Draft
from ...services.registry import Services
from .page import address


def choose_target(
    services: Services, target: str | None, wizard: Mapping[str, Any] | None
) -> tuple[Any, Any]:
    """Make another column the target; the page is drawn anew at a new address.

    Returns
    -------
    the address, and what to say under the field
    """
    if not target or not wizard:
        return no_update, None
    user = services.identify()
    draft = services.drafts.get(user, wizard["id"])
    if draft.config.get("target") == target:
        return no_update, None
    profile = services.profiles.get(user, str(draft.config["dataset"]["id"]))
    if profile.column(target) is None:
        return no_update, f"No column is called '{cut(target)}'. Choose one from the list."
    return address(_set_target(services, user, wizard, target, None)), None


def choose_task(
    services: Services, clicks: Sequence[int | None], wizard: Mapping[str, Any] | None, pressed: Any
) -> Any:
    """Overrule the detected task; `pressed` is the id of the segment that fired."""
    if not any(clicks) or not wizard or not isinstance(pressed, Mapping):
        return no_update
    user = services.identify()
    draft = services.drafts.get(user, wizard["id"])
    target = draft.config.get("target")
    if not target or draft.config.get("task") == pressed["index"]:
        return no_update
    return address(_set_target(services, user, wizard, str(target), pressed["index"]))


def on_choose_task(services: Services, clicks: Sequence[int | None], wizard: Mapping[str, Any] | None) -> Any:
    """Hand the pressed segment to `choose_task`."""
    return choose_task(services, clicks, wizard, ctx.triggered_id)


def _set_target(services: Services, user: User, wizard: Mapping[str, Any], target: str, task: Any) -> Draft:
    return services.drafts.set_target(
        user, wizard["id"], target, task, revision=wizard["revision"], writer=wizard["writer"]
    )


def register(app: Dash, services: Services) -> None:
    """Connect the target to one app."""
    busy = [
        (Output(ids.TARGET_SKELETON, "hidden"), False, True),
        (Output(ids.TARGET_BODY, "hidden"), True, False),
    ]
    app.callback(
        Output(page_ids.GO, "data", allow_duplicate=True),
        Output(ids.TARGET_MESSAGE, "children"),
        Input(ids.TARGET, "value"),
        State(wizard_ids.DRAFT, "data"),
        running=busy,
        prevent_initial_call=True,
    )(partial(choose_target, services))
    app.callback(
        Output(page_ids.GO, "data", allow_duplicate=True),
        Input(ids.TASK.every, "n_clicks"),
        # Dash calls this once more when the segments leave the page, and with them the wizard.
        State(wizard_ids.DRAFT, "data", allow_optional=True),
        running=busy,
        prevent_initial_call=True,
    )(partial(on_choose_task, services))
