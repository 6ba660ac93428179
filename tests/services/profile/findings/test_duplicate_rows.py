"""Tests of the count of rows that are equal to an earlier one."""

import numpy as np
import polars as pl
import pytest

from hydroml.services.profile.findings.duplicate_rows import RowHashes, mixed


def count(table: pl.DataFrame) -> int:
    hashes = RowHashes(table.height)
    for place, values in enumerate(table.get_columns()):
        hashes.add(place, values)
    return hashes.n_duplicates()


@pytest.mark.parametrize("seed", range(5))
def test_it_agrees_with_comparing_the_rows(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 3000
    table = pl.DataFrame(
        {
            "a": rng.integers(0, 12, n),
            "b": pl.Series(rng.integers(0, 9, n)).cast(pl.String),
            "c": rng.integers(0, 5, n) / 4,
            "d": pl.Series(rng.integers(0, 3, n)).replace({2: None}),
            "e": rng.random(n) < 0.5,
        }
    )
    assert count(table) == n - table.n_unique() > 0


def test_values_that_change_places_make_other_rows() -> None:
    assert count(pl.DataFrame({"a": [1, 2], "b": [2, 1]})) == 0
    assert count(pl.DataFrame({"a": [None, 1], "b": [1, None]})) == 0
    assert count(pl.DataFrame({"a": [0, 1, 2, 3], "b": [3, 2, 1, 0]})) == 0


def test_the_order_and_the_pieces_of_columns_do_not_matter() -> None:
    one, other = pl.Series([1, 1, 2, 1]), pl.Series(["x", "x", "x", "y"])
    hashes = RowHashes(4)
    hashes.add(1, other[2:], start=2)
    hashes.add(0, one)
    hashes.add(1, other[:2])
    assert hashes.n_duplicates() == 1


def test_nothing_is_looked_for_once_a_column_is_different_in_every_row() -> None:
    hashes = RowHashes(3)
    hashes.all_differ()
    hashes.add(0, pl.Series([1, 1, 1]))
    assert hashes.is_settled
    assert hashes.n_duplicates() == 0


def test_mixed_hashes_are_as_good_as_random() -> None:
    hashes = mixed(np.arange(100_000, dtype=np.uint64))
    bits = np.unpackbits(hashes.view(np.uint8)).reshape(-1, 64).mean(axis=0)
    assert np.abs(bits - 0.5).max() < 0.01
    assert len(np.unique(hashes)) == 100_000
