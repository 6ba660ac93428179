"""The page of the API, with Swagger UI's files from the installed package, nothing from the net."""

from importlib.resources import files
from pathlib import Path

from flask import Blueprint, Response, send_from_directory
from flask.typing import ResponseReturnValue

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>hydroml API</title>
<link rel="stylesheet" href="swagger-ui.css"></head>
<body><main id="swagger-ui"></main>
<script src="swagger-ui-bundle.js"></script><script src="start.js"></script></body></html>
"""
_START = """window.ui = SwaggerUIBundle({url: "../openapi.json", dom_id: "#swagger-ui"});
"""
_FILES = frozenset({"swagger-ui.css", "swagger-ui-bundle.js"})


def add_swagger(blueprint: Blueprint) -> None:
    """Serve the page under ``docs/`` of the API."""
    blueprint.add_url_rule("/docs/", endpoint="docs", view_func=_page)
    blueprint.add_url_rule("/docs/start.js", endpoint="docs_start", view_func=_start)
    blueprint.add_url_rule("/docs/<name>", endpoint="docs_file", view_func=_file)


def _page() -> Response:
    return Response(_PAGE, mimetype="text/html")


def _start() -> Response:
    return Response(_START, mimetype="text/javascript")


def _file(name: str) -> ResponseReturnValue:
    folder = next(path.parent for path in Path(str(files("swagger_ui_bundle"))).rglob("swagger-ui-bundle.js"))
    return send_from_directory(folder, name if name in _FILES else "missing", max_age=86_400)
