"""The gallery shows templates, applies them to a dataset and takes them from YAML."""

import base64

from hydroml.callbacks import gallery
from hydroml.components.gallery import ids
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft
from hydroml.services.paging import Query
from hydroml.services.registry import Services
from hydroml.services.templates import Template
from hydroml.tests.support.shown import find, links, shown

QUICK = "Quick Baseline Comparison"
PARAMS = {"theme": "light"}


def under(path: str) -> str:
    return f"/ml{path}"


def quick(services: Services) -> Template:
    return next(one for one in services.templates.list(LOCAL_USER, Query()).items if one.name == QUICK)


def test_the_four_built_in_templates_are_shown(services: Services) -> None:
    text = shown(gallery.page(services, LOCAL_USER, PARAMS, under))
    for name in (
        "Time Series Forecasting",
        "Binary Classification - Imbalanced",
        "High-Dimensional Regression",
        QUICK,
    ):
        assert name in text
    assert "Built in" in text


def test_search_and_category_narrow_the_gallery(services: Services) -> None:
    found = shown(gallery.show_templates(services, under, "baseline", "", None))
    assert QUICK in found
    assert "Forecasting" not in shown(gallery.show_templates(services, under, "", "regression", None))
    assert "No template fits" in shown(gallery.show_templates(services, under, "zzz", "", None))


def test_the_page_of_a_template_tells_roles_and_rules(services: Services) -> None:
    template = quick(services)
    page = gallery.detail(services, LOCAL_USER, {**PARAMS, "id": template.id}, under)
    text = shown(page)
    assert "What it needs" in text
    assert "LightGBM" in text
    assert "You have no dataset yet" in text
    assert links(page)["Export YAML"] == f"/ml/api/templates/{template.id}/export/"


def test_using_a_template_opens_a_draft_that_knows_it(services: Services, draft: Draft) -> None:
    template = quick(services)
    dataset_id = draft.config["dataset"]["id"]
    page = gallery.detail(services, LOCAL_USER, {**PARAMS, "id": template.id}, under)
    assert find(page, ids.DATASET).value == dataset_id
    address, refusal = gallery.use_template(services, under, 1, dataset_id, template.id)
    assert refusal is None
    assert address.startswith("/ml/experiments/new?")
    made = services.drafts.get(LOCAL_USER, address.split("draft=")[1].split("&")[0])
    assert made.config["template"]["id"] == template.id
    assert made.config["validation"]["n_splits"] == 3


def test_the_page_says_what_a_template_would_do_with_a_dataset(services: Services, draft: Draft) -> None:
    told = shown(gallery.show_fit(services, draft.config["dataset"]["id"], quick(services).id))
    assert "Fits" in told
    assert "3 splits" in told


def test_a_template_that_does_not_fit_says_why(services: Services, draft: Draft) -> None:
    templates = services.templates.list(LOCAL_USER, Query()).items
    series = next(one for one in templates if one.name == "Time Series Forecasting")
    told = shown(gallery.show_fit(services, draft.config["dataset"]["id"], series.id))
    assert "does not fit" in told


def test_an_exported_template_comes_back_as_ones_own(services: Services) -> None:
    _, text = services.templates.export_yaml(LOCAL_USER, quick(services).id)
    contents = "data:;base64," + base64.b64encode(text.encode()).decode()
    path = gallery.import_template(services, under, contents)
    assert services.templates.get(LOCAL_USER, path.rsplit("/", 1)[1]).owner == LOCAL_USER.id
