"""The bundled tables as they are offered on a page: a button for each, and what happens after it."""

from dash import html

from ..services.datasets import Example
from . import format as fmt
from .ids import Family
from .widgets import icon

OPEN = Family("example-open")
READING = "example-reading"
REFUSAL = "example-refusal"


def size_words(example: Example) -> str:
    """Return how large the table is, such as "178 rows × 14 columns"."""
    return f"{fmt.count(example.n_rows)} rows × {fmt.count(example.n_columns)} columns"


def open_button(example: Example, class_name: str = "") -> html.Button:
    """Return the button that opens an example in a new experiment."""
    return html.Button(
        ["Open", html.Span(f" {example.title}", className="visually-hidden")],
        id=OPEN.one(example.key),
        type="button",
        className=f"btn btn-sm btn-outline-secondary {class_name}".strip(),
    )


def opening() -> html.Div:
    """Return the place that says that an example is read, or why it could not be; once on a page."""
    reading = html.P(
        [icon("hourglass-split"), " Reading the table and describing its columns"],
        id=READING,
        className="hm-t1 hm-t2c hm-late mb-0",
        role="status",
        hidden=True,
    )
    return html.Div([html.Div(id=REFUSAL), reading])
