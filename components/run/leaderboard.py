"""The leaderboard: ties as ties, whiskers on one scale, the baseline last, failures with their cause."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from .. import format as fmt
from ..widgets import WhyCard, card, data_table, icon, why
from .answer import finished_rows, is_tuned
from .view import RunView, metric_label, model_label, score_text

Row = Mapping[str, Any]
N_TICKS = 4
N_OTHERS = 2
SHOWN_OTHERS = ("mae", "r2", "rmse", "roc_auc", "log_loss", "accuracy", "balanced_accuracy")


def leaderboard_card(view: RunView, results: Row) -> Component:
    """Return the models best first, then the baseline, then those that failed."""
    rows = finished_rows(results)
    metric = metric_label(str(results["metric"]["name"]))
    names = other_names(rows, str(results["metric"]["name"]))
    scale = scale_of(rows)
    body = [_row(one, rank, rows[0], names, scale) for one, rank in zip(rows, ranks(rows), strict=True)]
    baseline = results.get("baseline")
    if baseline and baseline.get("mean") is not None:
        body.append(_baseline(baseline, rows, names, scale))
    failed = [one for one in results.get("leaderboard") or () if one.get("error")]
    body += [_failed(one, len(names)) for one in failed]
    headers = [
        "Rank",
        "Model",
        metric,
        _axis(scale),
        "Against the best",
        "Std",
        *map(metric_label, names),
        "Fit time",
    ]
    numeric = {2, 5, *range(6, 7 + len(names))}
    n_folds = max((int(one.get("n") or 0) for one in rows), default=0)
    direction = "higher is better" if view.direction == "maximize" else "lower is better"
    return card(
        "Leaderboard",
        data_table(headers, body, caption=f"Leaderboard by {metric}", class_name="hm-lb", numeric=numeric),
        sub=f"{metric}, {direction}; mean of {n_folds} folds, whisker: 95 % interval",
        heading_id="run-leaderboard",
        foot=_foot(n_folds, has_tuned=any(map(is_tuned, rows))),
        flush=True,
    )


def ranks(rows: Sequence[Row]) -> list[int]:
    """Return the rank of each model; all that are level with the best share the first."""
    n_first = 1 + sum(bool(one.get("tied_with_best")) for one in rows[1:])
    found: list[int] = []
    following = n_first
    for place, one in enumerate(rows):
        if place == 0 or one.get("tied_with_best"):
            found.append(1)
        else:
            following += 1
            found.append(following)
    return found


def other_names(rows: Sequence[Row], metric: str) -> list[str]:
    """Return the two other metrics worth a column."""
    known = (rows[0].get("others") or {}) if rows else {}
    return [name for name in SHOWN_OTHERS if name in known and name != metric][:N_OTHERS]


def scale_of(rows: Sequence[Row]) -> tuple[float, float]:
    """Return the ends of the axis of the whiskers, with a little room."""
    ends = [float(end) for one in rows for end in (one.get("interval") or (one["mean"], one["mean"]))]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    room = 0.06 * (high - low) or 0.05 * abs(high) or 0.1
    return low - room, high + room


def _row(one: Row, rank: int, best: Row, names: Sequence[str], scale: tuple[float, float]) -> html.Tr:
    first = rank == 1
    cells = [
        html.Td(
            html.Span(str(rank), className="hm-rank first" if first else "hm-rank"),
            className="tie" if first else None,
        ),
        _name(one, str(one.get("note") or "")),
        _number(one["mean"], "r hm-num hm-mid"),
        html.Td(whisker(one, scale)),
        html.Td(_against(one, best), className="hm-nowrap"),
        _number(one.get("std"), "r hm-num"),
        *(_number((one.get("others") or {}).get(name), "r hm-num") for name in names),
        html.Td(fmt.duration(float(one.get("fit_seconds") or 0)), className="r hm-num"),
    ]
    return html.Tr(cells, className="best" if one is best else None)


def _name(one: Row, note: str) -> html.Td:
    tuned = " (tuned)" if is_tuned(one) else ""
    changed = one.get("hyperparameters") or {}
    title = ", ".join(f"{key} {value}" for key, value in changed.items()) or "tuned defaults"
    told = note or ("tuned defaults" if not changed else fmt.plural(len(changed), "value") + " set")
    return html.Td(
        [
            html.Span(model_label(str(one["model"])) + tuned, className="hm-mid"),
            html.Span(told, className="hm-t3c ms-2", title=title),
        ]
    )


def _number(value: float | None, look: str) -> html.Td:
    return html.Td(score_text(value), className=look, title="" if value is None else str(value))


def whisker(one: Row, scale: tuple[float, float]) -> Component:
    """Return a dot with its interval on the common axis."""
    low, high = one.get("interval") or (one["mean"], one["mean"])
    left, right, middle = _place(low, scale), _place(high, scale), _place(one["mean"], scale)
    words = f"{fmt.significant(low, 4)} to {fmt.significant(high, 4)}"
    return html.Div(
        [
            html.I(className="w", style={"left": f"{left:.1f}%", "width": f"{max(right - left, 0):.1f}%"}),
            html.I(className="d", style={"left": f"{middle:.1f}%"}),
        ],
        className="hm-whisker",
        title=f"95 % interval {words}",
        role="img",
        **{"aria-label": f"95 % interval {words}"},
    )


def _place(value: float, scale: tuple[float, float]) -> float:
    return 100 * min(max((float(value) - scale[0]) / (scale[1] - scale[0]), 0.0), 1.0)


def _axis(scale: tuple[float, float]) -> Component:
    span = scale[1] - scale[0]
    values = [scale[0] + span * (place + 0.5) / N_TICKS for place in range(N_TICKS)]
    ticks = [html.Span(fmt.number(value), style={"left": f"{_place(value, scale):.1f}%"}) for value in values]
    return html.Div(
        [html.Span("Mean and 95 % interval", className="visually-hidden"), *ticks],
        className="hm-whisker-axis",
    )


def _against(one: Row, best: Row) -> list[Any]:
    if one is best:
        return [html.Span("best", className="hm-acc hm-mid")]
    difference = html.Span(fmt.signed(float(one["mean"]) - float(best["mean"])), className="hm-num hm-t2c")
    if one.get("tied_with_best"):
        return [html.Span("tied", className="hm-acc hm-mid"), " ", difference]
    return [difference]


def _baseline(one: Row, rows: Sequence[Row], names: Sequence[str], scale: tuple[float, float]) -> html.Tr:
    mean = float(one["mean"])
    inside = scale[0] <= mean <= scale[1]
    mark: Any = whisker(one, scale)
    if not inside:
        beyond = mean > scale[1]
        sign = icon("arrow-right" if beyond else "arrow-left")
        words = ["off the scale ", sign] if beyond else [sign, " off the scale"]
        mark = html.Div(words, className="hm-t3c text-end" if beyond else "hm-t3c")
    cells = [
        html.Td(""),
        _name(one, "always runs"),
        _number(mean, "r hm-num hm-mid"),
        html.Td(mark),
        html.Td(_against(one, rows[0]) if rows else "", className="hm-nowrap"),
        _number(one.get("std"), "r hm-num"),
        *(_number((one.get("others") or {}).get(name), "r hm-num") for name in names),
        html.Td(fmt.duration(float(one.get("fit_seconds") or 0)), className="r hm-num"),
    ]
    return html.Tr(cells, className="base")


def _failed(one: Row, n_others: int) -> html.Tr:
    error = str(one.get("error"))
    return html.Tr(
        [
            html.Td(icon("x-lg", label="Failed", class_name="hm-bad")),
            html.Td(html.Span(model_label(str(one["model"])), className="hm-mid")),
            html.Td([html.Span("Failed: ", className="hm-bad"), error], colSpan=5 + n_others),
        ]
    )


def _foot(n_folds: int, *, has_tuned: bool) -> list[Component]:
    note = WhyCard(
        value="Why are models tied?",
        fact=f"The differences to the best over the same {n_folds} folds",
        rule="tied when their mean could be zero at 95 %",
        source="Nadeau & Bengio (2003): corrected resampled t-test; folds share training rows",
        change="More folds or repeats tell smaller differences apart",
    )
    tuned = " Tuned: chosen on these folds, so its mean is a little too good." if has_tuned else ""
    return [html.Span(["Tied: the difference to the best could be zero. ", why(note), tuned])]
