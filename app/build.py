"""Builds the one `Services` object from settings: which adapter stands behind which port."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from ..services.access import User
from ..services.adapters.database import (
    Database,
    SqlDatasetStore,
    SqlDraftStore,
    SqlEstimateStore,
    SqlEventStore,
    SqlExperimentStore,
    SqlFeatureSetStore,
    SqlJobStore,
    SqlRunStore,
    SqlTemplateStore,
)
from ..services.adapters.files import HomeFiles
from ..services.adapters.sandbox import SubprocessSandbox
from ..services.adapters.tracking import MlflowTracker
from ..services.datasets import DatasetLimits, Datasets
from ..services.estimates import Estimates
from ..services.experiments import Drafts, Experiments
from ..services.features import FeatureSets
from ..services.insights import Insights
from ..services.jobs import Jobs
from ..services.profile import DESCRIBE_INGESTED, Profiles
from ..services.registry import Services
from ..services.templates import Templates
from ..services.training import Previews
from ..services.validation import check
from .settings import Settings


@dataclass(frozen=True, slots=True)
class House:
    """Services with what only the composition root touches: database, files, tracker, settings."""

    settings: Settings
    services: Services
    database: Database
    files: HomeFiles
    tracker: MlflowTracker
    runs: SqlRunStore


def now() -> datetime:
    """Return the present time with its zone."""
    return datetime.now(UTC)


def build(settings: Settings, identify: Callable[[], User]) -> House:
    """Wire everything; nothing is read or written yet.

    Parameters
    ----------
    settings : where things are and which limits hold
    identify : returns the user on whose behalf the present call acts
    """
    database = Database(settings.resolved_database_url)
    files = HomeFiles(settings.home)
    runs = SqlRunStore(database)
    tracker = MlflowTracker(settings.resolved_tracking_uri, settings.home / "mlartifacts")
    services = _services(settings, identify, database, files, runs)
    return House(settings, services, database, files, tracker, runs)


def _services(
    settings: Settings,
    identify: Callable[[], User],
    database: Database,
    files: HomeFiles,
    runs: SqlRunStore,
) -> Services:
    sandbox = SubprocessSandbox()
    insights = Insights(SqlEventStore(database), now)
    datasets = Datasets(SqlDatasetStore(database), files, sandbox, _limits(settings), (DESCRIBE_INGESTED,))
    profiles = Profiles(datasets, sandbox)
    drafts, recipes = SqlDraftStore(database), SqlTemplateStore(database)
    experiments: Experiments
    jobs = Jobs(SqlJobStore(database), lambda: None, lambda job: experiments.on_job(job), now)
    experiments = Experiments(
        SqlExperimentStore(database),
        runs,
        datasets,
        profiles,
        jobs,
        partial(check, most_memory_mb=settings.job_memory_mb),
        insights,
        drafts,
        recipes.count_use,
        memory_mb=settings.job_memory_mb,
    )
    templates = Templates(recipes, experiments)
    return Services(
        identify=identify,
        datasets=datasets,
        profiles=profiles,
        experiments=experiments,
        drafts=Drafts(drafts, experiments, insights, templates),
        estimates=Estimates(SqlEstimateStore(database)),
        jobs=jobs,
        templates=templates,
        insights=insights,
        previews=Previews(datasets, profiles, sandbox),
        feature_sets=FeatureSets(SqlFeatureSetStore(database), now),
    )


def _limits(settings: Settings) -> DatasetLimits:
    return DatasetLimits(
        max_upload_bytes=settings.max_upload_bytes,
        parse_timeout_s=settings.parse_timeout_s,
        parse_memory_mb=settings.parse_memory_mb,
    )


def build_services(settings: Settings, identify: Callable[[], User]) -> Services:
    """Return only the services of `build`."""
    return build(settings, identify).services


def prepare(house: House) -> None:
    """Bring the home into order: folder, database schema, left-overs, built-in templates."""
    house.settings.home.mkdir(parents=True, exist_ok=True)
    house.database.upgrade()
    house.services.datasets.repair()
    house.services.templates.ensure_builtins()
