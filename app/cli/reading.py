"""Options that say how a table is to be read, and the reading of a file of this machine in that way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from ...services.access import LOCAL_USER
from ...services.datasets import Dataset
from ...services.errors import HydroMLError
from ...services.vocabulary import ColumnKind
from ..build import House
from .session import on_terminal

Command = TypeVar("Command", bound=Callable[..., Any])

KINDS = get_args(ColumnKind)
NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "space": " ", "bar": "|"}
"""Delimiters that are hard to type at a terminal."""
_SAID = f"{__name__}.said"


def reading_options(command: Command) -> Command:
    """Add the options with which a user corrects how a file is read; see `said`."""
    options: list[tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]]] = [
        (("--delimiter",), ("dialect", "delimiter"), {"help": "Between the fields, e.g. ';' or tab."}),
        (("--encoding",), ("dialect", "encoding"), {"help": "Of the text, e.g. utf-8 or cp1252."}),
        (("--quote",), ("dialect", "quote"), {"help": "Around fields that hold the delimiter."}),
        (("--decimal",), ("dialect", "decimal"), {"type": click.Choice([".", ","]), "help": "Decimal sign."}),
        (
            ("--day-first/--month-first",),
            ("dialect", "day_first"),
            {"default": None, "help": "How dates like 1/2/2021 are meant."},
        ),
        (("--skip",), ("dialect", "skip"), {"type": click.IntRange(0, 10_000), "help": "Lines before it."}),
        (("--header/--no-header",), ("header",), {"default": None, "help": "Whether names stand on top."}),
        (("--sheet",), ("sheet",), {"help": "Of an Excel workbook."}),
        (("--kind",), ("kinds",), {"multiple": True, "metavar": "NAME=KIND", "help": ", ".join(KINDS) + "."}),
        (("--reset",), (), {"is_flag": True, "help": "Forget what was said of this file before."}),
    ]
    for names, place, settings in reversed(options):
        command = click.option(*names, expose_value=False, callback=_keeper(place), **settings)(command)
    return command


def said() -> dict[str, Any] | None:
    """Return what the options of the present command said, in the form of the REST API; None if nothing."""
    kept: dict[str, Any] | None = click.get_current_context().meta.get(_SAID)
    return kept


def read(house: House, source: Path, overrides: dict[str, Any] | None) -> Dataset:
    """Read a file of this machine; known bytes are recognised and read again only if told otherwise.

    A file that cannot be read leaves nothing behind: it still lies where it lay.

    Parameters
    ----------
    overrides : all that is said of the file; None to leave it as it was read before
    """
    datasets = house.services.datasets
    with source.open("rb") as stream:
        received = datasets.receive(LOCAL_USER, stream, name=source.name)
    try:
        dataset = datasets.ingest(LOCAL_USER, received.id, overrides=overrides, on_progress=_progress())
    except HydroMLError:
        datasets.delete(LOCAL_USER, received.id)
        raise
    finally:
        _end_progress()
    if overrides is not None:
        n_uses = house.services.experiments.count_using
        dataset = datasets.read_as(LOCAL_USER, dataset.id, overrides, n_uses=n_uses)
    return dataset


def _keeper(place: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Return what puts the value of an option into its place among the overrides."""

    def keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value is None or value == () or (value is False and not place):
            return
        if not place:
            context.meta.setdefault(_SAID, {})
            return
        if place == ("kinds",):
            value = dict(_named_kind(one) for one in value)
        elif place == ("dialect", "delimiter"):
            value = NAMED.get(value.lower(), value)
        into = context.meta.setdefault(_SAID, {})
        for key in place[:-1]:
            into = into.setdefault(key, {})
        into[place[-1]] = value

    return keep


def _named_kind(text: str) -> tuple[str, str]:
    name, equals, kind = text.rpartition("=")
    if not equals or kind not in KINDS:
        raise click.BadParameter(f"'{text}' is not NAME=KIND with a kind of {', '.join(KINDS)}.")
    return name, kind


def _progress() -> Callable[[float, str], None] | None:
    if not on_terminal():
        return None
    return lambda share, words: click.echo(f"\r\033[K{share:4.0%} {words}", nl=False, err=True)


def _end_progress() -> None:
    if on_terminal():
        click.echo("\r\033[K", nl=False, err=True)
