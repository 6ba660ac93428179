"""The one frozen object through which pages, API, commands and workers reach the domain."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .access import User
    from .datasets import Datasets
    from .estimates import Estimates
    from .experiments import Drafts, Experiments
    from .features import FeatureSets
    from .insights import Insights
    from .jobs import Jobs
    from .profile import Profiles
    from .templates import Templates
    from .training import Previews


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms of the domain, wired to their adapters; built in app/factory.py.

    `identify` returns the user of the present request and raises UnauthenticatedError if there is
    none; inside workers and commands it returns the user on whose behalf they act.
    """

    identify: Callable[[], "User"]
    datasets: "Datasets"
    profiles: "Profiles"
    experiments: "Experiments"
    drafts: "Drafts"
    estimates: "Estimates"
    jobs: "Jobs"
    templates: "Templates"
    insights: "Insights"
    previews: "Previews"
    feature_sets: "FeatureSets"
