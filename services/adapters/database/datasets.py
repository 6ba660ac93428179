"""Records of datasets in the table `datasets`."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, select

from ...access import User
from ...datasets.records import Column, Dataset, IngestReport, ReportNote
from ...paging import Page, Query
from .database import Database
from .lists import enter_project, folded, matching, page, readable
from .mapping import values
from .tables import DatasetRow


@dataclass(frozen=True, slots=True)
class SqlDatasetStore:
    """The `DatasetStore` port on a database."""

    database: Database

    def add(self, dataset: Dataset) -> None:
        """Store a new record."""
        with self.database.write() as session:
            enter_project(session, dataset.project, dataset.created_at)
            session.add(_row(dataset))

    def get(self, dataset_id: str) -> Dataset | None:
        """Return the record, or None."""
        with self.database.read() as session:
            row = session.get(DatasetRow, dataset_id)
            return None if row is None else _record(row)

    def update(self, dataset: Dataset) -> None:
        """Replace the record with the same id; one that was deleted meanwhile stays deleted."""
        with self.database.write() as session:
            if session.get(DatasetRow, dataset.id) is not None:
                enter_project(session, dataset.project, dataset.created_at)
                session.merge(_row(dataset))

    def delete(self, dataset_id: str) -> None:
        """Forget the record; unknown ids are ignored."""
        with self.database.write() as session:
            session.execute(delete(DatasetRow).where(DatasetRow.id == dataset_id))

    def find(self, fingerprint: str, owner: str) -> Dataset | None:
        """Return the owner's ready dataset with these bytes, or None."""
        statement = (
            select(DatasetRow)
            .where(DatasetRow.fingerprint == fingerprint, DatasetRow.owner == owner)
            .where(DatasetRow.status == "ready")
            .order_by(DatasetRow.created_at, DatasetRow.id)
            .limit(1)
        )
        with self.database.read() as session:
            row = session.scalar(statement)
            return None if row is None else _record(row)

    def list(self, user: User, query: Query) -> Page[Dataset]:
        """Return what the user may read, newest first or as `sort` says; `q` searches the name."""
        orders = {
            "name": DatasetRow.search_text,
            "rows": DatasetRow.n_rows.desc(),
            "columns": DatasetRow.n_columns.desc(),
            "size": DatasetRow.size_bytes.desc(),
        }
        newest = DatasetRow.created_at.desc()
        statement = (
            select(DatasetRow)
            .where(readable(user, DatasetRow), matching(query, DatasetRow))
            .order_by(orders.get(query.sort, newest), newest, DatasetRow.id)
        )
        with self.database.read() as session:
            return page(session, statement, query, _record)


def _row(dataset: Dataset) -> DatasetRow:
    return DatasetRow(**asdict(dataset), search_text=folded(dataset.name))


def _record(row: DatasetRow) -> Dataset:
    columns = tuple(Column(**column) for column in row.columns)
    kept = values(row, Dataset, without=("report", "columns"))
    return Dataset(**kept, report=_report(row.report), columns=columns)


def _report(stored: dict[str, Any]) -> IngestReport:
    notes = (ReportNote(**{**note, "lines": tuple(note["lines"])}) for note in stored["notes"])
    told = {key: stored[key] for key in ("overrides", "reading") if key in stored}  # absent in older rows
    return IngestReport(dialect=stored["dialect"], notes=tuple(notes), **told)
