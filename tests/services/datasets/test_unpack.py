"""Tests of what is compressed: all of it comes out, or it is told what did not."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from hydroml.services.datasets import unpack
from hydroml.services.datasets.encodings import CHUNK
from hydroml.services.errors import UnreadableFileError
from hydroml.tests.support.reading import MAX_UNPACKED, read

TEXT = b"a,b\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(500))


def packed(content: bytes = TEXT) -> bytes:
    return gzip.compress(content, mtime=0)


def gunzip(content: bytes, folder: Path, max_bytes: int = 10**6) -> tuple[bytes, list[str]]:
    (folder / "packed").write_bytes(content)
    found = unpack.gunzip(folder / "packed", folder / "draft", max_bytes)
    return found.path.read_bytes(), [note.code for note in found.notes]


def test_members_behind_one_another_are_one_file(tmp_path: Path) -> None:
    assert gunzip(packed() + packed(b"x") + packed(b""), tmp_path) == (TEXT + b"x", [])


@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_members_are_found_wherever_a_chunk_ends(
    chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def chunks(path: Path) -> list[bytes]:
        content = path.read_bytes()
        return [content[start : start + chunk] for start in range(0, len(content), chunk)]

    monkeypatch.setattr(unpack, "chunks", chunks)
    assert gunzip(packed() + packed(), tmp_path) == (TEXT + TEXT, [])
    assert gunzip(packed() + b"\x1f", tmp_path) == (TEXT, ["GZIP_SURPLUS"])
    assert gunzip(packed() + b"junk" + packed(), tmp_path) == (TEXT, ["GZIP_SURPLUS"])


def test_bytes_behind_the_end_are_told_with_their_number() -> None:
    got = read(packed() + b"left over")
    assert got.frame.height == 500
    assert got.codes["GZIP_SURPLUS"][0] == 9


def test_a_wrong_checksum_is_refused() -> None:
    content = bytearray(packed())
    content[-8] ^= 1
    with pytest.raises(UnreadableFileError) as caught:
        read(bytes(content))
    assert caught.value.code == "FILE_CORRUPT"


@pytest.mark.parametrize("end", [3, 12, 200, -9, -4, -1])
def test_a_cut_file_is_refused(end: int) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(packed()[:end])
    assert caught.value.code == "FILE_TRUNCATED"


def test_no_more_is_written_than_is_allowed(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        gunzip(packed(bytes(200_000_000)), tmp_path, max_bytes=10**6)
    assert caught.value.code == "FILE_TOO_LARGE"
    assert (tmp_path / "draft").stat().st_size < 10**6 + CHUNK + 1


def archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()


def test_an_archive_that_is_too_large_damaged_or_has_a_password_is_refused(tmp_path: Path) -> None:
    whole = archive({"a": bytes(2000), "b": b"x"})
    marked = whole.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    many = archive({str(place): b"" for place in range(10_001)})
    for content, code in (
        (whole, "FILE_TOO_LARGE"),
        (whole[:-30], "FILE_TRUNCATED"),
        (marked, "FILE_FORMAT"),
        (many, "FILE_CORRUPT"),
    ):
        (tmp_path / "x.zip").write_bytes(content)
        with pytest.raises(UnreadableFileError) as caught:
            unpack.unzipped(tmp_path / "x.zip", 1000)
        assert caught.value.code == code and caught.value.hint


def test_the_limit_of_a_reading_holds_for_every_format() -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(gzip.compress(b"a,b\n" + b"1,2\n" * (MAX_UNPACKED // 4), mtime=0))
    assert caught.value.code == "FILE_TOO_LARGE"
