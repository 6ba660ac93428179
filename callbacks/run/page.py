"""What the page of a run shows."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from dash.development.base_component import Component

from ...components.run import RunView, run_page
from ...services.access import User
from ...services.errors import NotFoundError, NotReadyError
from ...services.jobs import Job
from ...services.registry import Services

Href = Callable[[str], str]
LOG_LINES = 200


def page(services: Services, user: User, params: Mapping[str, str], href: Href) -> Component:
    """Return the page of an experiment."""
    return run_page(view_of(services, user, params["id"]), params.get("theme", "light"))


def view_of(services: Services, user: User, experiment_id: str) -> RunView:
    """Return an experiment the user may read, with its job, log and results."""
    experiment = services.experiments.get(user, experiment_id)
    job = _job(services, experiment.job_id)
    results = None
    if experiment.status == "succeeded":
        try:
            results = services.experiments.results(user, experiment.id)
        except NotReadyError:
            results = None
    return RunView(
        experiment=experiment,
        dataset_name=_dataset_name(services, user, experiment.config.dataset.id),
        now=datetime.now(UTC),
        job=job,
        log=services.jobs.log(job.id, limit=LOG_LINES) if job else (),
        results=results,
        n_ahead=_ahead(services, job),
    )


def _job(services: Services, job_id: str | None) -> Job | None:
    """Return the job of an experiment the caller has read; its owner is the experiment's."""
    if job_id is None:
        return None
    try:
        return services.jobs.get(job_id)
    except NotFoundError:
        return None


def _dataset_name(services: Services, user: User, dataset_id: str) -> str:
    try:
        return services.datasets.get(user, dataset_id).name
    except NotFoundError:
        return "a dataset that is gone"


def _ahead(services: Services, job: Job | None) -> int:
    if job is None or job.status != "queued":
        return 0
    return sum(one.id != job.id and one.created_at <= job.created_at for one in services.jobs.active())
