"""Tests of the home folder."""

import stat
from pathlib import Path

import pytest

from hydroml.services.adapters.files import HomeFiles

DATASET, RUN = "ds_7Qm2kXw9HbTz", "rn_7Qm2kXw9HbTz"


def test_a_folder_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    files = HomeFiles(tmp_path)
    (files.staging(DATASET) / "table.parquet").write_bytes(b"1")
    assert not files.folder(DATASET).exists()
    assert (files.staged(), files.stored()) == ((DATASET,), ())
    assert files.commit(DATASET) == files.folder(DATASET)
    assert (files.staged(), files.stored()) == ((), (DATASET,))
    assert (files.folder(DATASET) / "table.parquet").read_bytes() == b"1"


def test_discarding_removes_what_is_staged_and_what_is_whole(tmp_path: Path) -> None:
    files = HomeFiles(tmp_path)
    files.staging(DATASET)
    files.commit(DATASET)
    files.staging(DATASET)
    files.discard(DATASET)
    files.discard(DATASET)
    assert (files.staged(), files.stored()) == ((), ())


@pytest.mark.parametrize("bad", ["../etc", "", "ds_../../../etc", "ds_7Qm2kXw9HbTz/x", "ds_7Qm2kXw9HbT\x00"])
def test_only_our_own_identifiers_become_paths(tmp_path: Path, bad: str) -> None:
    files = HomeFiles(tmp_path)
    for method in (files.folder, files.staging, files.discard, files.runs_folder, files.studies_path):
        with pytest.raises(ValueError, match="not an identifier"):
            method(bad)


def test_results_of_a_run_are_staged_afresh_and_renamed(tmp_path: Path) -> None:
    files = HomeFiles(tmp_path)
    (files.stage_run(RUN) / "half").write_bytes(b"1")
    (files.stage_run(RUN) / "results.json").write_bytes(b"2")
    folder = files.commit_run(RUN)
    assert folder == files.runs_folder(RUN)
    assert [path.name for path in folder.iterdir()] == ["results.json"]
    files.discard_run(RUN)
    assert not folder.exists()


def test_the_secret_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    key = HomeFiles(tmp_path / "home").secret_key()
    assert len(key) == 64
    assert HomeFiles(tmp_path / "home").secret_key() == key
    assert stat.S_IMODE((tmp_path / "home" / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["secret.key"]


def test_the_journal_of_a_search_has_a_folder(tmp_path: Path) -> None:
    path = HomeFiles(tmp_path).studies_path(RUN)
    assert path.parent.is_dir()
    assert path.suffix == ".journal"
