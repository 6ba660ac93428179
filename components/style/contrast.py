"""Colours of the style sheet, and how well one can be told from another."""

import re

_GAMMA_FROM, _GAMMA, _FLARE = 0.04045, 2.4, 0.05
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def tokens(css: str, theme: str) -> dict[str, str]:
    """Return the colours of a theme by name, such as ``{"text-2": "#4a5563"}``.

    Parameters
    ----------
    css : text of assets/css/tokens.css
    theme : "light" or "dark"
    """
    block = css.split(f'[data-bs-theme="{theme}"] {{', 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--hm-([\w-]+):\s*(#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, in [1, 21].

    Source: Web Content Accessibility Guidelines 2.2, "contrast ratio" and "relative luminance".

    Parameters
    ----------
    one, other : as ``#rrggbb``
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + _FLARE) / (low + _FLARE)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= _GAMMA_FROM else ((part + 0.055) / 1.055) ** _GAMMA for part in parts]
    return sum(weight * part for weight, part in zip(_WEIGHTS, linear, strict=True))
