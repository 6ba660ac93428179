"""`hydroml profile`: what a table holds and how it was read, from the terminal."""

from pathlib import Path

import click

from ...services.access import LOCAL_USER
from .profile_lines import lines
from .reading import read, reading_options, said
from .session import home_option, json_option, open_house, print_json


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--target", help="Column to predict; the suggested one if left out.")
@reading_options
@home_option
@json_option
def profile(data: Path, target: str | None, home: Path | None, as_json: bool) -> None:
    """Read a table and say how it was read, what is in it and what to look at.

    What the options say of the file is believed; what they leave open is found out.
    """
    house = open_house(home)
    dataset = read(house, data, said())
    answer = house.services.profiles.get(LOCAL_USER, dataset.id, target=target)
    if as_json:
        print_json(answer)
        return
    for line in lines(dataset, answer, is_chosen=target is not None):
        click.echo(line)
