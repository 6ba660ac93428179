"""Run by Alembic: takes the connection of an upgrade, or opens one for a developer's command."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection


def run() -> None:
    """Run what Alembic was asked for on one connection."""
    handed = context.config.attributes.get("connection")
    settings = current_app.extensions["migrate"]
    if handed is not None:
        _run_on(handed, settings)
        return
    with settings.db.engine.connect() as connection:
        _run_on(connection, settings)


def _run_on(connection: Connection, settings: Any) -> None:
    context.configure(
        connection=connection,
        target_metadata=settings.db.metadata,
        transactional_ddl=True,
        transaction_per_migration=True,
        compare_type=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
