"""Writes small Excel workbooks part by part, also ones that no program would write."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    "</Types>"
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" '
    'formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="1"><font/></fonts><fills count="1">'
    '<fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
_DAY_ZERO = datetime(1899, 12, 30)


def raw(xml: str) -> "Raw":
    """Return a cell given as XML; ``{ref}`` stands for its place."""
    return Raw(xml)


class Raw(str):
    """The XML of a cell."""


def workbook(
    sheets: Mapping[str, Any],
    *,
    start: tuple[int, int] = (1, 1),
    merged: Sequence[str] = (),
    hidden: Sequence[str] = (),
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a workbook.

    Parameters
    ----------
    sheets : rows of cells by name, or the XML of a whole sheet; None is an empty cell
    start : row and column of the first cell, from 1
    merged : ranges of cells that are merged in every sheet
    hidden : names of sheets that are hidden
    extra : more parts of the archive by name
    """
    links, listed = "", ""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, rows) in enumerate(sheets.items(), start=1):
            state = ' state="hidden"' if name in hidden else ""
            listed += f'<sheet name={quoteattr(name)} sheetId="{number}"{state} r:id="rId{number}"/>'
            target = f"worksheets/sheet{number}.xml"
            links += f'<Relationship Id="rId{number}" Type="{_LINKS}/worksheet" Target="{target}"/>'
            archive.writestr(f"xl/{target}", rows if isinstance(rows, str) else sheet(rows, start, merged))
        links += f'<Relationship Id="rId0" Type="{_LINKS}/styles" Target="styles.xml"/>'
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _ROOT)
        book = f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>'
        archive.writestr("xl/workbook.xml", book)
        relations = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
        archive.writestr("xl/_rels/workbook.xml.rels", relations)
        archive.writestr("xl/styles.xml", _STYLES)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet(rows: Sequence[Sequence[Any]], start: tuple[int, int] = (1, 1), merged: Sequence[str] = ()) -> str:
    """Return the XML of a sheet."""
    lines = [
        f'<row r="{number}">'
        + "".join(_cell(cell, f"{_letters(column)}{number}") for column, cell in enumerate(row, start[1]))
        + "</row>"
        for number, row in enumerate(rows, start[0])
    ]
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    joined = f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData>{joined}</worksheet>'


def _cell(cell: Any, ref: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Raw):
        return cell.replace("{ref}", ref)
    if isinstance(cell, bool):
        return f'<c r="{ref}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{ref}"><v>{cell!r}</v></c>'
    if isinstance(cell, date):
        is_moment = isinstance(cell, datetime)
        moment = cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)
        days = (moment - _DAY_ZERO).total_seconds() / 86_400
        return f'<c r="{ref}" s="{2 if is_moment else 1}"><v>{days!r}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
