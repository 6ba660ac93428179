"""Fixes as JSON Patch: applied whole or not at all, and only to settings."""

from typing import Any

import pytest

from hydroml.services.errors import InvalidInputError
from hydroml.services.experiments import apply_patch, exclude_fix, replace_fix
from hydroml.tests.support.samples import STRANGE, config


def refusal_of(patch: list[dict[str, Any]]) -> str:
    with pytest.raises(InvalidInputError) as refusal:
        apply_patch(config(), patch)
    return refusal.value.code


def test_a_value_is_replaced() -> None:
    fix = replace_fix("Use 3 folds", validation__n_splits=3)
    assert apply_patch(config(), fix.patch).validation.n_splits == 3


@pytest.mark.parametrize("name", STRANGE[1:])
def test_leaving_a_column_out_moves_it_with_its_reason(name: str) -> None:
    fix = exclude_fix(config(), {name: "gives the target away"})
    assert fix is not None
    features = apply_patch(config(), fix.patch).features
    assert name not in features.include
    assert features.exclude[name] == "gives the target away"
    assert len(features.include) == len(STRANGE) - 2


def test_several_columns_leave_at_once() -> None:
    fix = exclude_fix(config(), dict.fromkeys(STRANGE[2:5], "why"))
    assert fix is not None
    assert fix.label == "Leave out 3 columns"
    assert apply_patch(config(), fix.patch).features.include == (STRANGE[1], *STRANGE[5:])


def test_a_column_that_is_not_selected_needs_no_fix() -> None:
    assert exclude_fix(config(), {"elsewhere": "why"}) is None


def test_a_patch_made_for_an_older_selection_is_refused() -> None:
    fix = exclude_fix(config(), {STRANGE[1]: "why"})
    assert fix is not None
    changed = apply_patch(config(), fix.patch)
    with pytest.raises(InvalidInputError) as refusal:
        apply_patch(changed, fix.patch)
    assert refusal.value.code == "PATCH_OUTDATED"


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "path": "/dataset/id", "value": "ds_other"},
        {"op": "replace", "path": "/template/id", "value": "tp_other"},
        {"op": "move", "path": "/seed", "from": "/metric"},
        {"op": "copy", "path": "/seed", "from": "/metric"},
        {"op": "replace", "path": "", "value": {}},
        {"op": "add", "path": "/unknown", "value": 1},
        {"op": "add", "path": "seed", "value": 1},
        {},
    ],
)
def test_a_patch_may_only_touch_settings(operation: dict[str, Any]) -> None:
    assert refusal_of([operation]) == "PATCH_REFUSED"


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"op": "replace", "path": "/validation/n_splits", "value": 1}, "CONFIG_MALFORMED"),
        ({"op": "remove", "path": "/features/include/99"}, "PATCH_OUTDATED"),
        ({"op": "replace", "path": "/features/nothing/here", "value": 1}, "PATCH_OUTDATED"),
        ({"op": "replace", "path": "/seed/~2", "value": 1}, "PATCH_OUTDATED"),
        ({"op": "replace", "path": "/seed"}, "PATCH_OUTDATED"),
    ],
)
def test_a_patch_that_does_not_fit_changes_nothing(operation: dict[str, Any], code: str) -> None:
    assert refusal_of([operation]) == code
