"""Small shapes of a column: its histogram as bars and its share of missing values."""

from collections.abc import Sequence

from dash import html

from ...services.profile import ColumnProfile
from .. import format as fmt

MAX_BARS = 16
GAP = 0.16
LOWEST = 0.03


def mini_histogram(column: ColumnProfile, *, is_target: bool = False) -> html.Div:
    """Return small bars of how the values are spread; empty where nothing is known."""
    heights = bar_heights(column)
    # One shape for all bars: a page holds hundreds of them, and each element costs time.
    bars = [html.I(style={"clipPath": outline(heights)})] if heights else []
    return html.Div(bars, className="hm-mini own" if is_target else "hm-mini", **{"aria-hidden": "true"})


def outline(heights: Sequence[float]) -> str:
    """Return the CSS shape of bars side by side with gaps, from heights in [0, 1]."""
    step = 100 / len(heights)
    corners = []
    for place, height in enumerate(heights):
        left, right = f"{place * step:.1f}%", f"{place * step + (1 - GAP) * step:.1f}%"
        top = f"{100 * (1 - max(height, LOWEST)):.0f}%"
        corners += [f"{left} 100%", f"{left} {top}", f"{right} {top}", f"{right} 100%"]
    return f"polygon({','.join(corners)})"


def bar_heights(column: ColumnProfile) -> list[float]:
    """Return heights in [0, 1] of at most `MAX_BARS` bars, in the order of values or of counts."""
    if column.histogram is not None:
        counts = list(column.histogram.counts)
    else:
        counts = [int(count) for _, count in (column.stats.get("top") or ())]
        counts = counts[:MAX_BARS]
    width = -(-len(counts) // MAX_BARS) if counts else 1
    merged = [sum(counts[start : start + width]) for start in range(0, len(counts), width)]
    highest = max(merged, default=0)
    return [count / highest for count in merged] if highest else []


def missing_bar(share: float, suspected: float = 0.0, *, is_estimate: bool = False) -> html.Div:
    """Return a bar and the figure of the values that are missing, as shares in [0, 1].

    Parameters
    ----------
    suspected : of values that seem to stand for "missing"; hatched, and told with a question mark
    is_estimate : the shares come from a sample
    """
    parts = (("f", share), ("f sus", suspected))
    fill = [html.Span(className=look, style={"width": f"{part:.2%}"}) for look, part in parts if part > 0]
    total = min(1.0, share + suspected)
    words = f"{fmt.percent(share)} missing"
    if suspected > 0:
        words += f", {fmt.percent(suspected)} more seem to stand for missing"
    sign, doubt = "≈ " if is_estimate else "", "?" if suspected > 0 else ""
    return html.Div(
        [
            html.Span(fill, className="t d-flex", **{"aria-hidden": "true"}),
            html.Span(f"{sign}{fmt.percent(total)}{doubt}", className="n", title=words),
        ],
        className="hm-miss" if total > 0 else "hm-miss zero",
    )
