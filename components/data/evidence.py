"""The picture that proves a finding: the values of its column as small bars, the suspicious ones marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from ...services.findings import Finding
from ...services.profile import ColumnProfile, Histogram, Profile
from .. import format as fmt
from .shapes import GAP, LOWEST, outline

MAX_BARS = 32
SMALL_BARS = 16
MIN_BARS = 6
MAX_ROWS = 6


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars side by side: `heights` and the part of each that is `marked`, all in [0, 1]; words below them."""

    heights: tuple[float, ...]
    marked: tuple[float, ...]
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Draws what proves the findings of a profile; to be handed to `findings_panel`."""

    profile: Profile

    def __call__(self, finding: Finding, is_small: bool) -> list[Any]:
        """Return the picture of a finding and its figure; in a line of several both are short."""
        column = self.profile.column(finding.field)
        if column is None:
            return []
        bars = bars_of(finding, column, SMALL_BARS if is_small else MAX_BARS)
        told = figure_of(finding, self.profile.n_rows)
        if is_small:
            drawn = [_drawn(bars, "hm-ev-s")] if bars else [html.Span(className="hm-ev-s")]
            return [*drawn, html.Span(told, className="n", title=told)]
        shown: list[Any] = []
        if bars is not None:
            ends = [html.Span(bars.low), html.Span(bars.high)]
            shown.append(
                html.Div([_drawn(bars, "hm-ev-l"), html.Div(ends, className="ends")], className="hm-evb")
            )
        rows = rows_of(finding)
        if rows:
            shown.append(html.P(rows, className="hm-t1 hm-t3c"))
        return shown


def bars_of(finding: Finding, column: ColumnProfile, most: int) -> Bars | None:
    """Return the bars that belong to a finding, None where no picture says more than the words."""
    if finding.code in ("DATA_OUTLIERS", "DATA_SKEW") and column.histogram is not None:
        low, high = column.stats.get("fence_low"), column.stats.get("fence_high")
        is_marked = finding.code == "DATA_OUTLIERS"
        return histogram_bars(column, column.histogram, most, (low, high) if is_marked else (None, None))
    if finding.code == "DATA_DISGUISED_MISSING":
        return _disguised(finding, column, most)
    if finding.code in ("DATA_MISSING", "DATA_TARGET_MISSING"):
        return _shares([1 - (finding.evidence.get("share") or 0.0)], "known", "missing")
    if finding.code in ("DATA_NEAR_CONSTANT", "DATA_HIGH_CARDINALITY", "DATA_IMBALANCE", "DATA_FEW_ROWS"):
        return _levels(finding, column, most)
    return None


def histogram_bars(
    column: ColumnProfile, histogram: Histogram, most: int, within: tuple[float | None, float | None]
) -> Bars:
    """Return a histogram as at most `most` bars; what lies outside of `within` is marked."""
    low, high = within
    counts, edges = histogram.counts, histogram.edges
    width = -(-len(counts) // most)
    starts = range(0, len(counts), width)
    merged = [sum(counts[start : start + width]) for start in starts]
    spans = [(edges[start], edges[min(start + width, len(counts))]) for start in starts]
    heights = _scaled(merged)
    is_far = [
        (low is not None and right <= low) or (high is not None and left >= high) for left, right in spans
    ]
    marked = tuple(height if far else 0.0 for height, far in zip(heights, is_far, strict=True))
    return Bars(heights, marked, _number(column, "min"), _number(column, "max"))


def figure_of(finding: Finding, n_rows: int) -> str:
    """Return the figure of a finding in a few characters: "119, 4.1 %"."""
    evidence = finding.evidence
    if "skew" in evidence:
        return f"skew {fmt.significant(evidence['skew'], 2)}"
    n = next((evidence[key] for key in ("n_outliers", "n_missing", "n", "n_other") if key in evidence), None)
    if n is not None:
        return f"{fmt.count(n)}, {fmt.percent(evidence.get('share', n / max(1, n_rows)))}"
    if "score" in evidence:
        return f"score {fmt.significant(evidence['score'])}"
    if "share" in evidence:
        return f"{fmt.percent(evidence['share'])} the same"
    if "column" in evidence:
        return f"as {fmt.cut(str(evidence['column']), 24)}"
    return f"{fmt.count(evidence['n_distinct'])} distinct" if "n_distinct" in evidence else ""


def rows_of(finding: Finding) -> str:
    """Return where in the table it is: the first few rows, "" where that is not known."""
    rows = finding.evidence.get("rows") or ()
    if not rows:
        return ""
    shown = ", ".join(fmt.count(row) for row in rows[:MAX_ROWS])
    more = " and others" if len(rows) > MAX_ROWS else ""
    return f"Farthest in {'row' if len(rows) == 1 else 'rows'} {shown}{more}."


def _disguised(finding: Finding, column: ColumnProfile, most: int) -> Bars | None:
    spellings = finding.evidence.get("spellings") or {}
    if column.histogram is None:
        return _levels(finding, column, most)
    numbers = [value for value in map(_as_number, spellings) if value is not None]
    bars = histogram_bars(column, column.histogram, most, (None, None))
    edges = column.histogram.edges
    low, high = edges[0], edges[-1]
    marked = [0.0] * len(bars.heights)
    for value in numbers:
        if low <= value <= high and high > low:
            place = min(len(marked) - 1, int((value - low) / (high - low) * len(marked)))
            marked[place] = bars.heights[place]
    return Bars(bars.heights, tuple(marked), bars.low, bars.high)


def _levels(finding: Finding, column: ColumnProfile, most: int) -> Bars | None:
    """Return bars of the most frequent values; the suspicious ones are marked."""
    top = list(column.stats.get("top") or ())[:most]
    if not top:
        return None
    odd = {str(one) for one in finding.evidence.get("spellings") or ()}
    odd |= {str(one) for one in finding.evidence.get("classes") or ()}
    odd |= {str(finding.evidence["label"])} if "label" in finding.evidence else set()
    if finding.code == "DATA_NEAR_CONSTANT":
        odd = {str(top[0][0])}
    heights = _scaled([int(count) for _, count in top])
    marked = tuple(
        height if str(value) in odd else 0.0 for height, (value, _) in zip(heights, top, strict=True)
    )
    room = (0.0,) * max(0, MIN_BARS - len(top))
    heights, marked = heights + room, marked + room
    last = "" if len(top) < 2 else f"{fmt.cut(str(top[-1][0]), 20)} {fmt.count(top[-1][1])}"
    return Bars(heights, marked, f"{fmt.cut(str(top[0][0]), 20)} {fmt.count(top[0][1])}", last)


def _shares(known: Sequence[float], low: str, high: str) -> Bars | None:
    """Return the share of what is there as marked against all."""
    share = max(0.0, min(1.0, known[0]))
    n = MAX_BARS
    n_known = round(share * n)
    heights = (1.0,) * n
    marked = tuple(0.0 if place < n_known else 1.0 for place in range(n))
    return Bars(heights, marked, f"{fmt.percent(share)} {low}", f"{fmt.percent(1 - share)} {high}")


def _scaled(counts: Sequence[int]) -> tuple[float, ...]:
    highest = max(counts, default=0) or 1
    return tuple(max(count / highest, LOWEST) if count else 0.0 for count in counts)


def _number(column: ColumnProfile, key: str) -> str:
    value = column.stats.get(key)
    return fmt.number(value) if isinstance(value, int | float) else ""


def _as_number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _drawn(bars: Bars, look: str) -> html.Span:
    """Return two shapes, one above the other: all bars, and the marked ones."""
    shapes = [html.I(style={"clipPath": outline(bars.heights)})]
    if any(bars.marked):
        shapes.append(html.I(className="odd", style={"clipPath": _marked_outline(bars.marked)}))
    return html.Span(shapes, className=f"hm-ev {look}", **{"aria-hidden": "true"})


def _marked_outline(heights: Sequence[float]) -> str:
    """Return the CSS shape of those bars that have a height; rare ones stay visible."""
    step = 100 / len(heights)
    corners = []
    for place, height in enumerate(heights):
        if height <= 0:
            continue
        left, right = f"{place * step:.1f}%", f"{place * step + (1 - GAP) * step:.1f}%"
        top = f"{100 * (1 - max(height, 2 * LOWEST)):.0f}%"
        corners += [f"{left} 100%", f"{left} {top}", f"{right} {top}", f"{right} 100%"]
    return f"polygon({','.join(corners)})"
