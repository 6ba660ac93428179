"""Calls about datasets: upload, list, preview, profile, correlations, importance."""

from typing import Any, Literal

from flask import Response
from pydantic import BaseModel, ConfigDict, Field

from ...services.datasets import Dataset, IngestReport, NotedLines, restated
from ...services.errors import ConflictError
from ...services.paging import Page
from ...services.profile import MAX_LAG, CorrelationsDocument, Importance, LagCorrelations, Profile
from ...services.vocabulary import ColumnKind
from .operation import Call, ListQuery, NoQuery, Operation

TAG = ("datasets",)


class PreviewQuery(NoQuery):
    """How many rows to show, and whether they are the first ones or spread over the table."""

    rows: int = Field(default=20, ge=1, le=1000)
    sample: Literal["first", "random"] = "first"


class DialectChange(BaseModel):
    """How the file is written; null for a part that is to be found out again."""

    model_config = ConfigDict(extra="forbid")

    encoding: str | None = Field(default=None, max_length=40)
    delimiter: str | None = Field(default=None, max_length=8)
    quote: str | None = Field(default=None, max_length=1)
    escape: str | None = Field(default=None, max_length=1)
    decimal: Literal[".", ","] | None = None
    day_first: bool | None = Field(default=None, description="Whether 1/2/2021 is the first of February.")
    skip: int | None = Field(default=None, ge=0, le=10_000, description="Lines before the table.")


class ReadingChange(BaseModel):
    """What is to be read otherwise; what is not named stays as it was last said, null undoes it.

    `copy` makes a new dataset from the same file and leaves this one as it is.
    """

    model_config = ConfigDict(extra="forbid")

    dialect: DialectChange | None = None
    header: bool | None = None
    kinds: dict[str, ColumnKind | None] | None = Field(
        default=None, max_length=5000, description="Kinds by the name of the column."
    )
    sheet: str | None = Field(default=None, max_length=200, description="Of an Excel workbook.")
    as_copy: bool = Field(default=False, alias="copy")


class TargetQuery(NoQuery):
    """Which column is to be predicted; none for the suggested one."""

    target: str | None = None


class MethodQuery(NoQuery):
    """Which correlation."""

    method: Literal["pearson", "spearman", "association"] = "pearson"


class LagsQuery(NoQuery):
    """Which column is to be predicted, and by which columns rows are ordered in time, the coarsest first."""

    target: str
    time: list[str] = Field(min_length=1, max_length=10)
    max_lag: int = Field(default=48, ge=1, le=MAX_LAG)


class NeededTarget(NoQuery):
    """Which column is to be predicted."""

    target: str


def create_dataset(call: Call) -> Dataset:
    """Stream the file to disk, read it and answer when it is a table."""
    name = call.body.filename or "upload"
    received = call.services.datasets.receive(call.user, call.body.stream, name=name)
    return call.services.datasets.ingest(call.user, received.id)


def list_datasets(call: Call) -> Page[Dataset]:
    """Return the datasets the user may read."""
    return call.services.datasets.list(call.user, call.query.query())


def get_dataset(call: Call) -> Dataset:
    """Return one dataset."""
    return call.services.datasets.get(call.user, call.ids["dataset_id"])


def delete_dataset(call: Call) -> None:
    """Delete a dataset that no experiment reads."""
    dataset = call.services.datasets.get(call.user, call.ids["dataset_id"])
    used = call.services.experiments.count_using(dataset.id)
    if used:
        raise ConflictError(
            f"{used} experiment{'s read' if used > 1 else ' reads'} '{dataset.name}'.",
            hint="Delete those experiments first.",
            code="DATASET_IN_USE",
        )
    call.services.datasets.delete(call.user, dataset.id)


def change_dataset(call: Call) -> Dataset:
    """Read the file again in the way that was asked for; the old table stays if that fails."""
    datasets, dataset_id = call.services.datasets, call.ids["dataset_id"]
    said = call.body.model_dump(exclude_unset=True, exclude={"as_copy"})
    overrides = restated(datasets.get(call.user, dataset_id).report.overrides, said)
    if call.body.as_copy:
        return datasets.reread_copy(call.user, dataset_id, overrides)
    n_uses = call.services.experiments.count_using
    return datasets.reread(call.user, dataset_id, overrides, n_uses=n_uses)


