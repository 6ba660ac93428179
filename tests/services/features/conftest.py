"""Profiles and matrices from which features are chosen and planned."""

from collections.abc import Callable
from typing import Any

import pytest

from hydroml.services.profile.records import ColumnProfile, Profile
from hydroml.services.vocabulary import ColumnKind

STRANGE = '<b>x</b> a.b "' + "long" * 80


@pytest.fixture
def column() -> Callable[..., ColumnProfile]:
    def make(
        name: str, kind: ColumnKind, n_distinct: int = 50, n_missing: int = 0, **stats: Any
    ) -> ColumnProfile:
        return ColumnProfile(name, kind, n_missing, n_distinct, stats=stats)

    return make


@pytest.fixture
def profile(column: Callable[..., ColumnProfile]) -> Profile:
    """Return a table of 1,000 rows with a column of every kind."""
    columns = (
        column("age", "numeric", 80, 100),
        column("rooms", "integer", 9),
        column("member", "boolean", 2, 10),
        column("colour", "categorical", 3),
        column("sex", "categorical", 2),
        column("city", "categorical", 300, 5),
        column("day", "datetime", 900, min="2020-01-01T00:00:00", max="2021-01-01T00:00:00"),
        column("seen", "datetime", 900, min="2020-01-01T08:30:00", max="2021-01-01T00:00:00"),
        column("notes", "text", 990),
        column("row", "identifier", 1000),
        column("country", "constant", 1),
        column(STRANGE, "numeric", 80),
        column("y", "boolean", 2),
    )
    return Profile("sha256:x", 1000, len(columns), True, None, columns)
