"""One page of a list."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")

MAX_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A slice of a list: the items, and how many there are in all."""

    items: tuple[Item, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Query:
    """What part of a list is wanted.

    `limit` lies in 1..200, `offset` is 0 or more, `q` is a free text to search for, "" for all. `sort` names
    an order where a list has several; "" is the list's own.
    """

    q: str = ""
    limit: int = 50
    offset: int = 0
    sort: str = ""

    def __post_init__(self) -> None:
        """Bring limit and offset into their ranges."""
        object.__setattr__(self, "limit", max(1, min(self.limit, MAX_LIMIT)))
        object.__setattr__(self, "offset", max(0, self.offset))
