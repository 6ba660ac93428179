"""Tests of encodings: the text is the one that was written, and each guess is told."""

from pathlib import Path

import pytest

from hydroml.services.datasets.encodings import Text, guess, settle, with_newlines

TEXT = "name,n\nMüller,1\nÅsa,2\n"


def settled(content: bytes, folder: Path) -> Text:
    (folder / "x").write_bytes(content)
    return settle(folder / "x", content[: 1 << 16], folder / "draft")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_text_is_the_one_that_was_written(encoding: str, tmp_path: Path) -> None:
    text = settled(TEXT.encode(encoding), tmp_path)
    assert text.path.read_bytes().decode("utf-8-sig") == TEXT
    assert text.encoding in (encoding, "utf-16")
    told = {note.code for note in text.notes}
    assert told == ({"ENCODING_GUESSED"} if encoding in ("utf-16-le", "utf-16-be", "cp1252") else set())


def test_one_broken_byte_among_good_letters_does_not_make_another_encoding(tmp_path: Path) -> None:
    text = settled(TEXT.encode() + b"x\xffy,3\n", tmp_path)
    assert text.path.read_text() == TEXT + "x\ufffdy,3\n"
    assert [note.code for note in text.notes] == ["ENCODING_INVALID_BYTES"]


def test_nul_characters_stay_and_their_lines_are_named(tmp_path: Path) -> None:
    content = b"a,b\r\nx\x00y,1\r\nz,2\r\nu,\x003\r\n"
    text = settled(content, tmp_path)
    assert text.path.read_bytes() == content
    assert [(note.code, note.n, note.lines) for note in text.notes] == [("TEXT_NUL", 2, (2, 4))]


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (b"a,b\r1,2\r3,4\r", b"a,b\n1,2\n3,4\n"),
        (b'a,b\r"x\ny\nz\nu",2\r3,4\r', b'a,b\n"x\ny\nz\nu",2\n3,4\n'),
        (b"a;b\r'x\ny\nz\nu';2\r3;4\r", b"a;b\n'x\ny\nz\nu';2\n3;4\n"),
        (b"a,b\r1,2\r\n3,4\r", b"a,b\n1,2\n3,4\n"),
        (b'a,b\r\n"x\ry\rz\ru\rv",2\r\n', b'a,b\r\n"x\ry\rz\ru\rv",2\r\n'),
    ],
)
def test_carriage_returns_that_end_lines_become_newlines(
    content: bytes, wanted: bytes, tmp_path: Path
) -> None:
    (tmp_path / "x").write_bytes(content)
    assert with_newlines(tmp_path / "x", tmp_path / "draft").read_bytes() == wanted


def test_an_encoding_is_given_away_by_its_mark_or_by_its_zeros() -> None:
    assert guess(b"\xff\xfea\x00") == "utf-16"
    assert guess("abcdef".encode("utf-16-be")) == "utf-16-be"
    assert guess(b"abcdef") is None
