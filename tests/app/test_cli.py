"""The `hydroml` command: what it prints, and that its exit code is 0 (done), 1 (failed) or 2 (wrong use)."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hydroml.app.cli.run import table_lines
from hydroml.app.settings import Settings
from hydroml.services.adapters.database import Database
from hydroml.tests.support.runs import FirstRun, comparable
from hydroml.tests.support.tables import small_table
from hydroml.tests.support.terminal import hydroml


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for the commands that leave nothing behind that another test would count."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_bytes(small_table())
    return path


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["serve"],
        ["run"],
        ["profile"],
        ["worker"],
        ["templates"],
        ["templates", "list"],
        ["templates", "import"],
        ["templates", "export"],
        ["db"],
        ["db", "upgrade"],
        ["doctor"],
    ],
    ids=" ".join,
)
def test_every_command_explains_itself(words: list[str]) -> None:
    ended = hydroml(*words, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("Usage: hydroml")
    assert hydroml(*words, "-h").out == ended.out


def test_the_installed_command_and_the_module_are_the_same(tmp_path: Path) -> None:
    commands = ([str(Path(sys.executable).parent / "hydroml")], [sys.executable, "-m", "hydroml.app.cli"])
    answers = [
        subprocess.run([*command, "--version"], capture_output=True, text=True, cwd=tmp_path, check=True)
        for command in commands
    ]
    assert {answer.stdout for answer in answers} == {hydroml("--version").out}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Usage"),
        (["frob"], "No such command"),
        (["run"], "Missing argument"),
        (["run", "/no/such/file.csv"], "does not exist"),
        (["profile", "/"], "is a directory"),
        (["run", __file__, "--colour", "red"], "No such option"),
        (["serve", "--port", "http"], "not a valid integer"),
        (["serve", "--port", "99999"], "/port"),
        (["templates", "import", "/no/such/file.yaml"], "does not exist"),
        (["worker", "--home", __file__], "is a file"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_was_wrong(words: list[str], says: str) -> None:
    ended = hydroml(*words)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_a_target_beside_a_configuration_is_wrong_use(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("name: x\n", encoding="utf-8")
    ended = hydroml("run", path, "--target", "x", "--home", home)
    assert (ended.code, ended.out) == (2, "")
    assert "--target" in ended.err


def test_a_home_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    for command in (["templates", "list"], ["db", "upgrade"]):
        ended = hydroml(*command, "--home", "/proc/hydroml")
        assert (ended.code, ended.out) == (1, ""), command
        assert "/proc/hydroml" in ended.err


@pytest.mark.parametrize("text", ["port = ", "colour = 'red'", "port = 'x'"])
def test_a_faulty_settings_file_is_wrong_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    path = tmp_path / "hydroml.toml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("HYDROML_CONFIG", str(path))
    ended = hydroml("templates", "list", "--home", tmp_path / "home")
    assert (ended.code, ended.out) == (2, "")
    assert "setting" in ended.err


def test_profile_shows_what_a_table_holds(table: Path, home: Path) -> None:
    ended = hydroml("profile", table, "--target", "bought", "--home", home)
    assert ended.code == 0
    assert "240 rows, 4 columns (exact)" in ended.out
    assert "target 'bought': binary" in ended.out
    assert "missing 22" in ended.out


def test_profile_as_json_is_the_profile_of_the_api(table: Path, home: Path) -> None:
    profile = hydroml("profile", table, "--target", "bought", "--home", home, "--json").json
    assert (profile["n_rows"], profile["n_columns"], profile["exact"]) == (240, 4, True)
    assert profile["target"]["task"] == "binary"
    assert [column["name"] for column in profile["columns"]] == ["age", "colour", "income", "bought"]


def odd_table(folder: Path) -> Path:
    """A table between marks that are not looked for, with a short line at its end."""
    path = folder / "odd.csv"
    rows = [f"{n:03}@{n},5@{('yes', 'no')[n % 2]}" for n in range(40)]
    path.write_text("\n".join(["code@price@sold", *rows, "999@2"]), encoding="utf-8")
    return path


def test_profile_says_how_a_file_was_read_and_where_it_had_to_be_repaired(tmp_path: Path, home: Path) -> None:
    ended = hydroml("profile", odd_table(tmp_path), "--delimiter", "@", "--home", home)
    assert (ended.code, ended.err) == (0, "")
    assert "read with encoding utf-8, delimiter '@'" in ended.out
    assert "as you said: delimiter '@'" in ended.out
    assert "(line 42) [ROW_TOO_SHORT]" in ended.out
    assert "suggested target " in ended.out
    price = next(line for line in ended.out.splitlines() if line.startswith("  price"))
    assert "numeric" in price and "0.5 to 39.5" in price and "median" in price
    assert "warning: " in ended.out and "[DATA_FEW_ROWS]" in ended.out


def test_profile_believes_what_it_is_told_until_it_is_told_otherwise(tmp_path: Path, home: Path) -> None:
    path = odd_table(tmp_path)

    def kinds(*options: str) -> dict[str, str]:
        columns = hydroml("profile", path, "--home", home, "--json", *options).json["columns"]
        return {column["name"]: column["kind"] for column in columns}

    assert kinds("--delimiter", "@")["code"] == "identifier"
    assert kinds("--delimiter", "@", "--kind", "code=integer")["code"] == "integer"
    assert kinds()["code"] == "integer", "what was said last still holds"
    assert len(kinds("--delimiter", "@", "--no-header")) == 3
    assert "sold" not in kinds("--delimiter", "@", "--no-header")
    assert "sold" not in kinds("--reset"), "found out again, commas are taken for the delimiter"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--kind", "age"], "NAME=KIND"),
        (["--kind", "age=colour"], "NAME=KIND"),
        (["--decimal", ";"], "is not one of"),
        (["--skip", "-1"], "is not in the range"),
        (["--delimiter", ""], "/dialect/delimiter"),
        (["--encoding", "klingon"], "/dialect/encoding"),
        (["--kind", "nowhere=text"], "/kinds/nowhere"),
    ],
)
def test_a_senseless_wish_is_wrong_use_and_leaves_nothing(
    table: Path, tmp_path: Path, options: list[str], says: str
) -> None:
    home = tmp_path / "home"
    ended = hydroml("profile", table, *options, "--home", home)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err
    datasets = home / "datasets"
    assert not datasets.exists() or [path.name for path in datasets.iterdir()] == [".staging"]
    assert not datasets.exists() or not list((datasets / ".staging").iterdir())


def test_a_file_that_is_no_table_ends_with_1_and_leaves_nothing(tmp_path: Path) -> None:
    path, home = tmp_path / "x.csv", tmp_path / "home"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    ended = hydroml("profile", path, "--home", home)
    assert (ended.code, ended.out) == (1, "")
    assert "PNG" in ended.err and "FILE_BINARY" in ended.err
    assert not list((home / "datasets" / ".staging").iterdir())


def test_profile_of_strange_column_names_prints_them(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "strange.csv"
    names = ["<b>x</b>", "a.b", '""""', "n" * 300, "\u202eright", "{0}", "%s"]
    header = ",".join(f'"{name}"' for name in names)
    rows = "\n".join(",".join(str(row * (k + 3) % 17) for k in range(len(names))) for row in range(40))
    path.write_text(f"{header}\n{rows}\n", encoding="utf-8")
    ended = hydroml("profile", path, "--target", "%s", "--home", home)
    assert (ended.code, ended.err) == (0, "")
    assert "{0}" in ended.out and "<b>x</b>" in ended.out
    assert "\\u202eright" in ended.out and "\u202e" not in ended.out, "nothing turns the line around"


