"""Calls about named feature sets."""

from pydantic import BaseModel, ConfigDict, Field

from ...services.experiments.config import Name
from ...services.features import FeatureSet, SetFit, fit_set
from ...services.paging import Page
from .operation import Call, ListQuery, NoQuery, Operation

TAG = ("feature sets",)


class NewFeatureSet(BaseModel):
    """A selection to keep under a name; `exclude` holds the reason by column."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=200)
    description: str = Field(default="", max_length=2_000)
    include: tuple[Name, ...] = Field(min_length=1)
    exclude: dict[Name, str] = Field(default_factory=dict)


class FeatureSetChange(BaseModel):
    """Another name, and possibly another description."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=200)
    description: str | None = Field(default=None, max_length=2_000)


class FitQuery(NoQuery):
    """The table and the target to which a set is applied."""

    dataset: str = Field(max_length=100)
    target: Name


def list_feature_sets(call: Call) -> Page[FeatureSet]:
    """Return the user's feature sets, last changed first."""
    return call.services.feature_sets.list(call.user, call.query.query())


def create_feature_set(call: Call) -> FeatureSet:
    """Keep a selection under a name."""
    body = call.body
    return call.services.feature_sets.save(
        call.user, body.name, include=body.include, exclude=body.exclude, description=body.description
    )


def get_feature_set(call: Call) -> FeatureSet:
    """Return one feature set."""
    return call.services.feature_sets.get(call.user, call.ids["feature_set_id"])


def change_feature_set(call: Call) -> FeatureSet:
    """Rename a feature set."""
    key = call.ids["feature_set_id"]
    return call.services.feature_sets.rename(call.user, key, call.body.name, call.body.description)


def delete_feature_set(call: Call) -> None:
    """Delete a feature set; experiments that used it keep their selection."""
    call.services.feature_sets.delete(call.user, call.ids["feature_set_id"])


def fit_feature_set(call: Call) -> SetFit:
    """Return what a set gives for a table, and what of it does not fit; changes nothing."""
    kept = call.services.feature_sets.get(call.user, call.ids["feature_set_id"])
    profile = call.services.profiles.get(call.user, call.query.dataset, target=call.query.target)
    return fit_set(kept, [column.name for column in profile.columns], call.query.target)


_ALL, _ONE = "/feature-sets/", "/feature-sets/<feature_set_id>/"
OPERATIONS = (
    Operation(
        "GET",
        _ALL,
        "List feature sets",
        list_feature_sets,
        query=ListQuery,
        answer=Page[FeatureSet],
        tags=TAG,
    ),
    Operation(
        "POST",
        _ALL,
        "Keep a feature set",
        create_feature_set,
        body=NewFeatureSet,
        answer=FeatureSet,
        status=201,
        tags=TAG,
    ),
    Operation("GET", _ONE, "Show a feature set", get_feature_set, answer=FeatureSet, tags=TAG),
    Operation(
        "PATCH",
        _ONE,
        "Rename a feature set",
        change_feature_set,
        body=FeatureSetChange,
        answer=FeatureSet,
        tags=TAG,
    ),
    Operation("DELETE", _ONE, "Delete a feature set", delete_feature_set, status=204, tags=TAG),
    Operation(
        "GET",
        _ONE + "fit/",
        "Fit a feature set to a table",
        fit_feature_set,
        query=FitQuery,
        answer=SetFit,
        tags=TAG,
    ),
)
