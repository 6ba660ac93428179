"""Brings a schema to the revision of this code, one transaction per revision."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from ...errors import UnavailableError
from .connection import WRITES
from .schema import db

FOLDER = f"{__package__}:migrations"
_LOCK = 0x68796472  # "hydr": the number under which upgrades of one PostgreSQL database queue


def upgrade(app: Flask, engine: Engine) -> None:
    """Apply the revisions that are missing, in order; see `Database.upgrade`."""
    config = _config(app)
    with engine.connect() as connection:
        stored = _stored(connection)
    for revision in _missing(config, stored):
        _apply(app, engine, config, revision)


def problem(app: Flask, engine: Engine) -> str | None:
    """Return what is wrong with the database, or None."""
    try:
        with engine.connect() as connection:
            stored = _stored(connection)
        missing = _missing(_config(app), stored)
    except SQLAlchemyError as error:
        return f"The database cannot be reached: {str(getattr(error, 'orig', error)).strip()}."
    except UnavailableError as error:
        return error.message
    return "The database has an older schema; run 'hydroml db upgrade'." if missing else None


def _config(app: Flask) -> Config:
    with app.app_context():
        config: Config = Migrate(app, db, directory=FOLDER).get_config()
    return config


def _stored(connection: Connection) -> str | None:
    revision: str | None = MigrationContext.configure(connection).get_current_revision()
    return revision


def _missing(config: Config, stored: str | None) -> list[str]:
    """Return the revisions after `stored`, oldest first."""
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    if stored is not None and stored not in known:
        raise UnavailableError(
            f"This database was written by a newer version of hydroml (its schema is '{stored}').",
            hint="Install that version again, or choose another home or database.",
            code="DATABASE_NEWER",
        )
    newest_first = known if stored is None else known[: known.index(stored)]
    return newest_first[::-1]


def _apply(app: Flask, engine: Engine, config: Config, revision: str) -> None:
    """Apply one revision; a process that comes second finds it done and changes nothing."""
    with engine.connect() as connection:
        _foreign_keys(connection, "OFF")
        try:
            with connection.execution_options(**{WRITES: True}).begin(), app.app_context():
                if engine.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                if revision in _missing(config, _stored(connection)):
                    config.attributes["connection"] = connection
                    command.upgrade(config, revision)
        finally:
            _foreign_keys(connection, "ON")


def _foreign_keys(connection: Connection, state: str) -> None:
    """Let SQLite rebuild tables without deleting what refers to them; only outside a transaction."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.cursor()
        driver.execute(f"PRAGMA foreign_keys={state}")
        driver.close()
