"""One database: its engine on a private Flask app, its transactions, its schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from .connection import WRITES, engine_options, is_file, listen, plain_words, resolved
from .schema import db


class Database:
    """The tables of one home or server; nothing is read or written before it is used.

    Two databases in a process share nothing but the definition of the tables; the Flask app of a
    host, with or without a SQLAlchemy of its own, is never touched.

    Parameters
    ----------
    url : SQLAlchemy address, ``sqlite:///<path>`` or ``postgresql://...``
    """

    def __init__(self, url: str) -> None:
        self._address = resolved(url)
        self._app = Flask(__name__, static_folder=None)
        self._app.config["SQLALCHEMY_DATABASE_URI"] = self._address
        self._app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(self._address)
        db.init_app(self._app)
        with self._app.app_context():
            self.engine: Engine = db.engine
        listen(self.engine)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for reading; what it sees does not change while it is open (SQLite).

        Raises
        ------
        UnavailableError
            If the database is away or locked for too long.
        """
        with plain_words(), Session(self.engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session whose changes are kept, all or none, when the block ends.

        Raises
        ------
        UnavailableError
            If the database is away, full or locked for too long; nothing was changed then.
        """
        with plain_words(), Session(self.engine) as session:
            session.connection(execution_options={WRITES: True})
            yield session
            session.commit()

    def upgrade(self) -> None:
        """Bring the schema to the one this code knows; safe when several processes do it at once.

        Raises
        ------
        UnavailableError
            ``DATABASE_NEWER`` when a newer hydroml has written this database.
        """
        from .upgrading import upgrade

        if is_file(self._address):
            Path(str(self._address.database)).parent.mkdir(parents=True, exist_ok=True)
        with plain_words():
            upgrade(self._app, self.engine)

    def check(self) -> str | None:
        """Return None when the database can be used, else what is wrong in plain words."""
        from .upgrading import problem

        return problem(self._app, self.engine)

    def dispose(self) -> None:
        """Close all connections; the next use opens new ones."""
        self.engine.dispose()
