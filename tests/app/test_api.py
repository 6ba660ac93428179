"""The whole REST API: one walk through every call, its document, and equal numbers at the terminal."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hydroml.app import Settings, create_app
from hydroml.app.api.tables import OPERATIONS
from hydroml.tests.support.runs import TARGET, FirstRun, comparable
from hydroml.tests.support.tables import small_table
from hydroml.tests.support.terminal import hydroml

DATASET = {
    "id",
    "name",
    "format",
    "n_rows",
    "n_columns",
    "size_bytes",
    "fingerprint",
    "status",
}
EXPERIMENT = {"id", "name", "version", "status", "progress", "error", "config", "mlflow_run_id"}
TEMPLATE = {"id", "name", "category", "tags", "version", "config", "visibility", "usage_count", "record"}


class Caller:
    """A program that calls the API and keeps account of the operations it has used."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.used: set[str] = set()

    def __call__(
        self, method: str, address: str, json: Any = None, /, *, status: int = 200, **query: Any
    ) -> Any:
        """Return the JSON of an answer, None if it has none."""
        answer = self.ask(method, address, json, status=status, **query)
        return answer.get_json() if answer.is_json else None

    def ask(
        self, method: str, address: str, json: Any = None, /, *, status: int = 200, **query: Any
    ) -> TestResponse:
        """Return the answer, which must have the given status."""
        answer = self.client.open("/api" + address, method=method, json=json, query_string=query)
        assert answer.status_code == status, f"{method} {address}: {answer.text}"
        endpoint, _ = self.client.application.url_map.bind("").match("/api" + address, method=method)
        self.used.add(endpoint.rpartition(".")[2])
        return answer

    def upload(self, content: bytes, name: str) -> Any:
        """Upload a file and return the dataset."""
        form = {"file": (io.BytesIO(content), name)}
        answer = self.client.post("/api/datasets/", data=form, content_type="multipart/form-data")
        assert answer.status_code == 201, answer.text
        self.used.add("create_dataset")
        return answer.get_json()


@pytest.fixture(scope="module")
def caller(first_run: FirstRun) -> Iterator[Caller]:
    """Calls an app in the home in which the terminal's run was made."""
    app = create_app(Settings(home=first_run.home))
    yield Caller(app.test_client())
    app.extensions["hydroml"]["/"].database.dispose()


@pytest.fixture(scope="module")
def document(caller: Caller) -> dict[str, Any]:
    """The OpenAPI document."""
    answer: dict[str, Any] = caller.client.get("/api/openapi.json").get_json()
    return answer


@pytest.fixture(scope="module")
def launched(caller: Caller, first_run: FirstRun) -> dict[str, Any]:
    """The experiment of the terminal's table, launched through the API and worked on by a worker."""
    dataset = caller.upload(first_run.table.read_bytes(), "again.csv")
    config = caller("GET", "/experiments/suggest/", dataset=dataset["id"], target=TARGET)
    body = {"config": config, "launch": True, "key": "walk"}
    experiment = caller("POST", "/experiments/", body, status=201)
    assert experiment["status"] == "queued"
    assert caller("POST", "/experiments/", body, status=201)["id"] == experiment["id"], "a key launches once"
    assert hydroml("worker", "--once", "--home", first_run.home).code == 0
    answer: dict[str, Any] = caller("GET", f"/experiments/{experiment['id']}/")
    return answer


# The walk


def test_the_api_and_the_terminal_give_equal_numbers(
    caller: Caller, first_run: FirstRun, launched: dict[str, Any]
) -> None:
    assert (launched["status"], launched["error"]) == ("succeeded", None)
    assert set(launched) >= EXPERIMENT
    results = caller("GET", f"/experiments/{launched['id']}/results/")
    assert set(results) >= {"metric", "leaderboard", "baseline", "test", "environment"}
    assert comparable(results) == comparable(first_run.results)
    assert launched["mlflow_run_id"] == results["mlflow_run_id"] is not None


