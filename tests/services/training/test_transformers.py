"""Preprocessing: levels, missing, unseen, dates, texts and scaling, in scikit-learn's conventions."""

import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from hydroml.services.features import EVERY_DATE_PART
from hydroml.services.training.columns import typed_frame, without_stand_ins
from hydroml.services.training.transformers import (
    DATE_ATTRIBUTES,
    CategoryCodes,
    DateParts,
    HashedWords,
    OneHotLevels,
    RobustSmoothClip,
    TypedColumns,
    natural_order,
)
from hydroml.services.vocabulary import ColumnKind

WORDS = pd.DataFrame({"a": pd.Series(["b", "a", None, "b", "c"], dtype=object)})
NEW = pd.DataFrame({"a": pd.Series(["c", "zzz", None], dtype=object)})


@pytest.fixture(params=["texts", "categories"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def given(frame: pd.DataFrame, form: str) -> pd.DataFrame:
    return frame if form == "texts" else frame.astype("category")


def test_every_part_of_a_date_that_can_be_planned_can_be_made() -> None:
    assert tuple(DATE_ATTRIBUTES) == EVERY_DATE_PART


def test_codes_keep_missing_and_mark_unseen(form: str) -> None:
    codes = CategoryCodes().fit(given(WORDS, form))
    np.testing.assert_array_equal(codes.transform(given(WORDS, form)).ravel(), [1, 0, np.nan, 1, 2])
    np.testing.assert_array_equal(codes.transform(given(NEW, form)).ravel(), [2, -1, np.nan])


def test_levels_that_are_numbers_are_numbered_by_value() -> None:
    assert natural_order(["10", "9", "-1"]) == ["-1", "9", "10"]
    assert natural_order(["10", "9", "x"]) == ["10", "9", "x"]


def test_one_hot_counts_missing_as_a_level(form: str) -> None:
    table = OneHotLevels(20).fit(given(WORDS, form)).transform(given(WORDS, form))
    np.testing.assert_array_equal(
        table, [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]]
    )


def test_an_unseen_level_gives_zeros_without_a_shared_column(form: str) -> None:
    table = OneHotLevels(20).fit(given(WORDS, form)).transform(given(NEW, form))
    np.testing.assert_array_equal(table, [[0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 1]])


def test_rare_and_unseen_levels_share_a_column(form: str) -> None:
    frame = pd.DataFrame({"a": ["x"] * 5 + ["y"] * 3 + ["q", "r"]})
    made = OneHotLevels(2).fit(given(frame, form))
    new = pd.DataFrame({"a": ["x", "y", "q", "never"]})
    np.testing.assert_array_equal(
        made.transform(given(new, form)), [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1]]
    )


def test_two_levels_need_one_column(form: str) -> None:
    frame = given(pd.DataFrame({"a": ["no", "yes", "no"]}), form)
    np.testing.assert_array_equal(OneHotLevels().fit_transform(frame), [[0], [1], [0]])


def test_a_level_that_no_training_row_has_is_not_learned() -> None:
    frame = pd.DataFrame({"a": pd.Categorical(["x", "y", "x", "z"])})
    made = OneHotLevels().fit(frame.iloc[:3])
    np.testing.assert_array_equal(made.transform(frame), [[0], [1], [0], [0]])


def test_dates_come_apart_and_missing_ones_stay_missing() -> None:
    frame = pd.DataFrame({"d": pd.to_datetime(["2024-02-29 13:30", "NaT"])})
    parts = DateParts(("year", "month", "day", "weekday", "hour")).fit_transform(frame)
    np.testing.assert_array_equal(parts, [[2024, 2, 29, 3, 13], [np.nan] * 5])


def test_an_unknown_part_of_a_date_is_refused() -> None:
    with pytest.raises(ValueError, match="no part 'era'"):
        DateParts(("era",)).fit(pd.DataFrame({"d": pd.to_datetime(["2024-01-01"])}))


def test_texts_become_a_fixed_number_of_columns() -> None:
    frame = pd.DataFrame({"t": ["some words", None, "other words"], "u": ["x", "yy", "zz zz"]})
    table = HashedWords(8).fit_transform(frame)
    assert table.shape == (3, 16) and not table[1, :8].any()


