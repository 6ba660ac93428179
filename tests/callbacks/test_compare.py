"""The comparison takes the experiments from the address."""

from hydroml.callbacks import compare
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft
from hydroml.services.registry import Services
from hydroml.tests.support.shown import shown


def under(path: str) -> str:
    return f"/ml{path}"


def show(services: Services, keys: str) -> str:
    return shown(compare.page(services, LOCAL_USER, {"theme": "light", "ids": keys}, under))


def test_fewer_than_two_experiments_are_told_how_to_choose(services: Services) -> None:
    assert "Choose at least two experiments" in show(services, "")


def test_an_unknown_experiment_is_named(services: Services) -> None:
    assert "ex_unknown" in show(services, "ex_unknown")


def test_settings_that_differ_stand_side_by_side(services: Services, draft: Draft) -> None:
    config = services.drafts.config(draft)
    one = services.experiments.create(LOCAL_USER, config)
    other = services.experiments.create(LOCAL_USER, config.model_copy(update={"seed": 4242}))
    text = show(services, f"{one.id},{other.id},{one.id}")
    assert "2 experiments side by side" in text
    assert "Seed" in text
    assert "4242" in text
    assert "Validation" not in text
    assert "No results yet" in text
