"""The one toast of the frame: what was done, and *Undo*."""

from typing import Any

from dash import html

from .. import ids


def toast_data(text: str, *, undo: Any = None) -> dict[str, Any]:
    """Return the value of the store TOAST_DATA that shows a toast for ten seconds.

    Parameters
    ----------
    text : what was done
    undo : handed to the store TOAST_UNDONE when *Undo* is pressed; None shows no *Undo*
    """
    return {"text": text, "undo": undo}


def toast(data: dict[str, Any] | None) -> Any:
    """Return the toast for a value of TOAST_DATA; nothing for None."""
    if not data:
        return None
    undo = html.Button("Undo", id=ids.TOAST_UNDO, type="button") if data.get("undo") is not None else None
    left = html.Span(className="left", **{"aria-hidden": "true"})
    return html.Div([html.Span(data["text"], className="text-truncate"), undo, left], className="hm-toast")
