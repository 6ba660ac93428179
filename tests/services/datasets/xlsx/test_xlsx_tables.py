"""Tests of workbooks: a sheet is read as a person sees it, and what was left out of it is told."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest

from hydroml.services.datasets.ingest import ingest
from hydroml.services.datasets.ingest_names import ORIGINAL
from hydroml.services.datasets.xlsx import xlsx_parts, xlsx_tables
from hydroml.services.errors import InvalidInputError, UnreadableFileError
from hydroml.tests.support.reading import Read, read
from hydroml.tests.support.workbooks import raw, workbook

ROWS: list[list[Any]] = [["id", "n"], ["007", 1], ["008", 2.5]]


def message(got: Read, code: str) -> str:
    return next(note.message for note in got.report.notes if note.code == code)


def refusal(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(content)
    assert caught.value.hint
    return caught.value


def test_a_sheet_is_a_table() -> None:
    got = read(workbook({"Data": ROWS}))
    assert got.format == "xlsx"
    assert got.frame.columns == ["id", "n"]
    assert got.frame.rows() == [("007", 1.0), ("008", 2.5)]
    assert got.report.dialect == {"sheet": "Data", "sheets": ["Data"], "header": True}
    assert got.codes == {}


def test_every_value_is_what_a_person_sees() -> None:
    cells: list[Any] = [1, 2.0, 0.1, 1e300, True, "true", " a ", "x\ny", "é<&>", date(2024, 1, 2)]
    got = read(workbook({"S": [[f"c{place}" for place in range(len(cells))], cells, cells]}))
    assert got.frame.row(0) == (
        *(1, 2, 0.1, 1e300, True, True, " a ", "x\ny", "é<&>"),
        datetime(2024, 1, 2),
    )


def test_dates_are_one_column_whether_or_not_they_have_a_time() -> None:
    moments = [datetime(2024, 1, 2), datetime(2024, 1, 3, 4, 5, 6), date(2024, 1, 4)]
    got = read(workbook({"S": [["when", "n"], *([moment, n] for n, moment in enumerate(moments))]}))
    assert got.kinds["when"] == "datetime"
    assert got.column("when")[1:] == [datetime(2024, 1, 3, 4, 5, 6), datetime(2024, 1, 4)]


def test_dates_among_texts_are_iso() -> None:
    got = read(workbook({"S": [["when", "n"], [date(2024, 1, 2), 1], ["unknown", 2], ["never", 3]]}))
    assert got.column("when") == ["2024-01-02", "unknown", "never"]


def test_the_first_sheet_that_is_not_empty_is_read_and_the_others_named() -> None:
    got = read(workbook({"Cover": [], "Data": ROWS, "More": ROWS}))
    assert got.report.dialect["sheet"] == "Data"
    assert got.report.dialect["sheets"] == ["Cover", "Data", "More"]
    assert "'Cover', 'More'" in message(got, "SHEET_CHOSEN")


def test_a_hidden_sheet_is_read_only_when_no_other_holds_a_table() -> None:
    book = {"Lists": [["x", "y"], [1, 2]], "Data": ROWS}
    assert read(workbook(book, hidden=["Lists"])).report.dialect["sheet"] == "Data"
    assert read(workbook({"Lists": ROWS, "Data": []}, hidden=["Lists"])).report.dialect["sheet"] == "Lists"


def test_the_user_chooses_sheet_and_header(tmp_path: Any) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook({"One": ROWS, "Two": [[1, 2], [3, 4]]}))
    found = xlsx_tables.read(path, tmp_path / "text", max_bytes=10**6, sheet="Two", header=True)
    assert found.texts.names == ("1", "2")
    assert found.dialect == {"sheet": "Two", "sheets": ["One", "Two"], "header": True}
    with pytest.raises(InvalidInputError, match="no sheet 'Three'") as caught:
        xlsx_tables.read(path, tmp_path / "text", max_bytes=10**6, sheet="Three")
    assert "'One', 'Two'" in caught.value.hint and caught.value.errors[0].field == "/sheet"


def test_empty_rows_and_columns_around_the_table_are_left_out_and_told() -> None:
    got = read(workbook({"S": ROWS}, start=(4, 3)))
    assert got.frame.rows() == [("007", 1.0), ("008", 2.5)]
    assert message(got, "SHEET_MARGIN").startswith("3 empty rows above and 2 empty columns")


def test_lines_above_the_table_are_left_out_by_number() -> None:
    rows = [["Report of May"], [], ["id", "n", "m"], ["a", 1, 2], ["b", 3, 4]]
    got = read(workbook({"S": rows}))
    assert got.frame.columns == ["id", "n", "m"] and got.frame.height == 2
    assert got.codes["PREAMBLE"] == (1, (1,)) and got.codes["ROW_BLANK"] == (1, (2,))


def test_blank_rows_are_no_rows_and_are_numbered_as_in_the_sheet() -> None:
    got = read(workbook({"S": [ROWS[0], ROWS[1], [], ROWS[2]]}, start=(3, 1)))
    assert got.frame.height == 2
    assert got.codes["ROW_BLANK"] == (1, (5,))


def test_a_sheet_without_a_header_gets_names_by_place() -> None:
    got = read(workbook({"S": [[1, 2.5], [2, 3.5], [3, 4.5]]}))
    assert got.frame.columns == ["column_1", "column_2"] and got.frame.height == 3
    assert "HEADER_MISSING" in got.codes


def test_errors_are_missing_and_counted() -> None:
    wrong = raw('<c r="{ref}" t="e"><v>#DIV/0!</v></c>')
    got = read(workbook({"S": [*ROWS, ["009", wrong], ["010", wrong]]}))
    assert got.column("n") == [1, 2.5, None, None]
    assert got.codes["CELLS_ERROR"][0] == 2


def test_formulas_are_their_results_and_those_without_one_are_told() -> None:
    computed = raw('<c r="{ref}"><f>1+1</f><v>2</v></c>')
    text = raw('<c r="{ref}" t="str"><f>A1</f><v></v></c>')
    never = raw('<c r="{ref}"><f>1+1</f><v></v></c>')
    shared = raw('<c r="{ref}"><f t="shared" si="0"/></c>')
    got = read(workbook({"S": [["a", "b", "c"], [computed, "x", 1], [never, text, 2], [shared, "y", 3]]}))
    assert got.column("a") == [2, None, None]
    assert got.codes["FORMULA_UNCOMPUTED"][0] == 2


def test_merged_cells_are_told() -> None:
    got = read(workbook({"S": [["a", "b"], ["x", 1], [None, 2]]}, merged=["A2:A3"]))
    assert got.column("a") == ["x", None]
    assert got.codes["CELLS_MERGED"][0] == 1


def test_numbers_that_a_workbook_cannot_hold_exactly_are_told() -> None:
    long = raw('<c r="{ref}"><v>12345678901234567890</v></c>')
    got = read(workbook({"S": [["a", "b"], [long, 1], [1e300, 2]]}))
    assert got.codes["NUMBER_ROUNDED"][0] == 1


def test_strange_names_are_only_data() -> None:
    names = ["../x", "\u202eabc", "n" * 10_000, "{x}", "'; drop", "=1+1"]
    got = read(workbook({"../S\u202e": [names, [1] * 6, [2] * 6]}))
    assert got.frame.columns == names


def test_formats_that_only_reach_far_do_no_harm() -> None:
    styled = raw('<c r="XFD1" s="1"/>')
    far = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    content = workbook({"S": [[*ROWS[0], styled], *ROWS[1:]]})
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    got = read(workbook({"S": sheet.replace("</sheetData>", far + "</sheetData>")}))
    assert got.frame.rows() == [("007", 1.0), ("008", 2.5)]


def test_values_too_far_apart_to_be_held_are_refused_with_their_place() -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = zipfile.ZipFile(io.BytesIO(workbook({"S": ROWS}))).read("xl/worksheets/sheet1.xml").decode()
    told = refusal(workbook({"S": sheet.replace("</sheetData>", far)}))
    assert told.code == "FILE_TOO_LARGE" and "row 1,048,576 and column 16,384" in told.message
    beyond = far.replace("1048576", "99999999999")
    assert refusal(workbook({"S": sheet.replace("</sheetData>", beyond)})).code == "FILE_CORRUPT"


def test_entities_that_swell_are_refused() -> None:
    sheet = zipfile.ZipFile(io.BytesIO(workbook({"S": [["a", "b"], ["&bomb;", 1]]}))).read(
        "xl/worksheets/sheet1.xml"
    )
    text = sheet.decode().replace("&amp;bomb;", "&bomb;")
    text = text.replace("<worksheet", '<!DOCTYPE x [<!ENTITY bomb "bang">]><worksheet', 1)
    assert refusal(workbook({"S": text})).code == "FILE_CORRUPT"


def test_entities_in_the_list_of_sheets_are_refused() -> None:
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"S": ROWS}))) as source,
        zipfile.ZipFile(content, "w") as changed,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "xl/workbook.xml":
                data = data.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook', 1)
            changed.writestr(entry.filename, data)
    assert refusal(content.getvalue()).code == "FILE_CORRUPT"


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ({"S": []}, "FILE_EMPTY"),
        ({"S": [["a", "b"]]}, "FILE_NO_ROWS"),
        ({"S": [["a"], [1], [2]]}, "FILE_ONE_COLUMN"),
        ({"S": [[f"c{n}" for n in range(10_001)], [1] * 10_001]}, "FILE_TOO_MANY_COLUMNS"),
        ({"S": "<worksheet><sheetData><row"}, "FILE_CORRUPT"),
        ({"S": "no xml at all"}, "FILE_CORRUPT"),
    ],
)
def test_what_is_no_table_is_refused(sheets: Any, code: str) -> None:
    assert refusal(workbook(sheets)).code == code


def test_a_sheet_larger_than_the_limit_is_refused_by_its_size() -> None:
    content = workbook({"S": ROWS}, extra={"xl/media/zeros.bin": bytes(60_000_000)})
    assert len(content) < 100_000
    assert refusal(content).code == "FILE_TOO_LARGE"


def test_uncomputed_formulas_are_found_in_whatever_way_they_are_written() -> None:
    for cell in (
        '<c r="A1"><f>1</f></c>',
        '<c r="A1"><f>1</f><v></v></c>',
        '<c r="A1"><f>1</f><v/></c>',
        '<c r="A1"><f t="shared" si="0"/></c>',
        '<c r="A1" s="1"><f>1</f><v /></c>',
    ):
        content = workbook({"S": f"<worksheet><sheetData><row>{cell}</row></sheetData></worksheet>"})
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert xlsx_parts.look(archive, "xl/worksheets/sheet1.xml").n_uncomputed == 1, cell


def test_the_sheet_that_the_user_names_is_read_from_an_upload(tmp_path: Any) -> None:
    (tmp_path / ORIGINAL).write_bytes(workbook({"One": ROWS, "Two": [["p", "q"], [1, 2]]}))
    answer = ingest(
        folder=str(tmp_path),
        max_bytes=10**6,
        then=[],
        report=lambda share, sentence: None,
        overrides={"sheet": "Two"},
    )
    assert [column["name"] for column in answer["columns"]] == ["p", "q"]
    assert answer["report"]["dialect"]["sheets"] == ["One", "Two"]
