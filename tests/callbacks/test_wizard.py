"""The wizard's frame at work: saves, conflicts, fixes with undo, the quick launch."""

import io
from dataclasses import replace
from typing import Any

import pytest
from dash import html, no_update

from hydroml.callbacks.wizard import frame
from hydroml.callbacks.wizard.changing import bring_back, dismiss, fix, undo, undo_of
from hydroml.callbacks.wizard.launching import quick_launch
from hydroml.callbacks.wizard.page import step_in
from hydroml.callbacks.wizard.saving import NAMES, NOTHING, keep_mine, on_take_theirs, save
from hydroml.components.widgets import finding_key
from hydroml.components.wizard import ids
from hydroml.components.wizard.undo import undone_slices
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft, slice_of
from hydroml.services.registry import Services
from hydroml.tests.support.trees import by_id, text

SEARCH = "?draft=x&step=training"


def href(path: str) -> str:
    return path


def slices_of(draft: Draft, **changes: dict[str, Any]) -> dict[Any, Any]:
    held: dict[Any, Any] = {name: slice_of(draft.config, name) for name in NAMES}
    return {name: {**values, **changes.get(name, {})} for name, values in held.items()}


def test_a_changed_slice_is_saved_and_the_frame_follows(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    slices = slices_of(draft, training={"name": "My own"})
    data, saved_at, _, _, _, conflict, address = save(services, href, slices, ("training",), wizard, SEARCH)
    stored = services.drafts.get(LOCAL_USER, draft.id)
    assert stored.config["name"] == "My own"
    assert data == {"id": draft.id, "revision": stored.revision, "writer": "tab"}
    assert saved_at == stored.updated_at.isoformat()
    assert conflict is None
    assert address is no_update


def test_nothing_is_saved_when_nothing_differs(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    assert save(services, href, slices_of(draft), NAMES, wizard, SEARCH) == NOTHING
    assert services.drafts.get(LOCAL_USER, draft.id).revision == draft.revision


def test_only_slices_that_were_written_are_saved(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    slices = slices_of(draft, training={"name": "My own"}, model={"models": []})
    save(services, href, slices, ("training",), wizard, SEARCH)
    assert services.drafts.get(LOCAL_USER, draft.id).config["models"] == draft.config["models"]


def test_a_save_over_somebody_elses_shows_both_versions_and_mine_can_win(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    services.drafts.save(
        LOCAL_USER, draft.id, {"training": {"name": "Theirs"}}, revision=draft.revision, writer="other"
    )
    slices = slices_of(draft, training={"name": "Mine"})
    outcome = save(services, href, slices, ("training",), wizard, SEARCH)
    assert outcome[0] is no_update
    assert "Mine" in text(outcome[5])
    assert "Theirs" in text(outcome[5])
    assert services.drafts.get(LOCAL_USER, draft.id).config["name"] == "Theirs"
    assert on_take_theirs(services, 1, wizard, SEARCH).endswith(f"r={draft.revision + 1}")
    address = keep_mine(services, slices, ("training",), wizard, SEARCH)
    assert services.drafts.get(LOCAL_USER, draft.id).config["name"] == "Mine"
    assert address.endswith(f"step=training&r={draft.revision + 2}")


def test_two_quick_saves_of_one_tab_are_no_conflict(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    for name in ("One", "Two"):
        outcome = save(
            services, href, slices_of(draft, training={"name": name}), ("training",), wizard, SEARCH
        )
        assert outcome[5] is None
    assert services.drafts.get(LOCAL_USER, draft.id).config["name"] == "Two"


def test_a_save_that_changes_other_slices_draws_the_page_anew(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    other = next(one for one in draft.config["features"]["include"])
    outcome = save(
        services,
        href,
        slices_of(draft, data={"target": other, "task": None}),
        ("data",),
        wizard,
        "?step=data",
    )
    assert outcome[6] == f"?draft={draft.id}&step=data&r={draft.revision + 1}"


@pytest.fixture
def gappy(services: Services) -> Draft:
    """A draft on a table with a column that is almost empty."""
    lines = [f"{n * 7 % 31},{n % 5},{'A' if n % 6 == 0 else ''},{n % 2}" for n in range(120)]
    table = "\n".join(["age,rooms,deck,sold", *lines]).encode()
    received = services.datasets.receive(LOCAL_USER, io.BytesIO(table), name="gaps.csv")
    dataset = services.datasets.ingest(LOCAL_USER, received.id)
    draft = services.drafts.create(LOCAL_USER, dataset_id=dataset.id)
    return services.drafts.set_target(LOCAL_USER, draft.id, "sold", revision=draft.revision, writer="t")


def test_a_fix_is_applied_told_and_undone(services: Services, gappy: Draft) -> None:
    draft, wizard = gappy, {"id": gappy.id, "revision": gappy.revision, "writer": "tab"}
    fixable = next(one for one in services.drafts.findings(LOCAL_USER, draft) if one.fix is not None)
    address, told = fix(services, finding_key(fixable), (wizard, SEARCH))
    fixed = services.drafts.get(LOCAL_USER, draft.id)
    assert fixed.config != draft.config
    assert address.endswith(f"r={fixed.revision}")
    later = {**wizard, "revision": fixed.revision}
    undo(services, told["undo"], later, SEARCH)
    assert services.drafts.get(LOCAL_USER, draft.id).config == draft.config


def test_undo_takes_back_a_key_that_was_not_there_before(draft: Draft) -> None:
    before = replace(draft, config={k: v for k, v in draft.config.items() if k != "missing_values"})
    after = replace(draft, config={**draft.config, "missing_values": {"age": ["-999"]}})
    slices = undone_slices(undo_of(before, after), draft.id)
    assert slices is not None and slices["data"]["missing_values"] == {}


def test_a_finding_is_dismissed_told_undone_and_brought_back(services: Services, gappy: Draft) -> None:
    wizard = {"id": gappy.id, "revision": gappy.revision, "writer": "tab"}
    found = services.drafts.findings(LOCAL_USER, gappy)[0]
    address, told = dismiss(services, finding_key(found), "Expected", (wizard, SEARCH))
    kept = services.drafts.get(LOCAL_USER, gappy.id)
    assert services.drafts.findings(LOCAL_USER, kept)[0].dismissed == "Expected"
    assert address.endswith(f"r={kept.revision}")
    undo(services, told["undo"], {**wizard, "revision": kept.revision}, SEARCH)
    undone = services.drafts.get(LOCAL_USER, gappy.id)
    assert services.drafts.findings(LOCAL_USER, undone)[0].dismissed is None
    later = {**wizard, "revision": undone.revision}
    dismiss(services, finding_key(found), "Expected", (later, SEARCH))
    bring_back(services, finding_key(found), ({**later, "revision": undone.revision + 1}, SEARCH))
    back = services.drafts.get(LOCAL_USER, gappy.id)
    assert services.drafts.findings(LOCAL_USER, back)[0].dismissed is None


def test_a_fix_that_is_gone_draws_the_page_anew(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    address, told = fix(services, "gone", (wizard, SEARCH))
    assert address.endswith(f"r={draft.revision}")
    assert told is no_update


def test_what_is_not_ours_is_not_undone(services: Services, wizard: dict[str, Any]) -> None:
    assert undo(services, {"kind": "other"}, wizard, SEARCH) is no_update
    assert undo(services, None, wizard, SEARCH) is no_update


def test_two_quick_clicks_launch_once(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    first = quick_launch(services, href, 1, wizard)
    second = quick_launch(services, href, 2, wizard)
    assert first == second
    assert first.startswith("/experiments/ex_")


def test_a_button_that_was_just_drawn_launches_nothing(services: Services, wizard: dict[str, Any]) -> None:
    assert quick_launch(services, href, None, wizard) is no_update


def test_opening_a_step_is_remembered(services: Services, draft: Draft) -> None:
    made = frame(services, LOCAL_USER, draft, "model", html.Div(), href)
    assert "model" in services.drafts.get(LOCAL_USER, draft.id).visited
    assert by_id(made, ids.DRAFT).data["revision"] == draft.revision


def test_the_frame_stands_without_a_draft(services: Services) -> None:
    made = frame(services, LOCAL_USER, None, "data", html.Div(), href)
    assert by_id(made, ids.DRAFT).data is None


def test_the_step_comes_from_the_address() -> None:
    assert step_in("?draft=x&step=model&r=3") == "model"
    assert step_in("?step=<b>") == "data"
    assert step_in(None) == "data"