def test_run_ends_with_a_leaderboard_that_beats_the_baseline(first_run: FirstRun) -> None:
    results = first_run.results
    assert results["status"] == "succeeded"
    best = results["leaderboard"][0]
    assert best["mean"] > results["baseline"]["mean"]
    assert results["metric"]["name"] == "roc_auc"
    assert results["mlflow_run_id"]


def test_run_tells_its_progress_in_plain_lines_beside_its_results(first_run: FirstRun) -> None:
    lines = first_run.ended.err.splitlines()
    assert lines[-1] == "Finished"
    assert not any("\r" in line or "\033" in line for line in lines)


def test_run_of_the_exported_configuration_gives_equal_numbers_and_a_short_table(
    first_run: FirstRun, tmp_path: Path
) -> None:
    config = tmp_path / "again.yaml"
    config.write_text(first_run.exported(), encoding="utf-8")
    ended = hydroml("run", config, "--home", first_run.home, "--name", "again")
    assert ended.code == 0, ended.err
    lines = ended.out.splitlines()
    assert lines[0].startswith("again (ex_")
    assert lines[1:] == list(table_lines(first_run.results))
    assert comparable(first_run.newest()) == comparable(first_run.results)


def test_a_configuration_of_a_table_that_this_home_does_not_know_is_refused(
    first_run: FirstRun, tmp_path: Path, home: Path
) -> None:
    config = tmp_path / "again.yaml"
    config.write_text(first_run.exported(), encoding="utf-8")
    refused = hydroml("run", config, "--home", home)
    assert (refused.code, refused.out) == (2, "")
    assert "DATASET_UNKNOWN" in refused.err


