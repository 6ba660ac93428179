"""Builders for tests of the web app: tables as bytes, an uploaded dataset, a finished run."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from hydroml.app import Settings, create_app
from hydroml.tests.support.refused import MAX_UPLOAD_BYTES, send, suggested
from hydroml.tests.support.runs import FirstRun, make_run
from hydroml.tests.support.tables import small_table

Upload = Callable[..., dict[str, Any]]


@pytest.fixture
def upload(client: FlaskClient) -> Upload:
    """Upload bytes through the API and return the dataset."""

    def post(content: bytes | None = None, name: str = "small.csv") -> dict[str, Any]:
        data = {"file": (io.BytesIO(content if content is not None else small_table()), name)}
        response = client.post("/api/datasets/", data=data, content_type="multipart/form-data")
        assert response.status_code == 201, response.text
        answer: dict[str, Any] = response.get_json()
        return answer

    return post


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """One experiment made with `hydroml run`; tests only read it."""
    return make_run(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A program that calls one app for all tests of this module: what one breaks, the next would meet."""
    app = create_app(Settings(home=tmp_path_factory.mktemp("home"), max_upload_bytes=MAX_UPLOAD_BYTES))
    yield app.test_client()
    app.extensions["hydroml"]["/"].database.dispose()


@pytest.fixture(scope="module")
def config(caller: FlaskClient) -> dict[str, Any]:
    """A configuration that could be launched."""
    return suggested(caller, send(caller, small_table()).get_json()["id"], "bought")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all commands of this module."""
    return tmp_path_factory.mktemp("terminal")
