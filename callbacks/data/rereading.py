"""Reading a file again in the way the user says: what the form says, the reading, and the draft after it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update

from ...components.data import AUTOMATIC, MARKS, again_progress, again_refused, ids
from ...components.wizard import ids as wizard_ids
from ...services.access import User
from ...services.datasets import Dataset, restated, understood
from ...services.errors import CancelledError, HydroMLError, InvalidInputError
from ...services.experiments import Draft
from ...services.registry import Services
from .page import address, dataset_of
from .reading import POLL_MS, IsCancelled, Show, draft_with

OUTSIDE_DIALECT = ("header", "sheet")
YES_OR_NO = ("header", "day_first")


def ask_again(
    services: Services,
    values: Sequence[Any],
    fields: Sequence[Mapping[str, str]],
    dataset_id: str | None,
    pressed: str | None,
) -> tuple[Any, Any, list[str]]:
    """Return what is wanted of the file for `read_again`, what to say, and what is wrong with each field.

    Parameters
    ----------
    values, fields : of the form, and their ids
    pressed : id of the button that fired
    """
    silent = [""] * len(fields)
    if not dataset_id or pressed not in (ids.AGAIN, ids.AGAIN_RESET):
        return no_update, no_update, silent
    if pressed == ids.AGAIN_RESET:
        return {"dataset_id": dataset_id, "overrides": {}}, None, silent
    before = services.datasets.get(services.identify(), dataset_id).report.overrides
    given = {field["index"]: value for field, value in zip(fields, values, strict=True)}
    overrides = restated(before, said_in(given))
    try:
        understood(overrides)
    except InvalidInputError as error:
        told = {one.field.rpartition("/")[2]: f"This {one.message}." for one in error.errors}
        rest = None if set(told) <= set(given) else again_refused(error, is_ready=False)
        return no_update, rest, [told.get(field["index"], "") for field in fields]
    return {"dataset_id": dataset_id, "overrides": overrides}, None, silent


def on_ask_again(
    services: Services,
    again: int | None,
    reset: int | None,
    values: Sequence[Any],
    fields: Sequence[Mapping[str, str]],
    dataset_id: str | None,
) -> tuple[Any, Any, list[str]]:
    """Hand the pressed button to `ask_again`."""
    pressed = ctx.triggered_id if again or reset else None
    return ask_again(services, values, fields, dataset_id, pressed)


def said_in(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the form as a change of the overrides; an empty field undoes what was said."""
    dialect: dict[str, Any] = {}
    change: dict[str, Any] = {"dialect": dialect}
    for key, value in given.items():
        said = None if value in (None, "", AUTOMATIC) else value
        if key in YES_OR_NO:
            said = None if said is None else said == "yes"
        elif key == "delimiter" and said is not None:
            said = MARKS.get(said.strip().lower(), said.replace("\\t", "\t"))
        (change if key in OUTSIDE_DIALECT else dialect)[key] = said
    return change


def read_again(
    services: Services,
    show: Show,
    is_cancelled: IsCancelled,
    wanted: Mapping[str, Any] | None,
    wizard: Mapping[str, Any] | None,
    starts: Mapping[str, str | None] | None,
) -> tuple[Any, Any]:
    """Read a file again, describe it and bring the draft up to date (runs in a child).

    A dataset that experiments read, or that belongs to somebody else, stays; the draft goes on with a copy.

    Parameters
    ----------
    wanted : ``{"dataset_id": ..., "overrides": ...}``
    wizard : the open draft; None where the first reading was refused
    starts : what a new draft replaces or starts from; see `start_view`

    Returns
    -------
    the address of the draft, and what to say when the file could not be read so
    """
    if not wanted:
        return no_update, no_update
    user = services.identify()
    try:
        dataset = _read(services, user, wanted, show, is_cancelled)
        draft = _followed(services, user, dataset, wizard, starts or {})
    except CancelledError:
        return no_update, None
    except HydroMLError as error:
        return no_update, again_refused(error, is_ready=bool(wizard))
    return address(draft, mark=f".{dataset.report.reading}"), None


def _read(
    services: Services, user: User, wanted: Mapping[str, Any], show: Show, is_cancelled: IsCancelled
) -> Dataset:
    """Read and describe the file as it is wanted, and say how far that is."""
    dataset = services.datasets.read_as(
        user,
        wanted["dataset_id"],
        wanted["overrides"],
        n_uses=services.experiments.count_using,
        on_progress=lambda share, words: show(again_progress(0.9 * share, words)),
        is_cancelled=is_cancelled,
    )
    show(again_progress(0.9, "Describing the columns"))
    services.profiles.get(user, dataset.id)
    return dataset


def _followed(
    services: Services,
    user: User,
    dataset: Dataset,
    wizard: Mapping[str, Any] | None,
    starts: Mapping[str, str | None],
) -> Draft:
    """Return the draft that goes on with what was read."""
    if not wizard:
        return draft_with(services, user, dataset, starts)
    draft = services.drafts.get(user, wizard["id"])
    if dataset_of(draft) != dataset.id:
        return draft_with(services, user, dataset, {"replaces": draft.id})
    return services.drafts.renew(user, draft.id)


def register(app: Dash, services: Services) -> None:
    """Connect the form to one app."""
    app.callback(
        Output(ids.AGAIN_WANTED, "data"),
        Output(ids.AGAIN_SAID, "children"),
        Output(ids.AGAIN_MESSAGE.every, "children"),
        Input(ids.AGAIN, "n_clicks"),
        Input(ids.AGAIN_RESET, "n_clicks"),
        State(ids.AGAIN_FIELD.every, "value"),
        State(ids.AGAIN_FIELD.every, "id"),
        State(ids.AGAIN_OF, "data"),
        prevent_initial_call=True,
    )(partial(on_ask_again, services))
    app.callback(
        Output(ids.AGAIN_DONE, "data"),
        Output(ids.AGAIN_SAID, "children", allow_duplicate=True),
        Input(ids.AGAIN_WANTED, "data"),
        State(wizard_ids.DRAFT, "data", allow_optional=True),
        State(ids.STARTS, "data", allow_optional=True),
        background=True,
        interval=POLL_MS,
        progress=[Output(ids.AGAIN_PROGRESS, "children")],
        progress_default=[again_progress(0.0, "Starting")],
        running=[
            (Output(ids.AGAIN_BOX, "hidden"), False, True),
            (Output(ids.AGAIN_BUTTONS, "hidden"), True, False),
        ],
        cancel=[Input(ids.AGAIN_CANCEL, "n_clicks")],
        prevent_initial_call=True,
    )(read_again)
