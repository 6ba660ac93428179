"""The frame of the wizard: stepper, summary, footer, stores, conflicts."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dash import html

from hydroml.components.wizard import (
    TITLES,
    WizardView,
    conflict_notice,
    ids,
    rail_body,
    step_address,
    step_of,
    stepper,
)
from hydroml.components.wizard.frame import wizard_frame
from hydroml.services.experiments import Draft
from hydroml.services.experiments.comparison import Change
from hydroml.services.findings import Finding
from hydroml.tests.support.trees import by_id, tags, text

NOW = datetime(2026, 11, 24, 12, 4, tzinfo=UTC)
CONFIG: dict[str, Any] = {
    "target": "Sale_Price",
    "task": "regression",
    "features": {"include": ["a", "b"], "exclude": {"id": "is an identifier"}},
    "models": [{"key": "ridge", "hyperparameters": {}}],
    "validation": {"strategy": "kfold", "n_splits": 5},
}
DRAFT = Draft("dr_1", "u", None, 3, "w", CONFIG, CONFIG, ("data", "features"), NOW, NOW)
ERROR = Finding("FEATURES_NONE", "error", "/features", "No feature is left.")
WARNING = Finding("DATA_MISSING", "warning", "age", "Many are missing.")


def href(path: str) -> str:
    return f"/lab{path}"


def view(**changes: Any) -> WizardView:
    return replace(WizardView("model", DRAFT), **changes)


def words(made: html.Ol) -> list[str]:
    return [text(item) for item in tags(made, "Li")]


def test_the_steps_are_named_and_numbered_and_one_is_current() -> None:
    made = stepper(view(), href)
    for item, title in zip(words(made), TITLES.values(), strict=True):
        assert title in item
    steps = [one.to_plotly_json()["props"] for one in (*tags(made, "A"), *tags(made, "Span"))]
    assert [one["aria-current"] for one in steps if "aria-current" in one] == ["step"]


def test_done_steps_are_links_and_later_ones_are_not() -> None:
    made = stepper(view(), href)
    links = [one.href for one in tags(made, "A")]
    assert links == [
        "/lab/experiments/new?draft=dr_1&step=data",
        "/lab/experiments/new?draft=dr_1&step=features",
        "/lab/experiments/new?draft=dr_1&step=model",
    ]
    assert words(made)[0].endswith("Done · Sale_Price")
    assert words(made)[3].endswith("Not yet")


def test_no_step_is_done_without_a_target() -> None:
    draft = replace(DRAFT, config={"dataset": {"id": "ds_1"}})
    made = words(stepper(view(draft=draft), href))
    assert made[0].endswith("No target yet")
    assert made[1].endswith("Not yet")


def test_a_step_with_an_error_says_how_many_and_can_be_reached() -> None:
    made = stepper(view(findings=(ERROR, WARNING)), href)
    assert words(made)[1].endswith("1 to correct")
    assert "attn err" in tags(tags(made, "Li")[1], "A")[0].className


def test_findings_belong_to_the_step_that_settles_them() -> None:
    places = {
        "/target": "data",
        "/roles/time": "data",
        "/features/include": "features",
        "/models/0/hyperparameters/C": "model",
        "/search/space": "model",
        "/validation/n_splits": "training",
        "/seed": "training",
    }
    for pointer, step in places.items():
        assert step_of(Finding("X", "error", pointer, "x")) == step
    assert step_of(WARNING) == "data"


def test_the_summary_counts_features_in_and_out_with_the_first_reason() -> None:
    told = text(rail_body(view()))
    assert "2 in, 1 out" in told
    assert "id: is an identifier" in told
    assert "Shuffled folds, 5 folds" in told


def test_the_quick_launch_waits_for_a_target_and_says_what_forbids_it() -> None:
    without = by_id(rail_body(WizardView("data")), ids.QUICK_LAUNCH)
    assert without.disabled is False
    hidden = rail_body(WizardView("data"))[-1]
    assert hidden.hidden is True
    forbidden = rail_body(view(findings=(ERROR,)))
    assert by_id(forbidden, ids.QUICK_LAUNCH).disabled is True
    assert "1 error to correct first" in text(by_id(forbidden, ids.QUICK_LAUNCH_REASON))


def test_next_is_never_off_without_a_reason() -> None:
    made = wizard_frame(WizardView("data"), html.Div(), href, writer="w")
    assert by_id(made, ids.NEXT).disabled is True
    told = by_id(made, ids.NEXT_REASON)
    assert text(told) == "Choose a dataset first"
    assert "hm-hide-s" not in told.className


def test_what_merely_stays_open_gives_way_on_narrow_windows() -> None:
    made = wizard_frame(view(step="data", findings=(WARNING,)), html.Div(), href, writer="w")
    told = by_id(made, ids.NEXT_REASON)
    assert text(told) == "1 finding stays open; you can fix it later"
    assert "hm-hide-s" in told.className


def test_next_and_back_lead_to_the_neighbours() -> None:
    made = wizard_frame(view(), html.Div(), href, writer="w")
    addresses = [by_id(made, one).to_plotly_json()["props"]["data-go"] for one in (ids.BACK, ids.NEXT)]
    assert addresses == [
        "/lab/experiments/new?draft=dr_1&step=features",
        "/lab/experiments/new?draft=dr_1&step=training",
    ]


def test_the_last_step_launches_and_an_error_forbids_it() -> None:
    made = wizard_frame(view(step="review", findings=(ERROR,)), html.Div(), href, writer="w")
    assert text(by_id(made, ids.LAUNCH)) == "Launch experiment"
    assert by_id(made, ids.LAUNCH).disabled is True
    assert "1 error to correct" in text(by_id(made, ids.LAUNCH_REASON))


def test_the_last_step_cannot_launch_without_a_target() -> None:
    draft = replace(DRAFT, config={"dataset": {"id": "ds_1"}})
    made = wizard_frame(view(step="review", draft=draft), html.Div(), href, writer="w")
    assert by_id(made, ids.LAUNCH).disabled is True
    assert text(by_id(made, ids.NEXT_REASON)) == "Choose a target first"


def test_the_stores_hold_the_slices_and_who_saves() -> None:
    made = wizard_frame(view(), html.Div(), href, writer="w")
    assert by_id(made, ids.SLICES["features"]).data == {"features": CONFIG["features"]}
    assert by_id(made, ids.DRAFT).data == {"id": "dr_1", "revision": 3, "writer": "w"}


def test_a_conflict_shows_both_versions_and_remembers_what_was_to_be_saved() -> None:
    made = conflict_notice([Change("/name", "mine", None)], ["training"])
    assert "minenot set" in text(made)
    assert by_id(made, ids.CONFLICT_SLICES).data == ["training"]


def test_a_revision_makes_an_address_that_is_drawn_anew() -> None:
    assert step_address("dr_1", "model") == "?draft=dr_1&step=model"
    assert step_address("dr_1", "model", 4) == "?draft=dr_1&step=model&r=4"
