"""The panel of findings: two lines open, the rest folded by severity, each with evidence and its fix."""

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

from dash import html

from ...services.findings import Finding, is_safe
from .. import format as fmt
from .basics import icon
from .cards import card
from .finding_actions import actions, back_button, safe_fixes, small_fix
from .finding_groups import FindingGroup, grouped
from .finding_words import heading_of, meaning_of, why_of
from .why import why

SIGNS = MappingProxyType(
    {
        "error": ("exclamation-octagon", "hm-bad", "Error"),
        "warning": ("exclamation-triangle", "hm-warn", "Warning"),
        "info": ("info-circle", "hm-acc", "Note"),
    }
)
_WORDS = MappingProxyType(
    {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")}
)
_SHOWN_WORDS = 4
_SHOWN_MEMBERS = 4
MAX_MEMBERS = 60
Evidence = Callable[[Finding, bool], list[Any]]
"""From a finding, and whether it stands in a line of several, to the picture that proves it."""


def no_evidence(finding: Finding, is_small: bool) -> list[Any]:
    """Return nothing: the words say all."""
    return []


def findings_panel(
    findings: Sequence[Finding],
    *,
    fixed: Sequence[Finding] = (),
    evidence: Evidence = no_evidence,
    open_count: int = 2,
    title: str = "Findings",
) -> html.Section:
    """Return the card of findings.

    Parameters
    ----------
    findings : open and dismissed ones
    fixed : what was found and is settled already
    evidence : draws what proves a finding
    open_count : how many lines are open; the rest is folded by severity
    """
    pending = [one for one in findings if one.dismissed is None]
    kept = grouped(one for one in findings if one.dismissed is not None)
    groups = grouped(pending)
    opened, folded = groups[:open_count], groups[open_count:]
    body: list[Any] = [finding_item(group, evidence=evidence) for group in opened] or [_nothing()]
    body += _folds(folded, evidence)
    body += _kept(kept)
    body += _fixed(grouped(fixed))
    safe = [one for one in pending if is_safe(one)]
    return card(
        title,
        *body,
        sub=_sub(len(pending), len(groups), len(opened)),
        actions=[safe_fixes(len(safe))] if safe else (),
        heading_id="findings-heading",
        flush=True,
        class_name="hm-findings",
    )


def finding_item(group: FindingGroup, *, evidence: Evidence = no_evidence) -> html.Div:
    """Return one open line: what was found, what it means, the evidence, and what can be done."""
    sign, look, word = SIGNS[group.first.severity]
    parts: list[Any] = [icon(sign, label=word, class_name=look), html.H3(heading_of(group.findings))]
    meaning, reasons = meaning_of(group.findings), why_of(group.findings)
    if meaning or reasons:
        parts.append(html.P([meaning, *([" ", why(reasons)] if reasons else [])], className="ev"))
    parts += _members(group, evidence) if len(group.findings) > 1 else evidence(group.first, False)
    shown = actions(group)
    if shown:
        parts.append(html.Div(shown, className="act"))
    return html.Div(parts, className="hm-finding")


def _members(group: FindingGroup, evidence: Evidence) -> list[Any]:
    rows = [_member(one, evidence) for one in group.findings[:MAX_MEMBERS]]
    more = len(group.findings) - MAX_MEMBERS
    if more > 0:
        rows.append(html.Li(f"and {fmt.count(more)} more", className="hm-t3c"))
    shown, rest = rows[:_SHOWN_MEMBERS], rows[_SHOWN_MEMBERS:]
    parts: list[Any] = [html.Ul(shown, className="hm-members")]
    if rest:
        n = len(group.findings) - len(shown)
        parts.append(
            html.Details(
                [
                    html.Summary([f"{fmt.count(n)} more", icon("chevron-down")], className="hm-more"),
                    html.Ul(rest, className="hm-members"),
                ]
            )
        )
    return parts


def _member(finding: Finding, evidence: Evidence) -> html.Li:
    name = finding.field or "the table"
    return html.Li(
        [
            html.Span(fmt.cut(name, 80), className="nm", title=fmt.cut(name, 400), dir="auto"),
            *evidence(finding, True),
            *small_fix(finding),
        ]
    )


def _sub(n_pending: int, n_groups: int, n_open: int) -> str:
    if not n_pending:
        return "none open"
    told = fmt.count(n_pending)
    if n_groups < n_pending:
        told = f"{fmt.plural(n_pending, 'finding')} of {fmt.plural(n_groups, 'kind')}"
    return f"{told}, {n_open} open" if n_groups > n_open else told


def _nothing() -> html.P:
    return html.P(
        [icon("check-circle", class_name="hm-ok"), " Nothing to look at."], className="p-3 hm-t1 hm-t2c"
    )


def _folds(groups: Sequence[FindingGroup], evidence: Evidence) -> list[Any]:
    folds = []
    for severity, (one_word, many) in _WORDS.items():
        chosen = [group for group in groups if group.first.severity == severity]
        n = sum(len(group.findings) for group in chosen)
        if chosen:
            sign, look, _ = SIGNS[severity]
            words = fmt.plural(n, f"more {one_word}", f"more {many}")
            items = [finding_item(group, evidence=evidence) for group in chosen]
            folds.append(_fold((sign, look), words, _short_names(chosen), items))
    return folds


def _kept(groups: Sequence[FindingGroup]) -> list[Any]:
    """Return the fold of what was dismissed, each with its reason and a way back."""
    if not groups:
        return []
    items = [_kept_item(group) for group in groups]
    n = sum(len(group.findings) for group in groups)
    return [_fold(("eye-slash", "hm-t3c"), f"{fmt.count(n)} dismissed", _short_names(groups), items)]


def _kept_item(group: FindingGroup) -> html.Div:
    reasons = list(dict.fromkeys(str(one.dismissed) for one in group.findings))
    told = "; ".join(reasons[:_SHOWN_WORDS])
    parts = [
        icon("eye-slash", class_name="hm-t3c"),
        html.H3(heading_of(group.findings)),
        html.P(["Kept: ", html.Span(told, dir="auto")], className="ev"),
        html.P(_columns(group), className="ev") if len(group.findings) > 1 else None,
        html.Div(back_button(group), className="act"),
    ]
    return html.Div([one for one in parts if one is not None], className="hm-finding")


def _fixed(groups: Sequence[FindingGroup]) -> list[Any]:
    """Return the fold of what is settled."""
    if not groups:
        return []
    items = [
        html.Div(
            [
                icon("check-circle", class_name="hm-ok"),
                html.H3(heading_of(group.findings)),
                html.P(_settled(group), className="ev"),
            ],
            className="hm-finding",
        )
        for group in groups
    ]
    n = sum(len(group.findings) for group in groups)
    return [_fold(("check-circle", "hm-ok"), f"{fmt.count(n)} fixed", _short_names(groups), items)]


def _settled(group: FindingGroup) -> str:
    fix = group.first.fix
    done = "Left out" if fix is not None and fix.label.startswith("Leave") else "Settled by the configuration"
    return f"{done}: {_columns(group)}." if len(group.findings) > 1 else f"{done}."


def _columns(group: FindingGroup) -> str:
    names = [fmt.cut(one.field, 40) for one in group.findings[:8] if one.field]
    more = len(group.findings) - len(names)
    return ", ".join(names) + (f" and {fmt.count(more)} more" if more > 0 else "")


def _short_names(groups: Sequence[FindingGroup]) -> str:
    names = [group.first.code.removeprefix("DATA_").replace("_", " ").lower() for group in groups]
    names = list(dict.fromkeys(names))
    return ", ".join(names[:_SHOWN_WORDS]) + (" …" if len(names) > _SHOWN_WORDS else "")


def _fold(sign: tuple[str, str], words: str, told: str, items: Sequence[Any]) -> html.Details:
    name, look = sign
    head = html.Summary(
        [
            icon(name, class_name=look),
            html.Span(words),
            html.Span(told, className="hm-push"),
            icon("chevron-down"),
        ],
        className="hm-fold",
    )
    return html.Details([head, *items])
