"""Notices: what happened or holds, what to do, and the details folded."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

from dash import html

from .basics import icon

NoticeKind = Literal["info", "warn", "warning", "bad", "error", "ok"]
_LOOKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "info": ("info", "info-circle"),
        "warn": ("hm-warn", "exclamation-triangle"),
        "warning": ("hm-warn", "exclamation-triangle"),
        "bad": ("hm-bad", "exclamation-octagon"),
        "error": ("hm-bad", "exclamation-octagon"),
        "ok": ("ok", "check-circle"),
    }
)


def notice(
    kind: NoticeKind,
    title: Any,
    text: Any = "",
    *,
    code: str = "",
    actions: Sequence[Any] = (),
    details: Any = None,
) -> html.Div:
    """Return a notice; an error is announced at once.

    Parameters
    ----------
    title : what happened
    text : what to do
    code : stable code, shown among the details
    actions : ways on, as small buttons or links
    details : for support, folded
    """
    look, sign = _LOOKS[kind]
    parts: list[Any] = [html.B(title, className="fw-semibold")]
    if text:
        parts.append(html.P(text, className="hm-t1 hm-t2c mt-1"))
    if actions:
        parts.append(html.Div(list(actions), className="hm-row-x hm-flow mt-2"))
    if code or details is not None:
        parts.append(_details(code, details))
    role = {"role": "alert"} if look == "hm-bad" else {"role": "status"} if look == "ok" else {}
    body = html.Div(parts, className="hm-notice-body")
    return html.Div([icon(sign), body], className=f"hm-notice {look}", **role)


def stale_notice(title: Any, text: Any, *actions: Any) -> html.Div:
    """Return what is said beside values that belong to something that has changed; they stay, greyed.

    Parameters
    ----------
    title : what has changed
    text : what is shown still, and what is kept
    actions : the button that computes again, with its cost
    """
    body = [html.B(title, className="fw-semibold"), html.P(text, className="hm-t1 hm-t2c mt-1")]
    if actions:
        body.append(html.Div(list(actions), className="hm-row-x hm-flow mt-2"))
    sign = icon("arrow-repeat", label="Stale")
    return html.Div([sign, html.Div(body, className="hm-notice-body")], className="hm-notice hm-warn")


def _details(code: str, details: Any) -> html.Details:
    content = [*([html.Code(code)] if code else []), *([details] if details is not None else [])]
    return html.Details(
        [html.Summary("Details for support"), html.Div(content, className="hm-stack-s mt-1")],
        className="hm-details hm-t1 mt-2",
    )
