"""`hydroml templates`: list, import and export recipes."""

from pathlib import Path

import click

from ...services.access import LOCAL_USER
from ...services.paging import Query
from .session import home_option, json_option, open_house, print_json, read_text


@click.group()
def templates() -> None:
    """List, import and export templates."""


@templates.command("list")
@home_option
@json_option
def list_templates(home: Path | None, as_json: bool) -> None:
    """List the templates of this home."""
    page = open_house(home).services.templates.list(LOCAL_USER, Query(limit=200))
    if as_json:
        print_json(page)
        return
    for template in page.items:
        click.echo(f"{template.id}  {template.name} (version {template.version}, {template.category})")


@templates.command("export")
@click.argument("template_id")
@home_option
def export_template(template_id: str, home: Path | None) -> None:
    """Print a template as YAML."""
    _, text = open_house(home).services.templates.export_yaml(LOCAL_USER, template_id)
    click.echo(text, nl=False)


@templates.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@home_option
def import_template(file: Path, home: Path | None) -> None:
    """Store a template from a YAML file."""
    template = open_house(home).services.templates.import_yaml(LOCAL_USER, read_text(file))
    click.echo(f"{template.id}  {template.name}")
