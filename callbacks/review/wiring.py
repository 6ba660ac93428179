"""Step 5 wired: launch, file and template."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update

from ...components import ids as page_ids
from ...components.review import ids, launch_refused, template_fault, template_saved
from ...components.widgets import toast_data
from ...components.wizard import ids as wizard_ids
from ...services.errors import HydroMLError, InvalidInputError, NotFoundError
from ...services.experiments import Draft
from ...services.registry import Services
from ...services.templates import Template

Href = Callable[[str], str]
Named = Mapping[str, Any]


def launch(
    services: Services, href: Href, clicks: int | None, wizard: Named | None, key: str | None
) -> tuple[Any, Any]:
    """Launch the draft and return the address of its run, or why it was refused.

    Parameters
    ----------
    key : made when the page was drawn; two clicks on one page launch once
    """
    if not clicks or not wizard or not key:
        return no_update, no_update
    user = services.identify()
    draft = services.drafts.get(user, wizard["id"])
    try:
        experiment = services.drafts.launch(user, draft.id, key=key)
    except NotFoundError as error:
        return no_update, launch_refused(_without_dataset(draft, error))
    except HydroMLError as error:
        return no_update, launch_refused(error)
    return href(f"/experiments/{experiment.id}"), None


def _without_dataset(draft: Draft, error: NotFoundError) -> HydroMLError:
    """Return a refusal in the words of the draft when what is not found is its dataset."""
    dataset_id = (draft.config.get("dataset") or {}).get("id")
    if not dataset_id or dataset_id not in error.message:
        return error
    return InvalidInputError(
        "The dataset of this draft has been deleted.",
        hint="Choose another one in step 1; what does not depend on its columns stays as it is.",
        code="DATASET_DELETED",
    )


def show_dialog(opens: int | None, closes: int | None, saved: Any, pressed: Any) -> Any:
    """Tell whether the dialog of templates is open."""
    return bool(opens) if pressed == ids.TEMPLATE_OPEN else False


def save_template(
    services: Services, href: Href, clicks: int | None, source: Named | None, given: Named
) -> tuple[Any, Any, Any]:
    """Save a draft or an experiment as a template.

    Parameters
    ----------
    source : ``{"draft": id}`` or ``{"experiment": id}``
    given : name, description, category and tags as they were typed

    Returns
    -------
    what stands on the page, what stands in the dialog, and the toast
    """
    if not clicks or not source:
        return no_update, no_update, no_update
    try:
        template = _saved(services, source, given)
    except InvalidInputError as error:
        return no_update, template_fault(error.message, error.hint), no_update
    address = href(f"/templates/{template.id}")
    return template_saved(template.name, address), None, toast_data(f"Saved as template “{template.name}”")


def _saved(services: Services, source: Named, given: Named) -> Template:
    user = services.identify()
    name = str(given.get("name") or "").strip()
    if not name:
        raise InvalidInputError("A template needs a name.", hint="Type one above.")
    tags = tuple(tag.strip() for tag in str(given.get("tags") or "").split(",") if tag.strip())
    options: dict[str, Any] = {
        "name": name,
        "description": str(given.get("description") or ""),
        "tags": tags,
        "category": str(given.get("category") or ""),
    }
    if "experiment" in source:
        return services.templates.from_experiment(user, source["experiment"], **options)
    draft = services.drafts.get(user, source["draft"])
    return services.templates.save_from_config(user, services.drafts.config(draft), **options)


def on_dialog(opens: int | None, closes: int | None, saved: Any) -> Any:
    """Hand the pressed button to `show_dialog`."""
    return show_dialog(opens, closes, saved, ctx.triggered_id)


def on_save(services: Services, href: Href, clicks: int | None, source: Named | None, *given: Any) -> Any:
    """Hand the fields to `save_template` by their names."""
    named = dict(zip(("name", "description", "category", "tags"), given, strict=True))
    return save_template(services, href, clicks, source, named)


def register(app: Dash, services: Services) -> None:
    """Connect step 5 to one app."""
    href = app.get_relative_path
    app.callback(
        Output(page_ids.GO, "data", allow_duplicate=True),
        Output(ids.LAUNCH_NOTE, "children"),
        Input(wizard_ids.LAUNCH, "n_clicks"),
        State(wizard_ids.DRAFT, "data"),
        State(ids.LAUNCH_KEY, "data"),
        prevent_initial_call=True,
    )(partial(launch, services, href))
    app.callback(
        Output(ids.TEMPLATE_DIALOG, "is_open"),
        Input(ids.TEMPLATE_OPEN, "n_clicks"),
        Input(ids.TEMPLATE_CLOSE, "n_clicks"),
        Input(ids.TEMPLATE_SAVED, "children"),
        prevent_initial_call=True,
    )(on_dialog)
    app.callback(
        Output(ids.TEMPLATE_SAVED, "children"),
        Output(ids.TEMPLATE_FAULT, "children"),
        Output(page_ids.TOLD, "data", allow_duplicate=True),
        Input(ids.TEMPLATE_SAVE, "n_clicks"),
        State(ids.TEMPLATE_SOURCE, "data"),
        State(ids.TEMPLATE_NAME, "value"),
        State(ids.TEMPLATE_DESCRIPTION, "value"),
        State(ids.TEMPLATE_CATEGORY, "value"),
        State(ids.TEMPLATE_TAGS, "value"),
        prevent_initial_call=True,
    )(partial(on_save, services, href))
