"""What the cards of correlation and importance show of the evidence that is stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from ...services.features import Evidence
from ...services.profile import Span
from .correlation import correlation_body, title_words, waiting
from .importance import importance_body


@dataclass(frozen=True, slots=True)
class EvidenceCards:
    """The contents of both cards; what is still to be computed is a skeleton."""

    correlation: Component
    title: str
    importance: Component
    is_complete: bool


def evidence_cards(known: Evidence, theme: str, opened: Sequence[Span] = ()) -> EvidenceCards:
    """Return both cards.

    Parameters
    ----------
    opened : the spans of columns that are shown of a wide matrix; all if empty
    """
    matrix, importance = known.correlations, known.importance
    return EvidenceCards(
        correlation_body(matrix, theme, opened, target=known.target) if matrix else waiting(),
        title_words(matrix) if matrix else "",
        importance_body(importance, theme) if importance else waiting(),
        matrix is not None and importance is not None,
    )
