"""What the commands share: settings from options, and the services of the person at the terminal."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from pydantic import TypeAdapter

from ...services.access import LOCAL_USER
from ...services.errors import InvalidInputError
from ..build import House, build, prepare
from ..settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def home_option(command: Command) -> Command:
    """Add ``--home`` to a command."""
    option = click.option(
        "--home",
        type=click.Path(path_type=Path, file_okay=False),
        help="Folder of the database, datasets and runs (or HYDROML_HOME).",
    )
    return option(command)


def json_option(command: Command) -> Command:
    """Add ``--json`` to a command."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")(command)


def open_house(home: Path | None = None, **settings: Any) -> House:
    """Return everything built and brought into order, acting as the local user."""
    house = build(Settings.load(home=home, **settings), lambda: LOCAL_USER)
    click.get_current_context().call_on_close(house.database.dispose)
    prepare(house)
    return house


def read_text(path: Path) -> str:
    """Return the text of a file that the user named.

    Raises
    ------
    InvalidInputError
        ``FILE_NOT_TEXT`` when it is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInputError(
            f"'{path.name}' is not UTF-8 text (byte {error.start:,}).",
            hint="Save it as UTF-8, or export it again.",
            code="FILE_NOT_TEXT",
        ) from error


def print_json(value: Any) -> None:
    """Print any record as JSON on stdout."""
    click.echo(
        json.dumps(TypeAdapter(type(value)).dump_python(value, mode="json"), ensure_ascii=False, indent=1)
    )


def on_terminal() -> bool:
    """Tell whether a person is watching, so that progress bars make sense."""
    return sys.stderr.isatty()
