"""Tests of Parquet: types are kept, what a table cannot hold is told, and no footer is believed."""

import io
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hydroml.services.errors import UnreadableFileError
from hydroml.tests.support.reading import MAX_UNPACKED, Read, read


def written(table: pa.Table, **options: Any) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, **options)
    return buffer.getvalue()


def of(values: list[Any], kind: pa.DataType | None = None, **options: Any) -> Read:
    """Return what is read of a column `x` beside another one."""
    table = pa.table({"n": list(range(len(values))), "x": pa.array(values, kind)})
    return read(written(table, **options))


def refusal(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(content)
    assert caught.value.hint
    return caught.value


def test_structures_become_columns_named_by_their_path() -> None:
    got = of([{"city": "Ulm", "geo": {"lat": 48.4}}, None, {"city": None, "geo": None}])
    assert got.frame.columns == ["n", "x.city", "x.geo.lat"]
    assert got.column("x.city") == ["Ulm", None, None]
    assert got.column("x.geo.lat") == [48.4, None, None]
    assert got.codes["NESTED_FLATTENED"][0] == 2


def test_names_that_are_doubled_or_collide_with_a_path_keep_all_columns() -> None:
    arrays = [pa.array([1, 2]), pa.array(["p", "q"]), pa.array([{"x": 3}, {"x": 4}]), pa.array([5, 6])]
    got = read(written(pa.Table.from_arrays(arrays, names=["a", "a", "b", "b.x"])))
    assert got.frame.columns == ["a", "a_2", "b.x", "b.x_2"]
    assert got.frame.rows() == [(1, "p", 3, 5), (2, "q", 4, 6)]
    assert got.codes["HEADER_DUPLICATE_NAME"][0] == 2


@pytest.mark.parametrize(
    ("values", "kind", "column"),
    [
        ([[1, 2], [], None], None, ["[1, 2]", "[]", None]),
        ([[("k", 1)], None], pa.map_(pa.string(), pa.int8()), ['[["k", 1]]', None]),
        ([[{"a": "ü"}], None], None, ['[{"a": "ü"}]', None]),
        ([b"abc", b"d", None], None, ["abc", "d", None]),
        ([b"abc", b"\xff\x00", None], None, ["616263", "ff00", None]),
        ([time(3, 4, 5), None], pa.time64("us"), ["03:04:05", None]),
    ],
)
def test_what_a_table_cannot_hold_is_text_and_told(
    values: list[Any], kind: pa.DataType | None, column: list[Any]
) -> None:
    got = of(values, kind)
    assert got.column("x") == column
    assert "VALUE_AS_TEXT" in got.codes


def test_decimals_are_numbers_as_long_as_no_digit_is_lost() -> None:
    few = of([Decimal("1.10"), None, Decimal("-2.25")], pa.decimal128(30, 2))
    assert few.column("x") == [1.1, None, -2.25] and few.kinds["x"] == "numeric"
    whole = of([Decimal("12345678901234567"), None], pa.decimal128(30, 0))
    assert whole.column("x") == [12345678901234567, None]
    many = of([Decimal("12345678901234567.89"), None], pa.decimal128(30, 2))
    assert many.column("x") == ["12345678901234567.89", None]
    assert "VALUE_AS_TEXT" in many.codes


def test_whole_numbers_beyond_64_bits_with_a_sign_stay_exact() -> None:
    assert of([2**63 - 1, 1], pa.uint64()).column("x") == [2**63 - 1, 1]
    assert of([2**64 - 1, 1], pa.uint64()).column("x") == ["18446744073709551615", "1"]


def test_dictionaries_are_their_values() -> None:
    got = of(["b", "a", None, "b"], pa.dictionary(pa.int8(), pa.string()))
    assert got.column("x") == ["b", "a", None, "b"] and got.kinds["x"] == "categorical"
    assert of([7, 8, None, 7], pa.dictionary(pa.int8(), pa.int16())).column("x") == [7, 8, None, 7]


def test_texts_get_their_kind_as_in_a_csv() -> None:
    got = read(
        written(
            pa.table(
                {
                    "number": ["1.5", "NA", "2"],
                    "code": ["007", "010", ""],
                    "day": ["2024-01-02", None, "2024-01-03"],
                }
            )
        )
    )
    assert got.frame.rows() == [
        (1.5, "007", datetime(2024, 1, 2)),
        (None, "010", None),
        (2.0, None, datetime(2024, 1, 3)),
    ]


def test_whole_numbers_with_missing_ones_are_integers_as_pandas_writes_them() -> None:
    assert of([1.0, None, 3.0]).kinds["x"] == "integer"
    assert of([1.0, None, 3.5]).kinds["x"] == "numeric"
    assert read(b"n,x\n1,1.0\n2,\n3,3.0\n").kinds["x"] == "integer"


def test_infinity_is_missing_and_counted() -> None:
    got = of([1.5, float("inf"), float("nan"), None])
    assert got.column("x") == [1.5, None, None, None]
    assert got.codes["NUMBER_INFINITE"][0] == 1


def test_moments_are_microseconds_in_utc() -> None:
    zoned = of([datetime(2024, 7, 1, 12, tzinfo=UTC), None], pa.timestamp("ms", tz="Europe/Berlin"))
    assert zoned.column("x") == [datetime(2024, 7, 1, 12), None]
    assert "DATE_ZONE_TO_UTC" in zoned.codes
    fine = of([1_000_000_001, 2], pa.timestamp("ns"))
    assert fine.column("x") == [datetime(1970, 1, 1, 0, 0, 1), datetime(1970, 1, 1)]
    assert fine.codes["TIME_ROUNDED"][0] == 2
    assert of([date(1, 1, 1), date(9999, 12, 31)]).column("x")[1] == datetime(9999, 12, 31)


@pytest.mark.parametrize("kind", [pa.timestamp("ms"), pa.timestamp("us"), pa.date32()])
def test_dates_out_of_range_stay_text(kind: pa.DataType) -> None:
    largest = 2**31 - 1 if kind == pa.date32() else 2**62
    integers = pa.int32() if kind == pa.date32() else pa.int64()
    values = pa.array([0, largest, None], integers).cast(kind)
    got = read(written(pa.table({"n": [1, 2, 3], "x": values})))
    assert got.column("x")[0] == "1970-01-01 00:00:00.000000"
    assert got.column("x")[1].endswith("from 1970") and got.column("x")[2] is None
    assert got.codes["DATE_OUT_OF_RANGE"][0] == 1


def test_lengths_of_time_become_seconds() -> None:
    got = of([timedelta(minutes=1), None, timedelta(milliseconds=5)], pa.duration("ms"))
    assert got.column("x") == [60.0, None, 0.005]
    assert "DURATION_SECONDS" in got.codes


def test_text_that_is_no_utf_8_is_replaced_and_counted() -> None:
    column = pa.Array.from_buffers(pa.string(), 2, pa.array([b"x\xffy", b"z"]).buffers())
    got = read(written(pa.table({"n": [1, 2], "x": column})))
    assert got.column("x") == ["x\ufffdy", "z"]
    assert got.codes["VALUE_INVALID_BYTES"][0] == 1


def test_a_column_without_any_value_is_constant() -> None:
    got = of([None, None])
    assert got.kinds["x"] == "constant" and got.column("x") == [None, None]


def test_many_row_groups_and_batches_keep_the_order() -> None:
    n = 150_000
    table = pa.table({"a": list(range(n)), "s": [{"t": str(place)} for place in range(n)]})
    got = read(written(table, row_group_size=40_000))
    assert got.column("a") == list(range(n)) and got.column("s.t") == list(range(n))


def test_strange_names_are_only_data() -> None:
    names = ["../x", "a\x00b", "\u202eabc", "n" * 10_000, "{x}", "a.b", "a.b.c"]
    table = pa.table({name: [1, 2] for name in names})
    assert read(written(table)).frame.columns == names


def test_tables_without_rows_or_columns_are_refused() -> None:
    assert refusal(written(pa.table({"a": [], "b": []}))).code == "FILE_NO_ROWS"
    assert refusal(written(pa.table({}))).code == "FILE_NO_ROWS"
    assert refusal(written(pa.table({"a": [1]}))).code == "FILE_ONE_COLUMN"
    wide = pa.table({f"c{place}": [1] for place in range(10_001)})
    assert refusal(written(wide)).code == "FILE_TOO_MANY_COLUMNS"


def test_a_small_file_that_swells_is_refused_before_it_is_unpacked() -> None:
    zeros = pa.table({"a": pa.array([0] * 5_000_000, pa.int64()), "b": pa.array([0] * 5_000_000, pa.int64())})
    content = written(zeros)
    assert len(content) < 100_000 < MAX_UNPACKED < 2 * 5_000_000 * 8
    assert refusal(content).code == "FILE_TOO_LARGE"


def test_texts_that_swell_are_refused_while_they_are_read() -> None:
    text = "x" * 2_000_000
    content = written(pa.table({"a": [text] * 40, "b": list(range(40))}))
    assert len(content) < 3_000_000
    assert refusal(content).code == "FILE_TOO_LARGE"


def test_a_footer_that_promises_other_rows_is_refused() -> None:
    content = written(pa.table({"a": list(range(1000)), "b": list(range(1000))}), use_dictionary=False)
    body = content[: -pq.read_metadata(io.BytesIO(content)).serialized_size - 8]
    footer = content[len(body) :]
    lie = footer.replace(b"\xd0\x0f", b"\x80\x7d")  # 1,000 and 8,000 as thrift writes them
    assert lie != footer and pq.read_metadata(io.BytesIO(body + lie)).num_rows == 8000
    assert refusal(body + lie).code == "FILE_CORRUPT"


def test_an_encrypted_file_is_refused_with_a_remedy() -> None:
    told = refusal(b"PARE" + bytes(100) + b"PARE")
    assert told.code == "FILE_FORMAT" and "encryption" in told.hint
