"""Unpacks gzip and looks into ZIP without trusting them: ends are checked and sizes are limited."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from ..wording import counted
from . import refusals
from .encodings import CHUNK, chunks
from .records import ReportNote

_GZIP = 31
_MAGIC = b"\x1f\x8b"
_MAX_ENTRIES = 10_000
_ENCRYPTED = 1


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came out of a compressed file, and what is doubtful about that."""

    path: Path
    notes: tuple[ReportNote, ...] = ()


def gunzip(path: Path, draft: Path, max_bytes: int) -> Unpacked:
    """Write the content of a gzip file, of all its members, to `draft` and return that.

    Parameters
    ----------
    max_bytes : the most that may come out

    Raises
    ------
    UnreadableFileError
        ``FILE_TRUNCATED``, ``FILE_CORRUPT`` or ``FILE_TOO_LARGE``.
    """
    unpacker = zlib.decompressobj(_GZIP)
    written = n_behind = 0
    waiting = b""
    with draft.open("wb") as file:
        for chunk in chunks(path):
            chunk = waiting + chunk
            waiting = b""
            while chunk:
                if unpacker.eof:  # several members behind one another are one file
                    if n_behind or not chunk.startswith(_MAGIC[: len(chunk)]):
                        n_behind += len(chunk)
                        break
                    if len(chunk) < len(_MAGIC):
                        waiting = chunk
                        break
                    unpacker = zlib.decompressobj(_GZIP)
                written += file.write(_inflate(unpacker, chunk, written))
                if written > max_bytes:
                    raise refusals.too_large(max_bytes, "The unpacked content")
                chunk = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not unpacker.eof:
        raise refusals.truncated("gzip", f"after {written:,} unpacked bytes its end is missing")
    return Unpacked(draft, _told(n_behind + len(waiting)))


def _inflate(unpacker: "zlib._Decompress", chunk: bytes, written: int) -> bytes:
    try:
        return unpacker.decompress(chunk, CHUNK)
    except zlib.error as error:
        raise refusals.corrupt("gzip", f"after {written:,} unpacked bytes ({error})") from None


def _told(n_behind: int) -> tuple[ReportNote, ...]:
    if not n_behind:
        return ()
    message = counted(
        n_behind,
        "byte behind the end of the compressed data is no gzip and was left out.",
        "bytes behind the end of the compressed data are no gzip and were left out.",
    )
    return (ReportNote("GZIP_SURPLUS", "warning", message, n_behind),)


def unzipped(path: Path, max_bytes: int) -> zipfile.ZipFile:
    """Return a ZIP archive whose list of contents was checked; the caller closes it.

    Parameters
    ----------
    max_bytes : the most that all its entries together may unpack to, by their own account

    Raises
    ------
    UnreadableFileError
        ``FILE_TRUNCATED``, ``FILE_CORRUPT``, ``FILE_FORMAT`` (with a password) or ``FILE_TOO_LARGE``.
    """
    try:
        archive = zipfile.ZipFile(path)
        entries = archive.infolist()
    except zipfile.BadZipFile:
        raise refusals.truncated("ZIP", "the list of its contents at the end is missing or damaged") from None
    except (OSError, ValueError, NotImplementedError) as error:
        raise refusals.corrupt("ZIP", str(error)[:200]) from None
    if len(entries) > _MAX_ENTRIES:
        raise refusals.corrupt("ZIP", f"it holds {len(entries):,} files")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise refusals.other_format("a ZIP archive with a password", "Save it without the password.")
    if sum(entry.file_size for entry in entries) > max_bytes:
        raise refusals.too_large(max_bytes, "The unpacked content")
    return archive
