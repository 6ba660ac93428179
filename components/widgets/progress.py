"""Progress that says how far and how long, and the grey shape of what is still to come."""

from typing import Any, Literal

from dash import html

from .. import format as fmt

SkeletonKind = Literal["lines", "chart", "card", "table"]
_WIDTHS = ("40%", "100%", "92%", "78%", "96%", "64%")


def progress(
    share: float,
    caption: Any,
    *,
    label: str = "Progress",
    remaining_s: float | None = None,
    cancel_id: Any = None,
    progress_id: Any = None,
) -> html.Div:
    """Return a bar with its caption.

    Parameters
    ----------
    share : done, in [0, 1]
    caption : what is being done
    label : name of the bar for screen readers
    remaining_s : estimated seconds left, shown with ≈
    cancel_id : adds a *Cancel* button with this id
    """
    value = round(100 * min(max(share, 0.0), 1.0))
    told: list[Any] = [html.Span(caption), html.Span(f"{value} %", className="hm-push hm-num")]
    if remaining_s is not None:
        told.append(html.Span(f"≈ {fmt.duration(remaining_s)} left", className="hm-num"))
    if cancel_id is not None:
        told.append(html.Button("Cancel", id=cancel_id, type="button", className="btn btn-sm btn-ghost"))
    fill = html.Div(html.Div(className="fill", style={"width": f"{value}%"}), className="track")
    named: dict[str, Any] = {"aria-label": label, "aria-valuenow": str(value)}
    named |= {"aria-valuemin": "0", "aria-valuemax": "100"}
    bar = html.Div(fill, role="progressbar", **named)
    options = {"id": progress_id} if progress_id is not None else {}
    return html.Div([bar, html.Div(told, className="cap")], className="hm-progress", **options)


def skeleton(kind: SkeletonKind = "lines", *, lines: int = 3) -> html.Div:
    """Return grey shapes in the layout of what will come; they appear after 300 ms."""
    if kind == "chart":
        shapes = [_shape("40%"), html.Div(className="hm-skel hm-skel-chart")]
    elif kind == "table":
        shapes = [html.Div(className="hm-skel hm-skel-row") for _ in range(lines)]
    else:
        shapes = [_shape(_WIDTHS[place % len(_WIDTHS)]) for place in range(lines)]
    body = html.Div(shapes, className="hm-stack-s hm-late")
    return html.Div(body, className="card-body") if kind == "card" else body


def _shape(width: str) -> html.Div:
    return html.Div(className="hm-skel", style={"width": width})
