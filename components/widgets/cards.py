"""Cards, the head of a page, and what a place shows as long as it is empty."""

from collections.abc import Sequence
from typing import Any

from dash import html

from .basics import icon


def card(
    title: Any,
    *children: Any,
    sub: Any = None,
    actions: Sequence[Any] = (),
    foot: Any = None,
    card_id: Any = None,
    heading_id: str | None = None,
    flush: bool = False,
    class_name: str = "",
) -> html.Section:
    """Return a card with a heading.

    Parameters
    ----------
    title : text of the heading, of level 2
    children : content
    sub : what stands beside the heading in small type
    actions : controls at the end of the head
    foot : last line of the card
    heading_id : makes the heading the name of the region
    flush : leaves the padding away, for tables and lists
    """
    body = list(children) if flush else [html.Div(list(children), className="card-body hm-stack")]
    named = {"aria-labelledby": heading_id} if heading_id else {}
    options: dict[str, Any] = {**named, **({"id": card_id} if card_id is not None else {})}
    return html.Section(
        [
            _head(title, sub, actions, heading_id),
            *body,
            *([html.Div(foot, className="hm-card-foot")] if foot else []),
        ],
        className=f"card {class_name}".rstrip(),
        **options,
    )


def _head(title: Any, sub: Any, actions: Sequence[Any], heading_id: str | None) -> html.Div:
    heading = html.H2(title, id=heading_id) if heading_id else html.H2(title)
    parts = [heading]
    if sub is not None:
        parts.append(html.Span(sub, className="sub"))
    if actions:
        parts.append(html.Div(list(actions), className="hm-push hm-row-x"))
    return html.Div(parts, className="hm-card-head")


def page_head(title: Any, lead: Any, actions: Sequence[Any] = (), *, lead_id: str | None = None) -> html.Div:
    """Return the one heading of level 1 of a page; it takes the focus when the page arrives."""
    sentence = html.P(lead, className="lead", id=lead_id) if lead_id else html.P(lead, className="lead")
    parts = [html.Div([html.H1(title, tabIndex=-1), sentence])]
    if actions:
        parts.append(html.Div(list(actions), className="hm-push hm-row-x hm-flow"))
    return html.Div(parts, className="hm-head mb-0")


def empty_state(icon_name: str, title: str, text: Any, *actions: Any) -> html.Div:
    """Return what to do where the content will be."""
    parts = [
        html.Div(icon(icon_name), className="hm-acc hm-empty-sign"),
        html.P(title, className="hm-mid mt-1"),
        html.P(text, className="hm-t1 hm-t2c"),
    ]
    if actions:
        parts.append(html.Div(list(actions), className="hm-row-x hm-flow justify-content-center mt-3"))
    return html.Div(parts, className="hm-empty")
