"""Tests of JSON: every orientation is the same table, and nothing is merged, rounded or dropped silently."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hydroml.services.datasets.json import json_text
from hydroml.services.errors import UnreadableFileError
from hydroml.tests.support.reading import Read, read


def dumped(document: Any) -> Read:
    return read(json.dumps(document).encode())


def message(got: Read, code: str) -> str:
    return next(note.message for note in got.report.notes if note.code == code)


def refusal(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(content)
    assert caught.value.hint
    return caught.value


def test_nested_objects_become_columns_named_by_their_path() -> None:
    got = dumped([{"id": 1, "address": {"city": "Ulm", "geo": {"lat": 48.4}}}, {"id": 2, "address": None}])
    assert got.frame.columns == ["id", "address.city", "address.geo.lat"]
    assert got.column("address.city") == ["Ulm", None]
    assert "'address.city', 'address.geo.lat'" in message(got, "NESTED_FLATTENED")


def test_a_key_of_objects_and_of_single_values_keeps_both() -> None:
    got = read(b'{"n": 1, "a": {"b": 2}}\n{"n": 2, "a": null}\n{"n": 3, "a": "x"}\n{"n": 4, "a": {}}\n')
    assert got.frame.columns == ["n", "a.b", "a"]
    assert got.frame.rows() == [(1, 2, None), (2, None, None), (3, None, "x"), (4, None, "{}")]


def test_a_path_that_collides_with_a_name_keeps_both_columns() -> None:
    got = dumped([{"a.b": 1, "a": {"b": 2}}, {"a.b": 3, "a": {"b": 4}}])
    assert got.frame.columns == ["a.b", "a.b_2"]
    assert got.frame.rows() == [(1, 2), (3, 4)]
    assert "HEADER_DUPLICATE_NAME" in got.codes


def test_lists_and_empty_objects_stay_json_text() -> None:
    got = dumped([{"a": [1, 2.50, "ü", None, True], "b": {}}, {"a": [{"c": "x"}], "b": 1}])
    assert got.column("a") == ['[1, 2.5, "ü", null, true]', '[{"c": "x"}]']
    assert got.column("b") == ["{}", "1"]
    assert "NESTED_AS_TEXT" in got.codes


def test_a_key_that_is_repeated_keeps_every_value() -> None:
    got = read(b'[{"a": 1, "b": 2},\n{"a": 3, "a": 4, "b": 5, "c": {"d": 6, "d": 7}}]')
    assert got.frame.columns == ["a", "b", "a_2", "c.d", "c.d_2"]
    assert got.frame.rows() == [(1, 2, None, None, None), (3, 5, 4, 6, 7)]
    assert got.codes["JSON_KEY_REPEATED"] == (1, (2,))


def test_nan_and_infinity_are_missing_and_counted() -> None:
    got = read(b'[{"a": 1.5, "b": NaN}, {"a": Infinity, "b": 2}, {"a": -Infinity, "b": NaN}]')
    assert got.column("a") == [1.5, None, None]
    assert got.column("b") == [None, 2, None]
    assert got.codes["NUMBER_INFINITE"][0] == 2
    assert "2 'NaN'" in message(got, "MISSING_VALUES")


def test_numbers_are_read_as_they_are_written() -> None:
    got = read(
        b'{"long": 12345678901234567890, "big": 9007199254740993, "e": 1E5, "d": 0.10}\n'
        b'{"long": 12345678901234567891, "big": 9007199254740995, "e": 2E5, "d": 0.20}\n'
    )
    assert got.column("long") == ["12345678901234567890", "12345678901234567891"]
    assert got.column("big") == [9007199254740993, 9007199254740995]
    assert got.column("e") == [100000, 200000]
    assert got.column("d") == [0.1, 0.2]


def test_a_number_with_five_thousand_digits_is_text_and_no_crash() -> None:
    digits = "1" * 5000
    got = read(f'[{{"a": {digits}, "b": 1}}, {{"a": 2, "b": 2}}]'.encode())
    assert got.column("a") == [digits, "2"]


def test_text_mixed_with_numbers_is_told() -> None:
    got = dumped([{"a": 1, "b": 1, "c": True}, {"a": "1", "b": 2, "c": "true"}, {"a": 2, "b": 3, "c": "no"}])
    assert got.column("a") == [1, 1, 2]
    assert got.column("c") == ["true", "true", "no"]
    assert "'a', 'c'" in message(got, "JSON_MIXED_TYPES")


def test_an_empty_text_beside_numbers_is_missing_and_no_mixture() -> None:
    got = dumped([{"a": 1, "b": 1}, {"a": "", "b": 2}])
    assert got.column("a") == [1, None]
    assert "JSON_MIXED_TYPES" not in got.codes


def test_leading_zeros_in_texts_survive() -> None:
    assert dumped([{"a": "007", "b": 1}, {"a": "010", "b": 2}]).column("a") == ["007", "010"]


def test_a_key_that_first_comes_late_gets_its_column() -> None:
    rows = [{"a": n, "b": 1} for n in range(3000)] + [{"a": 3000, "c": "x"}]
    for content in (json.dumps(rows).encode(), b"\n".join(json.dumps(row).encode() for row in rows)):
        got = read(content)
        assert got.frame.columns == ["a", "b", "c"]
        assert got.frame.height == 3001
        assert got.column("c")[-1] == "x"


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("window", [1, 7, 64, 4096])
def test_a_list_is_the_same_through_a_window_of_any_size(
    window: int, indent: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_text, "_WINDOW", window)
    rows = [{"n": n * 37, "t": 'a "quoted" \\ text, [x] {y}\n', "l": [n, {"k": "v"}]} for n in range(60)]
    got = read(json.dumps(rows, indent=indent).encode())
    assert got.column("n") == [row["n"] for row in rows]
    assert set(got.column("t")) == {rows[0]["t"]}


@pytest.mark.parametrize("window", [1, 16, 4096])
def test_the_place_of_a_fault_does_not_depend_on_the_window(
    window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_text, "_WINDOW", window)
    content = (
        b'[{"a": 1, "b": 2},\n' * 1 + b'{"a": 1, "b": 2},\n' * 50 + b'{"a": 3,, "b": 4},\n{"a": 1, "b": 2}]'
    )
    told = refusal(content)
    assert told.code == "FILE_CORRUPT" and "line 52, column 9" in told.message


ROWS = [{"a": 1.5, "b": "x"}, {"a": 2.5, "b": "y"}]


@pytest.mark.parametrize(
    "document",
    [
        {"columns": ["a", "b"], "index": [0, 1], "data": [[1.5, "x"], [2.5, "y"]]},
        {"0": {"a": 1.5, "b": "x"}, "1": {"a": 2.5, "b": "y"}},
        {"a": {"0": 1.5, "1": 2.5}, "b": {"0": "x", "1": "y"}},
        {"answer": {"page": 1, "rows": ROWS}},
        {"rows": ROWS},
        {"schema": {"fields": ["a", "b"]}, "data": ROWS},
        [["a", "b"], [1.5, "x"], [2.5, "y"]],
    ],
)
def test_what_programs_write_is_the_same_table(document: Any) -> None:
    got = dumped(document)
    assert got.frame.columns == ["a", "b"]
    assert got.frame.rows() == [(1.5, "x"), (2.5, "y")]


def test_what_lies_beside_the_table_is_named() -> None:
    assert "'page', 'source'" in message(dumped({"page": 1, "rows": ROWS, "source": "x"}), "JSON_LEFT_OUT")


def test_row_labels_that_say_something_are_named_when_left_out() -> None:
    got = dumped({"a": {"mazda": 1, "fiat": 2}, "b": {"mazda": "x", "fiat": "y"}})
    assert "'mazda', 'fiat'" in message(got, "JSON_LEFT_OUT")


def test_lists_without_a_header_get_names_by_place() -> None:
    got = dumped([[1, 2.5, "x"], [2, 3.5, "y"], [3, 4.5]])
    assert got.frame.columns == ["column_1", "column_2", "column_3"]
    assert got.frame.rows() == [(1, 2.5, "x"), (2, 3.5, "y"), (3, 4.5, None)]
    assert "HEADER_MISSING" in got.codes and got.codes["ROW_TOO_SHORT"][0] == 1


def test_a_list_longer_than_the_header_loses_no_cell() -> None:
    got = dumped([["a", "b"], [1, 2], [3, 4, 5]])
    assert got.frame.height == 2 and 5 in got.frame.row(1)


def test_one_list_per_line_is_a_table() -> None:
    got = read(b'["a", "b"]\n[1, "x"]\n[2, "y"]\n')
    assert got.format == "ndjson"
    assert got.frame.rows() == [(1, "x"), (2, "y")]


def test_a_csv_that_begins_with_a_bracket_stays_a_csv() -> None:
    assert read(b"[a],b\n1,2\n3,4\n").format == "csv"


def test_halves_of_characters_are_replaced() -> None:
    got = read(b'[{"a": "x\\ud800y", "b": 1}, {"a": "\\ud83d\\ude00", "b": 2}]')
    assert got.column("a") == ["x\ufffdy", "\U0001f600"]


def test_a_byte_order_mark_and_nul_in_text_do_no_harm() -> None:
    got = read(b'\xef\xbb\xbf[{"a": "x\\u0000y", "b": 1}, {"a": "z", "b": 2}]')
    assert got.column("a") == ["x\x00y", "z"]


def test_bytes_that_are_no_text_are_replaced_and_counted() -> None:
    row = '{"a": "Zoë", "b": 1}\n'.encode()
    got = read(row * 20 + b'{"a": "x\xffy", "b": 2}\n')
    assert got.column("a")[-1] == "x\ufffdy"
    assert got.codes["ENCODING_INVALID_BYTES"][0] == 1


def test_strange_names_are_only_data() -> None:
    names = ["../x", "a\x00b", "\u202eabc", "n" * 10_000, "", "{x}", "a.b"]
    got = dumped([dict.fromkeys(names, 1), dict.fromkeys(names, 2)])
    assert got.frame.columns == [*names[:4], "column_5", *names[5:]]


@pytest.mark.parametrize("depth", [200, 100_000])
@pytest.mark.parametrize(
    "form", ["{}", '[{{"a": {}, "b": 1}}]', '{{"a": {}, "b": 1}}\n{{"a": 1, "b": 2}}\n', '{{"x": {}}}']
)
def test_deep_nesting_is_text_or_refused_but_no_crash(depth: int, form: str) -> None:
    for deep in ("[" * depth + "]" * depth, '{"k":' * depth + "1" + "}" * depth):
        try:
            read(form.format(deep).encode())
        except UnreadableFileError as error:
            assert error.code in ("FILE_CORRUPT", "FILE_FORMAT", "FILE_ONE_COLUMN", "FILE_NO_ROWS")


def test_more_columns_than_can_be_handled_are_refused() -> None:
    assert refusal(json.dumps([{f"c{n}": n for n in range(10_001)}]).encode()).code == "FILE_TOO_MANY_COLUMNS"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[1, 2, 3]", "FILE_FORMAT"),
        (b"[[1], [2]]", "FILE_ONE_COLUMN"),
        (b"[{}, {}]", "FILE_NO_ROWS"),
        (b'[{"a": 1, "b": 2}] x', "FILE_CORRUPT"),
        (b'[{"a": 1, "b": 2} {"a": 1, "b": 2}]', "FILE_CORRUPT"),
        (b'[{"a": 1, "b": 2},', "FILE_TRUNCATED"),
        (b'{"a": [1, 2], "b": [1', "FILE_TRUNCATED"),
        (b'{"a": [1, 2], "b": [1]}', "FILE_FORMAT"),
        (b'{"a": 1, "b": 2}\n{"a" 3}\n{"a": 3, "b": 5}\n', "FILE_CORRUPT"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, code: str) -> None:
    assert refusal(content).code == code


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=5)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(st.text(min_size=1, max_size=5), VALUES, max_size=4), max_size=6))
def test_any_rows_keep_their_number_and_every_value(rows: list[dict[str, Any]]) -> None:
    try:
        got = read(json.dumps(rows).encode())
    except UnreadableFileError as error:
        assert error.code in ("FILE_EMPTY", "FILE_NO_ROWS", "FILE_ONE_COLUMN")
        return
    assert got.frame.height == len(rows)
    assert got.frame.width == len({key for row in rows for key in row})


def test_a_file_of_lines_is_not_held_in_memory(tmp_path: Path) -> None:
    content = b'{"a": 1, "b": "x"}\n' * 300_000
    assert read(content, tmp_path).frame.height == 300_000
