"""The insights show what the app recorded about its own use."""

from hydroml.callbacks import insights
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft
from hydroml.services.paging import Query
from hydroml.services.registry import Services
from hydroml.tests.support.shown import shown


def under(path: str) -> str:
    return f"/ml{path}"


def show(services: Services) -> str:
    return shown(insights.page(services, LOCAL_USER, {"theme": "dark"}, under))


def test_before_the_first_launch_there_is_nothing_to_measure(services: Services) -> None:
    assert "Nothing to measure yet" in show(services)


def test_a_launch_counts_with_its_time_to_set_up_and_its_template(services: Services, draft: Draft) -> None:
    template = services.templates.list(LOCAL_USER, Query(limit=1)).items[0]
    services.insights.record("launched", LOCAL_USER, "ex_1", draft=draft.id, template=template.id)
    services.insights.record("template_used", LOCAL_USER, template.id, experiment="ex_1")
    services.insights.record("succeeded", LOCAL_USER, "ex_1")
    text = show(services)
    assert "Runs that succeeded 100 %" in text
    assert template.name in text
    assert "Set-up time, median –" not in text
    assert "Where drafts are left" in text
