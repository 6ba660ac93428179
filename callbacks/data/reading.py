"""From a file, an example or the library to a draft with a dataset; and from estimates to exact figures."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from ...components.data import exact_progress, ids, reading_progress, refusal_notice
from ...components.wizard import ids as wizard_ids
from ...services.access import User
from ...services.datasets import Dataset
from ...services.errors import CancelledError, HydroMLError, NotFoundError
from ...services.experiments import Draft
from ...services.profile import Profile
from ...services.registry import Services
from .page import address

Show = Callable[..., None]
IsCancelled = Callable[[], bool]
POLL_MS = 300
MIN_LOOK_BYTES = 20_000_000
TELL_AFTER_S, MIN_SHARE = 2.0, 0.03


def read_table(
    services: Services,
    show: Show,
    is_cancelled: IsCancelled,
    chosen: Mapping[str, str] | None,
    starts: Mapping[str, str | None] | None,
) -> tuple[Any, Any]:
    """Read an uploaded file or an example, profile it and open a draft with it (runs in a child).

    Parameters
    ----------
    chosen : ``{"dataset_id": ...}`` of an upload, or ``{"example": key}``
    starts : the draft whose dataset is replaced, or the template to start from; see `start_view`

    Returns
    -------
    the address of the draft, and what to say when the file was refused
    """
    if not chosen:
        return no_update, no_update
    user = services.identify()
    try:
        dataset = _read(services, user, _begin(services, user, chosen), show, is_cancelled)
        draft = draft_with(services, user, dataset, starts or {})
    except CancelledError:
        return no_update, None
    except HydroMLError as error:
        return no_update, refusal_notice(error, _kept(services, user, chosen))
    return address(draft), None


def _kept(services: Services, user: User, chosen: Mapping[str, str]) -> Dataset | None:
    """Return the dataset whose bytes were refused, if they are kept."""
    try:
        dataset = services.datasets.get(user, chosen.get("dataset_id", ""))
    except NotFoundError:
        return None
    return dataset if dataset.status == "failed" else None


def _read(services: Services, user: User, dataset: Dataset, show: Show, is_cancelled: IsCancelled) -> Dataset:
    """Read and profile a dataset that is not ready yet, and say how far that is."""
    started = time.monotonic()
    look = _first_look(services, user, dataset, show)

    def tell(share: float, words: str) -> None:
        left = remaining(time.monotonic() - started, share)
        show(reading_progress(share, words, look, remaining_s=left))

    if dataset.status != "ready":
        dataset = services.datasets.ingest(
            user,
            dataset.id,
            on_progress=lambda share, words: tell(0.9 * share, words),
            is_cancelled=is_cancelled,
        )
    tell(0.9, "Describing the columns")
    services.profiles.get(user, dataset.id)
    return dataset


def remaining(elapsed_s: float, share: float) -> float | None:
    """Return the seconds left at the speed so far; None until that can be told."""
    if elapsed_s < TELL_AFTER_S or share < MIN_SHARE:
        return None
    return elapsed_s * (1 - share) / share


def _first_look(services: Services, user: User, dataset: Dataset, show: Show) -> tuple[str, Profile] | None:
    """Return what rows all over a large file say of it before it is read, if that is possible."""
    if dataset.status != "processing" or dataset.size_bytes < MIN_LOOK_BYTES:
        return None
    show(reading_progress(0.01, "A first look"))
    try:
        return dataset.name, services.profiles.get(user, dataset.id)
    except HydroMLError:
        return None  # the reading itself will say what is wrong with the file


def _begin(services: Services, user: User, chosen: Mapping[str, str]) -> Dataset:
    if chosen.get("example"):
        return services.datasets.add_example(user, chosen["example"])
    return services.datasets.get(user, chosen.get("dataset_id", ""))


def draft_with(services: Services, user: User, dataset: Dataset, starts: Mapping[str, str | None]) -> Draft:
    """Return a draft with a dataset: a new one, or the one whose dataset is replaced."""
    replaces = starts.get("replaces")
    if not replaces:
        return services.drafts.create(user, dataset_id=dataset.id, template_id=starts.get("template"))
    draft = services.drafts.get(user, replaces)
    reference = {"id": dataset.id, "fingerprint": dataset.fingerprint}
    return services.drafts.save(
        user, draft.id, {"data": {"dataset": reference}}, revision=draft.revision, writer=draft.writer
    )


def choose_example(clicks: Sequence[int | None], pressed: Any) -> Any:
    """Return the example that was pressed, for `read_table`; `pressed` is the button's id."""
    if not isinstance(pressed, Mapping) or not any(clicks):
        return no_update
    return {"example": pressed["index"]}


