"""What is drawn of a matrix: the lower half above the noise, groups of neighbours in wide tables."""

import gzip
import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hydroml.services.profile.association.heatmaps import blocks, group_starts, heatmap, strongest
from hydroml.services.profile.association.matrices import (
    correlations_of_cells,
    document_of,
    read_correlations,
    strongest_pairs,
    write_correlations,
    write_document,
)
from hydroml.services.profile.records import Correlations


def grouped(n: int, size: int = 10, *, seed: int = 0) -> Correlations:
    """Columns that go together in groups of neighbours."""
    rng = np.random.default_rng(seed)
    factors = rng.normal(size=(-(-n // size), 400))
    columns = np.repeat(factors, size, axis=0)[:n] + 0.5 * rng.normal(size=(n, 400))
    return correlations_of_cells("pearson", [f"c{place}" for place in range(n)], np.corrcoef(columns), 400)


def test_each_pair_is_drawn_once_and_noise_stays_blank() -> None:
    cells = ((1.0, 0.5, 0.01), (0.5, 1.0, None), (0.01, None, 1.0))
    heat = heatmap(correlations_of_cells("pearson", ("a", "b", "c"), cells, 400))
    assert heat.noise == pytest.approx(0.098, abs=1e-3)
    assert heat.cells[1, 0] == 0.5
    assert int(np.isfinite(heat.cells).sum()) == 1
    assert not heat.is_grouped


def test_neighbours_that_go_together_are_a_block() -> None:
    heat = heatmap(grouped(40))
    assert heat.blocks == ((0, 10), (10, 20), (20, 30), (30, 40))
    assert blocks(np.eye(5, dtype=np.float32), 0.5) == ()


def test_a_wide_matrix_is_drawn_by_groups_and_a_group_can_be_opened() -> None:
    wide = grouped(600)
    heat = heatmap(wide)
    assert heat.is_grouped
    assert len(heat.names) <= 80
    assert sum(end - start for start, end in heat.spans) == 600
    assert heat.cells.shape == (len(heat.names), len(heat.names))
    opened = heatmap(wide, (heat.spans[0], heat.spans[2]))
    assert not opened.is_grouped
    start, end = heat.spans[2]
    assert opened.names[-1] == wide.columns[end - 1]
    assert len(opened.names) == heat.spans[0][1] - heat.spans[0][0] + end - start


def test_a_cell_of_two_groups_is_their_strongest_correlation_with_its_sign() -> None:
    values = np.array(
        [[1, 0.9, 0.1, -0.7], [0.9, 1, 0.3, 0.2], [0.1, 0.3, 1, 0.8], [-0.7, 0.2, 0.8, 1]], np.float32
    )
    got = strongest(values, [0, 2])
    np.testing.assert_allclose(got[1], [-0.7, 0.8])
    assert got[0, 0] == pytest.approx(0.9)


@given(st.integers(1, 60), st.integers(1, 20), st.integers(0, 5))
def test_groups_cover_all_columns_and_none_is_too_large(n: int, largest: int, seed: int) -> None:
    values = np.random.default_rng(seed).uniform(-1, 1, (n, n)).astype(np.float32)
    starts = group_starts(values, largest)
    sizes = np.diff([*starts, n])
    assert starts[0] == 0
    assert sizes.max() <= largest
    assert sizes.min() >= 1
    assert all(one + other > largest for one, other in itertools.pairwise(sizes))


def test_the_strongest_pairs_come_first_whatever_the_sign() -> None:
    cells = np.array([[1, 0.2, -0.9], [0.2, 1, np.nan], [-0.9, np.nan, 1]], np.float32)
    assert [(pair.one, pair.other, pair.value) for pair in strongest_pairs(cells, 5)] == [
        (2, 0, -0.9),
        (1, 0, 0.2),
    ]
    assert len(strongest_pairs(grouped(50).values, 7)) == 7


def test_a_matrix_of_nothing_and_of_one_column_has_no_pair() -> None:
    for names in ((), ("only",)):
        one = correlations_of_cells("pearson", names, np.ones((len(names), len(names))), 5)
        assert one.strongest == ()
        assert len(heatmap(one).names) == len(names)


def test_what_is_kept_is_mapped_and_comes_back_as_it_was(tmp_path: Path) -> None:
    wide = grouped(30)
    write_correlations(tmp_path, wide)
    got = read_correlations(tmp_path, "pearson")
    assert got is not None
    assert isinstance(got.values, np.memmap)
    np.testing.assert_array_equal(got.values, wide.values)
    assert replace(got, values=wide.values).strongest == wide.strongest
    assert read_correlations(tmp_path, "spearman") is None


def test_a_file_of_an_earlier_version_or_a_cut_one_is_as_good_as_none(tmp_path: Path) -> None:
    write_correlations(tmp_path, grouped(30))
    matrix = next(tmp_path.glob("*.npy"))
    matrix.write_bytes(matrix.read_bytes()[:200])
    assert read_correlations(tmp_path, "pearson") is None
    matrix.unlink()
    assert read_correlations(tmp_path, "pearson") is None


def test_the_document_of_the_api_has_none_where_nothing_is_known(tmp_path: Path) -> None:
    cells = ((1.0, None), (None, 1.0))
    unknown = correlations_of_cells("spearman", ("a", "b"), cells, 3)
    assert document_of(unknown).matrix == cells
    write_correlations(tmp_path, unknown)
    write_document(folder=str(tmp_path), method="spearman", report=lambda share, words: None)
    assert b'"matrix":[[1.0,null],[null,1.0]]' in next(tmp_path.glob("*.whole.json")).read_bytes()


def test_the_cells_that_are_drawn_shrink_well() -> None:
    cells = np.round(heatmap(grouped(300)).cells, 2).tobytes()
    assert len(gzip.compress(cells)) < 150_000
