"""Named feature sets in `feature_sets`."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from ...access import User
from ...features.sets import FeatureSet
from ...paging import Page, Query
from .database import Database
from .lists import folded, matching, page, readable
from .mapping import values
from .tables import FeatureSetRow


@dataclass(frozen=True, slots=True)
class SqlFeatureSetStore:
    """The `FeatureSetStore` port on a database."""

    database: Database

    def add(self, feature_set: FeatureSet) -> None:
        """Store a new set."""
        columns = values_of(feature_set)
        with self.database.write() as session:
            session.add(FeatureSetRow(**columns))

    def get(self, set_id: str) -> FeatureSet | None:
        """Return a set, or None."""
        with self.database.read() as session:
            row = session.get(FeatureSetRow, set_id)
            return None if row is None else _record(row)

    def update(self, feature_set: FeatureSet) -> None:
        """Store name, description and time of change of a set that exists."""
        columns = values_of(feature_set)
        with self.database.write() as session:
            row = session.get(FeatureSetRow, feature_set.id, with_for_update=True)
            if row is not None:
                for name in ("name", "description", "updated_at", "search_text"):
                    setattr(row, name, columns[name])

    def delete(self, set_id: str) -> None:
        """Forget a set."""
        with self.database.write() as session:
            session.execute(delete(FeatureSetRow).where(FeatureSetRow.id == set_id))

    def list(self, user: User, query: Query) -> Page[FeatureSet]:
        """Return the sets the user may read, last changed first; `q` searches name and description."""
        statement = (
            select(FeatureSetRow)
            .where(readable(user, FeatureSetRow), matching(query, FeatureSetRow))
            .order_by(FeatureSetRow.updated_at.desc(), FeatureSetRow.id)
        )
        with self.database.read() as session:
            return page(session, statement, query, _record)


def values_of(feature_set: FeatureSet) -> dict[str, object]:
    """Return a set as columns of its row."""
    return {
        "id": feature_set.id,
        "owner": feature_set.owner,
        "project": feature_set.project,
        "created_at": feature_set.created_at,
        "updated_at": feature_set.updated_at,
        "name": feature_set.name,
        "description": feature_set.description,
        "include": list(feature_set.include),
        "exclude": dict(feature_set.exclude),
        "search_text": folded(feature_set.name, feature_set.description),
    }


def _record(row: FeatureSetRow) -> FeatureSet:
    return FeatureSet(**values(row, FeatureSet, without=("include",)), include=tuple(row.include))
