"""Step 1 without a dataset: a drop zone, the user's library and the examples."""

from collections.abc import Callable, Mapping, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from ...services.datasets import Dataset, Example
from ...services.profile import Profile
from .. import format as fmt
from ..widgets import icon, progress
from . import ids
from .first_look import first_look

ACCEPTED = ".csv,.tsv,.txt,.json,.ndjson,.jsonl,.parquet,.xlsx,.xlsm,.gz"
MAX_LIBRARY = 8

Href = Callable[[str], str]


def heading() -> html.Div:
    """Return the title of step 1, which takes the focus."""
    lead = (
        "Check what was read, then say what to predict. Your file is kept as it came; cleaning is part "
        "of the experiment."
    )
    return html.Div(
        html.Div([html.H1("Dataset & target", tabIndex=-1), html.P(lead, className="lead")]),
        className="hm-head mb-0",
    )


def start_view(
    datasets: Sequence[Dataset],
    examples: Sequence[Example],
    href: Href,
    *,
    starts: Mapping[str, str | None],
    refused: Component | None = None,
) -> html.Div:
    """Return what step 1 shows until there is a dataset.

    Parameters
    ----------
    datasets : of the user's library, newest first
    examples : the bundled tables
    href : from a path of ours to an address
    starts : ``replaces``, the draft whose dataset is to be replaced, and ``template``, the recipe to
        start from; either may be missing or None
    refused : what is said of a file that could not be read
    """
    return html.Div(
        [
            heading(),
            drop_zone(href),
            html.Div(refused, id=ids.REFUSAL),
            reading_box(),
            html.Div([_library(datasets), _examples(examples)], className="hm-g2 hm-sources"),
            dcc.Store(id=ids.UPLOAD),
            dcc.Store(id=ids.OPENED),
            dcc.Store(id=ids.STARTS, data=dict(starts)),
        ],
        className="hm-stack hm-start",
    )


def drop_zone(href: Href) -> html.Div:
    """Return the place for a file; assets/js/upload.js puts the real file input into it."""
    zone = html.Div(
        [
            html.Div(icon("cloud-arrow-up"), className="hm-acc hm-drop-sign"),
            html.P("Drop a table to start", className="hm-mid mt-1"),
            html.P(
                "CSV, TSV, JSON, Parquet or XLSX, also gzipped, up to 1 GB", className="hm-t1 hm-t2c mb-3"
            ),
            html.Div(id=ids.DROP_SLOT),
        ],
        id=ids.DROP,
        className="hm-drop big",
        **{"data-url": href("/upload/"), "data-accept": ACCEPTED},
    )
    return html.Div([zone, html.Div(id=ids.DROP_PROGRESS, className="hm-drop-progress")])


def reading_box() -> html.Div:
    """Return the hidden place that shows how far the reading of a file is."""
    head = html.Div(
        [
            html.Span("Reading the table", className="hm-mid"),
            html.Button(
                "Cancel", id=ids.READING_CANCEL, type="button", className="btn btn-sm btn-ghost hm-push"
            ),
        ],
        className="hm-row-x",
    )
    body = html.Div(reading_progress(0.0, "Starting"), id=ids.READING)
    return html.Div([head, body], id=ids.READING_BOX, className="hm-stack-s hm-reading", hidden=True)


def reading_progress(
    share: float,
    words: str,
    look: tuple[str, Profile] | None = None,
    *,
    remaining_s: float | None = None,
) -> Component:
    """Return the bar of a reading, and the first look at a large file.

    Parameters
    ----------
    share : done, in [0, 1]
    look : name of the file and what rows all over it say
    remaining_s : estimated seconds left
    """
    bar = progress(share, words, label="Reading the table", remaining_s=remaining_s)
    if look is None:
        return html.Div(html.Div(bar, className="card-body"), className="card")
    name, profile = look
    return first_look(profile, name, bar)


def _library(datasets: Sequence[Dataset]) -> html.Section:
    items = [_library_item(dataset) for dataset in datasets[:MAX_LIBRARY]]
    empty = html.P(
        "Nothing here yet. Tables you upload stay here for the next experiment.",
        className="hm-t1 hm-t2c p-3",
    )
    return _list_card("Your datasets", "read before, ready at once", items or [empty])


def _library_item(dataset: Dataset) -> html.Button:
    size = f"{fmt.count(dataset.n_rows)} rows × {fmt.count(dataset.n_columns)} columns"
    return _item(ids.LIBRARY.one(dataset.id), dataset.name, size)


def _examples(examples: Sequence[Example]) -> html.Section:
    items = [
        _item(
            ids.EXAMPLE.one(example.key),
            example.title,
            f"{example.question} {fmt.count(example.n_rows)} rows × {fmt.count(example.n_columns)} columns",
        )
        for example in examples
    ]
    return _list_card("Examples", "bundled, one click", items)


def _item(item_id: dict[str, str], title: str, words: str) -> html.Button:
    return html.Button(
        [
            html.Span(
                [
                    html.Span(title, className="hm-mid d-block text-truncate", title=title),
                    html.Span(words, className="hm-t1 hm-t2c d-block"),
                ],
                className="hm-item-words",
            ),
            icon("chevron-right"),
        ],
        id=item_id,
        className="hm-item",
        type="button",
    )


def _list_card(title: str, sub: str, items: Sequence[Component]) -> html.Section:
    head = html.Div([html.H2(title), html.Span(sub, className="sub")], className="hm-card-head")
    return html.Section([head, html.Div(list(items))], className="card")
