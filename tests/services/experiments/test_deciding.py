"""Decisions about findings: fixed together, dismissed for a reason, brought back; an error never."""

import pytest

from hydroml.services.errors import InvalidInputError
from hydroml.services.experiments import Draft, from_yaml, slice_of, to_yaml
from hydroml.services.findings import Finding, Fix
from hydroml.tests.services.experiments.conftest import Room
from hydroml.tests.support import profiles
from hydroml.tests.support.samples import ANN


def leave_out(name: str, code: str = "DATA_NEAR_CONSTANT") -> Finding:
    patch = ({"op": "add", "path": f"/features/exclude/{name}", "value": "nearly constant"},)
    return Finding(code, "info", name, f"'{name}' hardly varies.", {}, Fix("Leave it out", patch))


NOTES = (leave_out("tenure"), leave_out("contract"), Finding("DATA_FEW_ROWS", "warning", "", "Few rows."))
PLACES = [("DATA_NEAR_CONSTANT", "tenure"), ("DATA_NEAR_CONSTANT", "contract")]


@pytest.fixture
def draft(room: Room) -> Draft:
    dataset = room.tables.add(profiles.churn(findings=NOTES))
    return room.drafts.create(ANN, dataset_id=dataset.id)


def test_several_columns_are_left_out_in_one_change_and_one_undo(room: Room, draft: Draft) -> None:
    fixed = room.drafts.apply_fixes(ANN, draft.id, PLACES, writer="t")
    assert fixed.revision == draft.revision + 1
    assert {"tenure", "contract"} <= set(fixed.config["features"]["exclude"])
    assert [one.code for one in room.drafts.findings(ANN, fixed)] == ["DATA_FEW_ROWS"]
    before = {"features": slice_of(draft.config, "features")}
    undone = room.drafts.save(ANN, draft.id, before, revision=fixed.revision, writer="t")  # type: ignore[arg-type]
    assert undone.config["features"] == draft.config["features"]


def test_what_was_fixed_is_listed_as_fixed(room: Room, draft: Draft) -> None:
    profile = room.experiments.profile_for(ANN, room.drafts.config(draft))
    assert room.drafts.fixed(draft, profile) == ()
    fixed = room.drafts.apply_fixes(ANN, draft.id, PLACES[:1], writer="t")
    assert [one.field for one in room.drafts.fixed(fixed, profile)] == ["tenure"]


def test_values_that_are_declared_missing_are_settled_until_another_is_found(room: Room) -> None:
    def draft_with(spellings: list[str]) -> Draft:
        patch = ({"op": "add", "path": "/missing_values/tenure", "value": spellings},)
        evidence = {"spellings": dict.fromkeys(spellings, 3)}
        fix = Fix("Treat as missing", patch)
        found = Finding("DATA_DISGUISED_MISSING", "warning", "tenure", "Missing?", evidence, fix)
        dataset = room.tables.add(profiles.churn(findings=(found,)))
        return room.drafts.create(ANN, dataset_id=dataset.id)

    draft = draft_with(["-1", "-999"])
    place = [("DATA_DISGUISED_MISSING", "tenure")]
    fixed = room.drafts.apply_fixes(ANN, draft.id, place, writer="t")
    assert fixed.config["missing_values"] == {"tenure": ["-1", "-999"]}
    assert place[0] not in [(one.code, one.field) for one in room.drafts.findings(ANN, fixed)]
    profile = room.experiments.profile_for(ANN, room.drafts.config(fixed))
    assert [one.field for one in room.drafts.fixed(fixed, profile)] == ["tenure"]
    kept = room.drafts.save(
        ANN,
        fixed.id,
        {"data": {**slice_of(fixed.config, "data"), "missing_values": {"tenure": ["-1"]}}},
        revision=fixed.revision,
        writer="t",
    )
    assert place[0] in [(one.code, one.field) for one in room.drafts.findings(ANN, kept)]


def test_a_finding_about_the_target_is_not_listed_as_fixed(room: Room, draft: Draft) -> None:
    aimed = room.drafts.set_target(ANN, draft.id, "tenure", revision=draft.revision, writer="t")
    profile = room.experiments.profile_for(ANN, room.drafts.config(aimed))
    assert [one.field for one in room.drafts.fixed(aimed, profile)] == []


def test_a_dismissed_finding_carries_its_reason_and_comes_back(room: Room, draft: Draft) -> None:
    kept = room.drafts.dismiss(ANN, draft.id, PLACES[:1], "  Rare, but\nright ", writer="t")
    reasons = {one.field: one.dismissed for one in room.drafts.findings(ANN, kept)}
    assert reasons == {"": None, "tenure": "Rare, but right", "contract": None}
    back = room.drafts.bring_back(ANN, draft.id, PLACES[:1], writer="t")
    assert all(one.dismissed is None for one in room.drafts.findings(ANN, back))


def test_the_reason_travels_with_the_configuration(room: Room, draft: Draft) -> None:
    kept = room.drafts.dismiss(ANN, draft.id, PLACES[:1], "Wanted", writer="t")
    config = from_yaml(to_yaml(room.drafts.config(kept)))
    assert [(one.field, one.reason) for one in config.dismissed] == [("tenure", "Wanted")]


def test_a_dismissal_outlives_another_target_unless_its_column_is_gone(room: Room, draft: Draft) -> None:
    room.drafts.dismiss(ANN, draft.id, PLACES, "Wanted", writer="t")
    aimed = room.drafts.set_target(ANN, draft.id, "monthly_charges", revision=draft.revision + 1, writer="t")
    assert {one["field"] for one in aimed.config["dismissed"]} == {"tenure", "contract"}
    other = room.tables.add(profiles.people())
    moved = room.drafts.save(
        ANN, draft.id, {"data": {"dataset": {"id": other.id}}}, revision=aimed.revision, writer="t"
    )
    assert moved.config["dismissed"] == []


def test_a_reason_is_needed_and_an_error_cannot_be_kept(room: Room, draft: Draft) -> None:
    with pytest.raises(InvalidInputError) as silent:
        room.drafts.dismiss(ANN, draft.id, PLACES, " \n ", writer="t")
    assert silent.value.code == "REASON_MISSING"
    room.check = lambda config, profile: (Finding("TOO_FEW_ROWS", "error", "/target", "Too few."),)
    with pytest.raises(InvalidInputError) as error:
        room.drafts.dismiss(ANN, draft.id, [("TOO_FEW_ROWS", "/target")], "Never mind", writer="t")
    assert error.value.code == "FINDING_IS_ERROR"


def test_an_error_stays_open_whatever_a_configuration_says(room: Room, draft: Draft) -> None:
    room.check = lambda config, profile: (Finding("TOO_FEW_ROWS", "error", "/target", "Too few."),)
    forged = [{"code": "TOO_FEW_ROWS", "field": "/target", "reason": "no"}]
    saved = room.drafts.save(
        ANN, draft.id, {"data": {"dismissed": forged}}, revision=draft.revision, writer="t"
    )
    assert room.drafts.findings(ANN, saved)[0].dismissed is None
