"""`hydroml worker`: runs queued jobs, each in its own process."""

from pathlib import Path

import click

from ..settings import Settings
from .session import home_option


@click.command()
@home_option
@click.option("--once", is_flag=True, help="End when the queue is empty.")
def worker(home: Path | None, once: bool) -> None:
    """Run queued jobs until stopped."""
    from ..worker import run_worker

    run_worker(Settings.load(home=home), once=once)
