"""Feature sets through the REST API: kept, listed, fitted to a table, renamed, deleted."""

import io

from flask.testing import FlaskClient

from hydroml.tests.support.tables import small_table


def test_a_set_is_kept_listed_renamed_and_deleted(client: FlaskClient) -> None:
    body = {"name": "Short", "include": ["age", "<b>x</b>"], "exclude": {"income": "by hand"}}
    made = client.post("/api/feature-sets/", json=body)
    assert made.status_code == 201
    address = f"/api/feature-sets/{made.get_json()['id']}/"
    assert client.get("/api/feature-sets/?q=short").get_json()["total"] == 1
    renamed = client.patch(address, json={"name": "Shorter"}).get_json()
    assert (renamed["name"], renamed["include"]) == ("Shorter", ["age", "<b>x</b>"])
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


def test_a_set_is_fitted_to_a_table_with_a_report_of_what_does_not_fit(client: FlaskClient) -> None:
    upload = {"file": (io.BytesIO(small_table()), "small.csv")}
    dataset = client.post("/api/datasets/", data=upload).get_json()["id"]
    body = {"name": "Short", "include": ["age", "gone"]}
    key = client.post("/api/feature-sets/", json=body).get_json()["id"]
    found = client.get(f"/api/feature-sets/{key}/fit/?dataset={dataset}&target=bought").get_json()
    assert found["include"] == ["age"]
    assert found["missing"] == ["gone"]
    assert set(found["exclude"]) == set(found["unknown"]) == {"colour", "income"}


def test_a_set_at_fault_names_its_fields(client: FlaskClient) -> None:
    for body, field in (
        ({"name": "", "include": ["a"]}, "/name"),
        ({"name": "x", "include": []}, "/include"),
        ({"name": "x", "include": ["a"], "owner": "eve"}, "/owner"),
        ({"name": "  ", "include": ["a"]}, "/name"),
    ):
        answer = client.post("/api/feature-sets/", json=body)
        assert answer.status_code == 400
        assert answer.mimetype == "application/problem+json"
        assert field in {one["field"] for one in answer.get_json()["errors"]}
