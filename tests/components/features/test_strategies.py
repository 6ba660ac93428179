"""What the panel of strategies says before anything changes."""

import json

import pytest

from hydroml.components.features import (
    ORDER,
    Effect,
    Offer,
    offer_of,
    offers_of,
    preview,
    setting_row,
    strategy_list,
)
from hydroml.components.features.removals import MAX_SHOWN
from hydroml.services.features import STRATEGIES, Evidence, Removal, RemovedColumn
from hydroml.services.profile import Importance, ImportanceItem, Profile
from hydroml.tests.support.trees import tags, text

TABLE = Profile("sha256:1", 10, 3, True, None, ())


def test_every_strategy_has_a_place_in_the_panel() -> None:
    assert set(ORDER) == set(STRATEGIES)
    for key in ORDER:
        assert setting_row(key)


def test_an_offer_counts_only_what_is_still_in() -> None:
    removal = Removal((RemovedColumn("a", "constant"), RemovedColumn("b", "constant")))
    offer = offer_of("variance", removal, ["b", "c"])
    assert [item.name for item in offer.items] == ["b"]
    assert offer.n_done == 1


def test_the_preview_names_each_column_and_its_reason_as_text() -> None:
    offer = Offer("drop_unusable", (RemovedColumn("<b>x</b>", "different in <i>every</i> row"),))
    shown = json.dumps(
        [part.to_plotly_json() for part in preview(offer, Effect((10, 9)), {})],
        default=lambda one: one.to_plotly_json(),
    )
    assert "<b>x</b>" in shown
    assert "<i>every</i>" in shown
    assert "10 features become 9." in shown
    assert "dangerously" not in shown


def test_a_correlated_pair_shows_what_it_follows_how_closely_and_both_importances() -> None:
    item = RemovedColumn("cars", "correlated", {"kept": "area", "correlation": -0.865})
    shown = preview(
        Offer("correlation", (item,)), Effect((66, 65), (268, 267)), {"cars": 0.387, "area": 0.413}
    )
    words = text(shown)
    assert "carsarea0.8650.3870.413" in words
    assert "66 features become 65, 268 model columns become 267." in words


@pytest.mark.parametrize("key", ORDER)
def test_each_strategy_tells_the_figures_it_goes_by(key: str) -> None:
    evidence = {"share": 0.99, "rank": 31, "noise_floor": 0.004, "kept": "b", "correlation": 0.9}
    table = tags(
        preview(Offer(key, (RemovedColumn("a", "because", evidence),)), Effect((3, 2)), {"a": 0.1}), "Table"
    )
    heads = [text(one) for one in tags(table, "Th")]
    assert heads[0] == "Leave out"
    assert len(heads) == len(tags(table, "Td"))


def test_a_long_preview_says_how_many_more_there_are() -> None:
    items = tuple(RemovedColumn(f"x{i}", "") for i in range(MAX_SHOWN + 1_000))
    shown = preview(Offer("top_k", items), Effect((2_000, 940)), {})
    assert len(tags(shown, "Tr")) == MAX_SHOWN + 1
    assert "and 1,000 more" in text(shown)


def test_leaving_everything_out_is_told_before() -> None:
    shown = preview(Offer("missing", (RemovedColumn("a", ""),)), Effect((1, 0)), {})
    assert "Nothing would be left to learn from." in text(shown)


def test_nothing_to_leave_out_says_so_and_what_is_out_already() -> None:
    assert "Nothing would be left out." in text(preview(Offer("missing"), Effect((3, 3)), {}))
    words = text(preview(Offer("missing", n_done=2), Effect((3, 3)), {}))
    assert "2 of its columns are out already." in words


@pytest.mark.parametrize("typed", ["abc", "0", "2.5", "-3", "1e9"])
def test_a_setting_out_of_bounds_is_refused_in_words_and_removes_nothing(typed: str) -> None:
    importance = Importance("y", (ImportanceItem("a", 0.2, 0.1), ImportanceItem("b", 0.1, 0.1)), 10)
    offers = offers_of(Evidence(TABLE, importance=importance), ["a", "b"], key="top_k", value=typed)
    offer = next(one for one in offers if one.key == "top_k")
    assert offer.items == ()
    assert "must be a whole number from 1 to 2000" in text(preview(offer, Effect((2, 2)), {}))


def test_a_decimal_comma_is_understood() -> None:
    importance = Importance("y", (ImportanceItem("a", 0.2, 0.1), ImportanceItem("b", 0.1, 0.1)), 10)
    offers = offers_of(Evidence(TABLE, importance=importance), ["a", "b"], key="top_k", value="1,0")
    assert [item.name for one in offers if one.key == "top_k" for item in one.items] == ["b"]


def test_a_strategy_that_counts_features_has_a_slider_up_to_their_number() -> None:
    assert "data-high='74'" in str(setting_row("top_k", n_features=74))


def test_a_strategy_that_lacks_evidence_says_what_it_waits_for() -> None:
    offer = Offer("top_k", lacking="the importance preview")
    assert "the importance preview" in text(preview(offer, Effect((10, 10)), {}))
    assert "not yet" in text(strategy_list([offer], "top_k"))
