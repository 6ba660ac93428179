"""Finds out the encoding of a text file and hands on UTF-8."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..wording import counted
from . import refusals
from .notes import MAX_LINES
from .records import ReportNote

CHUNK = 1 << 23
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY = ("cp1252", "latin-1")
_NUL_SHARE = 0.3
_MOSTLY = 0.5
_QUOTED = re.compile(rb'"[^"]*"' + rb"|(?<![^\W_])'[^']*'(?![^\W_])")
_RETURN = re.compile(rb"\r\n?")


@dataclass(frozen=True, slots=True)
class Text:
    """A file in UTF-8 (perhaps with BOM), what it was encoded in, and what is doubtful about that."""

    path: Path
    encoding: str
    notes: tuple[ReportNote, ...] = ()


def guess(head: bytes) -> str | None:
    """Return the encoding that a byte order mark or the pattern of zero bytes gives away, else None."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    odd, even = head[1::2], head[::2]
    if odd and odd.count(0) > _NUL_SHARE * len(odd) and even.count(0) < odd.count(0) / 10:
        return "utf-16-le"
    if even and even.count(0) > _NUL_SHARE * len(even) and odd.count(0) < even.count(0) / 10:
        return "utf-16-be"
    return None


def settle(path: Path, head: bytes, draft: Path, *, asked: str | None = None) -> Text:
    """Return the text of `path` in UTF-8: the file itself, or `draft` if it had to be rewritten.

    Parameters
    ----------
    asked : the encoding that the user said it is in, if any

    Raises
    ------
    UnreadableFileError
        ``FILE_ENCODING`` when the bytes contradict the encoding they announce.
    """
    text = _settled(path, head, draft, asked)
    if not any(b"\0" in chunk for chunk in chunks(text.path)):
        return text
    lines = lines_with_nul(text.path)
    message = f"NUL characters stand in {len(lines):,} lines; they were kept where they are."
    note = ReportNote("TEXT_NUL", "warning", message, len(lines), tuple(lines[:MAX_LINES]))
    return replace(text, notes=(*text.notes, note))


def lines_with_nul(path: Path) -> list[int]:
    """Return the lines (1-based, ended by LF, CRLF or CR) of a UTF-8 file that hold a NUL character."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return [number for number, line in enumerate(file, start=1) if "\0" in line]


def _settled(path: Path, head: bytes, draft: Path, asked: str | None) -> Text:
    if asked is not None:
        return _as_asked(path, draft, asked)
    announced = guess(head)
    if announced is None or announced == "utf-8-sig":
        bad = first_bad_byte(path)
        if bad is None:
            return Text(path, announced or "utf-8")
        return _legacy(path, draft, bad)
    try:
        _rewrite(path, draft, announced, "strict")
    except UnicodeDecodeError as error:
        raise refusals.encoding(f"it begins as {announced}, but byte {error.start:,} does not fit") from None
    if head.startswith(tuple(mark for mark, _ in _BOMS)):
        return Text(draft, announced)
    message = f"The text has no byte order mark; every other byte is zero, so it was read as {announced}."
    return Text(draft, announced, (ReportNote("ENCODING_GUESSED", "info", message),))


def _as_asked(path: Path, draft: Path, asked: str) -> Text:
    try:
        _rewrite(path, draft, asked, "strict")
    except UnicodeDecodeError as error:
        raise refusals.encoding(f"it was to be read as {asked}, but a byte does not fit: {error}") from None
    return Text(draft, asked)


def first_bad_byte(path: Path) -> int | None:
    """Return the offset of the first byte that is not UTF-8, or None; the offset is that of its chunk."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    offset = 0
    try:
        for chunk in chunks(path):
            if decoder.getstate()[0] or not chunk.isascii():  # plain ASCII is seen thirty times as fast
                decoder.decode(chunk)
            offset += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return offset + error.start
    return None


def chunks(path: Path) -> Iterator[bytes]:
    """Yield the content of a file, 8 MiB at a time."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def with_newlines(path: Path, draft: Path) -> Path:
    """Return the file, or `draft` with newlines where lines end with a carriage return alone.

    Parameters
    ----------
    path : UTF-8 file; of old Macintosh programs if in its first 64 KiB, what is quoted left out, more lines
        end with a carriage return alone than with a newline
    """
    with path.open("rb") as file:
        head = _QUOTED.sub(b"", file.read(1 << 16))
    if head.count(b"\r") - head.count(b"\r\n") <= head.count(b"\n"):
        return path
    part = draft.with_suffix(".lines.part")
    with part.open("wb") as file:
        held = b""
        for chunk in chunks(path):
            chunk = held + chunk
            held = b"\r" if chunk.endswith(b"\r") else b""
            file.write(_RETURN.sub(b"\n", chunk.removesuffix(held) if held else chunk))
        file.write(b"\n" if held else b"")
    return part.replace(draft)


def _legacy(path: Path, draft: Path, bad: int) -> Text:
    n_bad, n_good = _tally(path)
    if n_good >= _MOSTLY * (n_good + n_bad):
        _rewrite(path, draft, "utf-8", "replace")
        message = counted(
            n_bad,
            f"place near byte {bad:,} is not UTF-8 and became '\ufffd'.",
            f"places, the first near byte {bad:,}, are not UTF-8 and became '\ufffd'.",
        )
        return Text(draft, "utf-8", (ReportNote("ENCODING_INVALID_BYTES", "warning", message, n_bad),))
    for name in _LEGACY:
        try:
            _rewrite(path, draft, name, "strict")
        except UnicodeDecodeError:
            continue
        message = f"The text is not UTF-8 (byte {bad:,}); it was read as {name}. Check letters with accents."
        return Text(draft, name, (ReportNote("ENCODING_GUESSED", "warning", message, n_bad),))
    raise refusals.encoding(f"byte {bad:,} is not UTF-8")


def _tally(path: Path) -> tuple[int, int]:
    """Return how many places are not UTF-8, and how many characters beyond ASCII are."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    n_bad = n_good = 0
    for chunk in chunks(path):
        text = decoder.decode(chunk)
        bad = text.count("\ufffd")
        n_bad += bad
        n_good += sum(1 for character in text if character > "\x7f") - bad if not text.isascii() else 0
    return n_bad, n_good


def _rewrite(path: Path, draft: Path, encoding: str, errors: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    with draft.open("wb") as file:
        for chunk in chunks(path):
            file.write(decoder.decode(chunk).encode("utf-8", "replace"))
        file.write(decoder.decode(b"", final=True).encode("utf-8", "replace"))


def start_of(path: Path) -> str:
    """Return the first 64 KiB of a UTF-8 file as text, without byte order mark."""
    with path.open("rb") as file:
        return file.read(1 << 16).decode("utf-8", "ignore").removeprefix("\ufeff")