def test_the_table_shows_one_split_without_spread_and_a_model_that_failed() -> None:
    split: dict[str, Any] = {"model": "ridge", "mean": 0.5, "std": None, "error": None}
    failed = {"model": "logistic", "mean": None, "std": None, "error": "no memory"}
    baseline = {**split, "model": "dummy", "mean": 0.25}
    lines = list(table_lines({"leaderboard": [split, failed], "baseline": baseline, "test": None}))
    assert [line.split() for line in lines] == [
        ["ridge", "0.5"],
        ["logistic", "failed:", "no", "memory"],
        ["dummy", "0.25"],
    ]


def test_db_upgrade_makes_the_schema_and_may_be_repeated(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    for _ in range(2):
        ended = hydroml("db", "upgrade", "--home", home)
        assert (ended.code, ended.err) == (0, "")
    database = Database(Settings(home=home).resolved_database_url)
    assert database.check() is None
    database.dispose()


def test_doctor_is_content_here(home: Path) -> None:
    ended = hydroml("doctor", "--home", home)
    assert ended.code == 0, ended.out
    assert "ok      database" in ended.out


def test_doctor_ends_with_1_when_something_needed_is_missing(tmp_path: Path) -> None:
    broken = tmp_path / "home"
    broken.mkdir()
    (broken / "hydroml.db").write_bytes(b"this is no database" * 100)
    ended = hydroml("doctor", "--home", broken)
    assert ended.code == 1
    assert "missing database" in ended.out


def test_templates_are_listed_exported_and_imported(tmp_path: Path, home: Path) -> None:
    listed = hydroml("templates", "list", "--home", home, "--json").json
    assert listed["total"] == 4
    first = listed["items"][0]
    assert first["id"] in hydroml("templates", "list", "--home", home).out
    exported = hydroml("templates", "export", first["id"], "--home", home)
    assert exported.code == 0
    path = tmp_path / "template.yaml"
    path.write_text(exported.out, encoding="utf-8")
    imported = hydroml("templates", "import", path, "--home", tmp_path / "other")
    assert (imported.code, first["name"] in imported.out) == (0, True)
    assert hydroml("templates", "list", "--home", tmp_path / "other", "--json").json["total"] == 5


def test_an_unknown_template_ends_with_1(home: Path) -> None:
    ended = hydroml("templates", "export", "tp_unknown", "--home", home)
    assert (ended.code, ended.out) == (1, "")
    assert "tp_unknown" in ended.err


def test_a_worker_with_an_empty_queue_ends_at_once(tmp_path: Path) -> None:
    ended = hydroml("worker", "--once", "--home", tmp_path / "home")
    assert (ended.code, ended.out) == (0, "")


def test_output_into_a_pipe_that_closes_is_no_crash(first_run: FirstRun) -> None:
    listing = [sys.executable, "-m", "hydroml.app.cli", "profile", str(first_run.table)]
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = subprocess.run(
            [*listing, "--home", str(first_run.home), "--json"],
            stdout=writer,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writer)
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 1


def test_results_as_json_have_the_keys_a_script_reads(first_run: FirstRun) -> None:
    needed: set[str] = {"experiment", "status", "metric", "leaderboard", "baseline", "test", "environment"}
    assert needed <= set(first_run.results)
    entry: dict[str, Any] = first_run.results["leaderboard"][0]
    assert {"model", "mean", "std", "folds", "hyperparameters"} <= set(entry)
