"""Calls of one app that is meant to refuse, and a look at how each refusal is told."""

import io
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hydroml.tests.support.terminal import Ended

MAX_UPLOAD_BYTES = 100_000


def send(caller: FlaskClient, content: bytes, name: str = "small.csv") -> TestResponse:
    data = {"file": (io.BytesIO(content), name)}
    return caller.post("/api/datasets/", data=data, content_type="multipart/form-data")


def suggested(caller: FlaskClient, dataset: str, target: str) -> dict[str, Any]:
    query = {"dataset": dataset, "target": target}
    answer: dict[str, Any] = caller.get("/api/experiments/suggest/", query_string=query).get_json()
    return answer


def launch(caller: FlaskClient, config: Any) -> TestResponse:
    return caller.post("/api/experiments/", json={"config": config, "launch": True})


def problem(answer: TestResponse, status: int) -> dict[str, Any]:
    """Return the problem document of a refusal, after a look at what each must have."""
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.text
    document: dict[str, Any] = answer.get_json()
    assert document["status"] == status
    assert document["code"] and document["detail"] and document["hint"], document
    return document


def fields(document: dict[str, Any]) -> set[str]:
    return {one["field"] for one in document["errors"]}


def refused(ended: Ended, code: int) -> str:
    """Return what a command complained, after a look at how it did."""
    assert (ended.code, ended.out) == (code, ""), ended
    assert "Traceback" not in ended.err
    return ended.err
