"""An ordinary page: heading, one sentence of state, content."""

from collections.abc import Sequence
from typing import Any

from dash import html

from ..widgets import page_head

CONTENT = "content"


def page(
    title: str, lead: Any, *children: Any, actions: Sequence[Any] = (), lead_id: str | None = None
) -> html.Main:
    """Return a page; its heading takes the focus when one arrives from another page.

    Parameters
    ----------
    lead : one sentence that says the state
    actions : buttons beside the heading, at most one of them filled
    """
    head = page_head(title, lead, actions, lead_id=lead_id)
    return html.Main([head, *children], id=CONTENT, className="hm-wrap hm-main hm-stack")
