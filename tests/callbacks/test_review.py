"""Step 5: the summary, the launch, the file and the template."""

from typing import Any

import pytest
from dash import no_update

from hydroml.callbacks.review.page import content
from hydroml.callbacks.review.wiring import launch, save_template, show_dialog
from hydroml.callbacks.wizard.launching import yaml_file
from hydroml.components.review import ids
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft, from_yaml
from hydroml.services.registry import Services

GIVEN = {"name": "Mine", "description": "d", "category": "classification", "tags": "a, b"}


def href(path: str) -> str:
    return f"/app{path}"


def faulty(services: Services, draft: Draft, **changes: Any) -> Draft:
    return services.drafts.save(
        LOCAL_USER, draft.id, {"training": changes}, revision=draft.revision, writer="tab"
    )


def test_the_page_shows_all_blocks_and_that_nothing_was_changed(services: Services, draft: Draft) -> None:
    text = str(content(services, LOCAL_USER, draft, href, "light"))
    for words in ("small.csv", "Remaining findings", "Estimate", "What will be recorded", "as proposed"):
        assert words in text
    assert f"/app/experiments/new?draft={draft.id}&step=features" in text


def test_a_change_is_told_with_what_was_proposed(services: Services, draft: Draft) -> None:
    changed = faulty(services, draft, seed=7)
    text = str(content(services, LOCAL_USER, changed, href, "light"))
    assert "Seed" in text and "20261123" in text


def test_a_draft_with_faults_says_which(services: Services, draft: Draft) -> None:
    broken = faulty(services, draft, seed=-1)
    text = str(content(services, LOCAL_USER, broken, href, "light"))
    assert "Seed" in text and "not complete" in text
    assert f"/app/experiments/new?draft={draft.id}&step=training" in text


def test_a_launch_leads_to_the_run_and_two_clicks_launch_once(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    first = launch(services, href, 1, wizard, "key")
    again = launch(services, href, 2, wizard, "key")
    assert first == again and str(first[0]).startswith("/app/experiments/ex_")
    assert len(services.jobs.active()) == 1


def test_a_refused_launch_names_the_fields(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    faulty(services, draft, seed=-1)
    address, note = launch(services, href, 1, wizard, "key")
    assert address is no_update
    assert "Seed" in str(note)


def test_a_launch_without_its_dataset_says_so(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    services.datasets.delete(LOCAL_USER, draft.config["dataset"]["id"])
    address, note = launch(services, href, 1, wizard, "key")
    assert address is no_update
    assert "has been deleted" in str(note)


def test_a_page_that_has_only_just_arrived_launches_nothing(
    services: Services, wizard: dict[str, Any]
) -> None:
    assert launch(services, href, None, wizard, "key")[0] is no_update
    assert services.jobs.active() == ()


def test_the_file_is_the_configuration(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    found = yaml_file(services, [1, None], wizard)
    assert from_yaml(found["content"]) == services.drafts.config(draft)
    assert found["filename"].endswith(".yaml")


def test_a_template_is_saved_with_the_way_to_it(services: Services, draft: Draft) -> None:
    page, fault, toast = save_template(services, href, 1, {"draft": draft.id}, GIVEN)
    assert fault is None and "Mine" in toast["text"]
    assert "/app/templates/tp_" in str(page)


@pytest.mark.parametrize("name", ["", "   ", None])
def test_a_template_needs_a_name(services: Services, draft: Draft, name: str | None) -> None:
    page, fault, toast = save_template(services, href, 1, {"draft": draft.id}, {**GIVEN, "name": name})
    assert page is no_update and toast is no_update
    assert "needs a name" in str(fault)


def test_the_dialog_opens_and_closes() -> None:
    assert show_dialog(1, None, None, ids.TEMPLATE_OPEN) is True
    assert show_dialog(1, 1, None, ids.TEMPLATE_CLOSE) is False
    assert show_dialog(1, None, "saved", ids.TEMPLATE_SAVED) is False
