"""Calls about the model catalogue and what is recommended from it."""

from typing import Any

from ...services.models import CATALOGUE, ModelSpec, Recommendation, how_to_install, is_installed
from .operation import Call, NoQuery, Operation

TAG = ("models",)


class RecommendQuery(NoQuery):
    """For which dataset and target."""

    dataset: str
    target: str | None = None


def _entry(spec: ModelSpec) -> dict[str, Any]:
    return {
        "key": spec.key,
        "label": spec.label,
        "summary": spec.summary,
        "tasks": sorted(spec.tasks),
        "pros": list(spec.pros),
        "cons": list(spec.cons),
        "max_rows": spec.max_rows,
        "max_columns": spec.max_columns,
        "installed": is_installed(spec),
        "install": how_to_install(spec),
        "source": spec.source,
        "hyperparameters": [
            {name: getattr(parameter, name) for name in parameter.__dataclass_fields__}
            for parameter in spec.parameters
        ],
    }


def list_models(call: Call) -> dict[str, Any]:
    """Return the catalogue."""
    items = [_entry(spec) for spec in CATALOGUE.values()]
    return {"items": items, "total": len(items)}


def recommend_models(call: Call) -> Recommendation:
    """Return the short list for a dataset and target."""
    return call.services.experiments.recommend(call.user, call.query.dataset, target=call.query.target)


OPERATIONS = (
    Operation("GET", "/models/", "The catalogue", list_models, answer=dict[str, Any], tags=TAG),
    Operation(
        "GET",
        "/models/recommend/",
        "Recommend models",
        recommend_models,
        query=RecommendQuery,
        answer=Recommendation,
        tags=TAG,
    ),
)
