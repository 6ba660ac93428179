"""What differs between two configurations."""

from hydroml.services.experiments import diff_configs, diff_values, to_json
from hydroml.services.experiments.config import ModelChoice
from hydroml.tests.support.samples import config


def test_equal_configurations_do_not_differ() -> None:
    assert diff_configs(config(), config()) == ()


def test_a_change_names_its_place_and_both_values() -> None:
    changes = diff_configs(config(seed=7), config(seed=8, metric="accuracy"))
    assert [(one.path, one.mine, one.theirs) for one in changes] == [
        ("/metric", "roc_auc", "accuracy"),
        ("/seed", 7, 8),
    ]


def test_order_without_meaning_is_no_difference() -> None:
    features = config().features
    turned = features.model_copy(update={"include": tuple(reversed(features.include))})
    models = tuple(reversed(config().models))
    assert (
        diff_configs(config(tags=("a", "b")), config(tags=("b", "a"), features=turned, models=models)) == ()
    )


def test_of_a_selection_only_what_the_other_lacks_is_told() -> None:
    features = config().features
    fewer = features.model_copy(update={"include": (*features.include[1:], "new")})
    (change,) = diff_configs(config(), config(features=fewer))
    assert (change.path, change.mine, change.theirs) == (
        "/features/include",
        [features.include[0]],
        ["new"],
    )


def test_models_are_named_by_their_key() -> None:
    mine = config(models=(ModelChoice(key="logistic", hyperparameters={"C": 0.5}),))
    theirs = config(
        models=(ModelChoice(key="ridge"), ModelChoice(key="logistic", hyperparameters={"C": 1.0}))
    )
    changes = {one.path: (one.mine, one.theirs) for one in diff_configs(mine, theirs)}
    assert changes == {
        "/models/logistic/hyperparameters/C": (0.5, 1.0),
        "/models/ridge": (None, {"hyperparameters": {}}),
    }


def test_a_draft_may_be_incomplete_or_wrong() -> None:
    whole = to_json(config())
    assert diff_values({"models": 3, "seed": 7}, {**whole, "models": 3}) != ()
    assert diff_values({"models": [{"key": "dummy"}, 3]}, {"models": [{"key": "dummy"}, 3]}) == ()


def test_true_is_not_one() -> None:
    assert [one.path for one in diff_values({"a": True}, {"a": 1})] == ["/a"]
