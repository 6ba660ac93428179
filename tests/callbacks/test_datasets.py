"""The page of datasets uses, asks, refuses and deletes."""

import io

import pytest
from dash import no_update

from hydroml.callbacks import datasets
from hydroml.components.datasets import PER_PAGE, ids
from hydroml.services.access import LOCAL_USER
from hydroml.services.errors import NotFoundError
from hydroml.services.experiments import Draft
from hydroml.services.registry import Services
from hydroml.tests.support.shown import shown


def under(path: str) -> str:
    return f"/ml{path}"


def dataset_of(draft: Draft) -> str:
    return str(draft.config["dataset"]["id"])


def test_an_uploaded_table_is_listed(services: Services, draft: Draft) -> None:
    text = shown(datasets.page(services, LOCAL_USER, {"theme": "light"}, under))
    assert "small.csv" in text
    assert "240" in text
    assert "nothing yet" in text


def test_a_table_is_used_in_a_new_experiment(services: Services, draft: Draft) -> None:
    address, refusal = datasets.use_dataset(services, under, [1], ids.USE.one(dataset_of(draft)))
    assert refusal is None
    assert address.startswith("/ml/experiments/new?draft=") and draft.id not in address


def test_deleting_asks_first_and_then_deletes(services: Services, draft: Draft) -> None:
    is_open, text, doomed, refusal = datasets.ask(services, [1], ids.DELETE.one(dataset_of(draft)))
    assert (is_open, doomed, refusal) == (True, dataset_of(draft), None)
    assert "small.csv" in shown(text)
    assert "1 draft begins with it" in shown(text)
    services.datasets.get(LOCAL_USER, doomed)
    is_open, told, listed, *_ = datasets.delete(services, str, 1, doomed, {})
    assert is_open is False
    assert "No datasets yet" in shown(listed)
    assert "'small.csv' is deleted." in shown(told)
    with pytest.raises(NotFoundError):
        services.datasets.get(LOCAL_USER, doomed)


def test_a_table_that_an_experiment_reads_is_kept(services: Services, draft: Draft) -> None:
    services.experiments.create(LOCAL_USER, services.drafts.config(draft))
    is_open, _, doomed, refusal = datasets.ask(services, [1], ids.DELETE.one(dataset_of(draft)))
    assert (is_open, doomed) == (False, None)
    assert "is read by 1 experiment" in shown(refusal)
    is_open, told, *left = datasets.delete(services, str, 1, dataset_of(draft), {})
    assert "is kept" in shown(told)
    assert set(left) == {no_update}
    services.datasets.get(LOCAL_USER, dataset_of(draft))


def test_nothing_happens_before_a_button_is_pressed(services: Services) -> None:
    assert set(datasets.ask(services, [None], None)) == {no_update}
    assert set(datasets.delete(services, str, None, None, {})) == {no_update}


def test_the_list_turns_its_pages_and_another_search_begins_at_the_top(services: Services) -> None:
    for number in range(PER_PAGE + 2):
        services.datasets.receive(LOCAL_USER, io.BytesIO(b"a\n%d" % number), name=f"n{number:03}.csv")
    asked = {"search": "", "sort": "name"}
    table, part, none_before, none_after, offset = datasets.show_datasets(services, str, asked, 0, ids.NEXT)
    assert (part, none_before, none_after, offset) == ("51 to 52 of 52", False, True, PER_PAGE)
    assert "n051.csv" in shown(table)
    first = datasets.show_datasets(services, str, asked, PER_PAGE, ids.PREVIOUS)
    assert first[1:] == ("1 to 50 of 52", True, False, 0)
    found = datasets.show_datasets(services, str, {**asked, "search": "n007"}, PER_PAGE, ids.SEARCH)
    assert found[1:] == ("1 to 1 of 1", True, True, 0)


def test_a_fold_opens_with_the_detail_and_closes_again(services: Services, draft: Draft) -> None:
    toggle = ids.TOGGLE.one(dataset_of(draft))
    content, hidden, expanded = datasets.show_detail(services, 1, toggle, "false")
    assert (hidden, expanded) == (False, "true")
    assert "How it was read" in shown(content)
    assert datasets.show_detail(services, 2, toggle, "true") == (no_update, True, "false")


def test_the_fold_of_a_table_that_is_gone_says_so(services: Services) -> None:
    content, hidden, _ = datasets.show_detail(services, 1, ids.TOGGLE.one("ds_gone"), "false")
    assert hidden is False
    assert "This dataset is no longer there." in shown(content)
    refusal = datasets.use_dataset(services, under, [1], ids.USE.one("ds_gone"))[1]
    assert "This dataset is no longer there." in shown(refusal)
