"""Tests of profiles, correlations and importances of real tables through the child process."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from hydroml.services.datasets.ingest_names import TABLE
from hydroml.services.errors import CancelledError, InvalidInputError, NotReadyError
from hydroml.services.profile import Profile, Profiles
from hydroml.services.profile.kept import PART, PartFile, identity
from hydroml.services.profile.rows import ALL_UP_TO
from hydroml.tests.support.datasets_room import ANNA, Room


def table(columns: Mapping[str, Any]) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(columns)
    rows.writerows(zip(*columns.values(), strict=True))
    return out.getvalue().encode()


def codes(profile: Profile) -> set[str]:
    return {finding.code for finding in profile.findings}


def test_a_profile_has_the_shape_of_the_example(room: Room) -> None:
    dataset = room.datasets.add_example(ANNA, "wine_cultivars")
    profile = room.profiles.get(ANNA, dataset.id)
    assert (profile.n_rows, profile.n_columns, profile.exact, profile.sampled_rows) == (178, 14, True, None)
    assert profile.fingerprint == dataset.fingerprint
    alcohol = profile.column("alcohol")
    assert alcohol is not None and alcohol.histogram is not None
    assert set(alcohol.stats) >= {"mean", "std", "min", "q01", "q25", "median", "q75", "q99", "max", "skew"}
    assert alcohol.stats["mean"] == pytest.approx(13.0006, abs=1e-3)
    assert sum(alcohol.histogram.counts) == 178
    assert len(alcohol.histogram.edges) == len(alcohol.histogram.counts) + 1
    cultivar = profile.column("cultivar")
    assert cultivar is not None
    assert cultivar.stats["top"] == [["class_1", 71], ["class_0", 59], ["class_2", 48]]
    assert profile.target is not None
    assert profile.target.balance == {"class_1": 71, "class_0": 59, "class_2": 48}


def test_another_target_gives_its_own_part_and_is_kept(room: Room) -> None:
    dataset = room.datasets.add_example(ANNA, "wine_cultivars")
    profile = room.profiles.get(ANNA, dataset.id, target="proline")
    assert profile.target is not None
    assert (profile.target.name, profile.target.task, profile.target.balance) == ("proline", "regression", {})
    assert profile.suggested_target == "cultivar"
    kept = Profiles(room.datasets, _NoSandbox())
    assert kept.get(ANNA, dataset.id, target="proline") == profile
    with pytest.raises(InvalidInputError) as caught:
        room.profiles.get(ANNA, dataset.id, target="price")
    assert caught.value.errors[0].field == "/target"


class _NoSandbox:
    def run(self, *_: object, **__: object) -> None:
        raise AssertionError("nothing should have to be computed")


def test_strange_column_names_are_targets_too(room: Room) -> None:
    names = ["<b>x</b>", "../a.b", '"', "x" * 300, "\u202eשלום", "a/b~c"]
    rng = np.random.default_rng(1)
    dataset = room.take(table({name: rng.normal(size=60).round(3) for name in names}))
    for name in names:
        profile = room.profiles.get(ANNA, dataset.id, target=name)
        assert profile.target is not None
        assert profile.target.name == name
        assert room.profiles.importance(ANNA, dataset.id, target=name).target == name


def test_a_large_table_is_estimated_first_and_exact_on_demand(room: Room) -> None:
    n = ALL_UP_TO + 10_000
    rng = np.random.default_rng(2)
    amount = rng.normal(10, 2, n).round(4)
    columns = {"amount": amount, "label": np.where(amount + rng.normal(size=n) > 11, "yes", "no")}
    dataset = room.take(table(columns))
    estimate = room.profiles.get(ANNA, dataset.id)
    assert (estimate.exact, estimate.n_rows) == (False, n)
    assert estimate.sampled_rows == 50_000
    told: list[float] = []
    exact = room.profiles.exact(ANNA, dataset.id, on_progress=lambda share, _: told.append(share))
    assert (exact.exact, exact.sampled_rows) == (True, None)
    assert told == sorted(told)
    assert room.profiles.get(ANNA, dataset.id) == exact
    seen, true = estimate.column("amount"), exact.column("amount")
    assert seen is not None and true is not None
    assert true.stats["mean"] == pytest.approx(float(amount.mean()))
    assert true.n_distinct == len(np.unique(amount))
    assert seen.stats["median"] == pytest.approx(true.stats["median"], abs=0.05)
    assert estimate.target is not None and exact.target is not None
    assert exact.target.balance["yes"] == int((columns["label"] == "yes").sum())
    assert sum(estimate.target.balance.values()) == pytest.approx(n, abs=2)


def test_an_exact_profile_that_was_cancelled_goes_on_where_it_was(room: Room) -> None:
    n = ALL_UP_TO + 10_000
    rng = np.random.default_rng(8)
    dataset = room.take(table({f"c{place}": rng.integers(0, 10**6, n) / 100 for place in range(16)}))
    folder = room.datasets.folder(dataset)
    told: list[str] = []
    with pytest.raises(CancelledError):
        room.profiles.exact(
            ANNA,
            dataset.id,
            on_progress=lambda _, said: told.append(said),
            is_cancelled=lambda: any(said.startswith("Column") for said in told),
        )
    done = PartFile(folder / PART, identity(folder / TABLE, dataset.fingerprint)).read()
    assert 1 <= len(done) < 16
    assert not room.profiles.get(ANNA, dataset.id).exact
    resumed = room.profiles.exact(ANNA, dataset.id)
    assert all(resumed.column(name) == column for name, column in done.items())
    assert not (folder / PART).exists()
    (folder / "profile.json").unlink()
    undisturbed = room.profiles.exact(ANNA, dataset.id)
    assert replace(resumed, seconds=0.0) == replace(undisturbed, seconds=0.0)


def test_findings_name_columns_and_carry_fixes_for_strange_names(room: Room) -> None:
    rng = np.random.default_rng(3)
    y = rng.choice(["a", "b"], 300, p=[0.95, 0.05])
    columns = {
        "a/b~c": np.arange(300),
        "same": ["x"] * 300,
        "noise": rng.normal(size=300).round(3),
        "noise again": rng.normal(size=300),
        "copy": np.where(y == "a", "good", "bad"),
        "y": y,
    }
    columns["noise again"] = columns["noise"]
    dataset = room.take(table(columns))
    profile = room.profiles.get(ANNA, dataset.id, target="y")
    assert codes(profile) >= {
        "DATA_IDENTIFIER",
        "DATA_CONSTANT",
        "DATA_DUPLICATE_COLUMN",
        "DATA_LEAK",
        "DATA_IMBALANCE",
    }
    found = {finding.code: finding for finding in profile.findings}
    assert found["DATA_LEAK"].field == "copy"
    fix = found["DATA_IDENTIFIER"].fix
    assert fix is not None
    assert fix.patch[0]["path"] == "/features/exclude/a~1b~0c"


def test_a_target_with_one_value_is_an_error(room: Room) -> None:
    dataset = room.take(b"a,b\n" + b"".join(b"%d,x\n" % (i % 7) for i in range(50)))
    profile = room.profiles.get(ANNA, dataset.id, target="b")
    assert "DATA_TARGET_ONE_VALUE" in {one.code for one in profile.findings if one.severity == "error"}


def test_a_smooth_function_of_the_target_is_a_leak_but_a_strong_feature_is_not(room: Room) -> None:
    rng = np.random.default_rng(4)
    price = rng.lognormal(10, 1, 1000).round(2)
    columns = {
        "price": price,
        "with tax": (price * 1.19).round(2),
        "strong": (np.log(price) + rng.normal(0, 0.2, 1000)).round(4),
    }
    profile = room.profiles.get(ANNA, room.take(table(columns)).id, target="price")
    assert {one.field for one in profile.findings if one.code == "DATA_LEAK"} == {"with tax"}


def test_dates_in_order_are_found_and_shuffled_ones_are_not(room: Room) -> None:
    days = [f"2024-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 29)]
    amounts = np.random.default_rng(5).normal(size=len(days)).round(3)
    sorted_ = room.profiles.get(ANNA, room.take(table({"when": days, "flow": amounts})).id)
    assert sorted_.suggested_target == "flow"
    order = next(one for one in sorted_.findings if one.code == "DATA_TIME_ORDER")
    assert order.evidence["column"] == "when"
    shuffled = list(np.random.default_rng(6).permutation(days))
    other = room.profiles.get(ANNA, room.take(table({"when": shuffled, "flow": amounts})).id)
    assert "DATA_TIME_ORDER" not in codes(other)


def test_correlations_agree_with_numpy_and_are_kept(room: Room) -> None:
    dataset = room.datasets.add_example(ANNA, "diabetes_progress")
    assert room.profiles.cached_correlations(ANNA, dataset.id) is None
    got = room.profiles.correlations(ANNA, dataset.id)
    kept = room.profiles.cached_correlations(ANNA, dataset.id)
    assert kept is not None
    assert (kept.columns, kept.strongest) == (got.columns, got.strongest)
    np.testing.assert_array_equal(kept.values, got.values)
    rows = list(csv.reader((room.datasets.folder(dataset) / "original").read_text().splitlines()))
    values = np.array(rows[1:], dtype=float)[:, [rows[0].index(name) for name in got.columns]]
    np.testing.assert_allclose(got.values, np.corrcoef(values.T), atol=1e-6)
    assert set(got.columns) == set(rows[0])


def test_importance_puts_what_matters_above_the_noise(room: Room) -> None:
    rng = np.random.default_rng(7)
    signal = rng.normal(size=2000)
    columns = {
        "signal": signal.round(3),
        "noise": rng.normal(size=2000).round(3),
        "id": np.arange(2000),
        "y": np.where(signal + rng.normal(size=2000) > 0, "a", "b"),
    }
    dataset = room.take(table(columns))
    assert room.profiles.cached_importance(ANNA, dataset.id, target="y") is None
    got = room.profiles.importance(ANNA, dataset.id, target="y")
    assert [item.name for item in got.items] == ["signal", "noise"]
    assert got.items[0].score > 10 * got.items[0].noise_floor
    assert got.items[1].score < 0.01
    assert room.profiles.cached_importance(ANNA, dataset.id, target="y") == got
    assert room.profiles.importance(ANNA, dataset.id, target="y") == got


def test_a_dataset_that_is_still_being_read_has_no_exact_profile(room: Room) -> None:
    received = room.datasets.receive(ANNA, io.BytesIO(b"a,b\n1,2\n"), name="x.csv")
    with pytest.raises(NotReadyError):
        room.profiles.exact(ANNA, received.id)


def test_a_lost_profile_is_made_again(room: Room) -> None:
    dataset = room.datasets.add_example(ANNA, "wine_cultivars")
    before = room.profiles.get(ANNA, dataset.id)
    for path in room.datasets.folder(dataset).glob("*.json"):
        path.unlink()
    after = room.profiles.get(ANNA, dataset.id)
    assert after.columns == before.columns
    assert json.loads((room.datasets.folder(dataset) / "profile.json").read_text())["n_rows"] == 178
