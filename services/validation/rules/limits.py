"""Rules about what a model is meant for, and what it needs on this machine."""

from collections.abc import Iterator

from ...errors import InvalidInputError
from ...experiments import ModelChoice
from ...features import plan
from ...findings import Finding, Fix
from ...models import CATALOGUE, INSTALL, ModelSpec, how_to_install, is_installed
from ..case import Case, Rule
from .models import other_model, without_model


def model_too_large(case: Case) -> Iterator[Finding]:
    """Tell which models are meant for smaller tables; they are run on all rows nevertheless."""
    n_rows = round(case.n_usable * (1 - case.test_size))
    for place, one in enumerate(case.config.models):
        if one.key not in CATALOGUE or case.config.task not in CATALOGUE[one.key].tasks:
            continue
        found = CATALOGUE[one.key]
        beyond = [*_rows_beyond(found, n_rows), *_columns_beyond(found, case)]
        if beyond:
            message = (
                f"{found.label} is meant for {' and '.join(beyond)}. It runs on all of them, but slowly."
            )
            evidence = {"model": one.key, "n_rows": n_rows}
            fix = _without(case, place, one)
            yield Finding("MODEL_TOO_LARGE", "warning", f"/models/{place}/key", message, evidence, fix)


def model_not_installed(case: Case) -> Iterator[Finding]:
    """Refuse models whose package is not installed."""
    for place, one in enumerate(case.config.models):
        found = CATALOGUE.get(one.key)
        if found is not None and not is_installed(found):
            message = f"{how_to_install(found)}."
            evidence = {"model": one.key, "install": INSTALL}
            fix = _without(case, place, one)
            yield Finding("MODEL_NOT_INSTALLED", "error", f"/models/{place}/key", message, evidence, fix)


def _rows_beyond(found: ModelSpec, n_rows: int) -> Iterator[str]:
    if found.max_rows is not None and n_rows > found.max_rows:
        yield f"up to {found.max_rows:,} rows, and {n_rows:,} would train it"


def _columns_beyond(found: ModelSpec, case: Case) -> Iterator[str]:
    if found.max_columns is None:
        return
    n_columns = _n_columns(found, case)
    if n_columns is not None and n_columns > found.max_columns:
        yield f"up to {found.max_columns:,} columns, and it would get {n_columns:,}"


def _n_columns(found: ModelSpec, case: Case) -> int | None:
    """Return the columns after encoding; None if they cannot be planned, which other rules tell."""
    config = case.config
    try:
        planned = plan(
            [name for name in config.features.include if name in case.columns],
            case.profile,
            encoding=found.encoding,
            kinds=config.kinds,
            transforms=config.features.transforms,
            missing=config.missing_values,
        )
    except InvalidInputError:
        return None
    return planned.n_output


def _without(case: Case, place: int, one: ModelChoice) -> Fix:
    return without_model(place, one) if len(case.config.models) > 1 else other_model(case)


RULES = (
    Rule(
        "MODEL_NOT_INSTALLED",
        model_not_installed,
        "A model comes from a package that is not installed here, such as XGBoost or CatBoost.",
        "Install it as the message says and start hydroml again, or go without the model by the fix.",
    ),
    Rule(
        "MODEL_TOO_LARGE",
        model_too_large,
        "A model is meant for fewer rows or columns than it would get; it would take long, and gain little.",
        "Go without it by the fix, or accept the time. No rows are left out silently.",
    ),
)
