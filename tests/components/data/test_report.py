"""The report of a file: settings, notes by severity, repaired lines beside what was made of them."""

from dataclasses import replace

from hydroml.components.data import ids, lines_table
from hydroml.components.data.report import how_it_was_read, repairs_in_words, repairs_line, settings
from hydroml.services.datasets import IngestReport, NotedLine, ReportNote
from hydroml.tests.support.samples import dataset
from hydroml.tests.support.trees import ids as ids_of
from hydroml.tests.support.trees import tags, text

LONG = ReportNote("ROW_TOO_LONG", "warning", "2 lines had too many fields.", 2, (412, 1877))
OPEN = ReportNote("QUOTE_OPEN", "warning", "1 line opened a quote.", 1, (2204,))
HEADER = ReportNote("HEADER_MISSING", "warning", "The first line holds values, not names.")
NOTE = ReportNote("MISSING", "info", "Cells that count as missing: 3 empty.")
DIALECT = {"delimiter": ";", "encoding": "utf-8", "header": True, "decimal": ",", "skip": 2, "header_rows": 2}


def test_repaired_lines_are_counted_named_and_none_is_lost() -> None:
    title, words = repairs_in_words([LONG, OPEN])
    assert title == "3 lines were repaired."
    assert words.startswith("Lines 412, 1,877: too many fields; line 2,204: a quote that never closes.")
    assert words.endswith("No row was dropped.")


def test_other_doubts_are_told_in_their_own_words() -> None:
    assert repairs_in_words([HEADER])[0] == "The first line holds values, not names."
    assert "1 more note below" in repairs_in_words([LONG, HEADER])[1]


def test_a_clean_file_has_no_such_line_and_a_file_without_lines_no_button() -> None:
    report = IngestReport(DIALECT, (NOTE,))
    assert repairs_line(dataset(report=report)) == []
    told = repairs_line(dataset(report=IngestReport(DIALECT, (HEADER,))))
    assert ids.LINES_SHOW not in ids_of(told)
    assert ids.LINES_SHOW in ids_of(repairs_line(dataset(report=IngestReport(DIALECT, (LONG,)))))


def test_the_settings_say_where_the_table_stands() -> None:
    told = dict(settings(DIALECT))
    assert told["Column names"] == "In lines 3 to 4"
    assert told["Lines before the table"] == "2"
    assert (told["Delimiter"], told["Decimal sign"]) == ("Semicolon", "Comma")


def test_notes_are_listed_worst_first() -> None:
    shown = how_it_was_read(
        dataset(report=IngestReport(DIALECT, (NOTE, replace(OPEN, severity="error"), LONG)))
    )
    listed = [text(one) for one in tags(shown, "Li")]
    assert [one.split()[0] for one in listed] == ["1", "2", "Cells"]


def test_a_line_stands_beside_its_cells_and_an_empty_one_says_so() -> None:
    line = NotedLine("ROW_TOO_SHORT", 12, "7,<b>blue</b>", ("7", "<b>blue</b>", ""))
    shown = text(lines_table([line]))
    assert "12too few fields7,<b>blue</b>7<b>blue</b>empty" in shown


def test_what_is_no_row_says_so_and_long_lines_show_both_ends() -> None:
    line = NotedLine("FOOTER", 2935, "Total " + "x" * 300 + " end", None)
    shown = text(lines_table([line]))
    assert "no row of the table" in shown
    assert "Total" in shown and "end" in shown and len(shown) < 300
