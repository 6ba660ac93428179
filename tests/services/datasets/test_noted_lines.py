"""Lines that were repaired or left out are shown as they stand, beside what was made of them."""

import gzip

import pytest

from hydroml.services.errors import NotFoundError
from hydroml.tests.support.datasets_room import ANNA, EVE, Room

ROWS = [f"{n},red,{n % 7}.5,yes" for n in range(200)]


def file_of(changes: dict[int, str], *, head: str = "id,colour,size,bought") -> bytes:
    lines = [head, *ROWS]
    for line, text in changes.items():
        lines[line - 1] = text
    return ("\n".join(lines) + "\n").encode()


def shown(room: Room, content: bytes, name: str = "shop.csv") -> dict[int, tuple[str, str, list[str] | None]]:
    dataset = room.take(content, name)
    found = room.datasets.noted_lines(ANNA, dataset.id)
    return {
        one.line: (one.code, one.before, None if one.after is None else list(one.after))
        for one in found.lines
    }


def test_a_short_and_a_long_line_stand_beside_their_cells(room: Room) -> None:
    found = shown(room, file_of({12: "7,blue", 40: "8,green,1.5,no,really"}))
    assert found == {
        12: ("ROW_TOO_SHORT", "7,blue", ["7", "blue", "", ""]),
        40: ("ROW_TOO_LONG", "8,green,1.5,no,really", ["8", "green", "1.5", "no,really"]),
    }


def test_lines_that_stand_near_each_other_are_all_shown(room: Room) -> None:
    found = shown(room, file_of({12: "7,blue", 13: "8,red", 15: "9,green"}))
    assert {line: before for line, (_, before, _) in found.items()} == {
        12: "7,blue",
        13: "8,red",
        15: "9,green",
    }


def test_a_quote_that_never_closes_is_shown_as_it_was_read(room: Room) -> None:
    found = shown(room, file_of({150: '149,"red,3.5,yes'}))
    code, before, after = found[150]
    assert (code, before) == ("QUOTE_OPEN", '149,"red,3.5,yes')
    assert after is not None and len(after) == 4 and after[0] == "149"


def test_what_is_no_row_has_no_cells(room: Room) -> None:
    content = b"Sales 2021\n\n" + file_of({50: "# checked"})
    found = shown(room, content)
    assert {line for line, (_, _, after) in found.items() if after is None} == set(found)
    assert found[1][:2] == ("PREAMBLE", "Sales 2021")
    assert found[52][:2] == ("ROW_COMMENT", "# checked")


def test_what_stands_in_the_table_is_what_is_shown(room: Room) -> None:
    dataset = room.take(file_of({12: "7,blue"}), "shop.csv")
    shown_cells = room.datasets.noted_lines(ANNA, dataset.id).lines[0].after
    row = room.datasets.preview(ANNA, dataset.id, rows=20).rows[10]
    assert shown_cells == ("7", "blue", "", "")
    assert row == (7, "blue", None, None)


def test_of_a_wide_row_the_ends_are_shown(room: Room) -> None:
    head, row = ",".join(f"c{n}" for n in range(50)), ",".join(["1"] * 50)
    content = "\n".join([head, *[row] * 60, row + ",2", *[row] * 60]) + "\n"
    line = room.datasets.noted_lines(ANNA, room.take(content.encode(), "wide.csv").id).lines[0]
    assert line.after is not None
    assert (line.n_left_out, len(line.after), line.after[-1]) == (35, 15, "1,2")


def test_gzip_and_other_encodings_are_opened_the_same_way(room: Room) -> None:
    content = file_of({12: "7,bläu"}).decode()
    assert shown(room, gzip.compress(content.encode()), "shop.csv.gz")[12][1] == "7,bläu"
    assert shown(room, content.encode("utf-16"), "other.csv")[12][1] == "7,bläu"


def test_a_clean_file_and_another_format_have_none(room: Room) -> None:
    assert shown(room, file_of({})) == {}
    assert shown(room, b'{"a": 1, "b": "x"}\n{"a": 2, "b": "y"}\n', "lines.ndjson") == {}


def test_what_was_collected_is_kept_and_no_draft_is_left(room: Room) -> None:
    dataset = room.take(gzip.compress(file_of({12: "7,blue"})), "shop.csv.gz")
    first = room.datasets.noted_lines(ANNA, dataset.id)
    names = {path.name for path in room.datasets.folder(dataset).iterdir()}
    assert "lines.json" in names
    assert not any(name.endswith(".part") for name in names)
    assert room.datasets.noted_lines(ANNA, dataset.id) == first


def test_somebody_elses_lines_do_not_exist(room: Room) -> None:
    dataset = room.take(file_of({12: "7,blue"}), "shop.csv")
    with pytest.raises(NotFoundError):
        room.datasets.noted_lines(EVE, dataset.id)


def test_the_report_says_where_the_table_stands_when_that_is_unusual(room: Room) -> None:
    usual = room.take(file_of({}), "usual.csv")
    assert "skip" not in usual.report.dialect
    late = room.take(b"Sales 2021\nby shop\n" + file_of({12: "7,blue"}), "late.csv")
    assert late.report.dialect["skip"] == 2
