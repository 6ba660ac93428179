"""The grid of columns: each column with its kind, shape, missing share and first values."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.datasets import Preview
from ...services.profile import ColumnProfile, Profile
from ...services.vocabulary import ColumnKind
from .. import format as fmt
from . import ids
from .cells import cell_text, is_number, is_suspected
from .kind_select import kind_select
from .shapes import mini_histogram, missing_bar

PER_PAGE = 16
ROWS = 7


def columns_of_page(
    profile: Profile, target: str | None, text: str, page: int
) -> tuple[tuple[ColumnProfile, ...], int]:
    """Return the columns of one page (the target first) and how many match in all.

    Parameters
    ----------
    text : part of a column's name, in any case; "" for all
    page : 0 or more
    """
    wanted = text.strip().casefold()
    found = [column for column in profile.columns if wanted in column.name.casefold()]
    found.sort(key=lambda column: column.name != target)
    start = page * PER_PAGE
    return tuple(found[start : start + PER_PAGE]), len(found)


def columns_table(
    profile: Profile,
    preview: Preview,
    columns: Sequence[ColumnProfile],
    target: str | None,
    kinds: Mapping[str, ColumnKind],
) -> html.Div:
    """Return the table of some columns; an empty choice says so.

    Rows that are not the first ones say their place in the table.
    """
    if not columns:
        return html.Div(html.P("No column has this in its name.", className="hm-t1 hm-t2c p-3"))
    places = {name: place for place, name in enumerate(preview.columns)}
    positions = {column.name: position for position, column in enumerate(profile.columns)}
    heads = [
        _head(column, positions[column.name], profile, target, kinds.get(column.name)) for column in columns
    ]
    rows = [
        [_cell(row, places.get(column.name), column, column.name == target) for column in columns]
        for row in preview.rows[:ROWS]
    ]
    is_first = preview.numbers in ((), tuple(range(1, len(preview.rows) + 1)))
    if not is_first:
        heads.insert(0, html.Th(html.Span("Row", className="nm"), scope="col", className="hm-rowno"))
        for cells, number in zip(rows, preview.numbers, strict=False):
            cells.insert(0, html.Td(fmt.count(number), className="r hm-num hm-rowno hm-t3c"))
    rows = [html.Tr(cells) for cells in rows]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="hm-table hm-grid")
    return html.Div(
        table,
        className="hm-scroll",
        tabIndex=0,
        role="region",
        **{"aria-label": f"Columns and {'first rows' if is_first else 'rows at random'}"},
    )


def page_words(page: int, n_shown: int, n_found: int) -> str:
    """Return which columns are shown: "Columns 1 to 16 of 75"."""
    if n_found == 0:
        return "No columns"
    start = page * PER_PAGE
    return f"Columns {fmt.count(start + 1)} to {fmt.count(start + n_shown)} of {fmt.count(n_found)}"


def kinds_in_words(profile: Profile) -> str:
    """Return how many columns there are of each kind: "75: 34 integer or numeric, 41 categorical"."""
    counts: dict[str, int] = {}
    for column in profile.columns:
        name = "integer or numeric" if is_number(column) else column.kind
        counts[name] = counts.get(name, 0) + 1
    parts = [f"{fmt.count(n)} {name}" for name, n in sorted(counts.items(), key=lambda item: -item[1])]
    return f"{fmt.count(len(profile.columns))}: {', '.join(parts)}" if parts else "none"


def _head(
    column: ColumnProfile, position: int, profile: Profile, target: str | None, kind: ColumnKind | None
) -> html.Th:
    is_target = column.name == target
    n_rows = max(1, profile.n_rows)
    suspected = sum(column.disguised.values()) / n_rows
    sign = "" if profile.exact else "≈ "
    parts: list[Component] = [
        html.Span(column.name, className="nm", title=fmt.cut(column.name, 400), dir="auto"),
        kind_select(ids.KIND.one(str(position)), column, kind, is_target=is_target),
        html.Div(mini_histogram(column, is_target=is_target), className="my-2"),
        missing_bar(column.n_missing / n_rows, suspected, is_estimate=not profile.exact),
        html.Span(f"{sign}{fmt.count(column.n_distinct)} distinct", className="hm-t1 hm-t3c fw-normal"),
    ]
    return html.Th(parts, scope="col", className="pin" if is_target else "")


def _cell(row: Sequence[Any], place: int | None, column: ColumnProfile, is_target: bool) -> html.Td:
    value = None if place is None else row[place]
    text = cell_text(value, column)
    classes = ["pin"] if is_target else []
    if value is None:
        classes.append("cellmiss")
    elif is_suspected(value, column):
        classes.append("cellsus r hm-num" if is_number(column) else "cellsus")
    elif is_number(column):
        classes.append("r hm-num")
    return html.Td(text, className=" ".join(classes), title=text if len(text) > 16 else "", dir="auto")
