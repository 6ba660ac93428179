"""Templates: saved from configurations, applied to other tables, versioned, shared, exchanged."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from ..access import Action, User, authorize
from ..access.authorize import unknown
from ..errors import ConflictError, FieldError, InvalidInputError
from ..experiments import ExperimentConfig, Experiments, read_document, write_yaml
from ..ids import new_id
from ..paging import Page, Query
from ..vocabulary import Task, Visibility
from .applying import Application, apply_recipe, task_of
from .builtins import BUILTIN_OWNER, builtin_templates
from .document import Recipe, TemplateDocument, parse_recipe, parse_template, plain
from .generalising import generalise
from .ports import TemplateStore
from .records import Template

CATEGORIES: Mapping[Task, str] = MappingProxyType(
    {
        "binary": "classification",
        "multiclass": "classification",
        "regression": "regression",
        "forecasting": "forecasting",
    }
)
FACTS = ("description", "category", "tags", "visibility")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Templates:
    """What can be done with templates; every method refuses what the user may not do."""

    store: TemplateStore
    experiments: Experiments
    clock: Callable[[], datetime] = _now

    def ensure_builtins(self) -> None:
        """Store the built-in templates, and new versions of those that changed; called at start-up."""
        for template in builtin_templates():
            stored = self.store.get(template.id)
            if stored is None:
                self.store.add(template)
            elif _content(stored) != _content(template):
                kept = replace(template, usage_count=stored.usage_count, record=stored.record)
                self.store.update(kept)

    def save_from_config(self, user: User, config: ExperimentConfig, *, name: str, **facts: Any) -> Template:
        """Store the roles and rules of a configuration as a template of the user's own.

        Parameters
        ----------
        config : complete; its columns become kinds
        name : of the template
        facts : description, category (by task if empty), tags, visibility
        """
        recipe = generalise(config, self.experiments.profile_for(user, config))
        known = {**{key: facts[key] for key in FACTS if facts.get(key)}, "name": name}
        document = parse_template({"category": CATEGORIES[config.task], **known, **plain(recipe)})
        return self._add(user, document, config.project)

    def from_experiment(self, user: User, experiment_id: str, *, name: str, **facts: Any) -> Template:
        """Store the roles and rules of an experiment that succeeded; keywords as `save_from_config`."""
        experiment = self.experiments.get(user, experiment_id)
        if experiment.status != "succeeded":
            raise ConflictError(
                f"'{experiment.name}' has not succeeded ({experiment.status}).",
                hint="Make a template of an experiment that succeeded, or save one in the wizard.",
                code="NOT_SUCCEEDED",
            )
        return self.save_from_config(user, experiment.config, name=name, **facts)

    def get(self, user: User, template_id: str) -> Template:
        """Return a template; an archived one too, because runs refer to it."""
        return self._load(user, template_id, "read")

    def list(self, user: User, query: Query, *, category: str | None = None) -> Page[Template]:
        """Return the templates the user may read, most used first."""
        return self.store.list(user, query, category=category)

    def update(
        self,
        user: User,
        template_id: str,
        *,
        config: Mapping[str, Any] | None = None,
        **facts: Any,
    ) -> Template:
        """Store an edit under the next version; only the owner may.

        Parameters
        ----------
        config : new ``{roles, rules}``
        facts : name, description, category, tags; those not given or None stay
        """
        template = self._own(user, template_id)
        known = {key: facts[key] for key in ("name", *FACTS[:3]) if facts.get(key) is not None}
        recipe = parse_recipe({**template.config, **(config or {})})
        changed = parse_template({**_document(template), **known, **_config(recipe)})
        return self.store.update(
            replace(
                template,
                name=changed.name,
                description=changed.description,
                category=changed.category,
                tags=changed.tags,
                config=_config(changed),
                updated_at=self.clock(),
            )
        )

    def share(self, user: User, template_id: str, visibility: Visibility) -> Template:
        """Change who may see and use a template; only the owner may."""
        template = self._own(user, template_id)
        project = _project(user, visibility, template.project)
        self.store.set_meta(replace(template, visibility=visibility, project=project))
        return self._load(user, template_id, "read")

    def archive(self, user: User, template_id: str) -> None:
        """Take a template out of the gallery; runs that used it keep their reference."""
        self.store.set_meta(replace(self._own(user, template_id), is_archived=True))

    def apply(
        self, user: User, template_id: str, dataset_id: str, target: str | None = None
    ) -> ExperimentConfig:
        """Return the complete configuration that a template gives for a dataset; changes nothing."""
        return self.application(user, template_id, dataset_id, target).config

    def application(
        self, user: User, template_id: str, dataset_id: str, target: str | None = None
    ) -> Application:
        """Return what `apply` returns, with notes on what of the template did not fit.

        Raises
        ------
        InvalidInputError
            ``TEMPLATE_DOES_NOT_FIT`` when the table lacks what the template needs.
        """
        template = self._load(user, template_id, "use")
        recipe = parse_recipe(template.config)
        proposal = self.experiments.suggest(user, dataset_id, target=target)
        task = task_of(recipe.roles, proposal.task)
        if task != proposal.task:
            proposal = self.experiments.suggest(user, dataset_id, target=proposal.target, task=task)
        profile = self.experiments.profile_for(user, proposal)
        return apply_recipe(template, recipe, proposal, profile)

    def export_yaml(self, user: User, template_id: str) -> tuple[str, str]:
        """Return file name and text of a template."""
        template = self._load(user, template_id, "read")
        plain_name = re.sub(r"[^a-z0-9]+", "-", template.name.lower().encode("ascii", "ignore").decode())
        name = f"{plain_name[:60].strip('-') or template.id}-v{template.version}.yaml"
        return name, write_yaml(_document(template))

    def import_yaml(self, user: User, text: str) -> Template:
        """Store a template from a YAML or JSON text as the user's own: private, version 1, no record."""
        given = parse_template(read_document(text))
        imported = given.model_copy(update={"visibility": "private"})
        return self._add(user, imported, None)

    def _add(self, user: User, document: TemplateDocument, project: str | None) -> Template:
        now = self.clock()
        template = Template(
            id=new_id("tp"),
            name=document.name,
            category=document.category,
            tags=document.tags,
            version=1,
            description=document.description,
            config=_config(document),
            owner=user.id,
            project=_project(user, document.visibility, project),
            visibility=document.visibility,
            created_at=now,
            updated_at=now,
        )
        self.store.add(template)
        self.experiments.events.record("template_saved", user, template.id)
        return template

    def _load(self, user: User, template_id: str, action: Action) -> Template:
        template = self.store.get(template_id)
        if template is None:
            raise unknown(template_id)
        authorize(user, action, template)
        return template

    def _own(self, user: User, template_id: str) -> Template:
        template = self._load(user, template_id, "read")
        if template.owner == BUILTIN_OWNER:
            raise ConflictError(
                f"'{template.name}' comes with hydroml and stays as it is.",
                hint="Export it and import the copy, which is yours.",
                code="TEMPLATE_BUILT_IN",
            )
        authorize(user, "edit", template)
        return template


def _project(user: User, visibility: Visibility, project: str | None) -> str | None:
    """Return the project whose members may use a template; sharing with projects needs one."""
    is_member = project is not None and (user.is_admin or project in user.projects)
    if visibility != "projects" or is_member:
        return project if is_member else None
    if len(user.projects) == 1:
        return next(iter(user.projects))
    raise InvalidInputError(
        "The template belongs to no project it could be shared with.",
        hint="Share it with everyone, or save it from an experiment of the project.",
        code="PROJECT_MISSING",
        errors=[FieldError("/visibility", "needs a project")],
    )


def _config(document: Recipe) -> dict[str, Any]:
    return {"roles": plain(document.roles), "rules": plain(document.rules)}


def _content(template: Template) -> tuple[Any, ...]:
    return (template.name, template.category, template.tags, template.description, template.config)


def _document(template: Template) -> dict[str, Any]:
    """Return a template as a file holds it."""
    return {
        "schema_version": 1,
        "name": template.name,
        "category": template.category,
        "tags": [*template.tags],
        "version": template.version,
        "visibility": template.visibility,
        "description": template.description,
        **template.config,
        "record": dict(template.record),
    }
