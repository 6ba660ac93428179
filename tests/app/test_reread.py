"""Reading a file again over HTTP: what is asked, what is answered, what is refused."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from hydroml.tests.support.tables import small_table
from hydroml.tests.support.workbooks import workbook

ODD = b"namexagexsold\n" + b"".join(b"n%dx%dx%s\n" % (n, 20 + n, (b"yes", b"no")[n % 2]) for n in range(60))


def upload(client: FlaskClient, content: bytes, name: str = "small.csv", status: int = 201) -> Any:
    form = {"file": (io.BytesIO(content), name)}
    answer = client.post("/api/datasets/", data=form, content_type="multipart/form-data")
    assert answer.status_code == status, answer.text
    return answer.get_json()


def patch(client: FlaskClient, dataset_id: str, body: Any, status: int = 200) -> Any:
    answer = client.patch(f"/api/datasets/{dataset_id}/", json=body)
    assert answer.status_code == status, answer.text
    return answer.get_json()


def test_a_file_is_read_again_and_says_how(client: FlaskClient) -> None:
    dataset = upload(client, small_table())
    assert dataset["report"]["overrides"] == {}
    said = {"header": False, "dialect": {"delimiter": ",", "quote": "'"}}
    after = patch(client, dataset["id"], said)
    assert (after["id"], after["n_rows"], after["report"]["overrides"]) == (dataset["id"], 241, said)
    report = client.get(f"/api/datasets/{dataset['id']}/report/").get_json()
    assert report["overrides"] == said
    assert (report["dialect"]["quote"], report["dialect"]["header"]) == ("'", False)
    assert {"dialect", "overrides", "notes"} <= set(report)
    again = patch(client, dataset["id"], {"dialect": {"quote": None}, "header": None})
    assert (again["n_rows"], again["report"]["overrides"]) == (240, {"dialect": {"delimiter": ","}})
    assert patch(client, dataset["id"], {"dialect": None})["report"]["overrides"] == {}


def test_a_kind_is_corrected_and_found_in_the_profile(client: FlaskClient) -> None:
    dataset = upload(client, small_table())
    patch(client, dataset["id"], {"kinds": {"age": "categorical"}})
    profile = client.get(f"/api/datasets/{dataset['id']}/profile/").get_json()
    assert {one["name"]: one["kind"] for one in profile["columns"]}["age"] == "categorical"


def test_another_sheet_of_a_workbook_is_read(client: FlaskClient) -> None:
    rows: list[list[Any]] = [["id", "n"], *([f"c{n}", n] for n in range(30))]
    dataset = upload(client, workbook({"Sales": rows, "Notes": [[*row, "x"] for row in rows]}), "book.xlsx")
    assert dataset["n_columns"] == 2
    other = patch(client, dataset["id"], {"sheet": "Notes"})
    assert (other["n_columns"], other["report"]["dialect"]["sheet"]) == (3, "Notes")
    document = patch(client, dataset["id"], {"sheet": "Absent"}, status=400)
    assert [one["field"] for one in document["errors"]] == ["/sheet"]


def test_a_refused_file_is_read_in_another_way_without_a_new_upload(client: FlaskClient) -> None:
    refused = upload(client, ODD, "odd.csv", status=422)
    assert refused["code"] == "FILE_ONE_COLUMN"
    dataset_id = refused["extra"]["dataset_id"]
    assert client.get(f"/api/datasets/{dataset_id}/").get_json()["status"] == "failed"
    still = patch(client, dataset_id, {"dialect": {"delimiter": "#"}}, status=422)
    assert still["code"] == "FILE_ONE_COLUMN"
    dataset = patch(client, dataset_id, {"dialect": {"delimiter": "x"}})
    assert (dataset["status"], dataset["n_rows"], dataset["n_columns"]) == ("ready", 60, 3)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"colour": 1}, "/colour"),
        ({"dialect": {"delimeter": ";"}}, "/dialect/delimeter"),
        ({"dialect": {"delimiter": "x" * 9}}, "/dialect/delimiter"),
        ({"dialect": {"delimiter": ""}}, "/dialect/delimiter"),
        ({"dialect": {"encoding": "klingon"}}, "/dialect/encoding"),
        ({"dialect": {"encoding": "a\x00"}}, "/dialect/encoding"),
        ({"dialect": {"decimal": ";"}}, "/dialect/decimal"),
        ({"dialect": {"skip": -1}}, "/dialect/skip"),
        ({"header": "perhaps"}, "/header"),
        ({"kinds": {"age": "colourful"}}, "/kinds/age"),
        ({"kinds": {"nowhere": "text"}}, "/kinds/nowhere"),
        ({"sheet": "s" * 300}, "/sheet"),
    ],
)
def test_a_senseless_wish_is_refused_with_its_field(
    client: FlaskClient, body: dict[str, Any], field: str
) -> None:
    dataset = upload(client, small_table())
    document = patch(client, dataset["id"], body, status=400)
    assert document["code"] == "INVALID_INPUT"
    assert field in [one["field"] for one in document["errors"]]
    assert client.get(f"/api/datasets/{dataset['id']}/").get_json() == dataset


def test_experiments_keep_their_table_and_a_copy_is_offered(client: FlaskClient) -> None:
    dataset = upload(client, small_table())
    address = f"/api/experiments/suggest/?dataset={dataset['id']}&target=bought"
    config = client.get(address).get_json()
    assert client.post("/api/experiments/", json={"config": config}).status_code == 201
    document = patch(client, dataset["id"], {"header": False}, status=409)
    assert document["code"] == "DATASET_IN_USE" and "copy" in document["hint"]
    copy = patch(client, dataset["id"], {"header": False, "copy": True})
    assert (copy["n_rows"], copy["fingerprint"]) == (241, dataset["fingerprint"])
    assert client.get(f"/api/datasets/{dataset['id']}/").get_json() == dataset


def test_random_rows_carry_their_places(client: FlaskClient) -> None:
    address = f"/api/datasets/{upload(client, small_table())['id']}/preview/"
    first = client.get(address + "?rows=240").get_json()
    some = client.get(address + "?rows=9&sample=random").get_json()
    assert first["row_numbers"] == list(range(1, 241))
    assert some["rows"] == [first["rows"][place - 1] for place in some["row_numbers"]]
    assert client.get(address + "?sample=best").status_code == 400
