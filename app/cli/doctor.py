"""`hydroml doctor`: what is missing on this machine and how to get it."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from ...services.adapters.database import Database
from ..settings import Settings
from .session import home_option

MIN_FREE_BYTES = 2 * 2**30
REQUIRED = ("dash", "lightgbm", "mlflow", "optuna", "polars", "sklearn")
OPTIONAL = {
    "xgboost": "pip install 'hydroml[boost]'",
    "catboost": "pip install 'hydroml[boost]'",
    "celery": "pip install 'hydroml[scale]'",
    "pytest": "pip install 'hydroml[test]'",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `remedy` is "" when it is fine."""

    name: str
    state: str
    remedy: str = ""
    is_required: bool = True


@click.command()
@home_option
def doctor(home: Path | None) -> None:
    """Say what is missing on this machine and how to get it."""
    checks = list(examine(Settings.load(home=home)))
    for check in checks:
        mark = "ok     " if not check.remedy else "missing" if check.is_required else "absent "
        click.echo(f"{mark} {check.name}: {check.state}")
        if check.remedy:
            click.echo(f"        {check.remedy}")
    if any(check.remedy and check.is_required for check in checks):
        sys.exit(1)


def examine(settings: Settings) -> Iterator[Check]:
    """Look at Python, packages, folder, database and browser, one after the other."""
    yield _python()
    for name in REQUIRED:
        yield _package(name, "pip install hydroml", is_required=True)
    for name, remedy in OPTIONAL.items():
        yield _package(name, remedy, is_required=False)
    yield _folder(settings.home)
    yield _database(settings)
    yield _browser()


def _python() -> Check:
    version = sys.version.split()[0]
    remedy = "" if sys.version_info >= (3, 11) else "Install Python 3.11 or newer."
    return Check("Python", version, remedy)


def _package(name: str, remedy: str, *, is_required: bool) -> Check:
    is_there = find_spec(name) is not None
    state = "installed" if is_there else "not installed"
    return Check(name, state, "" if is_there else remedy, is_required)


def _folder(home: Path) -> Check:
    existing = next(path for path in (home, *home.parents) if path.exists())
    if not os.access(existing, os.W_OK):
        return Check("home", f"{existing} cannot be written", "Set HYDROML_HOME to another folder.")
    free = shutil.disk_usage(existing).free
    remedy = "" if free > MIN_FREE_BYTES else "Free some space, or set HYDROML_HOME elsewhere."
    return Check("home", f"{home}, {free / 2**30:.1f} GB free", remedy)


def _database(settings: Settings) -> Check:
    if not settings.database_url and not (settings.home / "hydroml.db").exists():
        return Check("database", "made at the first start")
    database = Database(settings.resolved_database_url)
    try:
        problem = database.check()
    except SQLAlchemyError as error:
        problem = str(error).splitlines()[0]
    finally:
        database.dispose()
    return Check("database", problem or "reachable", "Check HYDROML_DATABASE_URL." if problem else "")


def _browser() -> Check:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    remedy = "" if found else "For the browser tests: apt-get install chromium chromium-driver"
    return Check("Chromium", found or "not found", remedy, is_required=False)
