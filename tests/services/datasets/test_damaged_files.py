"""Tests of damaged files of every format: cut anywhere, bits turned; each is read or refused, in a child."""

import pytest

from hydroml.tests.support.hostile import FORMATS, cut, flipped, outcomes, whole

N_FLIPPED = 40
REFUSED = {
    "FILE_EMPTY",
    "FILE_NO_ROWS",
    "FILE_ONE_COLUMN",
    "FILE_BINARY",
    "FILE_FORMAT",
    "FILE_TRUNCATED",
    "FILE_CORRUPT",
    "FILE_ENCODING",
    "FILE_TOO_LARGE",
    "FILE_TOO_MANY_COLUMNS",
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_damaged_file_is_read_or_refused_and_ends_no_child(form: str) -> None:
    content = whole(form)
    cuts = list(cut(content))
    found = outcomes([content, *cuts, *flipped(content, N_FLIPPED, seed=7)])
    assert found[0] == "table"
    assert set(found) <= REFUSED | {"table"}
    if form not in ("csv", "ndjson"):  # a part of these may be a table that is only shorter
        assert "table" not in found[1 : len(cuts) + 1]