def test_a_dataset_is_uploaded_shown_measured_and_deleted(caller: Caller) -> None:
    dataset = caller.upload(small_table(70), "walk.csv")
    assert set(dataset) >= DATASET
    one = f"/datasets/{dataset['id']}"
    assert caller.upload(small_table(70), "other.csv")["id"] == dataset["id"], "equal bytes are recognised"
    assert caller("GET", one + "/") == dataset
    listed = caller("GET", "/datasets/", limit=1, q="walk")
    assert (listed["total"], listed["items"][0]["id"]) == (1, dataset["id"])
    preview = caller("GET", one + "/preview/", rows=3)
    assert preview["columns"] == ["age", "colour", "income", "bought"]
    assert preview["rows"][0] == [20, "red", None, "no"]
    picked = caller("GET", one + "/preview/", rows=3, sample="random")
    assert (len(picked["rows"]), picked["row_numbers"]) == (3, sorted(picked["row_numbers"]))
    assert caller("PATCH", one + "/", {"kinds": {"age": "numeric"}})["id"] == dataset["id"]
    profile = caller("GET", one + "/profile/", target=TARGET)
    assert (profile["n_rows"], profile["exact"], profile["target"]["task"]) == (70, True, "binary")
    assert caller("GET", one + "/report/")["dialect"]["delimiter"] == ","
    assert caller("GET", one + "/lines/") == {"lines": []}
    for method in ("pearson", "spearman", "association"):
        matrix = caller("GET", one + "/correlations/", method=method)
        assert (len(matrix["matrix"]), matrix["method"]) == (len(matrix["columns"]), method)
    caller("GET", one + "/correlations/", method="kendall", status=400)
    later = caller("GET", one + "/lags/", target="income", time=["age", "income"], max_lag=2)
    assert (later["lags"], later["time"]) == ([0, 1, 2], ["age", "income"])
    assert (
        caller("GET", one + "/lags/", target="colour", time="age", status=400)["errors"][0]["field"]
        == "/target"
    )
    importance = caller("GET", one + "/importance/", target=TARGET)
    assert {"name", "score", "noise_floor"} <= set(importance["items"][0])
    caller("DELETE", one + "/", status=204)
    caller("GET", one + "/", status=404)
    assert caller.upload(small_table(70), "again.csv")["status"] == "ready"


def test_a_dataset_that_an_experiment_reads_is_kept(caller: Caller, launched: dict[str, Any]) -> None:
    address = f"/datasets/{launched['config']['dataset']['id']}/"
    assert caller("DELETE", address, status=409)["code"] == "DATASET_IN_USE"


def test_models_are_listed_and_recommended_with_reasons(caller: Caller, launched: dict[str, Any]) -> None:
    catalogue = {one["key"]: one for one in caller("GET", "/models/")["items"]}
    assert {"dummy", "logistic", "lightgbm"} <= set(catalogue)
    assert (catalogue["svm"]["max_rows"], catalogue["ridge"]["max_rows"]) == (6000, None)
    assert catalogue["ridge"]["installed"] and catalogue["ridge"]["install"] == ""
    assert catalogue["xgboost"]["installed"] is not bool(catalogue["xgboost"]["install"])
    dataset = launched["config"]["dataset"]["id"]
    advice = caller("GET", "/models/recommend/", dataset=dataset, target=TARGET)
    assert (advice["task"], advice["size_band"]) == ("binary", "small")
    assert [one["rank"] for one in advice["recommendations"]] == [1, 2, 3]
    for one in advice["recommendations"]:
        assert one["model"] in catalogue
        assert {"fact", "rule", "source"} <= set(one["reasons"][0])


def test_a_suggestion_is_valid_as_it_comes(caller: Caller, launched: dict[str, Any]) -> None:
    told = caller("POST", "/experiments/validate/", launched["config"])
    assert told["valid"]
    seconds = told["estimate"]["seconds"]
    assert 0 < seconds["low"] <= seconds["expected"] <= seconds["high"]
    assert told["estimate"]["memory_bytes"] > 0


