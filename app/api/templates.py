"""Calls about templates."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ...services.experiments import ExperimentConfig
from ...services.paging import Page
from ...services.templates import Template
from ...services.vocabulary import Visibility
from .operation import Call, FileAnswer, ListQuery, Operation

TAG = ("templates",)


class TemplateFacts(BaseModel):
    """What a person says of a template."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=200)
    description: str = Field(default="", max_length=10_000)
    category: str = Field(default="", max_length=50)
    tags: tuple[str, ...] = Field(default=(), max_length=30)
    visibility: Visibility = "private"


class NewTemplate(TemplateFacts):
    """A template made from a configuration."""

    config: ExperimentConfig


class FromExperiment(TemplateFacts):
    """A template made from an experiment."""

    experiment: str


class TemplateChange(BaseModel):
    """What changes; missing fields stay."""

    model_config = ConfigDict(extra="forbid")
    name: str | None = Field(default=None, min_length=1, max_length=200)
    description: str | None = Field(default=None, max_length=10_000)
    category: str | None = Field(default=None, max_length=50)
    tags: tuple[str, ...] | None = Field(default=None, max_length=30)
    config: dict[str, Any] | None = None


class Share(BaseModel):
    """Who may see a template."""

    model_config = ConfigDict(extra="forbid")
    visibility: Visibility


class ImportTemplate(BaseModel):
    """A template as YAML text."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=1_000_000)


class TemplatesQuery(ListQuery):
    """A list, possibly of one category."""

    category: str | None = Field(default=None, max_length=50)


def list_templates(call: Call) -> Page[Template]:
    """Return the templates the user may read, most used first."""
    return call.services.templates.list(call.user, call.query.query(), category=call.query.category)


def create_template(call: Call) -> Template:
    """Make a template from a configuration."""
    facts = call.body.model_dump(exclude={"config"})
    return call.services.templates.save_from_config(call.user, call.body.config, **facts)


def template_from_experiment(call: Call) -> Template:
    """Make a template from an experiment."""
    facts = call.body.model_dump(exclude={"experiment"})
    return call.services.templates.from_experiment(call.user, call.body.experiment, **facts)


def get_template(call: Call) -> Template:
    """Return one template."""
    return call.services.templates.get(call.user, call.ids["template_id"])


def change_template(call: Call) -> Template:
    """Store an edit as the next version."""
    return call.services.templates.update(
        call.user, call.ids["template_id"], **call.body.model_dump(exclude_none=True)
    )


def replace_template(call: Call) -> Template:
    """Store an edit as the next version (PUT is treated like PATCH)."""
    return change_template(call)


def archive_template(call: Call) -> None:
    """Archive a template; runs that used it keep their reference."""
    call.services.templates.archive(call.user, call.ids["template_id"])


def share_template(call: Call) -> Template:
    """Change who may see a template."""
    return call.services.templates.share(call.user, call.ids["template_id"], call.body.visibility)


def export_template(call: Call) -> FileAnswer:
    """Return a template as YAML."""
    name, text = call.services.templates.export_yaml(call.user, call.ids["template_id"])
    return FileAnswer(name, text, "application/yaml")


def import_template(call: Call) -> Template:
    """Store an exported template as one's own."""
    return call.services.templates.import_yaml(call.user, call.body.text)


_ALL, _ONE = "/templates/", "/templates/<template_id>/"
OPERATIONS = (
    Operation(
        "GET", _ALL, "List templates", list_templates, query=TemplatesQuery, answer=Page[Template], tags=TAG
    ),
    Operation(
        "POST",
        _ALL,
        "Create a template",
        create_template,
        body=NewTemplate,
        answer=Template,
        status=201,
        tags=TAG,
    ),
    Operation(
        "POST",
        _ALL + "from-experiment/",
        "Create from an experiment",
        template_from_experiment,
        body=FromExperiment,
        answer=Template,
        status=201,
        tags=TAG,
    ),
    Operation(
        "POST",
        _ALL + "import/",
        "Import a template",
        import_template,
        body=ImportTemplate,
        answer=Template,
        status=201,
        tags=TAG,
    ),
    Operation("GET", _ONE, "Show a template", get_template, answer=Template, tags=TAG),
    Operation(
        "PUT", _ONE, "Edit a template", replace_template, body=TemplateChange, answer=Template, tags=TAG
    ),
    Operation(
        "PATCH", _ONE, "Edit a template", change_template, body=TemplateChange, answer=Template, tags=TAG
    ),
    Operation("DELETE", _ONE, "Archive a template", archive_template, status=204, tags=TAG),
    Operation(
        "POST", _ONE + "share/", "Share a template", share_template, body=Share, answer=Template, tags=TAG
    ),
    Operation("GET", _ONE + "export/", "Export a template", export_template, tags=TAG),
)
