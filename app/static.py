"""Bootstrap and its icons, served from the installed Bootstrap-Flask package, never from the net."""

from importlib.resources import files
from pathlib import Path

from flask import Blueprint, send_from_directory
from flask.typing import ResponseReturnValue

STYLESHEETS = ("css/bootstrap.min.css", "css/font/bootstrap-icons.min.css")
_ONE_DAY_S = 86_400


def bootstrap_blueprint(name: str) -> Blueprint:
    """Return the blueprint that serves Bootstrap's files under ``/static/bootstrap/``."""
    folder = Path(str(files("flask_bootstrap"))) / "static" / "bootstrap5"
    blueprint = Blueprint(name, __name__)

    def bootstrap(path: str) -> ResponseReturnValue:
        return send_from_directory(folder, path, max_age=_ONE_DAY_S)

    blueprint.add_url_rule("/static/bootstrap/<path:path>", view_func=bootstrap)
    return blueprint
