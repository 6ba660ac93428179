"""Who may call what: generated from the table of operations, so that a new call is covered by itself."""

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hydroml.app import mount
from hydroml.app.api.operation import Operation
from hydroml.app.api.tables import OPERATIONS
from hydroml.app.security import CSRF_COOKIE
from hydroml.app.settings import Settings
from hydroml.services.access import User
from hydroml.tests.support.tables import small_table

_BODIES = {"change_feature_set": {"name": "theirs"}}
WITH_IDS = [one for one in OPERATIONS if "<" in one.path]


def address(operation: Operation, thing_id: str) -> str:
    return "/lab/api" + re.sub(r"<\w+>", thing_id, operation.path)


def name(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


@pytest.fixture
def host(tmp_path: Path) -> Flask:
    """A host whose users name themselves in a header, for tests only."""
    from flask import request

    def who() -> User | None:
        user = request.headers.get("X-Test-User")
        return User(id=user, name=user) if user else None

    flask_app = Flask("host")
    mount(flask_app, "/lab", identity=who, settings=Settings(home=tmp_path), login_url="/login")
    return flask_app


@pytest.mark.parametrize("operation", OPERATIONS, ids=name)
def test_nobody_gets_in_without_a_login(host: Flask, operation: Operation) -> None:
    response = host.test_client().open(address(operation, "xx_111111111111"), method=operation.method)
    assert response.status_code == 401
    assert response.get_json()["code"] == "UNAUTHENTICATED"


def test_a_page_sends_people_to_the_login(host: Flask) -> None:
    response = host.test_client().get("/lab/templates")
    assert response.status_code == 302
    assert response.location == "/login"


def test_a_callback_without_a_login_is_refused(host: Flask) -> None:
    client = host.test_client()
    client.set_cookie(CSRF_COOKIE, "t", path="/lab/")
    response = client.post("/lab/_dash-update-component", json={}, headers={"X-CSRFToken": "t"})
    assert response.status_code == 401


def test_health_needs_no_login(host: Flask) -> None:
    assert host.test_client().get("/lab/healthz").status_code == 200
    assert host.test_client().get("/lab/readyz").status_code == 200


@pytest.fixture
def things_of_anna(host: Flask) -> dict[str, str]:
    """A dataset, an experiment, a template and a feature set that belong to anna."""
    client, headers = host.test_client(), {"X-Test-User": "anna"}
    upload = {"file": (io.BytesIO(small_table()), "a.csv")}
    dataset = client.post("/lab/api/datasets/", data=upload, headers=headers).get_json()
    config = client.get(
        f"/lab/api/experiments/suggest/?dataset={dataset['id']}&target=bought", headers=headers
    ).get_json()
    experiment = client.post("/lab/api/experiments/", json={"config": config}, headers=headers).get_json()
    template = client.post(
        "/lab/api/templates/", json={"name": "mine", "config": config}, headers=headers
    ).get_json()
    chosen = {"name": "mine", "include": ["age"]}
    kept = client.post("/lab/api/feature-sets/", json=chosen, headers=headers).get_json()
    return {
        "dataset_id": dataset["id"],
        "experiment_id": experiment["id"],
        "template_id": template["id"],
        "feature_set_id": kept["id"],
    }


def test_another_user_sees_what_an_unknown_id_shows(host: Flask, things_of_anna: dict[str, str]) -> None:
    client, headers = host.test_client(), {"X-Test-User": "ben"}
    needed = {"target": "bought", "time": "age", "other": things_of_anna["experiment_id"]}
    needed["dataset"] = things_of_anna["dataset_id"]
    for operation in WITH_IDS:
        path = re.sub(r"<(\w+)>", lambda match: things_of_anna[match.group(1)], operation.path)
        body = (
            {"visibility": "everyone"}
            if operation.path.endswith("share/")
            else _BODIES.get(operation.name, {})
        )
        query = {key: value for key, value in needed.items() if key in operation.query.model_fields}
        response = client.open(
            "/lab/api" + path,
            method=operation.method,
            headers=headers,
            query_string=query,
            json=body if operation.body else None,
        )
        assert response.status_code == 404, f"{name(operation)}: {response.text}"
        assert response.get_json()["code"] == "NOT_FOUND"


def test_lists_hold_only_what_is_mine(host: Flask, things_of_anna: dict[str, str]) -> None:
    client, headers = host.test_client(), {"X-Test-User": "ben"}
    for kind in ("datasets", "experiments", "feature-sets"):
        assert client.get(f"/lab/api/{kind}/", headers=headers).get_json()["total"] == 0


def test_another_users_dataset_cannot_be_named_in_a_configuration(
    host: Flask, things_of_anna: dict[str, str]
) -> None:
    client = host.test_client()
    config = client.get(
        f"/lab/api/experiments/{things_of_anna['experiment_id']}/", headers={"X-Test-User": "anna"}
    ).get_json()["config"]
    response = client.post("/lab/api/experiments/", json={"config": config}, headers={"X-Test-User": "ben"})
    assert response.status_code == 404


def test_a_forged_user_field_is_refused(client: FlaskClient) -> None:
    response = client.post("/api/experiments/", json={"config": {}, "owner": "somebody"})
    assert response.status_code == 400
    assert "/owner" in {one["field"] for one in response.get_json()["errors"]}


@pytest.mark.parametrize("header", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_site_cannot_change_anything(client: FlaskClient, header: dict[str, str]) -> None:
    response = client.post("/api/experiments/", json={}, headers=header)
    assert response.status_code == 403
    assert response.get_json()["code"] == "FOREIGN_ORIGIN"


def test_a_browser_must_echo_its_token(client: FlaskClient) -> None:
    client.get("/")
    assert client.get_cookie(CSRF_COOKIE) is not None
    assert client.post("/api/experiments/", json={}).status_code == 403


def test_every_answer_carries_the_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/api/datasets/", "/healthz"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"].split("style-src")[0]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_host_keeps_its_own_headers(host: Flask) -> None:
    host.add_url_rule("/", view_func=lambda: "hello")
    assert "Content-Security-Policy" not in host.test_client().get("/").headers


def test_a_body_over_the_limit_is_refused(client: FlaskClient) -> None:
    response = client.post("/api/experiments/", data=b" " * 2_000_001, content_type="application/json")
    assert response.status_code == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[1,", b'{"config": NaN}', b"\xff\xfe", b"[" * 5000])
def test_a_malformed_body_names_the_fault(client: FlaskClient, body: bytes) -> None:
    response = client.post("/api/experiments/", data=body, content_type="application/json")
    assert response.status_code == 400
    assert response.get_json()["code"] in {"BODY_NOT_JSON", "INVALID_INPUT"}
