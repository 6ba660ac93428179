"""The comparison of experiments; the address says which."""

from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash
from dash.development.base_component import Component

from ..components.compare import Compared, compare_page
from ..services.access import User
from ..services.errors import HydroMLError, NotFoundError
from ..services.experiments import Experiment
from ..services.registry import Services

Href = Callable[[str], str]

MAX_COMPARED = 12


def page(services: Services, user: User, params: Mapping[str, str], href: Href) -> Component:
    """Return the comparison of the experiments ``ids`` of the address, at most `MAX_COMPARED`."""
    keys = list(dict.fromkeys(key.strip() for key in params.get("ids", "").split(",") if key.strip()))
    experiments: list[Experiment] = []
    missing: list[str] = []
    for key in keys[:MAX_COMPARED]:
        try:
            experiments.append(services.experiments.get(user, key))
        except NotFoundError:
            missing.append(key)
    compared = [_compared(services, user, one, experiments[0]) for one in experiments]
    return compare_page(compared, missing, href)


def _compared(services: Services, user: User, experiment: Experiment, first: Experiment) -> Compared:
    changes = () if experiment.id == first.id else services.experiments.diff(user, experiment.id, first.id)
    shown = tuple(change for change in changes if change.path != "/name")
    return Compared(experiment, _results(services, user, experiment), shown)


def _results(services: Services, user: User, experiment: Experiment) -> Mapping[str, Any] | None:
    if experiment.status != "succeeded":
        return None
    try:
        return services.experiments.results(user, experiment.id)
    except HydroMLError:  # a run that ended this moment; its page says more
        return None


def register(app: Dash, services: Services) -> None:
    """Connect the page to one app; links do all that is to be done."""
