"""Bad configurations and bodies through REST and the terminal: clear refusals, and an app that works on."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from hydroml.services.models import packages
from hydroml.tests.support.refused import fields, launch, problem, refused, send, suggested
from hydroml.tests.support.strange_files import PNG
from hydroml.tests.support.tables import small_table
from hydroml.tests.support.terminal import hydroml

ONE_VALUE = b"a,b,t\n" + b"".join(b"%d,%d,yes\n" % (n % 7, n * 7 % 13) for n in range(60))


def test_a_target_with_one_value_cannot_be_launched(caller: FlaskClient, tmp_path: Path, home: Path) -> None:
    config = suggested(caller, send(caller, ONE_VALUE).get_json()["id"], "t")
    told = caller.post("/api/experiments/validate/", json=config).get_json()
    assert not told["valid"]
    assert told["findings"][0]["code"] == "TARGET_ONE_VALUE"
    document = problem(launch(caller, config), 400)
    assert (document["code"], fields(document)) == ("CONFIG_INVALID", {"/target"})
    path = tmp_path / "one_value.csv"
    path.write_bytes(ONE_VALUE)
    message = refused(hydroml("run", path, "--target", "t", "--home", home), 2)
    assert "only one value" in message


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"features": {"include": []}}, "FEATURES_NONE", "/features/include"),
        ({"features": {"include": ["age", "nope"]}}, "FEATURES_UNKNOWN", "/features/include/1"),
        ({"features": {"include": ["age", "bought"]}}, "FEATURES_CONTAIN_TARGET", "/features/include/1"),
        ({"target": "nope"}, "TARGET_MISSING_COLUMN", "/target"),
        ({"task": "forecasting"}, "TASK_MISMATCH", "/task"),
        (
            {"models": [{"key": "random_forest", "hyperparameters": {"n_estimators": -5}}]},
            "HYPERPARAMETER_RANGE",
            "/models/0/hyperparameters/n_estimators",
        ),
        (
            {"models": [{"key": "random_forest", "hyperparameters": {"a/b": 1}}]},
            "HYPERPARAMETER_RANGE",
            "/models/0/hyperparameters/a~1b",
        ),
        (
            {"validation": {"strategy": "stratified_kfold", "n_splits": 100, "test_size": 0.9}},
            "SPLIT_TOO_MANY_FOLDS",
            "/validation/n_splits",
        ),
        ({"validation": {"strategy": "group_kfold"}}, "SPLIT_NEEDS_GROUP", "/roles/group"),
    ],
)
def test_a_configuration_that_cannot_run_is_told_of_before_launch_and_refused_at_launch(
    caller: FlaskClient, config: dict[str, Any], change: dict[str, Any], code: str, field: str
) -> None:
    faulty = {**config, **change}
    told = caller.post("/api/experiments/validate/", json=faulty).get_json()
    assert not told["valid"]
    found = {one["code"]: one for one in told["findings"] if one["severity"] == "error"}
    assert found[code]["field"] == field
    document = problem(launch(caller, faulty), 400)
    assert document["code"] == "CONFIG_INVALID"
    assert field in fields(document)


def test_a_model_without_its_package_is_refused_before_launch_with_the_way_to_get_it(
    caller: FlaskClient, config: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "find_spec", lambda _: None)
    faulty = {**config, "models": [{"key": "xgboost"}]}
    told = caller.post("/api/experiments/validate/", json=faulty).get_json()
    (found,) = [one for one in told["findings"] if one["severity"] == "error"]
    assert (found["code"], found["field"]) == ("MODEL_NOT_INSTALLED", "/models/0/key")
    assert "pip install 'hydroml[boost]'" in found["message"]
    assert "/models/0/key" in fields(problem(launch(caller, faulty), 400))


def test_an_unknown_dataset_is_not_found(caller: FlaskClient, config: dict[str, Any]) -> None:
    for dataset in ("ds_unknown", "../../secret.key", "", "\0"):
        faulty = {**config, "dataset": {"id": dataset, "fingerprint": "sha256:0"}}
        problem(launch(caller, faulty), 404)
        problem(caller.post("/api/experiments/validate/", json=faulty), 404)
    problem(caller.get("/api/experiments/suggest/?dataset=ds_unknown"), 404)
    problem(caller.get("/api/datasets/ds_unknown/profile/"), 404)


def test_an_unknown_target_is_refused_with_close_names(
    caller: FlaskClient, config: dict[str, Any], tmp_path: Path, home: Path
) -> None:
    query = {"dataset": config["dataset"]["id"], "target": "Boughd"}
    document = problem(caller.get("/api/experiments/suggest/", query_string=query), 400)
    assert (document["code"], fields(document)) == ("TARGET_UNKNOWN", {"/target"})
    assert "bought" in document["hint"]
    path = tmp_path / "small.csv"
    path.write_bytes(small_table())
    for command in ("run", "profile"):
        assert "Boughd" in refused(hydroml(command, path, "--target", "Boughd", "--home", home), 2)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"seed": "x"}, "/seed"),
        ({"seed": -1}, "/seed"),
        ({"tags": "one"}, "/tags"),
        ({"models": []}, "/models"),
        ({"models": [{"key": "nope"}]}, "/models/0/key"),
        ({"models": [{"key": "ridge", "hyperparameters": {"a": [1]}}]}, "/models/0/hyperparameters/a"),
        ({"features": 3}, "/features"),
        ({"features": {"include": [1]}}, "/features/include/0"),
        ({"validation": {"n_splits": 1000}}, "/validation/n_splits"),
        ({"validation": {"test_size": 1.5}}, "/validation/test_size"),
        (
            {"search": {"space": {"ridge": {"alpha": {"low": "x", "high": 2}}}}},
            "/search/space/ridge/alpha/low",
        ),
        ({"dataset": {"id": "\ud800", "fingerprint": ""}}, "/dataset/id"),
        ({"kinds": {"age": "colour"}}, "/kinds/age"),
        ({"targte": "bought"}, "/targte"),
        ({"schema_version": 2}, "/schema_version"),
    ],
)
def test_a_value_of_a_wrong_type_is_named_by_its_pointer(
    caller: FlaskClient, config: dict[str, Any], change: dict[str, Any], field: str
) -> None:
    faulty = {**config, **change}
    assert field in fields(problem(caller.post("/api/experiments/validate/", json=faulty), 400))
    assert "/config" + field in fields(problem(launch(caller, faulty), 400))


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"a": NaN}', b"[" * 50_000, b"\xff\xfe", b'"\xff"', b"9" * 5000, b"[" * 50 + b"]" * 50],
    ids=["empty", "cut", "NaN", "deep and cut", "utf-16 mark", "not UTF-8", "long number", "deep"],
)
def test_a_body_that_is_not_json_is_refused(caller: FlaskClient, body: bytes) -> None:
    document = problem(caller.post("/api/experiments/", data=body, content_type="application/json"), 400)
    assert document["code"] in ("BODY_NOT_JSON", "BODY_TOO_DEEP")


@pytest.mark.parametrize("body", [None, 1, "x", [], [{}], {}, {"config": None}, {"config": {}, "frob": 1}])
def test_json_of_a_wrong_shape_is_refused_with_the_fields(caller: FlaskClient, body: Any) -> None:
    assert problem(caller.post("/api/experiments/", data=json.dumps(body)), 400)["errors"]


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("datasets/?limit=many", "/limit"),
        ("datasets/?limit=0", "/limit"),
        ("datasets/?offset=-1", "/offset"),
        ("datasets/?offset=99999999999999999999999", "/offset"),
        ("datasets/?colour=red", "/colour"),
        ("experiments/?status=happy", "/status"),
        ("models/recommend/", "/dataset"),
    ],
)
def test_a_query_that_makes_no_sense_is_refused_by_its_name(
    caller: FlaskClient, address: str, field: str
) -> None:
    assert fields(problem(caller.get("/api/" + address), 400)) == {field}


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "frob/", 404),
        ("POST", "frob/", 404),
        ("GET", "datasets/..%2f..%2f/", 404),
        ("PUT", "datasets/", 405),
        ("DELETE", "experiments/", 405),
        ("GET", "experiments/ex_unknown/launch/", 405),
    ],
)
def test_an_address_that_the_api_does_not_have_is_a_problem_and_no_page(
    caller: FlaskClient, method: str, address: str, status: int
) -> None:
    answer = caller.open("/api/" + address, method=method)
    problem(answer, status)
    assert (answer.headers.get("Allow") is None) == (status == 404)


TEXTS = [
    ("", "CONFIG_MALFORMED"),
    ("- 1", "CONFIG_MALFORMED"),
    ("target: [1]\nname: x", "CONFIG_MALFORMED"),
    ("schema_version: 99", "CONFIG_NEWER"),
    ("a: [", "DOCUMENT_MALFORMED"),
    ("a: 'b", "DOCUMENT_MALFORMED"),
    ("x: !!python/object:os.system {}", "DOCUMENT_UNSAFE"),
    ("a: &x 1\nb: *x", "DOCUMENT_UNSAFE"),
    ("target: a\ntarget: b", "DOCUMENT_UNSAFE"),
    ("a: " + "[" * 30 + "]" * 30, "DOCUMENT_TOO_DEEP"),
]


@pytest.mark.parametrize(("text", "code"), TEXTS)
def test_a_faulty_configuration_as_text_is_refused_everywhere(
    caller: FlaskClient, tmp_path: Path, home: Path, text: str, code: str
) -> None:
    document = problem(caller.post("/api/experiments/import/", json={"text": text}), 400)
    assert document["code"] == code
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    assert code in refused(hydroml("run", path, "--home", home), 2)


@pytest.mark.parametrize("text", [text for text, _ in TEXTS])
def test_a_faulty_template_as_text_is_refused_everywhere(
    caller: FlaskClient, tmp_path: Path, home: Path, text: str
) -> None:
    document = problem(caller.post("/api/templates/import/", json={"text": text}), 400)
    path = tmp_path / "template.yaml"
    path.write_text(text, encoding="utf-8")
    assert document["code"] in refused(hydroml("templates", "import", path, "--home", home), 2)


@pytest.mark.parametrize("command", [["run"], ["templates", "import"]], ids=["run", "templates"])
@pytest.mark.parametrize("content", [b"name: Z\xfc\n", PNG])
def test_a_configuration_that_is_not_text_is_refused_at_the_terminal(
    tmp_path: Path, home: Path, command: list[str], content: bytes
) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(content)
    assert "UTF-8" in refused(hydroml(*command, path, "--home", home), 2)


# Anything

TEXT = st.text(st.characters(), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
KEYS = (
    ("name",),
    ("target",),
    ("task",),
    ("dataset", "id"),
    ("roles", "time"),
    ("kinds", "age"),
    ("features", "include"),
    ("features", "exclude"),
    ("features", "transforms"),
    ("models", 0, "hyperparameters"),
    ("models", 0, "key"),
    ("search", "space"),
    ("validation", "n_splits"),
    ("validation", "column"),
    ("metric",),
    ("seed",),
    ("resources",),
    ("template", "version"),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(body=JSON)
def test_no_json_makes_the_api_stumble(caller: FlaskClient, body: Any) -> None:
    for address in ("/api/experiments/", "/api/experiments/validate/"):
        answer = caller.post(address, data=json.dumps(body), content_type="application/json")
        problem(answer, 400)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(key=st.sampled_from(KEYS), value=JSON)
def test_no_value_at_any_place_makes_the_api_stumble(
    caller: FlaskClient, config: dict[str, Any], key: tuple[str | int, ...], value: Any
) -> None:
    faulty = json.loads(json.dumps(config))
    place = faulty
    for part in key[:-1]:
        place = place[part]
    place[key[-1]] = value
    checked = caller.post("/api/experiments/validate/", data=json.dumps(faulty))
    stored = caller.post("/api/experiments/", data=json.dumps({"config": faulty, "launch": True}))
    assert checked.status_code in (200, 400, 404), checked.text
    assert stored.status_code in (201, 400, 404), stored.text
    is_fine = checked.status_code == 200 and checked.get_json()["valid"]
    assert is_fine == (stored.status_code == 201), "what is called valid can be launched"


def test_the_app_works_after_all_of_this(caller: FlaskClient, config: dict[str, Any]) -> None:
    assert launch(caller, config).status_code == 201
    assert caller.get("/readyz").status_code == 200
