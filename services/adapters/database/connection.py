"""How connections behave: durable, strict and patient SQLite; plain words when a database is away."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.exc import OperationalError

from ...errors import UnavailableError

WRITES = "hydroml_writes"
"""Execution option of a connection that is going to write."""

BUSY_TIMEOUT_MS = 10_000
_WAL_RETRY_S = 0.02
_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)


def resolved(url: str) -> URL:
    """Return the address with an absolute path (SQLite) or our driver's name (PostgreSQL)."""
    address = make_url(url)
    if address.drivername == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    if is_file(address):
        return address.set(database=str(Path(str(address.database)).absolute()))
    return address


def is_file(address: URL) -> bool:
    """Tell whether the database is a SQLite file."""
    return address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")


def engine_options(address: URL) -> dict[str, Any]:
    """Return what `create_engine` needs: JSON without NaN, and a look at a connection before its use."""
    options: dict[str, Any] = {"json_serializer": partial(json.dumps, allow_nan=False)}
    if address.get_backend_name() != "sqlite":
        options["pool_pre_ping"] = True
    return options


def listen(engine: Engine) -> None:
    """Take over the start of SQLite's transactions, which Python's driver would begin too late."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _settle)
        event.listen(engine, "begin", _begin)


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn a database that is away, locked or full into a refusal that can be tried again."""
    try:
        yield
    except OperationalError as error:
        raise UnavailableError(
            f"The database cannot be used now: {str(error.orig).strip()}.",
            hint="Try again in a moment; if it lasts, look at the disk and the database server.",
            code="DATABASE_UNAVAILABLE",
        ) from error


def _settle(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()
    _use_write_ahead_log(connection)


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file to WAL; SQLite refuses at once, without its timeout, while another does so."""
    deadline = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(_WAL_RETRY_S)


def _begin(connection: Connection) -> None:
    is_write = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")
