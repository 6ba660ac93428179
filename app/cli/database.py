"""`hydroml db`: the database schema."""

from pathlib import Path

import click

from ...services.adapters.database import Database
from ..settings import Settings
from .session import home_option


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@home_option
def upgrade(home: Path | None) -> None:
    """Bring the schema to this version; data are kept."""
    settings = Settings.load(home=home)
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings.resolved_database_url)
    click.get_current_context().call_on_close(database.dispose)
    database.upgrade()
    click.echo("The database is up to date.")
