"""Values of columns by name, read when they are asked for and held as far as memory allows."""

import threading
from collections.abc import Iterator, Mapping

import polars as pl

from .rows import Rows

MAX_BYTES = 120_000_000


class Held(Mapping[str, pl.Series]):
    """The columns of a table that may be compared with one another, of shape (n_seen,) each.

    The first columns that fit into `max_bytes` stay; others are read again each time. Columns may be
    offered from several threads.
    """

    def __init__(self, rows: Rows, max_bytes: int = MAX_BYTES) -> None:
        self._rows = rows
        self._names = dict.fromkeys(rows.names)
        self._left = max_bytes
        self._held: dict[str, pl.Series] = {}
        self._lock = threading.Lock()

    def offer(self, name: str, values: pl.Series) -> None:
        """Hold a column that was just read, if there is room for it."""
        size = int(values.estimated_size())
        with self._lock:
            if name not in self._held and size <= self._left:
                self._left -= size
                self._held[name] = values

    def first(self, max_cells: int) -> "Held":
        """Return as many of the first columns as have no more cells than these, with what is held of them."""
        some = Held(self._rows, max_bytes=self._left)
        some._names = dict.fromkeys(list(self._names)[: max_cells // max(1, self._rows.n_seen)])
        some._held = {name: self._held[name] for name in some._names if name in self._held}
        return some

    def __getitem__(self, name: str) -> pl.Series:
        if name not in self._names:
            raise KeyError(name)
        held = self._held.get(name)
        if held is None:
            (held,) = self._rows.read([name])
            self.offer(name, held)
        return held

    def __contains__(self, name: object) -> bool:
        return name in self._names  # the mixin would read the column

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
