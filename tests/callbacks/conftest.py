"""A draft with a small table, as the first steps of the wizard find it."""

import io
from typing import Any

import pytest

from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft
from hydroml.services.registry import Services
from hydroml.tests.support.tables import small_table


@pytest.fixture
def draft(services: Services) -> Draft:
    """A draft on the small table, target ``bought``."""
    received = services.datasets.receive(LOCAL_USER, io.BytesIO(small_table()), name="small.csv")
    dataset = services.datasets.ingest(LOCAL_USER, received.id)
    draft = services.drafts.create(LOCAL_USER, dataset_id=dataset.id)
    if draft.config.get("target") == "bought":
        return draft
    return services.drafts.set_target(LOCAL_USER, draft.id, "bought", revision=draft.revision, writer="t")


@pytest.fixture
def wizard(draft: Draft) -> dict[str, Any]:
    """What the browser holds of the draft."""
    return {"id": draft.id, "revision": draft.revision, "writer": "tab"}
