"""`hydroml serve`: the web server with its worker processes beside it."""

from pathlib import Path

import click

from ..settings import Settings
from .session import home_option


@click.command()
@home_option
@click.option("--host", help="Address to listen on (127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (8050).")
@click.option("--workers", type=int, help="Worker processes to supervise (1).")
@click.option("--open", "open_browser", is_flag=True, help="Open the browser when ready.")
def serve(
    home: Path | None, host: str | None, port: int | None, workers: int | None, open_browser: bool
) -> None:
    """Serve the workbench on this machine."""
    from ..server import run_server

    settings = Settings.load(home=home, host=host, port=port, workers=workers)
    run_server(settings, announce=click.echo, open_browser=open_browser)
