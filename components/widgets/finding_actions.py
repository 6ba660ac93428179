"""What can be done about findings: fix them, keep them for a reason, or look at them again."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from ...services.findings import Finding
from .. import format as fmt
from ..ids import FINDING_BACK, FINDING_FIX, FINDING_KEEP, FINDING_WORDS
from .basics import icon
from .finding_groups import SAFE_KEY, FindingGroup, finding_key

REASONS = ("The values are right", "Expected in these data", "Makes no difference here")
"""Reasons for keeping things as they are that take one click; any other can be written."""
MAX_REASON = 300


def fix_words(findings: tuple[Finding, ...]) -> str:
    """Return what the button of a fix says, of one finding or of several at once."""
    fixes = [one.fix for one in findings if one.fix is not None]
    if len(fixes) == 1:
        return fixes[0].label
    do_leave = all(one.label.startswith("Leave") for one in fixes)
    return f"Leave all {fmt.count(len(fixes))} out" if do_leave else f"Fix all {fmt.count(len(fixes))}"


def actions(group: FindingGroup) -> list[Any]:
    """Return the buttons of a group: its fix, if there is one, and *Keep as it is* unless it is an error."""
    shown: list[Any] = []
    if group.fixable:
        shown.append(
            html.Button(
                [icon("magic"), fix_words(group.fixable)],
                id=FINDING_FIX.one(group.key),
                type="button",
                className="btn btn-sm btn-outline-secondary",
            )
        )
    if group.first.severity != "error":
        shown.append(_keep(group))
    return shown


def small_fix(finding: Finding) -> list[Any]:
    """Return the small button that fixes one finding of several."""
    if finding.fix is None:
        return []
    label = fmt.cut(finding.fix.label, 120)
    return [
        html.Button(
            icon("magic"),
            id=FINDING_FIX.one(finding_key(finding)),
            type="button",
            className="btn btn-sm btn-ghost btn-icon",
            title=label,
            **{"aria-label": label},
        )
    ]


def safe_fixes(n: int) -> html.Button:
    """Return the button that applies all fixes that need no second look."""
    return html.Button(
        "Apply safe fixes",
        id=FINDING_FIX.one(SAFE_KEY),
        type="button",
        className="btn btn-sm btn-ghost",
        title=f"{fmt.plural(n, 'fix', 'fixes')} that leave out columns without information, with one undo",
    )


def back_button(group: FindingGroup) -> html.Button:
    """Return the button that opens dismissed findings again."""
    return html.Button(
        "Bring back",
        id=FINDING_BACK.one(group.key),
        type="button",
        className="btn btn-sm btn-ghost",
    )


def _keep(group: FindingGroup) -> html.Details:
    """Return the small card in which the reason for keeping things is chosen or written."""
    key = group.key
    ready = [_reason(reason, f"{key}.{place}") for place, reason in enumerate(REASONS)]
    words = FINDING_WORDS.one(key)
    field = dbc.Input(
        id=words, size="sm", maxlength=MAX_REASON, placeholder="Another reason", autocomplete="off"
    )
    own = _reason("Keep", f"{key}.own")
    many = len(group.findings) > 1
    return html.Details(
        [
            html.Summary(
                "Keep them as they are" if many else "Keep as it is", className="btn btn-sm btn-ghost"
            ),
            html.Div(
                [
                    html.P(f"Why {'do they' if many else 'does it'} stay?", className="hm-mid"),
                    html.Div(ready, className="hm-keep-ready"),
                    html.Div(
                        [html.Label([html.Span("Another reason", className="visually-hidden"), field]), own],
                        className="hm-keep-own",
                    ),
                ],
                className="hm-pop hm-keep",
                role="group",
                **{"aria-label": "Reason for keeping"},
            ),
        ],
        className="hm-why-box",
    )


def _reason(words: str, key: str) -> html.Button:
    look = "btn btn-sm btn-outline-secondary"
    return html.Button(words, id=FINDING_KEEP.one(key), type="button", className=look)
