"""Templates and their versions in `experiment_templates` and `template_versions`."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, true, update

from ...access import User
from ...paging import Page, Query
from ...templates.records import Template
from .database import Database
from .lists import enter_project, folded, in_projects, matching, page
from .mapping import values
from .tables import TemplateRow, TemplateVersionRow

META = ("visibility", "project", "is_archived", "record")
"""What changes without a new version."""


@dataclass(frozen=True, slots=True)
class SqlTemplateStore:
    """The `TemplateStore` port on a database."""

    database: Database

    def add(self, template: Template) -> None:
        """Store a new template as version 1."""
        first = replace(template, version=1)
        with self.database.write() as session:
            enter_project(session, first.project, first.created_at)
            session.add(TemplateRow(**_columns(first)))
            session.flush()
            session.add(_version(first))

    def get(self, template_id: str) -> Template | None:
        """Return the newest version, or None."""
        with self.database.read() as session:
            row = session.get(TemplateRow, template_id)
            return None if row is None else _record(row)

    def update(self, template: Template) -> Template:
        """Store an edit under the next version number and return it."""
        with self.database.write() as session:
            row = session.get_one(TemplateRow, template.id, with_for_update=True)
            edited = replace(template, version=row.version + 1, usage_count=row.usage_count)
            enter_project(session, edited.project, edited.updated_at)
            _change(row, _columns(edited))
            session.add(_version(edited))
        return edited

    def set_meta(self, template: Template) -> None:
        """Store visibility, archive flag and record without a new version."""
        columns = _columns(template)
        with self.database.write() as session:
            row = session.get(TemplateRow, template.id, with_for_update=True)
            if row is not None:
                enter_project(session, template.project, template.updated_at)
                _change(row, {name: columns[name] for name in META})

    def count_use(self, template_id: str) -> None:
        """Add one to the usage count."""
        statement = update(TemplateRow).where(TemplateRow.id == template_id)
        with self.database.write() as session:
            session.execute(statement.values(usage_count=TemplateRow.usage_count + 1))

    def list(self, user: User, query: Query, *, category: str | None = None) -> Page[Template]:
        """Return what the user may read and is not archived, most used first."""
        statement = (
            select(TemplateRow)
            .where(_readable(user), matching(query, TemplateRow), TemplateRow.is_archived.is_(False))
            .order_by(TemplateRow.usage_count.desc(), TemplateRow.created_at.desc(), TemplateRow.id)
        )
        if category is not None:
            statement = statement.where(TemplateRow.category == category)
        with self.database.read() as session:
            return page(session, statement, query, _record)


def _readable(user: User) -> ColumnElement[bool]:
    """Return the SQL form of ``may(user, "read", template)``."""
    if user.is_admin:
        return true()
    shared = and_(TemplateRow.visibility == "projects", in_projects(user, TemplateRow))
    return or_(TemplateRow.owner == user.id, TemplateRow.visibility == "everyone", shared)


def _columns(template: Template) -> dict[str, Any]:
    columns = asdict(template)
    columns["tags"] = list(template.tags)
    columns["search_text"] = folded(template.name, template.description, template.category, *template.tags)
    return columns


def _change(row: TemplateRow, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(row, name, value)


def _version(template: Template) -> TemplateVersionRow:
    return TemplateVersionRow(
        template_id=template.id,
        number=template.version,
        config=dict(template.config),
        created_at=template.updated_at,
    )


def _record(row: TemplateRow) -> Template:
    return Template(**values(row, Template, without=("tags",)), tags=tuple(row.tags))