def test_an_experiment_is_listed_exported_imported_and_compared(
    caller: Caller, launched: dict[str, Any]
) -> None:
    one = f"/experiments/{launched['id']}"
    listed = caller("GET", "/experiments/", status=200, limit=200)
    assert launched["id"] in [item["id"] for item in listed["items"]]
    versions = caller("GET", one + "/versions/")
    assert (versions["total"], versions["items"][0]["number"]) == (1, 1)
    for form in ("yaml", "json"):
        exported = caller.ask("GET", one + "/export/", format=form)
        assert f".{form}" in exported.headers["Content-Disposition"]
        copy = caller("POST", "/experiments/import/", {"text": exported.text}, status=201)
        assert (copy["status"], copy["config"]) == ("draft", launched["config"])
    changed = {**launched["config"], "seed": 7, "name": "seven"}
    other = caller("POST", "/experiments/", {"config": changed}, status=201)
    changes = caller("GET", one + "/diff/", other=other["id"])["items"]
    seeds = [(one["mine"], one["theirs"]) for one in changes if one["path"] == "/seed"]
    assert seeds == [(launched["config"]["seed"], 7)]
    assert {change["path"] for change in changes} == {"/seed", "/name"}
    caller("DELETE", f"/experiments/{other['id']}/", status=204)
    caller("GET", f"/experiments/{other['id']}/", status=404)


def test_an_experiment_is_launched_cancelled_run_again_and_cloned(
    caller: Caller, launched: dict[str, Any]
) -> None:
    draft = caller("POST", "/experiments/", {"config": launched["config"]}, status=201)
    one = f"/experiments/{draft['id']}"
    assert draft["status"] == "draft"
    assert caller("POST", one + "/launch/", status=202)["status"] == "queued"
    assert caller("POST", one + "/launch/", status=409)["code"]
    assert caller("GET", one + "/results/", status=409)["code"]
    assert caller("DELETE", one + "/", status=409)["code"]
    assert caller("POST", one + "/cancel/", status=202)["status"] == "cancelled"
    again = caller("POST", one + "/rerun/", status=202)
    assert (again["status"], again["version"]) == ("queued", 2)
    assert caller("POST", one + "/cancel/", status=202)["status"] == "cancelled"
    patch = [{"op": "add", "path": "/seed", "value": 11}]
    changed = caller("POST", one + "/rerun/", {"patch": patch}, status=202)
    assert (changed["version"], changed["config"]["seed"]) == (3, 11)
    assert caller("POST", one + "/cancel/", status=202)["status"] == "cancelled"
    assert caller("GET", one + "/versions/")["total"] == 3
    refused = caller("POST", one + "/rerun/", {"patch": [{"op": "add", "path": "/dataset"}]}, status=400)
    assert refused["code"] == "PATCH_REFUSED"
    clone = caller("POST", f"/experiments/{launched['id']}/clone/", status=201)
    assert clone["parent_id"] == launched["id"]
    assert clone["config"]["models"] == launched["config"]["models"]


def test_a_template_is_made_applied_shared_exported_imported_and_archived(
    caller: Caller, launched: dict[str, Any]
) -> None:
    assert caller("GET", "/templates/")["total"] >= 4, "the built-in ones"
    body = {"experiment": launched["id"], "name": "From a run", "tags": ["walk"]}
    template = caller("POST", "/templates/from-experiment/", body, status=201)
    assert set(template) >= TEMPLATE
    one = f"/templates/{template['id']}"
    assert caller("GET", one + "/") == template
    dataset = launched["config"]["dataset"]["id"]
    config = caller("GET", "/experiments/suggest/", dataset=dataset, target=TARGET, template=template["id"])
    assert config["template"]["id"] == template["id"]
    assert caller("POST", "/experiments/validate/", config)["valid"]
    assert caller("PATCH", one + "/", {"name": "Second"})["version"] == 2
    assert caller("PUT", one + "/", {"description": "Third"})["name"] == "Second"
    assert caller("POST", one + "/share/", {"visibility": "everyone"})["visibility"] == "everyone"
    exported = caller.ask("GET", one + "/export/")
    copy = caller("POST", "/templates/import/", {"text": exported.text}, status=201)
    assert (copy["name"], copy["config"]) == ("Second", template["config"])
    plain = {"name": "From a configuration", "config": launched["config"]}
    assert caller("POST", "/templates/", plain, status=201)["version"] == 1
    caller("DELETE", one + "/", status=204)
    assert template["id"] not in [item["id"] for item in caller("GET", "/templates/", limit=200)["items"]]


