"""Uploads in slices: whole files, interrupted files, strangers, limits."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hydroml.app.build import House
from hydroml.app.upload import MAX_SLICE_BYTES
from hydroml.services.registry import Services
from hydroml.tests.support.tables import small_table


def begin(client: FlaskClient, name: str, size: int) -> str:
    answer = client.post("/upload/", json={"name": name, "size": size})
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["upload_id"])


def test_a_file_sent_in_slices_becomes_a_dataset_that_can_be_read(
    client: FlaskClient, services: Services
) -> None:
    content = small_table()
    upload_id = begin(client, "small.csv", len(content))
    half = len(content) // 2
    assert client.put(f"/upload/{upload_id}?offset=0", data=content[:half]).status_code == 200
    assert client.get(f"/upload/{upload_id}").get_json()["received_bytes"] == half
    assert client.put(f"/upload/{upload_id}?offset={half}", data=content[half:]).status_code == 200
    answer = client.post(f"/upload/{upload_id}/finish")
    assert answer.status_code == 201
    assert answer.get_json()["name"] == "small.csv"
    dataset = services.datasets.ingest(services.identify(), answer.get_json()["dataset_id"])
    assert (dataset.n_rows, dataset.n_columns) == (240, 4)


def test_a_slice_sent_twice_is_refused_with_the_place_to_go_on_from(client: FlaskClient) -> None:
    upload_id = begin(client, "small.csv", 100)
    client.put(f"/upload/{upload_id}?offset=0", data=b"x" * 40)
    answer = client.put(f"/upload/{upload_id}?offset=0", data=b"x" * 40)
    assert answer.status_code == 409
    assert answer.get_json()["extra"]["received_bytes"] == 40


def test_an_unfinished_file_cannot_be_finished(client: FlaskClient) -> None:
    upload_id = begin(client, "small.csv", 100)
    answer = client.post(f"/upload/{upload_id}/finish")
    assert answer.status_code == 409
    assert answer.get_json()["code"] == "UPLOAD_INCOMPLETE"


def test_a_cancelled_upload_is_gone(client: FlaskClient) -> None:
    upload_id = begin(client, "small.csv", 100)
    assert client.delete(f"/upload/{upload_id}").status_code == 204
    assert client.get(f"/upload/{upload_id}").status_code == 404


@pytest.mark.parametrize("offset", ["", "-1", "1.5", "²", "9" * 30])
def test_a_strange_offset_is_refused_in_words(client: FlaskClient, offset: str) -> None:
    upload_id = begin(client, "small.csv", 100)
    answer = client.put(f"/upload/{upload_id}", query_string={"offset": offset}, data=b"x")
    assert answer.status_code == 400
    assert answer.get_json()["errors"][0]["field"] == "/offset"


@pytest.mark.parametrize(
    "body", [None, {}, {"name": "a.csv"}, {"name": "", "size": 1}, {"name": "a", "size": -1}]
)
def test_an_incomplete_announcement_names_what_is_missing(client: FlaskClient, body: object) -> None:
    answer = client.post("/upload/", json=body)
    assert answer.status_code == 400
    assert answer.content_type == "application/problem+json"


def test_sizes_over_the_limits_are_refused_before_a_byte_is_sent(client: FlaskClient) -> None:
    assert client.post("/upload/", json={"name": "a.csv", "size": 0}).get_json()["code"] == "FILE_EMPTY"
    assert client.post("/upload/", json={"name": "a.csv", "size": 10**13}).status_code == 413
    upload_id = begin(client, "a.csv", 10**9)
    answer = client.put(f"/upload/{upload_id}?offset=0", data=bytes(MAX_SLICE_BYTES + 1))
    assert answer.status_code == 413
    assert answer.get_json()["code"] == "SLICE_TOO_LARGE"


def test_a_page_that_holds_our_cookie_must_echo_it(app: Flask, house: House) -> None:
    client = app.test_client()
    client.set_cookie("_csrf_token", "secret")
    refused = client.post("/upload/", json={"name": "a.csv", "size": 1})
    assert refused.status_code == 403
    taken = client.post("/upload/", json={"name": "a.csv", "size": 1}, headers={"X-CSRFToken": "secret"})
    assert taken.status_code == 201


def test_an_upload_of_somebody_else_looks_like_none(client: FlaskClient) -> None:
    for unknown in ("ds_unknown", "secret.key", "%5c..%5csecret.key"):
        assert client.get(f"/upload/{unknown}").status_code == 404
