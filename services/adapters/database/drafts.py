"""Drafts in the table `drafts`."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, select, update

from ...access import User
from ...experiments.records import Draft
from ...paging import Page, Query
from ...vocabulary import StepName
from .database import Database
from .lists import enter_project, folded, matching, page
from .mapping import values
from .tables import DraftRow


@dataclass(frozen=True, slots=True)
class SqlDraftStore:
    """The `DraftStore` port on a database."""

    database: Database

    def add(self, draft: Draft) -> None:
        """Store a new draft."""
        with self.database.write() as session:
            enter_project(session, draft.project, draft.created_at)
            session.add(DraftRow(**_columns(draft)))

    def get(self, draft_id: str) -> Draft | None:
        """Return the draft, or None."""
        with self.database.read() as session:
            row = session.get(DraftRow, draft_id)
            return None if row is None else _record(row)

    def save(self, draft: Draft, *, expected_revision: int) -> bool:
        """Replace the draft if its stored revision is `expected_revision`; tell whether it was."""
        statement = (
            update(DraftRow)
            .where(DraftRow.id == draft.id, DraftRow.revision == expected_revision)
            .values(**_columns(draft))
        )
        with self.database.write() as session:
            is_ours = session.connection().execute(statement).rowcount == 1
            if is_ours:
                enter_project(session, draft.project, draft.updated_at)
            return is_ours

    def visit(self, draft_id: str, step: StepName) -> None:
        """Put a step last among those that were opened, without a new revision."""
        with self.database.write() as session:
            row = session.get(DraftRow, draft_id, with_for_update=True)
            if row is not None:
                row.visited = [*(one for one in row.visited if one != step), step]

    def delete(self, draft_id: str) -> None:
        """Forget the draft; unknown ids are ignored."""
        with self.database.write() as session:
            session.execute(delete(DraftRow).where(DraftRow.id == draft_id))

    def list(self, user: User, query: Query) -> Page[Draft]:
        """Return the user's own drafts without an experiment, last changed first."""
        statement = (
            select(DraftRow)
            .where(DraftRow.owner == user.id, DraftRow.experiment_id.is_(None), matching(query, DraftRow))
            .order_by(DraftRow.updated_at.desc(), DraftRow.id)
        )
        with self.database.read() as session:
            return page(session, statement, query, _record)


def _columns(draft: Draft) -> dict[str, Any]:
    name = str(draft.config.get("name", ""))
    return {**asdict(draft), "visited": list(draft.visited), "search_text": folded(name)}


def _record(row: DraftRow) -> Draft:
    return Draft(**values(row, Draft, without=("visited",)), visited=tuple(row.visited))
