"""What step 1 shows, and the address of a draft's step 1."""

from collections.abc import Callable, Mapping
from typing import Any

from dash.development.base_component import Component

from ...components.data import DataFacts, columns_of_page, copy_words, data_step, refusal_notice, start_view
from ...services.access import User, may
from ...services.datasets import EXAMPLES
from ...services.errors import UnreadableFileError
from ...services.experiments import Draft
from ...services.paging import Query
from ...services.profile import Profile
from ...services.registry import Services

Href = Callable[[str], str]
PREVIEW_ROWS = 7
TIMELINE_ROWS = 400


def start(services: Services, user: User, params: Mapping[str, str], href: Href) -> Component:
    """Return step 1 without a dataset.

    Parameters
    ----------
    params : of the address: ``replaces``, a draft whose dataset is to be another, ``template``, and
        ``again``, a dataset whose file could not be read
    """
    library = services.datasets.list(user, Query(limit=20)).items
    ready = [dataset for dataset in library if dataset.status == "ready"]
    starts = {"replaces": params.get("replaces"), "template": params.get("template")}
    refused = _refused(services, user, params["again"]) if params.get("again") else None
    return start_view(ready, EXAMPLES, href, starts=starts, refused=refused)


def _refused(services: Services, user: User, dataset_id: str) -> Component | None:
    """Return why a file could not be read, and the form to read it otherwise."""
    dataset = services.datasets.get(user, dataset_id)
    if dataset.status != "failed":
        return None
    told = dataset.error or {}
    error = UnreadableFileError(
        str(told.get("message", "The file could not be read.")),
        hint=str(told.get("hint", "")),
        code=told.get("code"),
    )
    return refusal_notice(error, dataset)


def content(services: Services, user: User, draft: Draft, href: Href, theme: str) -> Component:
    """Return step 1 of a draft."""
    dataset_id = dataset_of(draft)
    if dataset_id is None:
        return start(services, user, {"replaces": draft.id}, href)
    dataset = services.datasets.get(user, dataset_id)
    target = draft.config.get("target")
    if all(column.name != target for column in dataset.columns):
        target = None  # the table was read again since, from another draft
    profile = services.profiles.get(user, dataset_id, target=target)
    findings = services.drafts.findings(user, draft, profile=profile)
    fixed = services.drafts.fixed(draft, profile)
    shown, _ = columns_of_page(profile, target, "", 0)
    preview = services.datasets.preview(
        user, dataset_id, rows=PREVIEW_ROWS, columns={column.name for column in shown}
    )
    why_copy = copy_words(services.experiments.count_using(dataset.id), is_mine=may(user, "edit", dataset))
    timeline = through_time(services, user, draft, profile)
    return data_step(
        DataFacts(dataset, profile, preview, draft, findings, fixed, href, theme, why_copy, timeline)
    )


def through_time(services: Services, user: User, draft: Draft, profile: Profile) -> list[tuple[Any, float]]:
    """Return moments with values of the target, from rows spread over the table; only for forecasting."""
    dataset_id, target = dataset_of(draft), draft.config.get("target")
    moment = time_column(draft.config, profile)
    if draft.config.get("task") != "forecasting" or dataset_id is None or moment is None or not target:
        return []
    sample = services.datasets.sample(user, dataset_id, rows=TIMELINE_ROWS)
    if target not in sample.columns or moment not in sample.columns:
        return []
    at, of = sample.columns.index(moment), sample.columns.index(target)
    points = [(row[at], row[of]) for row in sample.rows if row[at] is not None]
    numbers = [(when, float(value)) for when, value in points if isinstance(value, int | float)]
    return sorted(numbers, key=lambda point: point[0])


def time_column(config: Mapping[str, Any], profile: Profile) -> str | None:
    """Return the column by which rows lie in time: the chosen one, else the first one of dates."""
    chosen = (config.get("roles") or {}).get("time")
    if chosen:
        return str(chosen)
    return next((column.name for column in profile.columns if column.kind == "datetime"), None)


def dataset_of(draft: Draft) -> str | None:
    """Return the id of the draft's dataset, or None."""
    dataset = draft.config.get("dataset") or {}
    return str(dataset["id"]) if dataset.get("id") else None


def address(draft: Draft, mark: str = "") -> str:
    """Return the query of step 1 of a draft; the revision makes a changed draft a new address."""
    return f"?draft={draft.id}&step=data&r={draft.revision}{mark}"
