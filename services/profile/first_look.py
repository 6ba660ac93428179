"""Describes a file that is not read yet, from rows spread over it, in the limited child process."""

from pathlib import Path
from typing import Any

from ..datasets import Progress, encodings, formats, overrides, stored
from ..datasets.csv import csv_glance
from ..datasets.csv.csv_glance import Glance
from ..errors import NotReadyError
from .describe import describe_sample
from .records import Profile


def look(*, path: str, name: str, fingerprint: str, report: Progress) -> dict[str, Any]:
    """Return the profile of a CSV file in UTF-8 as an estimate, with its exact number of rows, in JSON types.

    Parameters
    ----------
    path : of the original file
    name : by which the user knows it
    fingerprint : of its bytes, "" if not known yet

    Raises
    ------
    NotReadyError
        When the file is of another kind, which has to be read before anything can be said of it.
    UnreadableFileError
        When the file is no table.
    """
    report(0.1, "Looking at rows spread over the file")
    source = Path(path)
    if not _is_plain_csv(source):
        raise NotReadyError(f"'{name}' is still being read.", hint="Try again in a moment.")
    seen = csv_glance.glance(source, overrides.parsed(None))
    report(0.6, "Counting the rows")
    profile = estimate(seen, csv_glance.count_rows(seen.source), fingerprint)
    answer: dict[str, Any] = stored.dump(profile, Profile)
    return answer


def estimate(seen: Glance, n_rows: int, fingerprint: str) -> Profile:
    """Return the profile that the rows of a glance suggest for a table of `n_rows` rows."""
    return describe_sample(seen.columns, n_rows=n_rows, fingerprint=fingerprint)


def _is_plain_csv(path: Path) -> bool:
    """Tell whether the beginning of a file is text in UTF-8 with fields between marks."""
    with path.open("rb") as file:
        head = file.read(formats.HEAD_BYTES)
    if formats.of_bytes(head, head[-4:]) is not None or encodings.guess(head) not in (None, "utf-8-sig"):
        return False
    try:
        text = head.decode()
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:  # a character cut in two at the end is no fault
            return False
        text = head[: error.start].decode()
    return formats.of_text(text.removeprefix("\ufeff")) == "csv"
