"""The page of experiments finds, selects, imports and opens."""

import base64
from typing import Any

import pytest

from hydroml.callbacks import home
from hydroml.components.home import ids
from hydroml.components.uploaded import text_of
from hydroml.services.access import LOCAL_USER
from hydroml.services.errors import InvalidInputError
from hydroml.services.experiments import Draft, Experiment
from hydroml.services.registry import Services
from hydroml.tests.support.shown import find, links, shown


def under(path: str) -> str:
    return f"/ml{path}"


@pytest.fixture
def imported(services: Services, draft: Draft) -> Experiment:
    """An experiment that is not launched."""
    return services.experiments.create(LOCAL_USER, services.drafts.config(draft))


def show(services: Services, **asked: Any) -> tuple[Any, ...]:
    return home.show_list(services, under, {"q": "", "status": "all", "more": None, **asked}, [], 1)


def test_somebody_with_nothing_is_told_how_to_start(services: Services) -> None:
    page = home.page(services, LOCAL_USER, {"theme": "light"}, under)
    text = shown(page)
    assert "None yet. The first takes under a minute" in text
    assert "Breast tumours" in text
    assert links(page)["New experiment"] == "/ml/experiments/new"


def test_an_open_draft_is_listed_with_its_dataset_and_where_it_was_left(
    services: Services, draft: Draft
) -> None:
    page = home.page(services, LOCAL_USER, {"theme": "light"}, under)
    assert "small.csv" in shown(page)
    assert links(page)["Go on"] == f"/ml/experiments/new?draft={draft.id}&step=data"
    assert "0 experiments and 1 draft." in shown(find(page, ids.LEAD))


def test_search_and_chips_narrow_the_list(services: Services, imported: Experiment) -> None:
    assert imported.name in shown(show(services)[0])
    assert "Nothing fits" in shown(show(services, q="no such name")[0])
    assert "Nothing fits" in shown(show(services, status="failed")[0])
    assert imported.name in shown(show(services, status="draft")[0])


def test_refreshing_stops_when_nothing_runs(services: Services, imported: Experiment) -> None:
    assert show(services)[3] is True
    services.experiments.store.update(imported.id, status="running")
    assert show(services)[3] is False
    assert "One is in progress." in show(services)[2]


def test_a_search_in_the_address_is_the_first_search(services: Services, imported: Experiment) -> None:
    page = home.page(services, LOCAL_USER, {"theme": "light", "q": "nothing like it"}, under)
    assert "Nothing fits" in shown(page)
    assert find(page, ids.SEARCH).value == "nothing like it"


def test_two_selected_experiments_can_be_compared(services: Services, imported: Experiment) -> None:
    other = services.experiments.create(LOCAL_USER, imported.config)
    keys = [ids.SELECT.one(imported.id), ids.SELECT.one(other.id)]
    chosen, bar = home.select(services, under, [True, True], keys)
    assert chosen == [imported.id, other.id]
    assert links(bar)["Compare 2"] == f"/ml/compare?ids={imported.id},{other.id}"
    assert "scores can be compared" in shown(bar)
    assert home.select(services, under, [False, None], keys) == ([], None)


def test_an_exported_configuration_comes_back_as_an_experiment(
    services: Services, imported: Experiment
) -> None:
    _, text = services.experiments.export(LOCAL_USER, imported.id, "yaml")
    contents = "data:text/yaml;base64," + base64.b64encode(text.encode()).decode()
    path, refusal = home.import_config(services, under, contents)
    assert refusal is None
    found = services.experiments.get(LOCAL_USER, path.rsplit("/", 1)[1])
    assert found.config.target == imported.config.target
    assert found.id != imported.id


def test_a_file_that_is_no_configuration_is_refused_in_words(services: Services) -> None:
    contents = "data:;base64," + base64.b64encode(b"name: [").decode()
    address, refusal = home.import_config(services, under, contents)
    assert not isinstance(address, str)
    assert shown(refusal)


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="not a text"):
        text_of("data:;base64,/////w==")


def test_an_imported_experiment_goes_on_in_the_wizard(services: Services, imported: Experiment) -> None:
    address = home.go_on(services, under, [1], ids.GO_ON.one(imported.id))
    assert address.startswith("/ml/experiments/new?draft=")
