"""One call of the REST API as data: from it come the route, its checks and its page in the document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ...services.access import User
from ...services.paging import MAX_LIMIT, Query
from ...services.registry import Services

MAX_OFFSET = 10**9
"""Databases count rows in 64 bits; nobody pages this far."""


class NoQuery(BaseModel):
    """A call without query parameters; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid")


class ListQuery(NoQuery):
    """What every list takes."""

    limit: int = Field(default=50, ge=1, le=MAX_LIMIT)
    offset: int = Field(default=0, ge=0, le=MAX_OFFSET)
    q: str = Field(default="", max_length=200)

    def query(self) -> Query:
        """Return the part of the list that is wanted."""
        return Query(q=self.q, limit=self.limit, offset=self.offset)


@dataclass(frozen=True, slots=True)
class Call:
    """What a handler gets: who asks, the ids in the path, and the parsed query and body."""

    services: Services
    user: User
    ids: Mapping[str, str]
    query: Any
    body: Any


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """An answer that is a file to keep."""

    name: str
    content: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A route under ``/api/``.

    `handler` takes a `Call` and returns a JSON value, a `FileAnswer` or None (204). `upload` marks a
    multipart body with one streamed part called ``file``; a body that is not `needed` may be left out.
    """

    method: str
    path: str
    summary: str
    handler: Callable[[Call], Any]
    query: type[BaseModel] = NoQuery
    body: type[BaseModel] | None = None
    answer: Any = None
    status: int = 200
    upload: bool = False
    needed: bool = True
    tags: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """Identifier of the operation, unique in the table."""
        return self.handler.__name__
