"""Two mounts in one host: each sees only its own things, and a host's own CSRF protection stays."""

import io
from pathlib import Path

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import CSRFProtect

from hydroml.app import Settings, mount
from hydroml.app.worker import run_worker
from hydroml.services.access import LOCAL_USER, User
from hydroml.services.errors import InvalidInputError
from hydroml.tests.support.tables import small_table


def who() -> User | None:
    name = session.get("user")
    return User(id=name, name=name) if name else None


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Settings, Settings]:
    return Settings(home=tmp_path / "open"), Settings(home=tmp_path / "closed")


@pytest.fixture
def host(homes: tuple[Settings, Settings]) -> Flask:
    """A host with a login, CSRF protection, an open mount and one behind the login."""
    flask_app = Flask("intranet")
    flask_app.secret_key = "only for this test"
    CSRFProtect(flask_app)

    def login(name: str) -> str:
        session["user"] = name
        return "welcome"

    flask_app.add_url_rule("/login/<name>", view_func=login)
    mount(flask_app, "/open", identity=lambda: LOCAL_USER, settings=homes[0])
    mount(flask_app, "/closed", identity=who, settings=homes[1], login_url="/login/anna")
    return flask_app


def token(client: FlaskClient, prefix: str) -> dict[str, str]:
    client.get(prefix + "/")
    cookie = client.get_cookie("_csrf_token", path=prefix + "/")
    assert cookie is not None
    return {"X-CSRFToken": cookie.value}


def experiment(client: FlaskClient, prefix: str, headers: dict[str, str]) -> str:
    upload = {"file": (io.BytesIO(small_table()), "a.csv")}
    dataset = client.post(f"{prefix}/api/datasets/", data=upload, headers=headers).get_json()
    config = client.get(f"{prefix}/api/experiments/suggest/?dataset={dataset['id']}&target=bought").get_json()
    body = {"config": config, "launch": True}
    answer = client.post(f"{prefix}/api/experiments/", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["id"])


def test_two_mounts_run_an_experiment_each_and_do_not_see_each_other(
    host: Flask, homes: tuple[Settings, Settings]
) -> None:
    client = host.test_client()
    client.get("/login/anna")
    ids = {prefix: experiment(client, prefix, token(client, prefix)) for prefix in ("/open", "/closed")}
    for settings in homes:
        run_worker(settings, once=True)
    for prefix, other in (("/open", "/closed"), ("/closed", "/open")):
        results = client.get(f"{prefix}/api/experiments/{ids[prefix]}/results/").get_json()
        assert results["status"] == "succeeded"
        assert results["leaderboard"][0]["mean"] > results["baseline"]["mean"]
        assert client.get(f"{prefix}/api/experiments/{ids[other]}/").status_code == 404


def test_the_hosts_protection_refuses_a_request_without_its_token(host: Flask) -> None:
    client = host.test_client()
    client.get("/login/anna")
    assert client.post("/closed/api/experiments/", json={}).status_code in (400, 403)


def test_one_prefix_takes_one_mount(host: Flask, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="already mounted"):
        mount(host, "/open/", identity=who, settings=Settings(home=tmp_path / "third"))
