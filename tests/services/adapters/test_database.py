"""A database by itself: schema, durability, transactions, and its distance from everybody else's."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Integer, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from hydroml.services.adapters.database import Database, SqlDatasetStore
from hydroml.services.adapters.database.schema import Base
from hydroml.services.adapters.database.tables import JobRow, ProjectRow
from hydroml.services.errors import UnavailableError
from hydroml.services.paging import Query
from hydroml.tests.support import samples


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    """A SQLite database that was never upgraded."""
    database = Database(f"sqlite:///{tmp_path / 'new' / '50% näme' / 'hydroml.db'}")
    yield database
    database.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_nothing_is_written_before_the_first_use(empty: Database, tmp_path: Path) -> None:
    assert list(tmp_path.iterdir()) == []


def test_an_upgrade_makes_a_new_database_usable(empty: Database) -> None:
    empty.upgrade()
    assert empty.check() is None
    SqlDatasetStore(empty).add(samples.dataset())


def test_a_second_upgrade_keeps_the_data(empty: Database) -> None:
    empty.upgrade()
    dataset = samples.dataset()
    SqlDatasetStore(empty).add(dataset)
    empty.upgrade()
    assert SqlDatasetStore(empty).get(dataset.id) == dataset


@pytest.mark.parametrize("attempt", range(5))
def test_processes_that_start_together_upgrade_once(tmp_path: Path, attempt: int) -> None:
    barrier, errors = Barrier(8), []

    def start() -> None:
        database = Database(f"sqlite:///{tmp_path / f'{attempt}.db'}")
        barrier.wait()
        try:
            database.upgrade()
        except UnavailableError as error:
            errors.append(error)
        database.dispose()

    threads = [Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_database_of_a_newer_version_is_refused_in_plain_words(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnavailableError, match="newer version of hydroml") as refused:
        sqlite_database.upgrade()
    assert refused.value.code == "DATABASE_NEWER"
    assert refused.value.hint
    assert "newer version" in str(sqlite_database.check())


def test_a_check_says_what_is_wrong(empty: Database, tmp_path: Path) -> None:
    assert "cannot be reached" in str(empty.check())
    (tmp_path / "new" / "50% näme").mkdir(parents=True)
    assert "hydroml db upgrade" in str(empty.check())


def test_a_check_says_that_a_server_is_away() -> None:
    pytest.importorskip("psycopg", reason="the extra `scale` is not installed")
    away = Database("postgresql://nobody@127.0.0.1:1/nothing")
    assert "cannot be reached" in str(away.check())


def test_sqlite_is_durable_and_strict(sqlite_database: Database) -> None:
    with sqlite_database.read() as session:
        values = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_foreign_keys_hold_after_an_upgrade(empty: Database) -> None:
    empty.upgrade()
    orphan = samples.job("ex_unknown")
    row = JobRow(**{name: getattr(orphan, name) for name in ("id", "kind", "owner", "version", "status")})
    row.experiment_id, row.key, row.progress = orphan.experiment_id, "k", {}
    row.attempt, row.cancel_requested, row.created_at = 0, False, samples.START
    with pytest.raises(IntegrityError), empty.write() as session:
        session.add(row)


def test_a_failed_block_changes_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.write() as session:
        session.add(ProjectRow(name="water", created_at=samples.START))
        session.flush()
        raise ZeroDivisionError
    with database.read() as session:
        assert session.get(ProjectRow, "water") is None


def test_a_project_is_entered_with_its_first_thing(database: Database) -> None:
    for _ in range(2):
        SqlDatasetStore(database).add(samples.dataset(project="water"))
    with database.read() as session:
        assert session.get_one(ProjectRow, "water").created_at == samples.START


def test_a_moment_without_a_zone_is_a_mistake(database: Database) -> None:
    naive = samples.START.replace(tzinfo=None)
    with pytest.raises(StatementError, match="without a time zone"):
        SqlDatasetStore(database).add(samples.dataset(created_at=naive))


def test_not_a_number_does_not_get_into_the_database(database: Database) -> None:
    with pytest.raises((StatementError, ValueError), match="not JSON compliant"):
        SqlDatasetStore(database).add(samples.dataset(error={"value": float("nan")}))


def test_a_locked_database_is_a_refusal_that_can_be_tried_again(sqlite_database: Database) -> None:
    path = str(sqlite_database.engine.url.database)
    with sqlite_database.read() as session:  # one connection is in the pool now and may be hurried
        session.execute(text("PRAGMA busy_timeout=50"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnavailableError, match="locked") as refused:
            SqlDatasetStore(sqlite_database).add(samples.dataset())
        other.execute("ROLLBACK")
    assert refused.value.code == "DATABASE_UNAVAILABLE"
    SqlDatasetStore(sqlite_database).add(samples.dataset())


def test_readers_do_not_wait_for_a_writer(sqlite_database: Database) -> None:
    with sqlite_database.write() as session:
        session.add(ProjectRow(name="water", created_at=samples.START))
        session.flush()
        with sqlite_database.read() as other:
            assert other.get(ProjectRow, "water") is None


def test_two_databases_in_a_process_do_not_see_each_other(sqlite_database: Database, empty: Database) -> None:
    empty.upgrade()
    dataset = samples.dataset()
    SqlDatasetStore(empty).add(dataset)
    assert SqlDatasetStore(sqlite_database).get(dataset.id) is None


def test_a_host_with_its_own_sqlalchemy_is_not_disturbed(sqlite_database: Database) -> None:
    class HostBase(DeclarativeBase):
        """Tables of the host."""

    class Jobs(HostBase):
        """A table with a name of ours."""

        __tablename__ = "jobs"
        id: Mapped[int] = mapped_column(Integer, primary_key=True)

    host_db, host = SQLAlchemy(metadata=HostBase.metadata), Flask("host")
    host.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    host_db.init_app(host)
    dataset = samples.dataset()
    with host.test_request_context("/"):
        host_db.create_all()
        host_db.session.add(Jobs(id=1))
        SqlDatasetStore(sqlite_database).add(dataset)
        assert host_db.session.get_one(Jobs, 1).id == 1
        assert SqlDatasetStore(sqlite_database).get(dataset.id) == dataset
        host_db.session.rollback()
        host_db.engine.dispose()


def test_threads_write_side_by_side(sqlite_database: Database) -> None:
    store = SqlDatasetStore(sqlite_database)

    def work() -> None:
        for _ in range(5):
            store.add(samples.dataset())

    threads = [Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.list(samples.ANN, Query(limit=1)).total == 40
