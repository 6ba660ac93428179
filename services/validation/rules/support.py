"""What the vocabulary allows but this version cannot run: said before the launch, never ignored."""

from collections.abc import Iterator

from ...experiments import missing_package, pointer, replace_fix
from ...features import EVERY_DATE_PART, METHODS
from ...findings import Finding, Fix
from ...models import CATALOGUE, METRICS, metrics_for
from ..case import Case, Rule
from .models import other_model, without_model


def not_yet_supported(case: Case) -> Iterator[Finding]:
    """Refuse models, metrics, transformations, thresholds and samplers that do not run yet."""
    yield from _models(case)
    yield from _metric(case)
    yield from _transforms(case)
    yield from _threshold(case)
    yield from _sampler(case)
    if case.config.task == "forecasting":
        message = "Forecasting runs as regression on the given columns: no lags are made of past targets yet."
        yield Finding("NOT_YET_SUPPORTED", "warning", "/task", message)


def _models(case: Case) -> Iterator[Finding]:
    others = any(one.key in CATALOGUE for one in case.config.models)
    for place, one in enumerate(case.config.models):
        if one.key not in CATALOGUE:
            fix = without_model(place, one) if others else other_model(case)
            yield _refused(f"/models/{place}/key", f"The model '{one.key}'", fix)


def _metric(case: Case) -> Iterator[Finding]:
    if case.config.metric not in METRICS:
        first = metrics_for(case.config.task)[0]
        fix = replace_fix(f"Use {first.label}", metric=first.name)
        yield _refused("/metric", f"The metric '{case.config.metric}'", fix)


def _transforms(case: Case) -> Iterator[Finding]:
    for place, one in enumerate(case.config.features.transforms):
        methods = METHODS.get(one.step, ())
        at = pointer(("features", "transforms", place))
        fix = Fix("Go without it", ({"op": "remove", "path": at},))
        if not methods or (one.method is not None and one.method not in methods):
            how = f" by '{one.method[:40]}'" if one.method else ""
            yield _refused(at, f"The transformation '{one.step}'{how}", fix)
        unknown = [part for part in one.parts if part not in EVERY_DATE_PART]
        if unknown and one.step == "date_parts":
            yield _refused(at, f"The date part '{unknown[0][:40]}'", fix)


def _threshold(case: Case) -> Iterator[Finding]:
    if case.config.imbalance.threshold.method == "f1":
        fix = replace_fix("Decide by the share of the class", imbalance__threshold__method="prior")
        yield _refused("/imbalance/threshold/method", "The threshold by F1", fix)


def _sampler(case: Case) -> Iterator[Finding]:
    search = case.config.search
    package = missing_package(search.sampler)
    if search.enabled and package is not None:
        fix = replace_fix("Use tpe", search__sampler="tpe")
        yield _refused("/search/sampler", f"The sampler '{search.sampler}' (it needs '{package}')", fix)


def _refused(field: str, what: str, fix: Fix) -> Finding:
    return Finding("NOT_YET_SUPPORTED", "error", field, f"{what} cannot be run in this version.", {}, fix)


RULES = (
    Rule(
        "NOT_YET_SUPPORTED",
        not_yet_supported,
        "The configuration asks for something that this version knows by name but cannot run.",
        "Take what the fix offers.",
    ),
)
