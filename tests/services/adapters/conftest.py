"""Databases of each kind for the contract tests, each upgraded once and emptied between tests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from hydroml.services.adapters.database import Database
from hydroml.services.adapters.database.connection import resolved
from hydroml.services.adapters.database.schema import Base
from hydroml.tests.support.stores import Stores, fake_stores, sql_stores

SCHEMA = "hydroml_contract_tests"


@pytest.fixture(scope="session")
def upgraded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite file with the newest schema."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    with database.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    database.dispose()
    return path


@pytest.fixture
def sqlite_database(upgraded_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database of this test."""
    shutil.copy(upgraded_file, tmp_path / "test.db")
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def postgresql_schema() -> Iterator[str]:
    """Address of a PostgreSQL schema of these tests alone."""
    address = os.environ.get("HYDROML_TEST_DATABASE_URL", "")
    if not address.startswith("postgresql"):
        pytest.skip("HYDROML_TEST_DATABASE_URL names no PostgreSQL database")
    engine = create_engine(resolved(address), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        own = make_url(address).update_query_dict({"options": f"-csearch_path={SCHEMA}"})
        yield own.render_as_string(hide_password=False)
        connection.execute(text(f"DROP SCHEMA {SCHEMA} CASCADE"))
    engine.dispose()


@pytest.fixture
def postgresql_database(postgresql_schema: str) -> Iterator[Database]:
    """The PostgreSQL database of these tests, emptied afterwards."""
    database = Database(postgresql_schema)
    database.upgrade()
    yield database
    with database.write() as session:
        session.execute(text(f"TRUNCATE {', '.join(Base.metadata.tables)} CASCADE"))
    database.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A database of each kind."""
    database: Database = request.getfixturevalue(f"{request.param}_database")
    return database


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest) -> Stores:
    """All stores, in memory and on a database of each kind."""
    if request.param == "fake":
        return fake_stores()
    return sql_stores(request.getfixturevalue(f"{request.param}_database"))
