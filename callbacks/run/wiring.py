"""The page of a run wired: the look every second, and what its buttons do."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update
from flask import request

from ...components import ids as page_ids
from ...components.run import (
    ids,
    log_text,
    now_part,
    run_body,
    run_head,
    run_state,
    search_plots,
    so_far_part,
    trials_part,
)
from ...services.registry import Services
from .page import view_of

Href = Callable[[str], str]
Named = Mapping[str, Any]


def look(services: Services, state: Named | None, theme: str) -> dict[str, Any]:
    """Return what of the page has to be drawn again.

    Parameters
    ----------
    state : what the browser knows, as `run_state` made it

    Returns
    -------
    values by name: state, head, body, now, so_far, trials, log, spoken, stop
    """
    if not state:
        return {**_NOTHING, "stop": True}
    view = view_of(services, services.identify(), str(state["id"]))
    known = run_state(view)
    changed = {**_NOTHING, "state": known, "stop": not view.is_live}
    if known["spoken"] != state.get("spoken"):
        changed["spoken"] = known["spoken"]
    if known["status"] != state.get("status") or known["cancelling"] != state.get("cancelling"):
        changed["head"] = run_head(view)
    if not view.is_live or view.is_live is not (state.get("status") in ("queued", "running")):
        return {**changed, "head": run_head(view), "body": run_body(view, theme)}
    changed |= {"now": now_part(view), "so_far": so_far_part(view), "log": log_text(view.log)}
    if known["n_trials"] != state.get("n_trials"):
        changed["trials"] = trials_part(view, theme)
    return changed


_PARTS = ("now", "so_far", "trials", "log")
_NAMES = ("state", "head", "body", *_PARTS, "spoken", "stop")
_NOTHING: Mapping[str, Any] = dict.fromkeys(_NAMES, no_update)


def draw_plots(services: Services, place: Named, state: Named | None, theme: str | None) -> Any:
    """Return the plots of the search of one model, by themselves: the page does not wait for them.

    Parameters
    ----------
    place : id of their place, which names the model
    """
    if not state:
        return no_update
    view = view_of(services, services.identify(), str(state["id"]))
    searches = (view.results or {}).get("searches") or ()
    found = next((one for one in searches if one["model"] == place["index"]), None)
    return [] if found is None else search_plots(found, view, theme or "light")


def cancel(services: Services, clicks: int | None, state: Named | None) -> tuple[Any, Any]:
    """Ask for the end of the run and return the button as it is then."""
    if not clicks or not state:
        return no_update, no_update
    services.experiments.cancel(services.identify(), str(state["id"]))
    return True, "Cancelling…"


def repeat(services: Services, clicks: int | None, state: Named | None) -> Any:
    """Run the same configuration again and return the query that shows the new version."""
    if not clicks or not state:
        return no_update
    experiment = services.experiments.rerun(services.identify(), str(state["id"]))
    return f"?version={experiment.version}"


def launch(services: Services, clicks: int | None, state: Named | None) -> Any:
    """Launch an experiment that was imported and return the query that shows its run."""
    if not clicks or not state:
        return no_update
    experiment = services.experiments.launch(services.identify(), str(state["id"]))
    return f"?version={experiment.version}"


def widen(services: Services, clicks: int | None, state: Named | None) -> Any:
    """Go on with the search in a wider space and return the query that shows the new version."""
    if not clicks or not state:
        return no_update
    user, experiment_id = services.identify(), str(state["id"])
    fix = services.experiments.results(user, experiment_id)["widen"]
    if fix is None:
        return no_update
    experiment = services.experiments.rerun(user, experiment_id, fix["patch"])
    return f"?version={experiment.version}"


def fork(
    services: Services, href: Href, clicks: Sequence[int | None], state: Named | None, place: str = ""
) -> Any:
    """Copy the experiment into a new draft and return the address of its last step.

    Parameters
    ----------
    place : of the button; at "space" the copy goes on with the search, and its step is the model
    """
    if not any(clicks) or not state:
        return no_update
    continuing = place == "space"
    draft = services.experiments.clone(services.identify(), str(state["id"]), continuing=continuing)
    return f"{href('/experiments/new')}?draft={draft.id}&step={'model' if continuing else 'review'}"


def download(services: Services, clicks: Sequence[int | None], state: Named | None, kind: str) -> Any:
    """Return a file of the experiment.

    Parameters
    ----------
    kind : yaml or json for the configuration, results
    """
    if not any(clicks) or not state:
        return no_update
    user, experiment_id = services.identify(), str(state["id"])
    if kind == "results":
        found = services.experiments.results(user, experiment_id)
        return {
            "content": json.dumps(found, indent=1, default=str),
            "filename": f"{experiment_id}-results.json",
        }
    name, text = services.experiments.export(user, experiment_id, "json" if kind == "json" else "yaml")
    return {"content": text, "filename": name}


def on_tick(
    services: Services, n: int, state: Named | None, theme: str | None, places: Sequence[Named]
) -> dict[str, Any]:
    """Hand the theme on, the cookie knows the one of a fresh page; answer for the parts that are there.

    Parameters
    ----------
    places : ids of the parts of `ids.LIVE` on the page
    """
    changed = look(services, state, theme or request.cookies.get("hydroml_theme", "light"))
    whole = {name: changed[name] for name in changed if name not in _PARTS}
    return {**whole, "parts": [changed[str(place["index"])] for place in places]}


def on_plots(services: Services, place: Named, state: Named | None, theme: str | None) -> Any:
    """Hand the theme on to `draw_plots`, as for a look."""
    return draw_plots(services, place, state, theme or request.cookies.get("hydroml_theme", "light"))


def on_download(services: Services, clicks: Sequence[int | None], state: Named | None) -> Any:
    """Hand the chosen entry to `download`."""
    return download(services, clicks, state, str((ctx.triggered_id or {}).get("index")))


def on_fork(services: Services, href: Href, clicks: Sequence[int | None], state: Named | None) -> Any:
    """Hand the place of the pressed button to `fork`."""
    return fork(services, href, clicks, state, str((ctx.triggered_id or {}).get("index")))


def register(app: Dash, services: Services) -> None:
    """Connect the page of a run to one app."""
    _register_look(app, services)
    _register_plots(app, services)
    app.callback(
        Output(ids.CANCEL, "disabled"),
        Output(ids.CANCEL, "children"),
        Input(ids.CANCEL, "n_clicks"),
        State(ids.STATE, "data"),
        prevent_initial_call=True,
    )(partial(cancel, services))
    for button, act in ((ids.REPEAT, repeat), (ids.LAUNCH, launch), (ids.WIDEN, widen)):
        app.callback(
            Output(page_ids.GO, "data", allow_duplicate=True),
            Input(button, "n_clicks"),
            State(ids.STATE, "data"),
            prevent_initial_call=True,
        )(partial(act, services))
    app.callback(
        Output(page_ids.GO, "data", allow_duplicate=True),
        Input(ids.FORK.every, "n_clicks"),
        State(ids.STATE, "data", allow_optional=True),
        prevent_initial_call=True,
    )(partial(on_fork, services, app.get_relative_path))
    app.callback(
        Output(ids.FILE, "data"),
        Input(ids.DOWNLOAD.every, "n_clicks"),
        State(ids.STATE, "data", allow_optional=True),
        prevent_initial_call=True,
    )(partial(on_download, services))


def _register_plots(app: Dash, services: Services) -> None:
    """Connect the plots of searches, drawn as soon as their places are on the page."""
    app.callback(
        Output(ids.PLOTS.same, "children"),
        Input(ids.PLOTS.same, "id"),
        State(ids.STATE, "data"),
        State(page_ids.THEME, "data"),
    )(partial(on_plots, services))


def _register_look(app: Dash, services: Services) -> None:
    """Connect the look that follows a run while it is not over."""
    places = {
        "state": Output(ids.STATE, "data"),
        "head": Output(ids.HEAD, "children"),
        "body": Output(ids.BODY, "children"),
        "parts": Output(ids.LIVE.every, "children"),
        "spoken": Output(ids.SPOKEN, "children"),
        "stop": Output(ids.TICK, "disabled"),
    }
    app.callback(
        output=places,
        inputs=[
            Input(ids.TICK, "n_intervals"),
            State(ids.STATE, "data"),
            State(page_ids.THEME, "data"),
            State(ids.LIVE.every, "id"),
        ],
        prevent_initial_call=True,
    )(partial(on_tick, services))
