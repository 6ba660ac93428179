"""Tests of the description of whole tables, without a child process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq
import pytest

from hydroml.services.datasets import stored
from hydroml.services.profile import Profile, whole
from hydroml.services.profile.column.sketch import Limits
from hydroml.services.profile.describe import describe, describe_sample
from hydroml.services.profile.held import Held
from hydroml.services.profile.rows import Rows
from hydroml.services.vocabulary import ColumnKind

KINDS: dict[str, ColumnKind] = {
    "amount": "numeric",
    "count": "integer",
    "label": "categorical",
    "text": "text",
    "when": "datetime",
}
N = 60_000


def table(n: int = N) -> pl.DataFrame:
    rng = np.random.default_rng(1)
    return pl.DataFrame(
        {
            "amount": pl.Series(rng.lognormal(3, 1, n)).round(4),
            "count": rng.poisson(3, n),
            "label": pl.Series(rng.choice(["red", "green", "unknown", "blue"], n, p=[0.5, 0.3, 0.01, 0.19])),
            "text": pl.Series([f"a sentence of words, number {k % 7919}" for k in range(n)]),
            "when": pl.Series((np.arange(n) + rng.integers(0, 2, n)) * 3_600_000_000).cast(pl.Datetime("us")),
        }
    )


def kept(folder: Path, frame: pl.DataFrame, kinds: Mapping[str, ColumnKind], *, exact: bool) -> Profile:
    pq.write_table(frame.to_arrow(), folder / "table.parquet", row_group_size=5_000)
    told = describe(folder=str(folder), fingerprint="f", kinds=kinds, exact=exact, report=lambda *_: None)
    profile = stored.load(told, Profile)
    assert json.loads((folder / "profile.json").read_text()) == json.loads(json.dumps(told))
    return profile


@dataclass(frozen=True)
class Read:
    """A column as a reader hands it over."""

    name: str
    kind: ColumnKind
    values: pl.Series


def test_a_sample_agrees_with_the_exact_profile_within_its_error(tmp_path: Path) -> None:
    frame = table()
    exact = kept(tmp_path, frame, KINDS, exact=True)
    picked = np.sort(np.random.default_rng(2).choice(N, 6_000, replace=False))
    read = [Read(name, KINDS[name], frame[name].gather(picked)) for name in frame.columns]
    got = describe_sample(iter(read), n_rows=N, fingerprint="f")
    assert (got.n_rows, got.exact, got.sampled_rows, got.n_duplicate_rows) == (N, False, 6_000, None)
    assert got.share_error is not None
    assert 0.005 < got.share_error < 0.03
    for one, true in zip(got.columns, exact.columns, strict=True):
        assert (one.name, one.kind, one.is_distinct_exact) == (true.name, true.kind, False)
        assert one.n_missing == true.n_missing == 0
    assert got.columns[0].stats["median"] == pytest.approx(exact.columns[0].stats["median"], rel=0.05)
    assert got.columns[3].n_distinct == pytest.approx(7919, rel=0.1)
    shares = {value: n / N for value, n in got.columns[2].stats["top"]}
    assert shares["red"] == pytest.approx(0.5, abs=2 * got.share_error)
    assert got.suggested_target == exact.suggested_target
    assert set(got.columns[2].disguised) == {"unknown"}


def test_a_sample_of_all_rows_is_exact() -> None:
    frame = table(500)
    read = [Read(name, KINDS[name], frame[name]) for name in frame.columns]
    got = describe_sample(read, n_rows=500, fingerprint="f")
    assert (got.exact, got.sampled_rows, got.share_error) == (True, None, None)
    assert all(one.is_distinct_exact for one in got.columns)


def test_equal_rows_are_counted_in_all_rows(tmp_path: Path) -> None:
    frame = table(1000).select("count", "label").vstack(table(10).select("count", "label"))
    profile = kept(tmp_path, frame, KINDS, exact=True)
    assert profile.n_duplicate_rows == 1010 - frame.n_unique()
    assert "DATA_DUPLICATE_ROWS" in {one.code for one in profile.findings}


def test_rows_with_a_key_are_not_equal(tmp_path: Path) -> None:
    frame = pl.DataFrame({"label": ["x"] * 300, "key": range(300)})
    kinds: dict[str, ColumnKind] = {"label": "constant", "key": "identifier"}
    assert kept(tmp_path, frame, kinds, exact=True).n_duplicate_rows == 0


def test_an_estimate_of_a_kept_table_names_outliers_by_their_rows(tmp_path: Path) -> None:
    frame = table()
    profile = kept(tmp_path, frame, KINDS, exact=False)
    assert (profile.exact, profile.n_rows) == (False, N)
    amount = profile.columns[0]
    assert amount.outlier_rows
    values = frame["amount"].to_numpy()
    assert values[amount.outlier_rows[0] - 1] == amount.stats["max"]


@pytest.mark.parametrize("limits", [Limits(max_rows=1000), Limits(max_bytes=1)])
def test_columns_beyond_the_limits_are_sketched_and_say_so(tmp_path: Path, limits: Limits) -> None:
    frame = table()
    pq.write_table(frame.to_arrow(), tmp_path / "table.parquet", row_group_size=5_000)
    rows = Rows(tmp_path / "table.parquet", exact=True)
    asked = whole.Look(rows, KINDS, Held(rows), limits=limits)
    seen, n_duplicates = whole.look(asked, lambda *_: None)
    amount, text = seen[0].profile, seen[3].profile
    assert not amount.is_distinct_exact
    assert amount.n_distinct == pytest.approx(frame["amount"].n_unique(), rel=0.03)
    assert amount.stats["mean"] == pytest.approx(frame["amount"].mean())
    assert (text.n_distinct, text.is_distinct_exact) == (7919, True)
    assert n_duplicates == (None if limits.max_rows == 1000 else 0)


def test_progress_never_goes_back_and_counts_the_columns(tmp_path: Path) -> None:
    pq.write_table(table(100).to_arrow(), tmp_path / "table.parquet")
    told: list[tuple[float, str]] = []
    describe(
        folder=str(tmp_path),
        fingerprint="f",
        kinds=KINDS,
        exact=True,
        report=lambda share, said: told.append((share, said)),
    )
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert "Column 5 of 5" in [said for _, said in told]
