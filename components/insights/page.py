"""What the app has recorded about its own use."""

from collections.abc import Callable, Mapping

from dash import html
from dash.development.base_component import Component

from ...services.insights import Abandonment, Measures
from ...services.vocabulary import StepName
from .. import format as fmt
from ..figures import weeks_figure
from ..shell import page
from ..widgets import card, chart_card, data_table, empty_state, link, stat, stats
from . import ids

Href = Callable[[str], str]

LEAD = "What the app has recorded about its own use. It never leaves this machine."
NAMES: Mapping[StepName, str] = {
    "data": "Dataset & target",
    "features": "Features",
    "model": "Model",
    "training": "Training",
    "review": "Review & launch",
}


def insights_page(measures: Measures, templates: Mapping[str, str], href: Href, *, theme: str) -> html.Main:
    """Return the page.

    Parameters
    ----------
    templates : names of the templates that were used, by id
    """
    if measures.n_launched == 0:
        start = link("New experiment", href("/experiments/new"), class_name="btn btn-outline-secondary")
        words = "The measures begin with the first experiment that is launched."
        empty = html.Section(
            empty_state("bar-chart", "Nothing to measure yet", words, start), className="card"
        )
        return page("Insights", LEAD, empty, _steps(measures))
    lower = html.Div([_steps(measures), _templates(measures, templates, href)], className="hm-g2")
    return page("Insights", LEAD, _numbers(measures), _weeks(measures, theme), lower)


def _numbers(measures: Measures) -> html.Section:
    first = (
        f"{fmt.count(measures.n_first_failed)} of {fmt.count(measures.n_first)}"
        if measures.n_first
        else fmt.NONE
    )
    seconds = measures.median_setup_s
    row = stats(
        stat("Experiments launched", fmt.count(measures.n_launched)),
        stat("People who launched, 28 days", fmt.count(measures.n_active_creators)),
        stat("Runs that succeeded", fmt.percent(measures.success_rate)),
        stat("Set-up time, median", fmt.NONE if seconds is None else fmt.duration(seconds)),
        stat("First experiments that failed", first),
        stat("Started from a template", fmt.percent(measures.from_template_share)),
    )
    return card("Use", html.Div(row, className="hm-flow-stats"), flush=False)


def _weeks(measures: Measures, theme: str) -> html.Section:
    starts = [week.start for week in measures.weeks]
    figure = weeks_figure(starts, [week.n_experiments for week in measures.weeks], theme=theme)
    rows = [
        {"week of": f"{week.start:%Y-%m-%d}", "experiments": week.n_experiments, "people": week.n_creators}
        for week in measures.weeks
    ]
    drawn = chart_card("Experiments per week", figure, rows=rows, name="experiments-per-week")
    return html.Section(html.Div(drawn, className="card-body"), id=ids.WEEKS, className="card")


def _steps(measures: Measures) -> html.Section:
    rows = [
        [NAMES[one.step], fmt.count(one.n_entered), fmt.count(one.n_abandoned), _share(one)]
        for one in measures.abandonment
    ]
    table = data_table(
        ("Step", "Drafts that came here", "Left here", "Share"),
        rows,
        caption="Where drafts are left",
        numeric=(1, 2, 3),
    )
    sub = "drafts without a launch that nobody touched for a day"
    return card("Where drafts are left", table, sub=sub, card_id=ids.STEPS, flush=True)


def _share(one: Abandonment) -> str:
    return fmt.percent(one.n_abandoned / one.n_entered) if one.n_entered else fmt.NONE


def _templates(measures: Measures, templates: Mapping[str, str], href: Href) -> html.Section:
    told = f"{fmt.plural(measures.n_templates_saved, 'template')} saved, "
    told += f"{fmt.plural(measures.n_cloned, 'experiment')} cloned"
    if measures.template_use:
        rows = [[_name(one.template_id, templates, href), fmt.count(one.n)] for one in measures.template_use]
        body: Component = data_table(("Template", "Experiments"), rows, caption="Templates", numeric=(1,))
    else:
        body = empty_state("grid", "No template was used yet", "Templates hold recipes for other tables.")
    return card("Templates", body, sub=told, card_id=ids.TEMPLATES, flush=True)


def _name(template_id: str, templates: Mapping[str, str], href: Href) -> Component:
    name = templates.get(template_id)
    if name is None:
        return html.Span("deleted template", className="hm-t3c")
    return link(fmt.cut(name), href(f"/templates/{template_id}"), title=name)
