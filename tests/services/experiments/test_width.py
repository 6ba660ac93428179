"""How wide a draft's table becomes once it is encoded."""

from hydroml.services.experiments import model_columns
from hydroml.tests.support.profiles import category, number, profile

TABLE = profile(number("age"), category("city", {"a": 1, "b": 2, "c": 3}), number("y"), target="y")


def config(*models: str, **features: object) -> dict[str, object]:
    return {"models": [{"key": key} for key in models], "features": features}


def test_the_widest_of_the_chosen_models_counts() -> None:
    assert model_columns(config("ridge"), TABLE, ["age", "city"]) == {"age": 1, "city": 3}
    assert model_columns(config("lightgbm", "ridge"), TABLE, ["age", "city"]) == {"age": 1, "city": 3}
    assert model_columns(config("ridge"), TABLE, ["age"]) == {"age": 1}


def test_what_cannot_be_planned_has_no_width() -> None:
    assert model_columns(config("ridge"), TABLE, ["gone"]) is None
    assert model_columns(config(), TABLE, ["age"]) is None
    broken = config("ridge", transforms=[{"columns": ["age"], "step": "nonsense"}])
    assert model_columns(broken, TABLE, ["age"]) is None