def on_choose_example(clicks: Sequence[int | None]) -> Any:
    """Hand the pressed button to `choose_example`."""
    return choose_example(clicks, ctx.triggered_id)


def open_dataset(
    services: Services, clicks: Sequence[int | None], starts: Mapping[str, str | None] | None, pressed: Any
) -> Any:
    """Open a draft with a dataset of the library; it has been read, so that nothing has to wait."""
    if not isinstance(pressed, Mapping) or not any(clicks):
        return no_update
    user = services.identify()
    return address(draft_with(services, user, services.datasets.get(user, pressed["index"]), starts or {}))


def on_open_dataset(
    services: Services, clicks: Sequence[int | None], starts: Mapping[str, str | None] | None
) -> Any:
    """Hand the pressed button to `open_dataset`."""
    return open_dataset(services, clicks, starts, ctx.triggered_id)


def compute_exact(
    services: Services,
    show: Show,
    is_cancelled: IsCancelled,
    dataset_id: str | None,
    wizard: Mapping[str, Any] | None,
) -> Any:
    """Replace the estimates by exact figures (runs in a child); they stay with the dataset."""
    if not dataset_id or not wizard:
        return no_update
    user, started = services.identify(), time.monotonic()

    def tell(share: float, words: str) -> None:
        show(exact_progress(share, words, remaining(time.monotonic() - started, share)))

    try:
        services.profiles.exact(
            user,
            dataset_id,
            on_progress=tell,
            is_cancelled=is_cancelled,
        )
    except CancelledError:
        return no_update
    return address(services.drafts.get(user, wizard["id"]), mark="x")


def register(app: Dash, services: Services) -> None:
    """Connect the reading of files to one app."""
    _register_addresses(app)
    app.clientside_callback(
        ClientsideFunction("hydroml_upload", "arm"),
        Output(ids.DROP, "data-armed"),
        Input(ids.DROP, "id"),
        Input(ids.DROP_SLOT, "id"),
        Input(ids.DROP_PROGRESS, "id"),
    )
    app.callback(
        Output(ids.UPLOAD, "data"),
        Input(ids.EXAMPLE.every, "n_clicks"),
        prevent_initial_call=True,
    )(on_choose_example)
    app.callback(
        Output(ids.OPENED, "data", allow_duplicate=True),
        Input(ids.LIBRARY.every, "n_clicks"),
        State(ids.STARTS, "data"),
        prevent_initial_call=True,
    )(partial(on_open_dataset, services))
    _register_children(app)


def _register_children(app: Dash) -> None:
    """Connect what runs in a process of its own."""
    app.callback(
        Output(ids.OPENED, "data"),
        Output(ids.REFUSAL, "children"),
        Input(ids.UPLOAD, "data"),
        State(ids.STARTS, "data"),
        background=True,
        interval=POLL_MS,
        # Without a default: the first look stays until the draft takes its place.
        progress=[Output(ids.READING, "children")],
        running=[
            (Output(ids.READING_BOX, "hidden"), False, True),
            (Output(ids.DROP, "hidden"), True, False),
        ],
        cancel=[Input(ids.READING_CANCEL, "n_clicks")],
        prevent_initial_call=True,
    )(read_table)
    app.callback(
        Output(ids.EXACT_DONE, "data"),
        Input(ids.EXACT_WANTED, "data"),
        State(wizard_ids.DRAFT, "data"),
        background=True,
        interval=POLL_MS,
        progress=[Output(ids.EXACT_PROGRESS, "children")],
        running=[(Output(ids.EXACT_CANCEL, "disabled"), False, True)],
        cancel=[Input(ids.EXACT_CANCEL, "n_clicks")],
    )(compute_exact)


def _register_addresses(app: Dash) -> None:
    # The address is changed by set_props: a callback that wrote it would run at once with every page
    # (in a child, for nothing), and after the exact figures Dash would not draw the page anew, because
    # drawing it began that very chain of callbacks.
    for store in (ids.OPENED, ids.EXACT_DONE, ids.AGAIN_DONE):
        app.clientside_callback(ClientsideFunction("hydroml_upload", "go"), Input(store, "data"))
