"""All stores together, in memory or on a database."""

from dataclasses import dataclass

from hydroml.services.adapters.database import (
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
from hydroml.services.datasets.ports import DatasetStore
from hydroml.services.estimates.ports import EstimateStore
from hydroml.services.experiments.ports import DraftStore, ExperimentStore, RunStore
from hydroml.services.features.sets import FeatureSetStore
from hydroml.services.insights.ports import EventStore
from hydroml.services.jobs.ports import JobStore
from hydroml.services.templates.ports import TemplateStore
from hydroml.tests.support.fakes import (
    FakeDraftStore,
    FakeEstimateStore,
    FakeEventStore,
    FakeExperimentStore,
    FakeFeatureSetStore,
    FakeJobStore,
    FakeRunStore,
    FakeTemplateStore,
)
from hydroml.tests.support.fakes_datasets import FakeDatasetStore


@dataclass(frozen=True)
class Stores:
    """One store per port."""

    datasets: DatasetStore
    drafts: DraftStore
    experiments: ExperimentStore
    runs: RunStore
    jobs: JobStore
    templates: TemplateStore
    events: EventStore
    estimates: EstimateStore
    feature_sets: FeatureSetStore


def fake_stores() -> Stores:
    """Return empty stores in memory."""
    runs, jobs = FakeRunStore(), FakeJobStore()
    experiments = FakeExperimentStore((runs, jobs), jobs.experiments)
    return Stores(
        datasets=FakeDatasetStore(),
        drafts=FakeDraftStore(),
        experiments=experiments,
        runs=runs,
        jobs=jobs,
        templates=FakeTemplateStore(),
        events=FakeEventStore(),
        estimates=FakeEstimateStore(),
        feature_sets=FakeFeatureSetStore(),
    )


def sql_stores(database: Database) -> Stores:
    """Return the stores of a database."""
    return Stores(
        datasets=SqlDatasetStore(database),
        drafts=SqlDraftStore(database),
        experiments=SqlExperimentStore(database),
        runs=SqlRunStore(database),
        jobs=SqlJobStore(database),
        templates=SqlTemplateStore(database),
        events=SqlEventStore(database),
        estimates=SqlEstimateStore(database),
        feature_sets=SqlFeatureSetStore(database),
    )
