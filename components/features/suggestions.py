"""The card of suggestions: what the profile would change, each done with one click."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dash import dcc, html

from ...services.features import Suggestion
from .. import format as fmt
from ..widgets import icon
from . import ids

MAX_NAMED = 4
Words = Callable[[int], str]


def _features(n: int) -> str:
    return fmt.plural(n, "feature")


TITLES: Mapping[str, tuple[str, Words, str]] = MappingProxyType(
    {
        "leaks": (
            "shield-exclamation",
            lambda n: f"{_features(n)} give{'s' if n == 1 else ''} the target away",
            "One column alone predicts it: often it is known only afterwards.",
        ),
        "repeats": (
            "copy",
            lambda n: f"{_features(n)} repeat{'s' if n == 1 else ''} another",
            "The same values stand in a column that stays.",
        ),
        "unusable": (
            "key",
            lambda n: f"{_features(n)} {'has' if n == 1 else 'have'} nothing to learn from",
            "A single value, or a different one in almost every row.",
        ),
        "missing": (
            "percent",
            lambda n: f"{_features(n)} {'is' if n == 1 else 'are'} mostly missing",
            "More than half of the values are missing.",
        ),
        "near_constant": (
            "activity",
            lambda n: f"{_features(n)} {'is' if n == 1 else 'are'} nearly constant",
            "At least 98 % of the values are the same.",
        ),
        "skewed": (
            "graph-up",
            lambda n: f"{_features(n)} {'is' if n == 1 else 'are'} skewed",
            "A power transformation, fitted in each fold, helps the linear models among yours.",
        ),
    }
)
"""Sign, title by number of features, and why, by key of the suggestion."""


def suggestions_card(found: Sequence[Suggestion]) -> html.Section:
    """Return the card; without a suggestion it is not shown."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2("Suggestions", id="features-suggestions-title"),
                    html.Span("from the profile, each undone with one click", className="sub"),
                ],
                className="hm-card-head",
            ),
            html.Div(suggestions_body(found), id=ids.SUGGESTIONS),
            dcc.Store(id=ids.SUGGESTED, data=suggested_data(found)),
        ],
        className="card",
        hidden=not found,
        **{"aria-labelledby": "features-suggestions-title"},
    )


def suggestions_body(found: Sequence[Suggestion]) -> Any:
    """Return the suggestions as a list, or that all have been followed."""
    if not found:
        done = [icon("check2-circle", class_name="hm-ok"), html.Span("Nothing left to suggest.")]
        return html.Div(done, className="hm-row-x hm-t1 hm-t2c hm-set-empty")
    return html.Ul([html.Li(_line(one), className="hm-set") for one in found], className="hm-sets")


def suggested_data(found: Sequence[Suggestion]) -> dict[str, Any]:
    """Return what the browser does when a suggestion is pressed, by its key."""
    return {
        one.key: {"exclude": dict(one.exclude), "transform": dict(one.transform) if one.transform else None}
        for one in found
    }


def _line(one: Suggestion) -> html.Div:
    sign, title, why = TITLES[one.key]
    n = len(one.columns)
    names = ", ".join(fmt.cut(name, 30) for name in one.columns[:MAX_NAMED])
    more = f" and {fmt.count(n - MAX_NAMED)} more" if n > MAX_NAMED else ""
    words = f"Leave out {fmt.count(n)}" if one.exclude else f"Transform {fmt.count(n)}"
    return html.Div(
        [
            html.Span(icon(sign), className="hm-t2c"),
            html.Div(
                [
                    html.Span(title(n), className="hm-mid"),
                    html.Span([html.Bdi(f"{names}{more}"), f". {why}"], className="hm-t1 hm-t2c hm-set-why"),
                ],
                className="hm-set-words",
            ),
            html.Button(
                words,
                id=ids.SUGGESTION.one(one.key),
                type="button",
                className="btn btn-sm btn-outline-secondary",
            ),
        ],
        className="hm-set-row",
    )
