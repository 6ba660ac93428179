"""Cards of the gallery: what a template is for, and what its runs have shown."""

from collections.abc import Callable, Mapping
from typing import Any

from dash import html

from ...services.templates import BUILTIN_OWNER, Template
from .. import format as fmt
from ..widgets import link, tag
from .picture import split_picture

Href = Callable[[str], str]

VISIBILITY: Mapping[str, str] = {"private": "Only you", "projects": "Your project", "everyone": "Everyone"}
MAX_DESCRIPTION = 140


def template_card(template: Template, href: Href) -> html.Article:
    """Return the card of a template; its name leads to its page."""
    address = href(f"/templates/{template.id}")
    rules = template.config.get("rules") or {}
    told = " ".join(template.description.split())
    described = html.Div(
        [
            html.H2(link(template.name, address, class_name="text-reset")),
            html.P(fmt.cut(told, MAX_DESCRIPTION), className="hm-t1 hm-t2c mt-1"),
            html.Div([*tags_of(template, limit=1), _version(template)], className="hm-row-x hm-flow mt-2"),
        ],
        className="pad",
    )
    use = link("Use", address, class_name="btn btn-sm btn-outline-secondary hm-push")
    use.title = f"Use {template.name}"
    used = fmt.plural(template.usage_count, "use")
    return html.Article(
        [
            split_picture(rules.get("validation") or {}),
            described,
            record_row(template.record),
            html.Div([html.Span(used, className="hm-t3c"), use], className="foot mt-0"),
        ],
        className="hm-choice hm-tpl",
    )


def tags_of(template: Template, *, limit: int | None = None) -> list[html.Span]:
    """Return category, who sees the template and its tags, at most `limit` of the latter."""
    others = [word for word in template.tags if word.casefold() != template.category.casefold()]
    category = [template.category.capitalize()] if template.category else []
    return [tag(word) for word in (*category, seen_by(template), *others[:limit])]


def seen_by(template: Template) -> str:
    """Return who made the template or may see it, in words."""
    if template.owner == BUILTIN_OWNER:
        return "Built in"
    return VISIBILITY.get(template.visibility, template.visibility)


def record_row(record: Mapping[str, Any]) -> html.Div:
    """Return what the runs have shown; without any it says so."""
    if not record.get("runs"):
        return html.Div(html.Span("No measured runs yet"), className="rec")
    parts = [
        (fmt.count(record["runs"]), "runs"),
        (fmt.percent(record.get("beats_baseline")), "beat baseline"),
        (_seconds(record), "median"),
    ]
    return html.Div(
        [html.Span([html.B(value, className="hm-num text-body"), name]) for value, name in parts],
        className="rec",
    )


def _seconds(record: Mapping[str, Any]) -> str:
    seconds = record.get("median_seconds")
    return fmt.NONE if seconds is None else fmt.duration(float(seconds))


def _version(template: Template) -> html.Span:
    return html.Span(f"version {template.version}", className="hm-t1 hm-t3c hm-push")
