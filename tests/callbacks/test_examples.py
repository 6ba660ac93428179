"""Opening a bundled table from a page."""

from dash import no_update

from hydroml.callbacks.examples import open_example
from hydroml.components.examples import OPEN
from hydroml.services.access import LOCAL_USER
from hydroml.services.paging import Query
from hydroml.services.registry import Services
from hydroml.tests.support.shown import shown


def under(path: str) -> str:
    return f"/ml{path}"


def test_an_example_opens_as_a_draft(services: Services) -> None:
    address, refusal = open_example(services, under, [None, None, 1], OPEN.one("wine_cultivars"))
    draft = services.drafts.list(LOCAL_USER, Query()).items[0]
    assert (address, refusal) == (f"/ml/experiments/new?draft={draft.id}&step=data", None)
    assert draft.config["target"] == "cultivar"


def test_an_example_that_there_is_not_is_refused(services: Services) -> None:
    address, refusal = open_example(services, under, [1], OPEN.one("no_such"))
    assert address is no_update
    assert "There is no example" in shown(refusal)


def test_a_page_that_has_only_just_arrived_opens_nothing(services: Services) -> None:
    assert open_example(services, under, [None, None], None) == (no_update, no_update)
