"""Signs of life for a supervisor or a load balancer."""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify


def health_blueprint(name: str, is_ready: Callable[[], str | None]) -> Blueprint:
    """Return the blueprint with ``/healthz`` and ``/readyz``.

    Parameters
    ----------
    name : unique name of the blueprint within the host
    is_ready : returns None when requests can be served, else what is missing
    """
    blueprint = Blueprint(name, __name__)

    def healthz() -> Response:
        return jsonify(status="ok")

    def readyz() -> Response:
        missing = is_ready()
        response = jsonify(status="ready" if missing is None else "not ready", missing=missing)
        response.status_code = 200 if missing is None else 503
        return response

    blueprint.add_url_rule("/healthz", view_func=healthz)
    blueprint.add_url_rule("/readyz", view_func=readyz)
    return blueprint
