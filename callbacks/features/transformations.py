"""Transformations of step 2: the form, the preview of a column, and applying with undo."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, get_args

from dash import Dash, Input, Output, State, ctx, no_update
from pydantic import ValidationError

from ...components import ids as page_ids
from ...components.features import ids
from ...components.features.transformations import (
    Subject,
    transformation_fields,
    transformation_preview,
    transformation_refusal,
    transformations_form,
)
from ...components.features.transforming import (
    PROPOSED,
    STEPS,
    Choice,
    declared_of,
    plan_in_words,
    with_steps,
)
from ...components.widgets import toast_data
from ...components.wizard import ids as wizard_ids
from ...services.errors import HydroMLError, InvalidInputError
from ...services.experiments import model_columns
from ...services.experiments.config import Transform
from ...services.experiments.records import Draft
from ...services.features import Encoding, plan
from ...services.models import CATALOGUE
from ...services.profile import Profile
from ...services.registry import Services
from ...services.vocabulary import ColumnKind, TransformStep
from .page import SLICE, Slice, subject, theme_of_page

Steps = Sequence[Mapping[str, Any]]
MAX_WORDS = 60


def encodings_of(draft: Draft) -> tuple[Encoding, ...]:
    """Return in which encodings the chosen models want their columns; the one of trees if none is chosen."""
    keys = {str(one.get("key")) for one in draft.config.get("models") or ()}
    found = {spec.encoding for key, spec in CATALOGUE.items() if key in keys}
    return tuple(one for one in get_args(Encoding) if one in found) or ("ordinal",)


def open_form(services: Services, clicks: int | None, features: Slice | None, wizard: Slice | None) -> Any:
    """Return the form when the card is opened for the first time."""
    if not wizard or clicks != 1:
        return no_update
    draft = services.drafts.get(services.identify(), wizard["id"])
    return transformations_form(list(included(features)), encodings_of(draft))


def included(features: Slice | None) -> Sequence[str]:
    """Return the included features."""
    names: Sequence[str] = ((features or {}).get("features") or {}).get("include") or ()
    return names


def _profile(services: Services, draft: Draft) -> Profile:
    dataset_id, target = subject(draft)
    return services.profiles.get(services.identify(), dataset_id, target=target)


def _kinds(draft: Draft, profile: Profile) -> dict[str, ColumnKind]:
    said = draft.config.get("kinds") or {}
    return {column.name: said.get(column.name, column.kind) for column in profile.columns}


def show_fields(
    services: Services, column: str | None, encoding: Encoding, features: Slice | None, wizard: Slice | None
) -> Any:
    """Return the fields of a column, as they are declared now."""
    if not wizard or not column:
        return no_update
    draft = services.drafts.get(services.identify(), wizard["id"])
    profile = _profile(services, draft)
    kinds = _kinds(draft, profile)
    if column not in kinds:
        return no_update
    usual = plan([column], profile, encoding=encoding, kinds=kinds).columns[0]
    alike = [name for name in included(features) if kinds.get(name) == kinds[column]]
    declared = declared_of((features or {}).get("features") or {}, column)
    proposed = {step.step: step.method for step in usual.steps}
    return transformation_fields(Subject(column, kinds[column], declared, proposed, len(alike)))


def choices_of(steps: Steps, parts: Sequence[Sequence[str] | None]) -> dict[TransformStep, Choice]:
    """Return what the form declares.

    Parameters
    ----------
    steps : id and value of each field
    parts : value of the field of dates, if there is one
    """
    named: tuple[str, ...] = tuple(parts[0] or ()) if parts else ()
    found: dict[TransformStep, Choice] = {}
    for step in get_args(TransformStep):
        value = next((one.get("value") for one in steps if one["id"]["index"] == step), None)
        if value is not None:
            picked = named if step == "date_parts" else ()
            method = "" if value == PROPOSED else str(value)
            found[step] = Choice(method or ("parts" if picked else ""), picked)
    return found


def show_preview(
    services: Services,
    column: str | None,
    choices: Mapping[TransformStep, Choice],
    encoding: Encoding,
    wizard: Slice | None,
    theme: str,
) -> Any:
    """Return a column before and after its steps, worked out in the limited child process."""
    if not wizard or not column:
        return no_update
    user = services.identify()
    draft = services.drafts.get(user, wizard["id"])
    try:
        made = services.previews.transformation(
            user, draft.config, column, encoding=encoding, transforms=_transforms(column, choices)
        )
    except HydroMLError as error:
        return transformation_refusal(error)
    return transformation_preview(made, theme)


def _transforms(column: str, choices: Mapping[TransformStep, Choice]) -> list[Transform]:
    try:
        return [
            Transform(columns=(column,), step=step, method=choice.method, parts=choice.parts)
            for step, choice in choices.items()
            if choice.method
        ]
    except ValidationError as error:
        raise InvalidInputError("These are no steps that a column can go through.") from error


def on_preview(
    services: Services,
    column: Sequence[str | None],
    values: Sequence[Any],
    parts: Sequence[Sequence[str] | None],
    encoding: Encoding,
    wizard: Slice | None,
) -> Any:
    """Preview what the form says now."""
    if not column:
        return no_update
    choices = choices_of(ctx.inputs_list[1], parts)
    return show_preview(services, column[0], choices, encoding, wizard, theme_of_page())


def apply(
    services: Services,
    column: str | None,
    choices: Mapping[TransformStep, Choice],
    is_for_all: bool,
    features: Slice | None,
    wizard: Slice | None,
) -> tuple[Any, Any]:
    """Declare the steps; return the slice and the toast that offers *Undo*."""
    if not wizard or not column or column not in included(features):
        return no_update, no_update
    _transforms(column, choices)
    draft = services.drafts.get(services.identify(), wizard["id"])
    kinds = _kinds(draft, _profile(services, draft))
    names = [
        one for one in included(features) if one == column or (is_for_all and kinds[one] == kinds[column])
    ]
    before = (features or {}).get("features") or {}
    after = with_steps(
        before, names, {step: choices[step] for step in STEPS[kinds[column]] if step in choices}
    )
    if after == before:
        return no_update, no_update
    who = f"{len(names):,} features" if len(names) > 1 else column[:MAX_WORDS]
    undo = {"slice": "features", "data": features}
    return {**(features or {}), "features": after}, toast_data(f"Steps of {who} changed", undo=undo)


def on_apply(
    services: Services,
    clicks: Sequence[int | None],
    form: Mapping[str, Any],
    features: Slice | None,
    wizard: Slice | None,
) -> tuple[Any, Any]:
    """Apply what the form says, or what is proposed."""
    if not any(clicks) or not ctx.triggered[0]["value"] or not form["column"]:
        return no_update, no_update
    choices = choices_of(ctx.args_grouping["form"]["steps"], form["parts"])
    if ctx.triggered_id == ids.TRANSFORM_RESET:
        choices = dict.fromkeys(choices, Choice())
    return apply(services, form["column"][0], choices, any(form["for_all"]), features, wizard)


def show_words(services: Services, features: Slice | None, wizard: Slice | None) -> Any:
    """Return what the plan does with all included features, and how many columns come out."""
    if not wizard or features is None:
        return no_update
    draft = services.drafts.get(services.identify(), wizard["id"])
    return words(draft, _profile(services, draft), features)


def words(draft: Draft, profile: Profile, features: Slice) -> str:
    """Return what the plan does with the included features of a slice, and how many columns come out."""
    config = {**draft.config, **features}
    declared = (features.get("features") or {}).get("transforms") or ()
    try:
        transforms = [Transform.model_validate(one) for one in declared]
        kinds = draft.config.get("kinds") or {}
        planned = plan(
            included(features),
            profile,
            encoding=encodings_of(draft)[-1],
            kinds=kinds,
            transforms=transforms,
            missing=draft.config.get("missing_values") or {},
        )
    except (HydroMLError, ValidationError):
        return "some cannot be run; see the findings"
    columns = model_columns(config, profile, included(features))
    n = sum(columns.values()) if columns else planned.n_output
    told = (plan_in_words(planned), f"{n:,} model columns")
    return " · ".join(part for part in told if part)


def register(app: Dash, services: Services) -> None:
    """Connect the card of transformations to one app."""
    app.callback(
        Output(ids.TRANSFORMS_BODY, "children"),
        Input(ids.TRANSFORMS_HEAD, "n_clicks"),
        State(SLICE, "data"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(open_form, services))
    app.callback(
        Output(ids.TRANSFORM_FIELDS, "children"),
        Input(ids.TRANSFORM_COLUMN, "value"),
        Input(ids.TRANSFORM_ENCODING, "value"),
        Input(SLICE, "data"),
        State(wizard_ids.DRAFT, "data"),
    )(partial(show_fields, services))
    app.callback(
        Output(ids.TRANSFORM_PREVIEW, "children"),
        Input(ids.TRANSFORM_FORM.every, "data"),
        Input(ids.TRANSFORM_STEP.every, "value"),
        Input(ids.TRANSFORM_PARTS.every, "value"),
        State(ids.TRANSFORM_ENCODING, "value"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(on_preview, services))
    app.callback(
        Output(ids.TRANSFORMS_WORDS, "children"),
        Input(SLICE, "data"),
        State(wizard_ids.DRAFT, "data"),
        prevent_initial_call=True,
    )(partial(show_words, services))
    _register_apply(app, services)


def _register_apply(app: Dash, services: Services) -> None:
    app.callback(
        output=(
            Output(SLICE, "data", allow_duplicate=True),
            Output(page_ids.TOLD, "data", allow_duplicate=True),
        ),
        inputs={
            "clicks": [Input(ids.TRANSFORM_APPLY, "n_clicks"), Input(ids.TRANSFORM_RESET, "n_clicks")],
            "form": {
                "column": State(ids.TRANSFORM_FORM.every, "data"),
                "steps": State(ids.TRANSFORM_STEP.every, "value"),
                "parts": State(ids.TRANSFORM_PARTS.every, "value"),
                "for_all": State(ids.TRANSFORM_ALL.every, "value"),
            },
            "features": State(SLICE, "data"),
            "wizard": State(wizard_ids.DRAFT, "data"),
        },
        prevent_initial_call=True,
    )(partial(on_apply, services))
