"""Pairs of step 2: a cell or a row of the list is chosen, drawn, and one of the two is kept."""

from typing import Any

import pytest
from dash import no_update

from hydroml.callbacks.features.page import spans
from hydroml.callbacks.features.pairs import keep_only, pick, show_choice, show_frame, show_pair
from hydroml.components.features import ids
from hydroml.components.figures import labels
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft
from hydroml.services.experiments.slices import slice_of
from hydroml.services.profile import Correlations, heatmap
from hydroml.services.profile.association.matrices import correlations_of_cells
from hydroml.services.registry import Services

FIGURE = ids.HEATMAP.one("matrix")


@pytest.fixture
def matrix(services: Services, draft: Draft) -> Correlations:
    return services.profiles.correlations(LOCAL_USER, draft.config["dataset"]["id"], method="association")


@pytest.fixture
def features(draft: Draft) -> dict[str, Any]:
    return slice_of(draft.config, "features")


def pressed(of: dict[str, Any], point: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"pressed": of, "point": point, "at": 0}


def test_a_cell_and_a_row_of_the_list_choose_the_same_pair(
    services: Services, matrix: Correlations, wizard: dict[str, Any]
) -> None:
    pair = matrix.strongest[0]
    by_list, opened = pick(
        services, pressed(ids.PAIR.one(f"{pair.one}-{pair.other}")), "association", [], wizard
    )
    called = labels(heatmap(matrix))
    point = {"y": called[pair.one], "x": called[pair.other], "z": pair.value}
    by_cell, _ = pick(services, pressed(FIGURE, point), "association", [], wizard)
    assert by_cell == by_list
    assert opened is no_update
    assert by_list["names"] == [matrix.columns[pair.one], matrix.columns[pair.other]]
    assert by_list["value"] == pytest.approx(pair.value, abs=1e-5)


@pytest.mark.parametrize("index", ["0-0", "7-99", "x", "", "1-", "-1-2"])
def test_what_is_no_pair_chooses_nothing(
    services: Services, matrix: Correlations, wizard: dict[str, Any], index: str
) -> None:
    assert pick(services, pressed(ids.PAIR.one(index)), "association", [], wizard)[0] is no_update
    assert (
        pick(services, pressed(FIGURE, {"x": "nothing", "y": 3}), "association", [], wizard)[0] is no_update
    )


def test_closing_forgets_the_pair_or_the_opened_group(services: Services, wizard: dict[str, Any]) -> None:
    assert pick(services, pressed(ids.CLOSE_PAIR.one("pair")), "pearson", [], wizard) == (None, no_update)
    assert pick(services, pressed(ids.CLOSE_GROUP.one("all")), "pearson", [[0, 3]], wizard) == (None, [])


def test_opened_spans_from_the_browser_are_taken_only_if_they_are_spans() -> None:
    wide = correlations_of_cells("pearson", [f"c{place}" for place in range(9)], [[0.0] * 9] * 9, 50)
    assert spans(wide, [[0, 3], [5, 9]]) == ((0, 3), (5, 9))
    for wrong in ([[3, 3]], [[5, 9], [0, 3]], [[0, 10]], [[-1, 3]], [["0", "3"]], [[1]], None):
        assert spans(wide, wrong) == ()  # type: ignore[arg-type]


def test_the_pair_is_drawn_from_the_table(services: Services, wizard: dict[str, Any]) -> None:
    shown = str(show_pair(services, {"names": ["age", "income"], "value": 0.3}, "spearman", wizard, "dark"))
    assert "age × income" in shown
    assert "Rows with both" in shown
    gone = str(show_pair(services, {"names": ["age", "gone"], "value": None}, "spearman", wizard, "dark"))
    assert "has no column" in gone
    assert "Choose a cell" in str(show_pair(services, None, "spearman", wizard, "light"))


def test_keeping_one_leaves_the_other_out_and_can_be_undone(
    services: Services, wizard: dict[str, Any], features: dict[str, Any]
) -> None:
    key = {"names": ["age", "income"], "value": -0.912}
    after, toast = keep_only(ids.KEEP.one("0"), key, features)
    assert "income" not in after["features"]["include"]
    assert after["features"]["exclude"]["income"] == "correlated -0.91 with age"
    assert toast["undo"] == {"slice": "features", "data": features}
    assert "income left out" in toast["text"]
    assert keep_only(ids.KEEP.one("0"), key, after) == (no_update, no_update)
    assert keep_only(ids.KEEP.one("2"), key, features) == (no_update, no_update)
    assert "is left out" in str(show_choice(services, key, after, wizard))
    assert "Keep" in str(show_choice(services, key, features, wizard))
    assert show_choice(services, None, features, wizard) is None


def test_the_cell_of_the_chosen_pair_gets_a_frame(
    services: Services, matrix: Correlations, wizard: dict[str, Any]
) -> None:
    def framed(key: Any) -> Any:
        change = show_frame(services, key, "association", [], wizard, "light").to_plotly_json()
        return change["operations"][0]["params"]["value"]

    assert framed({"names": [], "places": [0, 1]})["visible"]
    assert framed({"names": [], "places": [0, 1]})["y0"] == 0.5
    assert not framed(None)["visible"]
