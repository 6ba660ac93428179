"""Help: the way in four sentences, the keys, and the words that the pages use."""

from collections.abc import Callable

from dash import html

Href = Callable[[str], str]

WAY = (
    "Drop a table and confirm what to predict.",
    "Look at the findings; each has its evidence and often a fix.",
    "Everything else is proposed. “Why?” says on what grounds.",
    "Launch. The run goes on when the page is closed.",
)
KEYS = (
    ("Tab", "to the next control"),
    ("Enter", "to press it"),
    ("Space", "to select a row of a grid"),
    ("Arrows", "within grids, choices and sliders"),
    ("Escape", "to close what is open"),
)
WORDS = (
    ("Target", "the column to predict"),
    ("Feature", "a column the model may learn from"),
    ("Fold", "a part of the rows that is judged once, by a model that has not seen it"),
    ("Hold-out", "rows kept aside until the end"),
    ("Baseline", "a guess without any feature; whatever does not beat it has learned nothing"),
    ("Leak", "a column that already holds the answer"),
    ("Seed", "the number that makes a run repeatable"),
)


def help_card(href: Href) -> html.Div:
    """Return what the sign in the header opens."""
    api = html.A("The REST API", href=href("/api/docs/"), target="_blank")
    return html.Div(
        [
            html.Strong("From a table to a model"),
            html.Ol([html.Li(step) for step in WAY], className="hm-help-steps"),
            html.Strong("Keys"),
            html.Dl([part for key, use in KEYS for part in (html.Dt(html.Kbd(key)), html.Dd(use))]),
            html.Strong("Words"),
            html.Dl([part for word, told in WORDS for part in (html.Dt(word), html.Dd(told))]),
            html.P(api),
        ],
        className="hm-pop hm-help-pop",
    )
