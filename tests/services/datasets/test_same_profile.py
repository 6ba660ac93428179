"""The same table in every format gives the same profile: kinds, counts, statistics and findings."""

import csv
import gzip
import io
import json
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sklearn.datasets import load_wine

from hydroml.services.datasets import stored
from hydroml.services.datasets.ingest import ingest
from hydroml.services.datasets.ingest_names import ORIGINAL
from hydroml.services.profile.describe import describe_ingested
from hydroml.services.profile.kept import PROFILE
from hydroml.services.profile.records import Profile
from hydroml.tests.support.workbooks import workbook

Table = Mapping[str, Sequence[Any]]
N_ROWS = 240


@cache
def generated() -> Table:
    """Return a column of every kind, with what formats like to change: zeros, digits, times, blanks."""
    source = random.Random(4)
    start = datetime(2023, 3, 1, 6, 30)

    def some(values: Sequence[Any], share: float) -> list[Any]:
        return [None if source.random() < share else value for value in values]

    places = range(N_ROWS)
    levels = [source.choice(["low", "high", "mid"]) for _ in places]
    return {
        "count": [source.randrange(-50, 900) for _ in places],
        "level": levels,
        "real": some([source.gauss(0, 3) for _ in places], 0.1),
        "whole": some([float(source.randrange(40)) for _ in places], 0.1),
        "large": [source.randrange(2**53, 2**62) if place % 2 else place for place in places],
        "yes": some([source.random() < 0.3 for _ in places], 0.05),
        "day": some([date(2024, 1, 1) + timedelta(days=place) for place in places], 0.05),
        "moment": [start + timedelta(hours=9 * place) for place in places],
        "zip": [f"{source.randrange(100):05d}" for _ in places],
        "key": [f"{10**18 + place * 7919}{place % 10}9" for place in places],
        "note": [f'says "{word}",\nthen; {place}' for place, word in enumerate(levels)],
        "blank": [source.choice(["", "x", "y"]) for _ in places],
        "score": [5.0 * (levels[place] == "high") + source.gauss(0, 1) for place in places],
    }


@cache
def wine() -> Table:
    """Return scikit-learn's wine table; some of its broken numbers are whole throughout."""
    frame = load_wine(as_frame=True).frame
    return {str(name): frame[name].tolist() for name in frame}


def cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value)


def rows(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]


def as_csv(table: Table) -> bytes:
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(table)
    lines.writerows(map(cell, row) for row in zip(*table.values(), strict=True))
    return out.getvalue().encode()


def as_gzip(table: Table) -> bytes:
    return gzip.compress(as_csv(table), mtime=0)


def as_records(table: Table) -> bytes:
    return json.dumps(rows(table), default=str).encode()


def as_columns(table: Table) -> bytes:
    return json.dumps({name: list(values) for name, values in table.items()}, default=str).encode()


def as_lines(table: Table) -> bytes:
    return "\n".join(json.dumps(row, default=str) for row in rows(table)).encode()


def as_parquet(table: Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table({name: pa.array(values) for name, values in table.items()}), buffer)
    return buffer.getvalue()


def as_xlsx(table: Table) -> bytes:
    # a workbook keeps 15 digits of a number: whoever wants more of them enters text
    cells = [
        [cell(value) if isinstance(value, int) and abs(value) > 2**53 else value for value in row]
        for row in zip(*table.values(), strict=True)
    ]
    return workbook({"Table": [list(table), *cells]})


FORMATS: dict[str, Callable[[Table], bytes]] = {
    "gzip": as_gzip,
    "records": as_records,
    "columns": as_columns,
    "lines": as_lines,
    "parquet": as_parquet,
    "xlsx": as_xlsx,
}


def profiled(content: bytes) -> Profile:
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / ORIGINAL).write_bytes(content)
        answer = ingest(folder=place, max_bytes=10**8, then=[], report=lambda share, sentence: None)
        describe_ingested(folder=place, ingested=answer, report=lambda share, sentence: None)
        profile = stored.read(folder / PROFILE, Profile)
    assert profile is not None
    return replace(profile, fingerprint="", seconds=0.0)


