"""Bad files through REST and the terminal: a clear refusal each time, and nothing of the name believed."""

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from hydroml.tests.support.refused import MAX_UPLOAD_BYTES, problem, refused, send
from hydroml.tests.support.strange_files import READ, REFUSED, Strange
from hydroml.tests.support.tables import small_table
from hydroml.tests.support.terminal import hydroml


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.name)
def test_a_file_that_is_no_table_is_refused_by_the_api_with_cause_and_remedy(
    caller: FlaskClient, file: Strange
) -> None:
    document = problem(send(caller, file.content, file.name), 422)
    assert document["code"] == file.code
    assert file.says in document["detail"]
    assert send(caller, small_table(50), "good.csv").status_code == 201, "the app goes on working"


@pytest.mark.parametrize("command", [["profile"], ["run", "--target", "x"]], ids=["profile", "run"])
@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.name)
def test_a_file_that_is_no_table_is_refused_at_the_terminal(
    tmp_path: Path, home: Path, file: Strange, command: list[str]
) -> None:
    path = tmp_path / file.name
    path.write_bytes(file.content)
    message = refused(hydroml(*command, path, "--home", home), 1)
    assert file.code in message
    assert file.says in message


@pytest.mark.parametrize("file", READ, ids=lambda file: file.name)
def test_text_that_is_not_utf8_is_read_and_the_report_says_how(caller: FlaskClient, file: Strange) -> None:
    dataset = send(caller, file.content, file.name).get_json()
    assert dataset["n_rows"] == 120
    rows = caller.get(f"/api/datasets/{dataset['id']}/preview/").get_json()["rows"]
    assert rows[1][:2] == ["Jürgen", "Köln"]
    report = caller.get(f"/api/datasets/{dataset['id']}/report/").get_json()
    assert report["dialect"]["encoding"] == file.says
    assert [one["code"] for one in report["notes"] if file.says in one["message"]] == [file.code] * bool(
        file.code
    )


@pytest.mark.parametrize("file", READ, ids=lambda file: file.name)
def test_text_that_is_not_utf8_is_read_at_the_terminal(tmp_path: Path, home: Path, file: Strange) -> None:
    path = tmp_path / file.name
    path.write_bytes(file.content)
    ended = hydroml("profile", path, "--home", home, "--json")
    assert (ended.code, ended.json["n_rows"]) == (0, 120)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.csv", "....boot.csv"),
        ("..", ".."),
        ("", "upload"),
        ("a\0b.csv", "ab.csv"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
        ("a\u202egnp.csv", "a\u202egnp.csv"),
        ("'; drop.csv", "'; drop.csv"),
        ("$(reboot).csv", "$(reboot).csv"),
    ],
)
def test_a_files_name_is_only_shown_and_never_a_path(caller: FlaskClient, name: str, kept: str) -> None:
    home = caller.application.extensions["hydroml"]["/"].settings.home
    others = {path for path in home.parent.iterdir() if path != home}
    dataset = send(caller, small_table(60 + len(name)), name).get_json()
    assert dataset["name"] == kept
    folder = home / "datasets" / dataset["id"]
    assert folder.is_dir()
    assert {path.name.partition("-")[0] for path in folder.iterdir()} <= {
        "original",
        "table.parquet",
        "ingest.json",
        "profile.json",
        "target",
    }
    assert {path for path in home.parent.iterdir() if path != home} == others


@pytest.mark.parametrize("size", [MAX_UPLOAD_BYTES + 1, MAX_UPLOAD_BYTES + 300_000])
def test_a_file_over_the_limit_is_refused(caller: FlaskClient, size: int) -> None:
    staging = caller.application.extensions["hydroml"]["/"].settings.home / "datasets" / ".staging"
    before = set(staging.iterdir()) if staging.is_dir() else set()
    document = problem(send(caller, b"a,b\n" + b"1" * (size - 4)), 413)
    assert "LARGE" in document["code"]
    assert set(staging.iterdir()) == before, "nothing is left behind"


def test_a_file_of_exactly_the_limit_is_taken(caller: FlaskClient) -> None:
    rows = b"a,b\n" + b"1,2\n" * (MAX_UPLOAD_BYTES // 4 - 1)
    assert len(rows) == MAX_UPLOAD_BYTES
    assert send(caller, rows).status_code == 201


def test_a_body_of_unknown_length_is_held_to_the_limit(caller: FlaskClient) -> None:
    endless = {"wsgi.input": io.BytesIO(b'"' + b"x" * 3_000_000), "wsgi.input_terminated": True}
    answer = caller.post("/api/experiments/", environ_overrides={**endless, "CONTENT_LENGTH": ""})
    assert problem(answer, 413)["code"] == "TOO_LARGE"


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"a,b\n1,2\n", "text/csv"),
        (b"", "multipart/form-data"),
        (b"--x\r\nContent-Disp", "multipart/form-data; boundary=x"),
        (
            b'--x\r\nContent-Disposition: form-data; name="other"; filename="a"\r\n\r\n1\r\n--x--',
            "multipart/form-data; boundary=x",
        ),
        (
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n1\r\n--x--',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_a_body_without_a_file_part_is_refused(caller: FlaskClient, body: bytes, media_type: str) -> None:
    answer = caller.post("/api/datasets/", data=body, content_type=media_type)
    assert problem(answer, 422)["code"] == "FILE_MISSING"
