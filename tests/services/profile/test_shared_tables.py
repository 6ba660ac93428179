"""Tests on the eight reference tables: kinds, task, target and findings are what their manifest says."""

import json
from pathlib import Path
from typing import Any

import pytest

from hydroml.services.profile import Profile
from hydroml.tests.support.datasets_room import ANNA, Room

NAMES = ("titanic", "credit_data", "mlc_churn", "hpc_data", "vehicle", "ames", "diamonds", "beijing_pm25")
NUMBERS = ("numeric", "integer", "boolean")


def profile_of(room: Room, folder: Path, name: str) -> Profile:
    dataset = room.take((folder / f"{name}.csv").read_bytes(), f"{name}.csv")
    return room.profiles.get(ANNA, dataset.id)


def manifest(folder: Path, name: str) -> dict[str, Any]:
    entries = json.loads((folder / "manifest.json").read_text())
    return next(entry for entry in entries if entry["name"] == name)


def names(profile: Profile, code: str) -> set[str]:
    return {finding.field for finding in profile.findings if finding.code == code}


@pytest.mark.parametrize("name", NAMES)
def test_target_task_and_kinds_are_those_of_the_manifest(
    room: Room, shared_datasets: Path, name: str
) -> None:
    told = manifest(shared_datasets, name)
    profile = profile_of(room, shared_datasets, name)
    assert profile.suggested_target == told["target"]
    assert profile.target is not None
    assert profile.target.task == told["task"]
    dropped = {told["target"], *told.get("drop", ())}
    kinds = [column.kind for column in profile.columns if column.name not in dropped]
    assert sum(kind in NUMBERS for kind in kinds) == told["numeric"]
    assert sum(kind == "categorical" for kind in kinds) == told["categorical"]
    if "classes" in told:
        assert len(profile.target.balance) == told["classes"]
        share = min(profile.target.balance.values()) / sum(profile.target.balance.values())
        assert share == pytest.approx(told["minority_share"], abs=1e-4)


TRUE_WARNINGS = {
    "titanic": {
        ("DATA_LEAK", "alive"): "survived, in words",
        ("DATA_DUPLICATE_COLUMN", "class"): "pclass, in words",
        ("DATA_DUPLICATE_COLUMN", "embark_town"): "embarked, written out",
        ("DATA_MISSING", "deck"): "three of four rows have none",
        ("DATA_DUPLICATE_ROWS", ""): "107 rows are equal to an earlier one",
    },
    "credit_data": {("DATA_IDENTIFIER", "rownames"): "numbers the rows"},
    "mlc_churn": {
        ("DATA_IDENTIFIER", "rownames"): "numbers the rows",
        ("DATA_DUPLICATE_COLUMN", "total_day_charge"): "0.17 a minute",
        ("DATA_DUPLICATE_COLUMN", "total_eve_charge"): "0.085 a minute",
        ("DATA_DUPLICATE_COLUMN", "total_night_charge"): "0.045 a minute",
        ("DATA_DUPLICATE_COLUMN", "total_intl_charge"): "0.27 a minute",
    },
    "hpc_data": {("DATA_IDENTIFIER", "rownames"): "numbers the rows"},
    "vehicle": {},
    "ames": {("DATA_IDENTIFIER", "rownames"): "numbers the rows"},
    "diamonds": {},
    "beijing_pm25": {
        ("DATA_IDENTIFIER", "No"): "numbers the rows",
        ("DATA_TIME_ORDER", "year"): "one row an hour, from 2010 to 2014",
    },
}
"""Every warning that a reader of these tables agrees with, and why."""
MUST_BE_TOLD = {
    "titanic": {("DATA_LEAK", "alive"), ("DATA_DUPLICATE_COLUMN", "class"), ("DATA_MISSING", "deck")},
    "beijing_pm25": {("DATA_TIME_ORDER", "year")},
}
MAX_FALSE_WARNINGS = 2


def test_no_error_is_false_and_at_most_two_warnings_of_all_tables_are(
    room: Room, shared_datasets: Path
) -> None:
    false = []
    for name in NAMES:
        findings = profile_of(room, shared_datasets, name).findings
        told = {(one.code, one.field) for one in findings if one.severity == "warning"}
        assert [one for one in findings if one.severity == "error"] == []
        assert told >= MUST_BE_TOLD.get(name, set())
        false += [(name, *one) for one in told - set(TRUE_WARNINGS[name])]
    assert len(false) <= MAX_FALSE_WARNINGS, false


@pytest.mark.parametrize(
    ("name", "leaks"),
    [(name, {"alive"} if name == "titanic" else set()) for name in NAMES],
)
def test_only_a_true_leak_is_called_one(
    room: Room, shared_datasets: Path, name: str, leaks: set[str]
) -> None:
    assert names(profile_of(room, shared_datasets, name), "DATA_LEAK") == leaks


@pytest.mark.parametrize("name", NAMES)
def test_no_table_of_single_things_is_said_to_have_owners(
    room: Room, shared_datasets: Path, name: str
) -> None:
    assert names(profile_of(room, shared_datasets, name), "DATA_GROUPS") == set()


def test_only_the_hourly_series_is_sorted_by_time(room: Room, shared_datasets: Path) -> None:
    found = {
        name: names(profile_of(room, shared_datasets, name), "DATA_TIME_ORDER")
        for name in ("ames", "diamonds", "hpc_data", "beijing_pm25")
    }
    assert found == {"ames": set(), "diamonds": set(), "hpc_data": set(), "beijing_pm25": {"year"}}


def test_titanic_names_the_columns_that_say_the_same(room: Room, shared_datasets: Path) -> None:
    profile = profile_of(room, shared_datasets, "titanic")
    assert names(profile, "DATA_DUPLICATE_COLUMN") == {"class", "embark_town"}
    assert names(profile, "DATA_MISSING") >= {"age", "deck"}


def test_row_numbers_are_identifiers(room: Room, shared_datasets: Path) -> None:
    assert names(profile_of(room, shared_datasets, "mlc_churn"), "DATA_IDENTIFIER") == {"rownames"}


def test_a_level_called_none_is_a_value(room: Room, shared_datasets: Path) -> None:
    column = profile_of(room, shared_datasets, "ames").column("Misc_Feature")
    assert column is not None
    assert column.n_missing == 0
    assert column.stats["top"][0] == ["None", 2824]
