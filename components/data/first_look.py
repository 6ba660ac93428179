"""What is shown of a large file while it is read: the layout of step 1, as rows all over it suggest it."""

from dash import html
from dash.development.base_component import Component

from ...services.profile import ColumnProfile, Profile
from .. import format as fmt
from ..widgets import exactness, icon, skeleton, stat
from .columns_grid import PER_PAGE, ROWS, kinds_in_words
from .kind_select import KINDS, SIGNS
from .shapes import bar_heights, mini_histogram, missing_bar, outline

NAMES = {kind: name for kind, name, _ in KINDS}


def first_look(profile: Profile, name: str, bar: Component) -> html.Div:
    """Return the cards of step 1 with estimates; nothing in them can be changed yet.

    Parameters
    ----------
    name : of the file
    bar : how far the reading is
    """
    target = profile.column(profile.suggested_target or "")
    return html.Div(
        [
            _file(profile, name, bar),
            html.Div([_target(profile, target), _findings()], className="hm-g75"),
            _columns(profile, target),
        ],
        className="hm-stack hm-look",
    )


def _file(profile: Profile, name: str, bar: Component) -> html.Section:
    error = profile.share_error
    words = "A first look" if error is None else f"Shares are within {fmt.percent(error)} (95 %)"
    title = html.Div(
        [
            html.Div(
                [html.H2(name, className="text-break"), _tag(profile)],
                className="hm-row-x hm-flow",
            ),
            html.Div(bar, className="hm-bar-line", title=words),
        ],
        className="hm-file-title",
    )
    figures = html.Div(
        [
            stat("Rows", fmt.count(profile.n_rows), small=True),
            stat("Columns", fmt.count(profile.n_columns), small=True),
        ],
        className="hm-stats hm-push text-end hm-hide-s",
    )
    sign = html.Span(icon("filetype-csv"), className="ic")
    return html.Section(
        html.Div([sign, title, figures], className="hm-file"),
        className="card",
        **{"aria-label": "File"},
    )


def _tag(profile: Profile) -> Component:
    return exactness(None if profile.exact else profile.sampled_rows)


def _target(profile: Profile, target: ColumnProfile | None) -> html.Section:
    if target is None:
        body: list[Component] = [
            html.P("No column stands out as the one to predict.", className="hm-t1 hm-t2c")
        ]
    else:
        reasons = dict(profile.target_candidates)
        heights = bar_heights(target)
        shape = [html.I(style={"clipPath": outline(heights)})] if heights else []
        body = [
            html.Div(
                [
                    html.Div(
                        ["Column ", html.Span("suggested", className="fw-normal hm-t3c")],
                        className="hm-label",
                    ),
                    html.P(fmt.cut(target.name), className="hm-mid", dir="auto"),
                    html.P(reasons.get(target.name, ""), className="hm-t1 hm-t2c"),
                ]
            ),
            html.Div(shape, className="hm-look-bars", **{"aria-hidden": "true"}),
            html.P(f"{_approximate(profile, target.n_distinct)} different values", className="hm-t1 hm-t3c"),
        ]
    head = [html.H2("Target"), html.Span("what the model will predict", className="sub")]
    return html.Section(
        [
            html.Div(head, className="hm-card-head"),
            html.Div(body, className="card-body hm-stack"),
        ],
        className="card",
    )


def _findings() -> html.Section:
    head = [html.H2("Findings"), html.Span("when all rows are read", className="sub")]
    return html.Section(
        [html.Div(head, className="hm-card-head"), html.Div(skeleton(lines=5), className="card-body")],
        className="card",
    )


def _columns(profile: Profile, target: ColumnProfile | None) -> html.Section:
    shown = sorted(profile.columns, key=lambda column: column is not target)[:PER_PAGE]
    heads = [_head(column, profile, is_target=column is target) for column in shown]
    empty = html.Tr([html.Td("\u00a0") for _ in shown])
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody([empty] * ROWS)], className="hm-table hm-grid")
    n_more = len(profile.columns) - len(shown)
    foot = f"and {fmt.plural(n_more, 'more column')}" if n_more else "All columns"
    return html.Section(
        [
            html.Div(
                [html.H2("Columns"), html.Span(kinds_in_words(profile), className="sub")],
                className="hm-card-head",
            ),
            html.Div(
                table,
                className="hm-scroll",
                tabIndex=0,
                role="region",
                **{"aria-label": "Columns, estimated"},
            ),
            html.Div(foot, className="hm-card-foot"),
        ],
        className="card",
    )


def _head(column: ColumnProfile, profile: Profile, *, is_target: bool) -> html.Th:
    share = column.n_missing / max(1, profile.n_rows)
    kind = [icon("bullseye"), "Target"] if is_target else [icon(SIGNS[column.kind]), NAMES[column.kind]]
    return html.Th(
        [
            html.Span(column.name, className="nm", title=fmt.cut(column.name, 400), dir="auto"),
            html.Span(kind, className="hm-kind"),
            html.Div(mini_histogram(column, is_target=is_target), className="my-2"),
            missing_bar(share, is_estimate=not profile.exact),
            html.Span(
                f"{_approximate(profile, column.n_distinct)} distinct", className="hm-t1 hm-t3c fw-normal"
            ),
        ],
        scope="col",
        className="pin" if is_target else "",
    )


def _approximate(profile: Profile, n: int) -> str:
    return fmt.count(n) if profile.exact else f"≈ {fmt.count(n)}"
