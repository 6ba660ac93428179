"""The shortest ways on: launch a draft with everything as it stands, or take it away as a file."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, no_update

from ...components import ids as page_ids
from ...components.wizard import ids
from ...services.experiments import to_yaml
from ...services.registry import Services

Href = Callable[[str], str]


def quick_launch(services: Services, href: Href, clicks: int | None, wizard: Mapping[str, Any] | None) -> Any:
    """Launch the draft and return the address of its run; two quick clicks launch once."""
    if not clicks or not wizard:
        return no_update
    experiment = services.drafts.launch(services.identify(), wizard["id"], key=str(wizard["revision"]))
    return href(f"/experiments/{experiment.id}")


def yaml_file(services: Services, clicks: list[int | None], wizard: Mapping[str, Any] | None) -> Any:
    """Return the draft's configuration as a file."""
    if not any(clicks) or not wizard:
        return no_update
    draft = services.drafts.get(services.identify(), wizard["id"])
    return {"content": to_yaml(services.drafts.config(draft)), "filename": f"{draft.id}.yaml"}


def register(app: Dash, services: Services) -> None:
    """Connect the launch and the file to one app."""
    app.callback(
        Output(ids.YAML_FILE, "data"),
        Input(ids.YAML.every, "n_clicks"),
        State(ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(yaml_file, services))
    app.callback(
        Output(page_ids.GO, "data", allow_duplicate=True),
        Input(ids.QUICK_LAUNCH, "n_clicks"),
        State(ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(quick_launch, services, app.get_relative_path))
