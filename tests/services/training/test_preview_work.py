"""The preview of a transformation is what trains: names, numbers and shapes of the very pipeline."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from hydroml.services.experiments.config import Transform
from hydroml.services.features import FeaturePlan, plan
from hydroml.services.profile.records import ColumnProfile, Profile
from hydroml.services.training import Previews, TransformPreview
from hydroml.services.training.preview_work import MAX_NAMES, previewed
from hydroml.tests.support.datasets_room import ANNA, Room, datasets_room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return datasets_room(tmp_path / "home")


N = 120
RNG = np.random.default_rng(1)
LABELS = np.where(RNG.random(N) > 0.5, "yes", "no")


def made(values: Any, kind: Any, encoding: Any = "ordinal", **declared: Any) -> TransformPreview:
    column = pd.Series(values)
    known = ColumnProfile("x", kind, int(column.isna().sum()), int(column.nunique()))
    profile = Profile("f", len(column), 1, True, None, (known,))
    transforms = [Transform(columns=("x",), **declared)] if declared else []
    planned: FeaturePlan = plan(["x"], profile, encoding=encoding, transforms=transforms)
    return previewed(planned, column, LABELS[: len(column)], "binary", np.arange(len(column)))


def test_a_column_without_steps_comes_out_as_it_went_in() -> None:
    values = RNG.normal(size=N).round(2)
    got = made(values, "numeric")
    assert (got.names, got.n_columns, got.steps) == (("x",), 1, ())
    assert got.before == got.after
    assert got.rows[0] == (1, f"{values[0]:.17g}", (round(values[0], 6),))


def test_a_filled_number_has_a_second_column_and_a_row_that_was_missing_is_shown() -> None:
    values = [*range(1, N), None]
    got = made(values, "numeric", "one_hot")
    assert got.names == ("x", "x was missing")
    assert got.before.n_missing == 1
    number, before, after = got.rows[-1]
    assert (number, before, after[1] is not None and after[1] > 0) == (N, None, True)


def test_levels_get_columns_that_are_named() -> None:
    got = made(["red", "green", "blue"] * (N // 3), "categorical")
    assert got.names == ("= blue", "= green", "= red")
    assert got.after is not None
    assert got.after.levels == got.names
    assert got.after.counts == (40, 40, 40)


def test_a_target_encoding_is_one_number_per_level() -> None:
    got = made(["red", "green", "blue"] * (N // 3), "categorical", step="encode", method="target")
    assert got.n_columns == 1
    assert got.after is not None
    assert got.after.edges


def test_dates_give_their_parts_and_texts_a_fixed_width() -> None:
    days = pd.date_range("2024-01-30", periods=N, freq="D")
    assert made(days, "datetime").names == ("year", "month", "day", "weekday")
    texts = made(["high water in the river", "dry"] * (N // 2), "text", step="text", method="tfidf_svd")
    assert (texts.n_columns, len(texts.names)) == (32, MAX_NAMES)


def test_what_is_dropped_has_no_after() -> None:
    got = made([1.0] * N, "constant")
    assert (got.n_columns, got.after, got.names) == (0, None, ())


@pytest.mark.parametrize("name", ["age", "<b>x</b>", "عمود"])
def test_the_preview_is_worked_out_in_the_child_process(room: Room, name: str) -> None:
    rows = "\n".join(f"{place % 37},{'yes' if place % 3 else 'no'}" for place in range(200))
    dataset = room.take(f"{name},y\n{rows}\n".encode())
    config = {"dataset": {"id": dataset.id}, "target": "y", "task": "binary"}
    previews = Previews(room.datasets, room.profiles, room.datasets.sandbox)
    step = Transform(columns=(name,), step="power", method="log1p")
    got = previews.transformation(ANNA, config, name, encoding="ordinal", transforms=[step])
    assert (got.column, got.names, got.n_rows, got.is_sample) == (name, (name,), 200, False)
    assert got.rows[1][2][0] == pytest.approx(np.log(2), abs=1e-6)
