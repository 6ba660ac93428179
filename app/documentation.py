"""Makes the pages of docs/ that follow from the code: the calls of the API and the settings."""

from pathlib import Path

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


def _api_row(operation: Operation) -> str:
    path = operation.path.replace("<", "{").replace(">", "}")
    query = ", ".join(f"`{name}`" for name in operation.query.model_fields)
    body = operation.body.__name__ if operation.body else "multipart `file`" if operation.upload else ""
    return (
        f"| `{operation.method} /api{path}` | {query} | {body} | {operation.status} | {operation.summary} |\n"
    )


PAGES = {"api.md": api_page, "settings.md": settings_page}


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
