"""The panel of a pair of columns: their plot, who tells more about the target, and keeping that one only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from ...services.errors import HydroMLError
from ...services.profile import PairPlot, Points
from .. import format as fmt
from ..figures import pair_figure, pair_rows
from ..widgets import chart_card, icon, notice, stat, stats
from . import ids

MAX_NAME = 40


@dataclass(frozen=True, slots=True)
class ChosenPair:
    """Two columns, what their correlation is called, and its value; None where it is not known."""

    names: tuple[str, str]
    symbol: str
    value: float | None


def signed(value: float) -> str:
    """Return a correlation in three decimals, with a true minus."""
    return f"{value:.3f}".replace("-", "−")


def pair_hint(is_grouped: bool) -> Component:
    """Return what stands in the panel before a pair is chosen."""
    words = "Open a group, or choose a pair below." if is_grouped else "Choose a cell, or a pair below."
    return html.Div(
        [icon("bounding-box-circles"), html.P(words, className="hm-t1 mt-1")],
        className="hm-pair-hint hm-t2c",
    )


def pair_panel(pair: ChosenPair, plot: PairPlot, theme: str) -> list[Component]:
    """Return the panel of a chosen pair; what can be done about it is filled by a callback."""
    columns, rows = pair_rows(plot, pair.names)
    told = " × ".join(_cut(name) for name in pair.names)
    drawn = chart_card(
        "",
        pair_figure(plot, pair.names, theme=theme),
        rows=rows,
        columns=columns,
        name="pair",
        sub=_how(plot),
    )
    value = "not known" if pair.value is None else signed(pair.value)
    return [
        _head(told, " × ".join(pair.names)),
        stats(
            stat(pair.symbol, value, small=True),
            stat("Rows with both", fmt.compact(plot.n_rows), title=fmt.count(plot.n_rows), small=True),
        ),
        drawn,
    ]


def pair_refusal(names: tuple[str, str], error: HydroMLError) -> list[Component]:
    """Return why a pair cannot be drawn."""
    told = " × ".join(_cut(name) for name in names)
    hint = error.hint or "Choose the pair again to try once more."
    return [_head(told, told), notice("error", error.message, hint, code=error.code)]


def _head(told: str, whole: str) -> html.Div:
    close = html.Button(
        icon("x-lg"),
        id=ids.CLOSE_PAIR.one("pair"),
        type="button",
        className="btn btn-sm btn-ghost btn-icon hm-push",
        title="Close pair",
        **{"aria-label": "Close pair"},
    )
    return html.Div(
        [html.H3(told, title=whole, className="hm-pair-names", dir="auto"), close], className="hm-row-x"
    )


def _how(plot: PairPlot) -> str:
    if plot.n_rows == 0:
        return "no row has both"
    if isinstance(plot, Points):
        return "one point per row"
    return "a sample of the rows" if plot.is_sample else "all rows"


def pair_choice(
    pair: ChosenPair, target: str, included: Collection[str], scores: Mapping[str, float]
) -> list[Component]:
    """Return who of two columns tells more about the target, and the buttons that keep one only.

    Parameters
    ----------
    scores : importance by column, empty where not computed
    """
    if target in pair.names:
        return [_words("One of the two is the target: what goes with it may be worth learning from.")]
    out = [name for name in pair.names if name not in included]
    if out:
        noun = "are both left out" if len(out) == 2 else "is left out"
        return [_words([icon("check-lg", class_name="hm-ok"), f" {' and '.join(map(_cut, out))} {noun}."])]
    more, less = sorted(pair.names, key=lambda name: -scores.get(name, 0.0))
    is_known = more in scores and less in scores
    told = (
        f"{_cut(more)} tells more about the target: importance {scores[more]:.3f} against {scores[less]:.3f}."
        if is_known
        else "Which of the two tells more about the target is not known yet."
    )
    return [
        _words(told),
        html.Div(
            [_keep(more, pair.names, "btn-outline-secondary"), _keep(less, pair.names, "btn-ghost")],
            className="hm-keeps",
        ),
    ]


def _keep(name: str, names: tuple[str, str], look: str) -> html.Button:
    return html.Button(
        f"Keep {_cut(name)} only",
        id=ids.KEEP.one(str(names.index(name))),
        type="button",
        className=f"btn btn-sm {look} hm-keep",
        title=f"Keep {name} only",
    )


def _words(text: object) -> html.P:
    return html.P(text, className="hm-t1 hm-t2c mt-2 mb-2")


def _cut(name: str) -> str:
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1]}…"
