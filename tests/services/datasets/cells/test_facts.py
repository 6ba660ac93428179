"""Tests of the facts behind kinds: pieces of a column give the same as the column at once."""

import polars as pl
import pytest

from hydroml.services.datasets.cells import facts, kinds
from hydroml.services.vocabulary import ColumnKind

COLUMNS: list[tuple[str, pl.Series, ColumnKind]] = [
    ("row", pl.Series(range(100)), "identifier"),
    ("year", pl.Series(range(1900, 2000)), "integer"),
    ("customer_id", pl.Series([7 * i % 101 + 5 for i in range(100)]), "identifier"),
    ("amount", pl.Series([7 * i % 101 + 5 for i in range(100)]), "integer"),
    ("phone", pl.Series([4_900_000_000 + 13 * i * i for i in range(100)]), "identifier"),
    ("same", pl.Series([3] * 100), "constant"),
    ("empty", pl.Series([None] * 100, dtype=pl.String), "constant"),
    ("once", pl.Series([None] * 99 + [3], dtype=pl.Int64), "integer"),
    ("code", pl.Series([f"A{i}" for i in range(100)]), "identifier"),
    ("colour", pl.Series(["red", "blue"] * 50), "categorical"),
    ("word", pl.Series([f"w{i // 2}" for i in range(100)]), "categorical"),
    ("note", pl.Series([f"this is remark number {i} of many" for i in range(100)]), "text"),
    ("flag", pl.Series([True, None] * 50), "boolean"),
    ("always", pl.Series([True] * 100), "constant"),
    ("share", pl.Series([i / 7 for i in range(100)]), "numeric"),
]


@pytest.mark.parametrize(("name", "values", "kind"), COLUMNS)
def test_pieces_of_a_column_give_the_kind_of_the_whole(
    name: str, values: pl.Series, kind: ColumnKind
) -> None:
    met = facts.gather(name, values[:33])
    for piece in (values[33:34], values[34:90], values[90:]):
        met = facts.join(met, facts.gather(name, piece))
    assert kinds.kind_of(name, values.dtype, facts.gather(name, values)) == kind
    assert kinds.kind_of(name, values.dtype, met) == kind


def test_a_number_that_comes_twice_in_different_pieces_is_no_identifier() -> None:
    first, second = pl.Series(range(50)), pl.Series(range(49, 99))
    met = facts.join(facts.gather("id", first), facts.gather("id", second))
    assert met.n_distinct() == 99
    assert kinds.kind_of("id", first.dtype, met) == "integer"


def test_words_are_counted_in_the_first_cells_of_the_column_only() -> None:
    one = facts.gather("x", pl.Series(["one two three four five"] * facts.HEAD))
    met = facts.join(one, facts.gather("x", pl.Series(["one"] * 9000)))
    assert met.n_words / met.n_heads == 5
