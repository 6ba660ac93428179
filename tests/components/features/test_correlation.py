"""What of a matrix of correlations is shown, and what can be done about a pair."""

from dataclasses import replace

import numpy as np

from hydroml.components.features.correlation import correlation_body, measure, title_words
from hydroml.components.features.pair import ChosenPair, pair_choice, pair_panel, signed
from hydroml.services.profile import Correlations, Counts, Points
from hydroml.services.profile.association.matrices import correlations_of_cells
from hydroml.tests.support.trees import text


def correlations(n: int) -> Correlations:
    places = np.arange(n)
    cells = np.where(places[:, None] == places, 1.0, -1 / (1 + places[:, None] + places))
    return correlations_of_cells("pearson", [f"c{place}" for place in places], cells, 100)


def test_the_strongest_pairs_can_be_chosen_and_show_a_true_minus() -> None:
    body = str(correlation_body(correlations(4), "light"))
    assert "c1 × c0" in body
    assert "−0.500" in body
    assert "'index': '1-0'" in body


def test_what_is_below_the_noise_is_said() -> None:
    assert "Below 0.2 stays blank." in str(correlation_body(correlations(4), "light"))


def test_fewer_than_two_columns_say_what_to_do() -> None:
    for n in (0, 1):
        assert "Try All kinds." in str(correlation_body(correlations(n), "light"))
        mixed = replace(correlations(n), method="association")
        assert "this table has fewer" in str(correlation_body(mixed, "light"))


def test_columns_that_do_not_vary_have_no_pair() -> None:
    unknown = correlations_of_cells("pearson", ("a", "b"), ((1.0, None), (None, 1.0)), 3)
    assert "No pair can be computed" in str(correlation_body(unknown, "light"))


def test_a_wide_matrix_is_grouped_and_an_opened_group_leads_back() -> None:
    wide = correlations(320)
    assert "groups of neighbours" in str(correlation_body(wide, "light"))
    opened = str(correlation_body(wide, "light", ((0, 8),)))
    assert "8 columns of this group" in opened
    assert "All 320" in opened


def test_mixed_kinds_are_a_measure_and_say_what_they_are() -> None:
    mixed = replace(correlations(4), method="association")
    assert "All kinds" in str(measure("association"))
    assert title_words(mixed).startswith("4 columns of all kinds")
    assert "correlation ratio, Cramér’s V, 100 rows." in str(correlation_body(mixed, "light"))


def test_a_sample_states_how_far_it_may_be_off() -> None:
    sampled = replace(correlations(4), error=0.0123)
    assert "Pearson r, 100 rows drawn at random, ± 0.012." in str(correlation_body(sampled, "light"))


def test_columns_left_out_of_a_very_wide_table_are_counted() -> None:
    assert title_words(replace(correlations(80), n_left_out=3000)).startswith(
        "the 80 most correlated of 3,080"
    )


PAIR = ChosenPair(("age", "year"), "ρ", -0.87)


def test_the_more_informative_of_a_pair_is_named_and_offered_first() -> None:
    shown = pair_choice(PAIR, "y", ["age", "year"], {"age": 0.1, "year": 0.4})
    words = text(shown)
    assert "year tells more about the target: importance 0.400 against 0.100." in words
    assert words.index("Keep year only") < words.index("Keep age only")


def test_a_pair_that_needs_no_choice_offers_none() -> None:
    assert "Keep" not in str(pair_choice(PAIR, "y", ["year"], {}))
    assert "age is left out" in text(pair_choice(PAIR, "y", ["year"], {}))
    assert "is the target" in str(pair_choice(PAIR, "age", ["age", "year"], {}))
    assert "not known yet" in str(pair_choice(PAIR, "y", ["age", "year"], {}))


def test_the_panel_shows_value_rows_and_a_table_of_the_same() -> None:
    plot = Points("points", 2, False, ("number", "number"), (1.0, 2.0), (3.0, 4.0))
    panel = str(pair_panel(PAIR, plot, "light"))
    assert "−0.870" in panel
    assert "one point per row" in panel
    levels = Counts("counts", 3, False, ("a", "b"), ("x",), ((1,), (2,)))
    assert "all rows" in str(pair_panel(PAIR, levels, "dark"))
    assert signed(0.5) == "0.500"


def test_strange_names_stay_text() -> None:
    names = ("<b>x</b>", "n" * 10_000)
    plot = Points("points", 1, False, ("number", "number"), (1.0,), (3.0,))
    panel = str(pair_panel(ChosenPair(names, "ρ", None), plot, "light"))
    assert "&lt;b&gt;x&lt;/b&gt;" in panel, "in the figure, which reads tags"
    assert "not known" in panel
