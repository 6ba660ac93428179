"""The "Why?" beside each default: the value, the fact, the rule, the source, and what would change it."""

from dataclasses import dataclass

from dash import html


@dataclass(frozen=True, slots=True)
class WhyCard:
    """Why something is proposed; empty parts are left out.

    `value` is the heading, `rows` are further pairs of name and text.
    """

    value: str
    fact: str = ""
    rule: str = ""
    source: str = ""
    change: str = ""
    evidence: str = ""
    rows: tuple[tuple[str, str], ...] = ()

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the parts in the order of reading."""
        named = (
            ("Fact here", self.fact),
            ("Rule", self.rule),
            ("Evidence", self.evidence),
            ("Source", self.source),
            ("Would change", self.change),
        )
        return tuple((name, text) for name, text in (*named, *self.rows) if text)


def why(card: WhyCard, *, label: str = "Why?") -> html.Details:
    """Return the link that opens the card; Escape and a click elsewhere close it (disclosure.js)."""
    pairs = [part for name, text in card.pairs() for part in (html.Dt(name), html.Dd(text))]
    spoken = {"aria-label": f"{label} {card.value}"}
    return html.Details(
        [
            html.Summary(label, className="hm-why", **spoken),
            html.Div(
                [html.Header(html.Strong(card.value)), html.Dl(pairs)],
                className="hm-pop",
                role="note",
            ),
        ],
        className="hm-why-box",
    )
