"""How columns that name owners of rows are found."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from hydroml.services.profile.column.columns import describe
from hydroml.services.profile.findings.groups import Groups, find, names_owner
from hydroml.services.vocabulary import ColumnKind

N = 1_200
RNG = np.random.default_rng(11)
KINDS: dict[bool, ColumnKind] = {True: "integer", False: "categorical"}


def owners(n_owners: int, *, is_sorted: bool = False) -> np.ndarray:
    owner = RNG.permutation(np.arange(N) % n_owners)
    return np.sort(owner) if is_sorted else owner


def found(*, apart: tuple[str, ...] = (), **columns: Any) -> tuple[Groups, ...]:
    values = {name: pl.Series(name, column) for name, column in columns.items()}
    described = [
        describe(name, "numeric" if one.dtype.is_float() else KINDS[one.dtype.is_integer()], one)
        for name, one in values.items()
    ]
    return find(described, values, N, apart=apart)


@pytest.mark.parametrize("n_owners", [400, 120, 24])
def test_a_key_that_comes_again_and_again_names_owners(n_owners: int) -> None:
    groups = found(x=RNG.normal(size=N), customer_id=owners(n_owners))
    assert groups == (Groups("customer_id", n_owners, N / n_owners, is_named=True),)


def test_a_key_of_every_row_or_of_a_few_kinds_names_none() -> None:
    assert found(customer_id=np.arange(N), type_id=owners(9)) == ()


@pytest.mark.parametrize("is_sorted", [True, False])
def test_what_belongs_to_an_owner_gives_him_away_without_a_name(is_sorted: bool) -> None:
    owner = owners(200, is_sorted=is_sorted)
    born, town = RNG.integers(1950, 2000, 200)[owner], RNG.choice(["Ulm", "Bonn", "Kiel"], 200)[owner]
    (groups,) = found(ref=[f"K{one}" for one in owner], born=born, town=town, x=RNG.normal(size=N))
    assert (groups.column, groups.is_named, set(groups.same_within)) == ("ref", False, {"born", "town"})


def test_one_attribute_is_not_enough_nor_are_copies() -> None:
    owner = owners(200)
    names = [f"K{one}" for one in owner]
    town = RNG.choice(["Ulm", "Bonn", "Kiel"], 200)[owner]
    assert found(ref=names, town=town, x=RNG.normal(size=N)) == ()
    assert found(ref=names, town=town, place=[f"in {one}" for one in town], apart=("place",)) == ()


def test_labels_of_many_kinds_that_own_nothing_are_passed_over() -> None:
    levels = owners(200)
    assert found(shade=[f"s{one}" for one in levels], a=RNG.integers(0, 4, N), b=RNG.integers(0, 9, N)) == ()


def test_columns_set_apart_are_not_asked() -> None:
    assert found(customer_id=owners(100), apart=("customer_id",)) == ()


@pytest.mark.parametrize(
    "name", ["customer_id", "PatientID", "userId", "subject", "Store", "customer no", "id"]
)
def test_names_of_owners(name: str) -> None:
    assert names_owner(name)


@pytest.mark.parametrize("name", ["area_code", "number_of_calls", "month_id", "age", "unit_price", "", "?"])
def test_other_names(name: str) -> None:
    assert not names_owner(name)
