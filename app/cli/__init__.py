"""The `hydroml` command. Exit code 0: done, 1: failed, 2: wrong use."""

import sys

import click

from ... import __version__
from ...services.errors import HydroMLError, InvalidInputError
from .database import db
from .doctor import doctor
from .profile import profile
from .run import run
from .serve import serve
from .templates import templates
from .worker import worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hydroml")
def hydroml() -> None:
    """From a table to a trustworthy, tracked, repeatable experiment."""


for _command in (serve, run, profile, worker, templates, db, doctor):
    hydroml.add_command(_command)


def main() -> None:
    """Run the command and translate refusals once: message on stderr, exit code."""
    try:
        hydroml.main(prog_name="hydroml", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except HydroMLError as error:
        _show(error)
        sys.exit(2 if isinstance(error, InvalidInputError) else 1)
    except OSError as error:
        click.echo(f"{error.strerror or error}: {error.filename or 'a file of hydroml'}", err=True)
        sys.exit(1)


def _show(error: HydroMLError) -> None:
    click.echo(f"{error.message} [{error.code}]", err=True)
    for one in error.errors:
        click.echo(f"  {one.field}: {one.message}", err=True)
    if error.hint:
        click.echo(f"  {error.hint}", err=True)
