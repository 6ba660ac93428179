"""The four templates that come with hydroml, read from the YAML files beside this module."""

from datetime import UTC, datetime
from importlib.resources import files

from ..experiments import read_document
from ..experiments.identity import keyed_id
from .document import TemplateDocument, parse_template, plain
from .records import Template

BUILTIN_OWNER = "hydroml"
MADE_AT = datetime(2026, 11, 24, tzinfo=UTC)


def builtin_templates() -> tuple[Template, ...]:
    """Return the built-in templates, read-only and visible to everyone."""
    folder = files(__package__) / "builtin"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml"))
    return tuple(_template(name, (folder / name).read_text(encoding="utf-8")) for name in names)


def _template(file_name: str, text: str) -> Template:
    document: TemplateDocument = parse_template(read_document(text))
    return Template(
        id=keyed_id("tp", BUILTIN_OWNER, file_name),
        name=document.name,
        category=document.category,
        tags=document.tags,
        version=document.version,
        description=document.description,
        config={"roles": plain(document.roles), "rules": plain(document.rules)},
        owner=BUILTIN_OWNER,
        project=None,
        visibility="everyone",
        created_at=MADE_AT,
        updated_at=MADE_AT,
    )
