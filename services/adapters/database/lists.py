"""What the lists of all stores share: who may read a row, what a search finds, one page of it."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from ...access import User
from ...paging import Page, Query
from .schema import OwnedRow
from .tables import ProjectRow

Row = TypeVar("Row")
Record = TypeVar("Record")

_LONGEST_SEARCH = 1000


def readable(user: User, rows: type[OwnedRow]) -> ColumnElement[bool]:
    """Return the SQL form of ``may(user, "read", thing)`` for things without a visibility."""
    if user.is_admin:
        return true()
    return or_(rows.owner == user.id, in_projects(user, rows))


def in_projects(user: User, rows: type[OwnedRow]) -> ColumnElement[bool]:
    """Tell whether a row belongs to a project of the user."""
    if not user.projects:
        return false()
    return and_(rows.project.is_not(None), rows.project.in_(sorted(user.projects)))


def matching(query: Query, rows: type[OwnedRow]) -> ColumnElement[bool]:
    """Tell whether a row contains the searched text, taken literally and in any case."""
    wanted = folded(query.q.strip())[:_LONGEST_SEARCH]
    return rows.search_text.contains(wanted, autoescape=True) if wanted else true()


def folded(*parts: str) -> str:
    """Return a text for searching: without case, and without the character that PostgreSQL refuses."""
    return "\n".join(parts).casefold().replace("\0", "")


def page(
    session: Session, statement: Select[Row], query: Query, record: Callable[[Row], Record]
) -> Page[Record]:
    """Return the wanted slice of an ordered statement as records, and how many there are in all."""
    everything = statement.order_by(None).subquery()
    total = session.scalar(select(func.count()).select_from(everything)) or 0
    rows = session.scalars(statement.limit(query.limit).offset(query.offset))
    return Page(tuple(record(row) for row in rows), total)


def enter_project(session: Session, name: str | None, now: datetime) -> None:
    """Make sure that a project has a row of its own; a second writer at the same moment is harmless."""
    if name is not None and session.get(ProjectRow, name) is None:
        columns = {"name": name, "created_at": now}
        if session.get_bind().dialect.name == "postgresql":
            session.execute(postgresql.insert(ProjectRow).values(columns).on_conflict_do_nothing())
        else:
            session.add(ProjectRow(**columns))
