"""Makes the pages of docs/ that follow from the code: calls of the API, settings, models and rules."""

from pathlib import Path

from ..services.models import CATALOGUE, RULES, ModelSpec
from .api.operation import Operation
from .api.tables import OPERATIONS
from .settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parent.parent
API_HEAD = """# REST API

Made by `make docs` from `app/api/`;
`/api/docs/` shows the same with every schema, `/api/openapi.json` is for
programs.

Paths are under the mount prefix. JSON in and out. A refusal is `application/problem+json` (RFC 9457) with
`code`, `detail`, `hint` and, where fields are at fault, `errors: [{field, message}]`. Lists take `limit`,
`offset`, `q` and answer `{items, total}`. A browser must echo the cookie `_csrf_token` as header
`X-CSRFToken`; programs without cookies need nothing.

| call | query | body | answers | what it does |
|---|---|---|---|---|
"""
SETTINGS_HEAD = """# Settings

Made by `make docs` from `app/settings.py`. An argument of the command beats the environment, which beats the
file (`hydroml.toml` in the working folder, or the file named by `HYDROML_CONFIG`; the same names in
lower case without the prefix).

| variable | meaning |
|---|---|
"""


MODELS_HEAD = """# Models and rules

Made by `make docs` from `services/models/`. How well the proposals do is measured in
[defaults.md](defaults.md). Adding a model is one file in `services/models/catalogue/` and a line in its
`__init__.py`; the tests of the catalogue then fit, keep and search it without being told.

## Catalogue

| key | model | tasks | settings | meant for | source |
|---|---|---|---|---|---|
"""
RULES_HEAD = """
## Rules of the recommendation

| rule | when | advice | evidence | source |
|---|---|---|---|---|
"""


def api_page() -> str:
    """Return docs/api.md."""
    return API_HEAD + "".join(_api_row(operation) for operation in OPERATIONS)


def settings_page() -> str:
    """Return docs/settings.md."""
    rows = (
        f"| `{PREFIX}{name.upper()}` | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    )
    return SETTINGS_HEAD + "".join(rows)


def models_page() -> str:
    """Return docs/models.md."""
    models = "".join(map(_model_row, CATALOGUE.values()))
    rules = "".join(
        f"| {rule.key} | {rule.condition} | {rule.advice} | {rule.evidence} | {rule.source} |\n"
        for rule in RULES.values()
    )
    return MODELS_HEAD + models + RULES_HEAD + rules


def _model_row(spec: ModelSpec) -> str:
    limits = (f"{spec.max_rows:,} rows" if spec.max_rows else "", _columns(spec), _package(spec))
    told = ", ".join(filter(None, limits)) or "any table"
    return (
        f"| `{spec.key}` | {spec.label} | {', '.join(sorted(spec.tasks))} | {len(spec.parameters)} | {told} "
        f"| {spec.source} |\n"
    )


def _columns(spec: ModelSpec) -> str:
    return f"{spec.max_columns:,} columns" if spec.max_columns else ""


def _package(spec: ModelSpec) -> str:
    return f"with the package {spec.package}" if spec.package else ""


def _api_row(operation: Operation) -> str:
    path = operation.path.replace("<", "{").replace(">", "}")
    query = ", ".join(f"`{name}`" for name in operation.query.model_fields)
    body = operation.body.__name__ if operation.body else "multipart `file`" if operation.upload else ""
    return (
        f"| `{operation.method} /api{path}` | {query} | {body} | {operation.status} | {operation.summary} |\n"
    )


PAGES = {"api.md": api_page, "models.md": models_page, "settings.md": settings_page}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
