"""The contract of each port, on the fake and on every database."""

from hydroml.tests.support.contracts.datasets import DatasetStoreContract
from hydroml.tests.support.contracts.drafts import DraftStoreContract
from hydroml.tests.support.contracts.estimates import EstimateStoreContract
from hydroml.tests.support.contracts.events import EventStoreContract
from hydroml.tests.support.contracts.experiments import ExperimentStoreContract
from hydroml.tests.support.contracts.feature_sets import FeatureSetStoreContract
from hydroml.tests.support.contracts.jobs import JobStoreContract
from hydroml.tests.support.contracts.runs import RunStoreContract
from hydroml.tests.support.contracts.templates import TemplateStoreContract


class TestDatasetStore(DatasetStoreContract):
    """The contract on every store."""


class TestDraftStore(DraftStoreContract):
    """The contract on every store."""


class TestExperimentStore(ExperimentStoreContract):
    """The contract on every store."""


class TestRunStore(RunStoreContract):
    """The contract on every store."""


class TestJobStore(JobStoreContract):
    """The contract on every store."""


class TestTemplateStore(TemplateStoreContract):
    """The contract on every store."""


class TestEventStore(EventStoreContract):
    """The contract on every store."""


class TestEstimateStore(EstimateStoreContract):
    """The contract on every store."""


class TestFeatureSetStore(FeatureSetStoreContract):
    """The contract on every store."""