def test_scaling_centres_bends_far_values_and_keeps_missing() -> None:
    column = np.array([[1.0], [2.0], [3.0], [4.0], [1e9], [np.nan]])
    scaled = RobustSmoothClip().fit_transform(column).ravel()
    assert scaled[2] == 0 and np.isnan(scaled[5])
    assert 2.9 < scaled[4] <= 3 and (np.diff(scaled[:5]) > 0).all()


@pytest.mark.parametrize(("values", "expected"), [([5.0] * 4, [0.0] * 4), ([0.0, 0, 0, 0, 1], None)])
def test_scaling_survives_constants_and_rare_values(
    values: list[float], expected: list[float] | None
) -> None:
    scaled = RobustSmoothClip().fit_transform(np.array([values]).T).ravel()
    assert np.isfinite(scaled).all()
    assert expected is None or scaled.tolist() == expected
    assert expected is not None or scaled[4] > 1


def test_a_column_without_any_value_scales_to_missing() -> None:
    assert np.isnan(RobustSmoothClip().fit_transform(np.full((3, 1), np.nan))).all()


def test_columns_take_the_form_of_their_kind() -> None:
    frame = pd.DataFrame(
        {
            "n": ["1", "x", "3.5"],
            "i": [1.0, np.inf, 3.0],
            "b": [True, False, True],
            "c": [1.0, np.nan, 2.0],
            "d": ["2024-01-01", "no date", None],
            "t": ["a", None, "b"],
        }
    )
    typed = typed_frame(
        frame,
        {"n": "numeric", "i": "integer", "b": "boolean", "c": "categorical", "d": "datetime", "t": "text"},
    )
    np.testing.assert_array_equal(typed["n"], [1, np.nan, 3.5])
    np.testing.assert_array_equal(typed["i"], [1, np.nan, 3])
    assert typed["b"].tolist() == ["true", "false", "true"]
    assert typed["c"].cat.categories.tolist() == ["1", "2"]
    assert typed["d"].isna().tolist() == [False, True, True]
    assert typed["t"].tolist() == ["a", None, "b"]


def test_values_that_stand_for_missing_are_missing_by_number_and_by_word() -> None:
    given = pd.DataFrame(
        {
            "age": [-999, 31, 40],
            "rain": [-1.0, 0.25, float("nan")],
            "job": ["?", "cook", None],
            "yes": [True, False, True],
        }
    )
    stand_ins = {"age": ["-999"], "rain": ["-1", "word"], "job": ["?", "31"], "yes": ["false"], "gone": ["x"]}
    found = without_stand_ins(given, stand_ins)
    assert found.isna().to_numpy().tolist() == [
        [True, True, True, False],
        [False, False, False, True],
        [False, True, True, False],
    ]
    assert given["age"].tolist() == [-999, 31, 40]
    assert without_stand_ins(found, stand_ins) is found


def test_a_fitted_pipeline_takes_stand_ins_as_missing_in_new_rows() -> None:
    kinds: dict[str, ColumnKind] = {"age": "integer"}
    columns = TypedColumns(kinds, {"age": ("-999",)}).fit(pd.DataFrame({"age": [1, 2]}))
    assert columns.transform(pd.DataFrame({"age": ["-999", "5"]}))["age"].isna().tolist() == [True, False]


def test_typed_columns_are_handed_on_as_they_are() -> None:
    kinds: dict[str, ColumnKind] = {"x": "numeric", "c": "categorical"}
    typed = typed_frame(pd.DataFrame({"x": [1, 2], "c": ["a", "b"]}), kinds)
    assert typed_frame(typed, kinds) is typed


@pytest.mark.parametrize(
    "made",
    [
        TypedColumns({"a": "categorical"}),
        CategoryCodes(),
        OneHotLevels(3),
        HashedWords(4),
    ],
)
def test_transformers_are_cloned_and_pickled_like_scikit_learns(made: Any) -> None:
    fitted = clone(made).fit(WORDS)
    again = pickle.loads(pickle.dumps(fitted))
    pd.testing.assert_frame_equal(pd.DataFrame(again.transform(WORDS)), pd.DataFrame(fitted.transform(WORDS)))
    assert clone(made).get_params() == made.get_params()
