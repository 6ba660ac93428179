"""Tests on the example tables, which scikit-learn ships: nothing is wrong with them, and little is told."""

import pytest

from hydroml.tests.support.datasets_room import ANNA, Room


@pytest.mark.parametrize(
    ("key", "target", "task"),
    [
        ("breast_tumours", "diagnosis", "binary"),
        ("diabetes_progress", "progression", "regression"),
        ("wine_cultivars", "cultivar", "multiclass"),
    ],
)
def test_the_target_is_suggested_and_nothing_is_warned_of(
    room: Room, key: str, target: str, task: str
) -> None:
    dataset = room.datasets.add_example(ANNA, key)
    profile = room.profiles.get(ANNA, dataset.id)
    assert profile.suggested_target == target
    assert profile.target is not None
    assert profile.target.task == task
    assert {column.kind for column in profile.columns if column.name != target} <= {"numeric", "integer"}
    assert [one.code for one in profile.findings if one.severity != "info"] == []
