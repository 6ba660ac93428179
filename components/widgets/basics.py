"""The smallest parts: icons, links, tags and single numbers."""

from typing import Any, Literal

from dash import html

from .. import format as fmt

TagKind = Literal["plain", "ok", "warn", "bad", "acc"]
_TAG_CLASSES = {"plain": "", "ok": " hm-ok", "warn": " hm-warn", "bad": " hm-bad", "acc": " hm-acc"}


def icon(name: str, *, label: str | None = None, class_name: str = "") -> html.I:
    """Return a glyph of the bootstrap-icons font; it is hidden from screen readers unless labelled.

    Parameters
    ----------
    name : of the glyph without the prefix, e.g. ``check-lg``
    label : what it says to those who cannot see it
    """
    spoken = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    return html.I(className=f"bi bi-{name} hm-i {class_name}".rstrip(), title=label, **spoken)


def link(text: Any, href: str, *, class_name: str = "", title: str | None = None) -> html.A:
    """Return a link; inside hydroml the page is exchanged without loading it anew (navigation.js)."""
    return html.A(text, href=href, className=class_name or None, title=title)


def tag(text: Any, kind: TagKind = "plain", icon_name: str | None = None, *, bare: bool = False) -> html.Span:
    """Return a small label; `bare` leaves the ground away, as for successes in lists."""
    classes = f"hm-tag{_TAG_CLASSES[kind]}{' plain' if bare else ''}"
    return html.Span([*([icon(icon_name)] if icon_name else []), text], className=classes)


def exactness(sampled_rows: int | None) -> html.Span:
    """Return whether figures come from all rows (None) or are estimates from so many."""
    if sampled_rows is None:
        return tag("Exact, all rows read", "ok", "check-lg")
    return tag(f"Estimate from {fmt.count(sampled_rows)} rows", "acc", "hourglass-split")


def stat(
    label: str,
    value: Any,
    *,
    unit: str = "",
    note: str | None = None,
    small: bool = False,
    title: str | None = None,
) -> html.Div:
    """Return one number with its name.

    Parameters
    ----------
    value : in 3 significant digits
    unit, note : what follows the number in small type
    title : the full value, shown on hover
    """
    tail = " ".join(part for part in (unit, note) if part)
    parts = [value, *([" ", html.Small(tail)] if tail else [])]
    return html.Div(
        [html.Div(label, className="k"), html.Div(parts, className="v", title=title)],
        className="hm-stat s" if small else "hm-stat",
    )


def stats(*items: Any) -> html.Div:
    """Return numbers in a row."""
    return html.Div(list(items), className="hm-stats")
