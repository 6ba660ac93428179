"""Plain values become a configuration, or each fault is named by field."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hydroml.services.errors import InvalidInputError
from hydroml.services.experiments import (
    ExperimentConfig,
    canonical_json,
    config_hash,
    from_yaml,
    parse_config,
    to_json,
    to_json_text,
    to_yaml,
)
from hydroml.tests.support.samples import STRANGE, config

EXAMPLE = """
schema_version: 1
name: churn, lightgbm vote vs logistic
tags: [churn, march]
project: retention
dataset: {id: ds_7Qm2, fingerprint: "sha256:9f2c..."}
target: churn
task: binary
roles: {time: null, group: customer_id, ignore: [row_no]}
kinds: {zip_code: categorical}            # overrides only
features:
  include: [tenure, contract, no, 2020-01-01]
  exclude: {cancel_reason: "leaks the target"}
  transforms:
    - {columns: [tenure], step: impute, method: median}
models:
  - {key: lightgbm_vote, hyperparameters: {}}
  - {key: logistic, hyperparameters: {penalty: l2, C: auto}}
search:
  enabled: true
  n_trials: 30
  timeout_s: null
  space:
    logistic: {C: {low: 0.001, high: 100.0, log: true}, penalty: {choices: [l1, l2]}}
validation: {strategy: stratified_group_kfold, n_splits: 5, test_size: 0.2, repeats: 1}
metric: average_precision
imbalance: {class_weight: none, threshold: {method: cost, false_negative: 5.0, false_positive: 1.0}}
seed: 20261123
resources: {n_threads: 1, memory_limit_mb: 4096, time_limit_s: null}
"""


def faults(**changes: Any) -> dict[str, str]:
    """What is said of the example with some values changed; ``a__b`` means ``a.b``."""
    data = to_json(from_yaml(EXAMPLE))
    for path, value in changes.items():
        *above, last = path.split("__")
        place: Any = data
        for part in above:
            place = place[int(part) if part.isdigit() else part]
        place[last] = value
    with pytest.raises(InvalidInputError) as refusal:
        parse_config(data)
    assert refusal.value.code == "CONFIG_MALFORMED"
    return {one.field: one.message for one in refusal.value.errors}


def test_the_example_of_the_requirements_is_read() -> None:
    read = from_yaml(EXAMPLE)
    assert read.features.include == ("tenure", "contract", "no", "2020-01-01")
    assert read.models[1].hyperparameters == {"penalty": "l2", "C": "auto"}
    assert read.imbalance.threshold.false_negative == 5.0


@pytest.mark.parametrize("made", [from_yaml(EXAMPLE), config()])
def test_yaml_and_json_read_back_equal(made: ExperimentConfig) -> None:
    assert from_yaml(to_yaml(made)) == made
    assert from_yaml(to_json_text(made)) == made
    assert config_hash(from_yaml(to_yaml(made))) == config_hash(made)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=5))
def test_any_name_of_a_column_survives(names: list[str]) -> None:
    features = config().features.model_copy(update={"include": tuple(names)})
    made = config(features=features)
    assert from_yaml(to_yaml(made)).features.include == tuple(names)


def test_another_setting_gives_another_hash() -> None:
    assert config_hash(config(seed=8)) != config_hash(config(seed=7))
    assert canonical_json(config()).startswith('{"dataset":{')


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"validation__n_splits": 1}, "/validation/n_splits", "must be at least 2"),
        ({"validation__n_splits": "many"}, "/validation/n_splits", "must be a whole number"),
        ({"metric": "speed"}, "/metric", "must be 'roc_auc', 'average_precision'"),
        ({"seed": -1}, "/seed", "must be at least 0"),
        ({"name": ""}, "/name", "must not be empty"),
        ({"target": 3}, "/target", "must be text; put it in quotes"),
        ({"targt": "x"}, "/targt", "did you mean 'target'?"),
        ({"models__0__key": "magic"}, "/models/0/key", "not 'magic'"),
        ({"models": []}, "/models", "needs at least 1"),
        ({"models__0__hyperparameters": {"C": float("inf")}}, "/models/0/hyperparameters/C", "finite"),
        ({"models__0__hyperparameters": {"C": [1]}}, "/models/0/hyperparameters/C", "must be"),
        ({"features__exclude": {"a/b": 1}}, "/features/exclude/a~1b", "must be text"),
        ({"search__space": {"logistic": {"C": {"low": 1}}}}, "/search/space/logistic/C/high", "is missing"),
        ({"kinds": {STRANGE[0]: "colour"}}, f"/kinds/{STRANGE[0].replace('/', '~1')}", "must be 'numeric'"),
    ],
)
def test_a_fault_is_named_by_field_and_in_plain_words(
    changes: dict[str, Any], field: str, message: str
) -> None:
    assert message in faults(**changes)[field]


def test_a_newer_schema_is_refused_in_plain_words() -> None:
    with pytest.raises(InvalidInputError) as refusal:
        parse_config({**to_json(config()), "schema_version": 2, "new": True})
    assert refusal.value.code == "CONFIG_NEWER"
    assert "Update hydroml" in refusal.value.hint


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_what_is_no_mapping_is_refused(data: object) -> None:
    with pytest.raises(InvalidInputError):
        parse_config(data)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(list(ExperimentConfig.model_fields)), JUNK))
def test_any_junk_is_refused_naming_fields(changes: dict[str, Any]) -> None:
    try:
        parse_config({**to_json(config()), **changes})
    except InvalidInputError as refusal:
        assert refusal.code == "CONFIG_NEWER" or all(one.field.startswith("/") for one in refusal.errors)
