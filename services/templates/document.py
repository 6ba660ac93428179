"""A template as a document: roles and rules, checked by a schema; there is no language in it to run."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from ..errors import InvalidInputError
from ..experiments import field_errors, malformed, refuse_newer
from ..experiments.config import Imbalance, ModelChoice, Part, Search
from ..vocabulary import ColumnKind, Metric, ModelKey, Task, TransformStep, ValidationStrategy, Visibility


def _without_address(text: str) -> str:
    if "://" in text:
        raise ValueError("must not hold a web address")
    return text


Model = TypeVar("Model", bound=BaseModel)
Text = Annotated[str, AfterValidator(_without_address)]
Label = Annotated[Text, Field(min_length=1, max_length=200)]


class Aliased(Part):
    """Base of blocks whose keys are words that Python keeps for itself."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True)


class KindCondition(Aliased):
    """Kinds that a column must have, or must not have."""

    one_of: tuple[ColumnKind, ...] | None = Field(default=None, alias="in")
    not_in: tuple[ColumnKind, ...] = ()


class NumberCondition(Part):
    """Bounds of a number; all that are given must hold."""

    gt: float | None = None
    ge: float | None = None
    lt: float | None = None
    le: float | None = None


class Selector(Part):
    """Which columns: all conditions must hold; shares and scores are fractions."""

    kind: KindCondition | None = None
    missing_share: NumberCondition | None = None
    distinct_share: NumberCondition | None = None
    n_distinct: NumberCondition | None = None
    skew: NumberCondition | None = None
    leak_score: NumberCondition | None = None


class Share(Part):
    """Bounds of a share, a fraction."""

    min: float | None = Field(default=None, ge=0, le=1)
    max: float | None = Field(default=None, ge=0, le=1)


class TargetRole(Part):
    """What is predicted; no task means whichever is detected."""

    task: Task | None = None
    minority_share: Share | None = None


class ColumnRole(Part):
    """A column in a role; without it the template does not fit, unless it is optional."""

    optional: bool = False


class TemplateRoles(Part):
    """What a table must have, never a column's name."""

    target: TargetRole = TargetRole()
    time: ColumnRole | None = None
    group: ColumnRole | None = None


class Exclusion(Part):
    """Columns to leave out, and why."""

    where: Selector
    reason: Label


class FeatureRules(Part):
    """Which columns train."""

    include: Selector = Selector()
    exclude: tuple[Exclusion, ...] = Field(default=(), max_length=50)


class TransformRule(Part):
    """A transformation of the columns that a selector finds."""

    where: Selector
    step: TransformStep
    method: Label | None = None
    max_levels: int | None = Field(default=None, ge=2, le=1000)
    parts: tuple[Label, ...] = ()
    only_for: tuple[ModelKey, ...] = ()


class ValidationRule(Part):
    """How to judge; what is not given is proposed for the table."""

    strategy: ValidationStrategy | None = None
    n_splits: int | None = Field(default=None, ge=2, le=100)
    test_size: float | None = Field(default=None, ge=0, lt=1)
    gap: int | None = Field(default=None, ge=0)
    horizon: int | None = Field(default=None, ge=1)
    repeats: int | None = Field(default=None, ge=1, le=100)


class TemplateRules(Part):
    """What is done; what is not given is proposed for the table."""

    features: FeatureRules = FeatureRules()
    transforms: tuple[TransformRule, ...] = Field(default=(), max_length=50)
    models: tuple[ModelChoice, ...] = Field(default=(), max_length=20)
    search: Search | None = None
    validation: ValidationRule | None = None
    metric: Metric | None = None
    imbalance: Imbalance | None = None


class Recipe(Part):
    """Roles and rules: the part of a template that decides what happens."""

    roles: TemplateRoles = TemplateRoles()
    rules: TemplateRules = TemplateRules()


class TemplateDocument(Recipe):
    """A whole template as a file holds it."""

    schema_version: int = Field(default=1, ge=1, le=1)
    name: Label
    category: Annotated[Text, Field(max_length=50)] = ""
    tags: tuple[Annotated[Text, Field(min_length=1, max_length=50)], ...] = Field(default=(), max_length=30)
    version: int = Field(default=1, ge=1)
    visibility: Visibility = "private"
    description: Annotated[Text, Field(max_length=10_000)] = ""
    record: dict[str, float | int | str] = Field(default_factory=dict)


def parse_template(data: Any) -> TemplateDocument:
    """Return the template that plain values describe.

    Raises
    ------
    InvalidInputError
        ``TEMPLATE_MALFORMED`` naming each field at fault, ``CONFIG_NEWER`` for a newer schema.
    """
    if not isinstance(data, Mapping):
        raise InvalidInputError(
            "A template is a mapping with name, roles and rules.",
            hint="Export a template to see how one looks.",
            code="TEMPLATE_MALFORMED",
        )
    refuse_newer(data, "template")
    return _parsed(data, TemplateDocument)


def parse_recipe(data: Mapping[str, Any]) -> Recipe:
    """Return roles and rules from plain values, or refuse like `parse_template`."""
    return _parsed(data, Recipe)


def plain(part: Part) -> dict[str, Any]:
    """Return a block as JSON values, without what is not given."""
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _parsed(data: Mapping[str, Any], model: type[Model]) -> Model:
    try:
        return model.model_validate(dict(data))
    except ValidationError as error:
        raise malformed("template", "TEMPLATE_MALFORMED", field_errors(error, data, model)) from error
