"""The recommended models as cards: rank, reasons, expected time, and whether they are compared."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from .. import format as fmt
from ..widgets import WhyCard, icon, why
from . import ids
from .view import Proposal


def recommendation_cards(proposals: Sequence[Proposal]) -> Component:
    """Return the short list, best first."""
    cards = [_card(one) for one in proposals]
    return html.Section(cards, className="hm-g3", **{"aria-label": "Recommended models"})


def card_class(is_in: bool) -> str:
    """Return the look of a card, chosen or not."""
    return "hm-choice multi on" if is_in else "hm-choice multi"


def _card(proposal: Proposal) -> Component:
    model, advice = proposal.spec, proposal.advice
    rank = html.Span(str(advice.rank), className="hm-rank first" if advice.rank == 1 else "hm-rank")
    return html.Article(
        [
            html.Div(
                [
                    html.Div([rank, html.H2(model.label)], className="hm-row-x"),
                    html.P(model.summary, className="hm-t1 hm-t2c mt-2"),
                ],
                className="pad",
            ),
            html.Div([_points(proposal), _rule(proposal)], className="pad pt-0 hm-stack-s"),
            html.Div(
                [
                    dbc.Checkbox(
                        id=ids.INCLUDED.one(model.key),
                        value=proposal.is_in,
                        label="In the comparison",
                        class_name="hm-check-row hm-mid",
                    ),
                    html.Span(_time(proposal), className="hm-push hm-t2c hm-num"),
                ],
                className="foot",
            ),
        ],
        id=ids.CARD.one(model.key),
        className=card_class(proposal.is_in),
    )


def _points(proposal: Proposal) -> Component:
    good = [_point("check-lg", "hm-ok", "In favour", text) for text in proposal.advice.pros]
    bad = [_point("dash-lg", "hm-t3c", "Against", text) for text in proposal.advice.cons]
    return html.Ul([*good, *bad], className="hm-list")


def _point(sign: str, look: str, spoken: str, text: str) -> Component:
    return html.Li([icon(sign, label=spoken, class_name=look), html.Span(_capital(text))])


def _rule(proposal: Proposal) -> Component:
    """Return the first reason in a line with the card that tells all of it."""
    advice = proposal.advice
    if not advice.reasons:
        return html.P("", className="hm-t1")
    first = advice.reasons[0]
    key = first.rule.partition(":")[0]
    return html.P([f"{first.fact} → rule {key} ", why(_why(proposal))], className="hm-t1 hm-t2c")


def _why(proposal: Proposal) -> WhyCard:
    advice, first = proposal.advice, proposal.advice.reasons[0]
    source, _, evidence = first.source.partition(": ")
    more = tuple(("Also", f"{one.fact} → {one.rule}") for one in advice.reasons[1:])
    share = fmt.percent(advice.confidence)
    return WhyCard(
        value=f"{proposal.spec.label}, rank {advice.rank}",
        fact=first.fact,
        rule=first.rule,
        evidence=evidence or f"ahead of the library's random forest on {share} of the reference tables",
        source=f"{source}; {proposal.spec.source}" if proposal.spec.source not in source else source,
        rows=more,
    )


def _time(proposal: Proposal) -> Any:
    seconds = proposal.advice.estimated_seconds
    return fmt.interval_seconds(seconds.low, seconds.high) if seconds else ""


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