def get_preview(call: Call) -> dict[str, Any]:
    """Return the first rows, or rows at random, with their places in the table (from 1)."""
    datasets = call.services.datasets
    look = datasets.sample if call.query.sample == "random" else datasets.preview
    shown = look(call.user, call.ids["dataset_id"], rows=call.query.rows)
    return {
        "columns": list(shown.columns),
        "rows": [list(row) for row in shown.rows],
        "row_numbers": list(shown.numbers),
    }


def get_profile(call: Call) -> Profile:
    """Return the stored profile; an estimate says so in `exact`."""
    return call.services.profiles.get(call.user, call.ids["dataset_id"], target=call.query.target)


def get_report(call: Call) -> IngestReport:
    """Return how the file was read."""
    return call.services.datasets.get(call.user, call.ids["dataset_id"]).report


def get_noted_lines(call: Call) -> NotedLines:
    """Return the lines that the report names, as they are in the file and as they were read."""
    return call.services.datasets.noted_lines(call.user, call.ids["dataset_id"])


def get_correlations(call: Call) -> Response:
    """Return the matrix of correlations or associations, ordered by clusters, as it is kept."""
    dataset_id, method = call.ids["dataset_id"], call.query.method
    content = call.services.profiles.correlations_json(call.user, dataset_id, method=method)
    return Response(content, mimetype="application/json")


def get_importance(call: Call) -> Importance:
    """Return the mutual information of each column with the target."""
    return call.services.profiles.importance(call.user, call.ids["dataset_id"], target=call.query.target)


def get_lags(call: Call) -> LagCorrelations:
    """Return the correlation of each column of numbers with the target some moments later."""
    query = call.query
    return call.services.profiles.lags(
        call.user, call.ids["dataset_id"], target=query.target, time=query.time, max_lag=query.max_lag
    )


_ONE = "/datasets/<dataset_id>/"
OPERATIONS = (
    Operation(
        "POST",
        "/datasets/",
        "Upload a table",
        create_dataset,
        upload=True,
        answer=Dataset,
        status=201,
        tags=TAG,
    ),
    Operation(
        "GET", "/datasets/", "List datasets", list_datasets, query=ListQuery, answer=Page[Dataset], tags=TAG
    ),
    Operation("GET", _ONE, "Show a dataset", get_dataset, answer=Dataset, tags=TAG),
    Operation(
        "PATCH",
        _ONE,
        "Read the file again",
        change_dataset,
        body=ReadingChange,
        answer=Dataset,
        tags=TAG,
    ),
    Operation("DELETE", _ONE, "Delete a dataset", delete_dataset, status=204, tags=TAG),
    Operation(
        "GET",
        _ONE + "preview/",
        "First or random rows",
        get_preview,
        query=PreviewQuery,
        answer=dict[str, Any],
        tags=TAG,
    ),
    Operation("GET", _ONE + "profile/", "Profile", get_profile, query=TargetQuery, answer=Profile, tags=TAG),
    Operation("GET", _ONE + "report/", "How the file was read", get_report, answer=IngestReport, tags=TAG),
    Operation("GET", _ONE + "lines/", "Repaired lines", get_noted_lines, answer=NotedLines, tags=TAG),
    Operation(
        "GET",
        _ONE + "correlations/",
        "Correlations",
        get_correlations,
        query=MethodQuery,
        answer=CorrelationsDocument,
        tags=TAG,
    ),
    Operation(
        "GET",
        _ONE + "importance/",
        "Mutual information",
        get_importance,
        query=NeededTarget,
        answer=Importance,
        tags=TAG,
    ),
    Operation(
        "GET",
        _ONE + "lags/",
        "Correlations with the target some steps later",
        get_lags,
        query=LagsQuery,
        answer=LagCorrelations,
        tags=TAG,
    ),
)
