"""What the templates room needs from outside."""

from typing import Protocol

from ..access import User
from ..paging import Page, Query
from .records import Template


class TemplateStore(Protocol):
    """Templates and their versions."""

    def add(self, template: Template) -> None:
        """Store a new template as version 1."""

    def get(self, template_id: str) -> Template | None:
        """Return the newest version, or None."""

    def update(self, template: Template) -> Template:
        """Store an edit under the next version number and return it."""

    def set_meta(self, template: Template) -> None:
        """Store visibility, archive flag and record without a new version."""

    def count_use(self, template_id: str) -> None:
        """Add one to the usage count."""

    def list(self, user: User, query: Query, *, category: str | None = None) -> Page[Template]:
        """Return what the user may read and is not archived, most used first."""