@cache
def reference(make: Callable[[], Table]) -> Profile:
    return profiled(as_csv(make()))


def assert_same(one: Any, other: Any, place: str) -> None:
    """Compare JSON values; numbers may differ in the last digits."""
    if isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys(), place
        for key in one:
            assert_same(one[key], other[key], f"{place}/{key}")
    elif isinstance(one, list) and isinstance(other, list):
        assert len(one) == len(other), place
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            assert_same(left, right, f"{place}/{number}")
    elif isinstance(one, float) or isinstance(other, float):
        assert math.isclose(one, other, rel_tol=1e-12), f"{place}: {one} is not {other}"
    else:
        assert one == other, f"{place}: {one!r} is not {other!r}"


def assert_same_profile(one: Profile, other: Profile) -> None:
    assert [(column.name, column.kind) for column in one.columns] == [
        (column.name, column.kind) for column in other.columns
    ]
    assert_same(stored.dump(one, Profile), stored.dump(other, Profile), "")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("make", [generated, wine])
def test_every_format_gives_the_profile_of_the_csv(make: Callable[[], Table], form: str) -> None:
    assert_same_profile(profiled(FORMATS[form](make())), reference(make))


def test_the_generated_table_has_columns_of_all_kinds() -> None:
    kinds = {column.name: column.kind for column in reference(generated).columns}
    assert kinds == {
        "count": "integer",
        "level": "categorical",
        "real": "numeric",
        "whole": "integer",
        "large": "integer",
        "yes": "boolean",
        "day": "datetime",
        "moment": "datetime",
        "zip": "categorical",
        "key": "identifier",
        "note": "text",
        "blank": "categorical",
        "score": "numeric",
    }


def test_what_pandas_writes_is_the_same_table_in_every_format() -> None:
    frame = load_wine(as_frame=True).frame.rename(columns={"od280/od315_of_diluted_wines": "od"})
    frame["whole"] = [None if place % 7 == 0 else place % 40 for place in range(len(frame))]
    frame["level"] = pd.Categorical([("a", "b", "c")[place % 3] for place in range(len(frame))])
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    expected = profiled(frame.to_csv(index=False).encode())
    for content in (
        buffer.getvalue(),
        frame.to_json(orient="records", double_precision=15).encode(),
        frame.to_json(orient="columns", double_precision=15).encode(),
        frame.to_json(orient="split", double_precision=15).encode(),
        frame.to_json(orient="index", double_precision=15).encode(),
        frame.to_json(orient="table", index=False, double_precision=15).encode(),
        frame.to_json(orient="records", lines=True, double_precision=15).encode(),
        frame.to_csv(index=False, sep="\t").encode(),
    ):
        assert_same_profile(profiled(content), expected)


def test_the_kind_that_the_user_asks_for_is_the_same_in_every_format(tmp_path: Path) -> None:
    table: dict[str, list[Any]] = {"a": [1, 2, None], "b": ["x", "y", "z"], "c": [1.5, 2.5, 3.5]}
    asked = {"kinds": {"a": "categorical", "c": "text"}}
    for form in ("records", "parquet", "xlsx"):
        folder = tmp_path / form
        folder.mkdir()
        (folder / ORIGINAL).write_bytes(FORMATS[form](table))
        answer = ingest(
            folder=str(folder),
            max_bytes=10**6,
            then=[],
            report=lambda share, sentence: None,
            overrides=asked,
        )
        assert [column["kind"] for column in answer["columns"]] == ["categorical", "categorical", "text"]
        values = pq.read_table(folder / "table.parquet").to_pydict()
        assert values == {"a": ["1", "2", None], "b": ["x", "y", "z"], "c": ["1.5", "2.5", "3.5"]}