def test_a_feature_set_is_kept_fitted_renamed_and_deleted(caller: Caller, launched: dict[str, Any]) -> None:
    features = launched["config"]["features"]
    body = {"name": "Mine", "include": features["include"], "exclude": features["exclude"]}
    kept = caller("POST", "/feature-sets/", body, status=201)
    one = f"/feature-sets/{kept['id']}/"
    assert caller("GET", one) == kept
    assert caller("PATCH", one, {"name": "Second"})["name"] == "Second"
    dataset = launched["config"]["dataset"]["id"]
    fit = caller("GET", one + "fit/", dataset=dataset, target=TARGET)
    assert sorted(fit["include"]) == sorted(features["include"])
    assert [item["id"] for item in caller("GET", "/feature-sets/")["items"]] == [kept["id"]]
    caller("DELETE", one, status=204)
    assert caller("GET", "/feature-sets/")["total"] == 0


def test_health_the_document_and_its_page_are_served(caller: Caller) -> None:
    for address in ("/healthz", "/readyz", "/api/docs/", "/api/docs/swagger-ui-bundle.js"):
        answer = caller.client.get(address)
        assert answer.status_code == 200, address
        answer.close()


def test_the_walk_has_used_every_operation(caller: Caller) -> None:
    assert {operation.name for operation in OPERATIONS} - caller.used == set()


# The document


def parts(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every object within a JSON value."""
    if isinstance(value, Mapping):
        yield value
        for child in value.values():
            yield from parts(child)
    elif isinstance(value, list):
        for child in value:
            yield from parts(child)


def test_every_reference_in_the_document_leads_somewhere(document: dict[str, Any]) -> None:
    references = {one["$ref"] for one in parts(document) if isinstance(one.get("$ref"), str)}
    assert references
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert references <= known


def test_every_operation_is_in_the_document_once(document: dict[str, Any]) -> None:
    entries = [entry for path in document["paths"].values() for entry in path.values()]
    names = [entry["operationId"] for entry in entries]
    assert sorted(names) == sorted(operation.name for operation in OPERATIONS)
    for path, methods in document["paths"].items():
        for entry in methods.values():
            in_path = {one["name"] for one in entry["parameters"] if one["in"] == "path"}
            assert in_path == {part[1:-1] for part in path.split("/") if part.startswith("{")}
            assert {"summary", "responses", "tags"} <= set(entry)
            assert "default" in entry["responses"]
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": "/api"}]


ENUMERATIONS = {
    "task": "binary multiclass regression forecasting",
    "column kind": "numeric integer boolean categorical datetime text identifier constant",
    "size band": "small medium large",
    "dataset status": "processing ready failed",
    "experiment status": "draft queued running succeeded failed cancelled",
    "validation strategy": (
        "holdout kfold stratified_kfold repeated_kfold repeated_stratified_kfold group_kfold "
        "stratified_group_kfold time_expanding time_sliding predefined"
    ),
    "metric": (
        "roc_auc average_precision log_loss brier accuracy balanced_accuracy f1 f1_macro mcc rmse "
        "mae medae r2 nse mape rmsle mase smape coverage"
    ),
    "model key": (
        "dummy logistic ridge elastic_net lasso knn svm naive_bayes tree random_forest extra_trees "
        "hist_gradient_boosting lightgbm lightgbm_vote kernel mlp blend xgboost catboost "
        "seasonal_naive"
    ),
    "transform step": "impute scale power encode date_parts text lags drop",
    "severity": "error warning info",
    "visibility": "private projects everyone",
    "sampler": "tpe random qmc cmaes grid gp",
    "pruner": "none median percentile hyperband successive_halving wilcoxon",
}


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_every_enumeration_is_in_the_document(document: dict[str, Any], name: str) -> None:
    found = [set(one["enum"]) for one in parts(document) if isinstance(one.get("enum"), list)]
    assert set(ENUMERATIONS[name].split()) in found
