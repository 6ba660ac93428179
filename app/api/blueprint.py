"""Routes of the REST API, made from the table of operations; every route asks who is calling."""

import json
import math
from collections.abc import Callable
from typing import Any, get_origin

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, TypeAdapter, ValidationError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import Map, Rule

from ...services.errors import HydroMLError, NotFoundError, TooLargeError, UnreadableFileError
from ...services.registry import Services
from .body import read_json
from .document import openapi
from .operation import Call, FileAnswer, Operation
from .problems import crash_response, invalid, problem_response
from .swagger import add_swagger
from .tables import OPERATIONS

MAX_BODY_BYTES = 2_000_000
MULTIPART_BYTES = 2**16
"""Room for what a multipart body holds beside the file itself."""
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def api_blueprint(services: Services, name: str, *, max_upload_bytes: int) -> Blueprint:
    """Return the blueprint of the API, to be registered under ``<prefix>/api``.

    Parameters
    ----------
    services : the services of one mounted app
    name : unique name of the blueprint within the host
    max_upload_bytes : largest accepted file
    """
    blueprint = Blueprint(name, __name__)
    for operation in OPERATIONS:
        limit = max_upload_bytes + MULTIPART_BYTES if operation.upload else MAX_BODY_BYTES
        blueprint.add_url_rule(
            operation.path,
            endpoint=operation.name,
            view_func=_view(services, operation, limit),
            methods=[operation.method],
        )
    blueprint.add_url_rule("/openapi.json", endpoint="openapi", view_func=_document(services))
    add_swagger(blueprint)
    blueprint.add_url_rule("/<path:rest>", endpoint="nowhere", view_func=_nowhere(), methods=METHODS)
    blueprint.register_error_handler(HydroMLError, problem_response)
    blueprint.register_error_handler(HTTPException, _http_problem)
    blueprint.register_error_handler(Exception, crash_response)
    return blueprint


def _view(services: Services, operation: Operation, limit: int) -> Callable[..., Response]:
    def view(**ids: str) -> Response:
        user = services.identify()
        if (request.content_length or 0) > limit:
            raise _too_large(f"The body of {request.content_length} bytes is over the limit of {limit}.")
        request.max_content_length = limit + 1  # for a body that does not say how long it is
        call = Call(services, user, ids, _query(operation), _body(operation))
        return _answer(operation, operation.handler(call))

    return view


def _document(services: Services) -> Callable[[], Response]:
    def document() -> Response:
        services.identify()
        return jsonify(openapi(OPERATIONS, server=request.path.removesuffix("/openapi.json")))

    return document


def _nowhere() -> Callable[..., Response]:
    """Return the view of addresses that are none of ours, or are asked by a wrong method."""
    rules = [Rule(one.path, methods=[one.method], endpoint=one.name) for one in OPERATIONS]
    known = Map(rules).bind("")

    def view(rest: str) -> Response:
        methods = sorted(known.allowed_methods("/" + rest))
        if not methods:
            raise NotFoundError(
                f"The API has no address '{rest[:100]}'.", hint="See /api/docs/ for all calls."
            )
        refusal = _WrongMethod(
            f"{request.method} is not possible here.", hint=f"Possible: {', '.join(methods)}."
        )
        response = problem_response(refusal)
        response.headers["Allow"] = ", ".join(methods)
        return response

    return view


class _WrongMethod(HydroMLError):
    code = "METHOD_NOT_ALLOWED"
    status = 405


def _query(operation: Operation) -> BaseModel:
    fields = operation.query.model_fields
    many = {name for name, field in fields.items() if get_origin(field.annotation) is list}
    given = {name: values if name in many else values[0] for name, values in request.args.lists()}
    try:
        return operation.query.model_validate(given)
    except ValidationError as error:
        raise invalid(error, "query", given, operation.query) from error


def _body(operation: Operation) -> Any:
    if operation.upload:
        return _file()
    if operation.body is None:
        return None
    content = request.get_data(cache=False)
    if len(content) > MAX_BODY_BYTES:
        raise _too_large(f"The body is over the limit of {MAX_BODY_BYTES} bytes.")
    value = {} if not content and not operation.needed else read_json(content)
    try:
        return operation.body.model_validate(value)
    except ValidationError as error:
        raise invalid(error, "body", value, operation.body) from error


def _file() -> Any:
    upload = request.files.get("file")
    if upload is None:
        raise UnreadableFileError(
            "The body holds no file.",
            hint="Send multipart/form-data with one part called 'file'.",
            code="FILE_MISSING",
        )
    return upload


def _answer(operation: Operation, value: Any) -> Response:
    if isinstance(value, Response):
        return value
    if isinstance(value, FileAnswer):
        response = Response(value.content, mimetype=value.media_type)
        response.headers.set("Content-Disposition", "attachment", filename=value.name)
        return response
    if value is None:
        return Response(status=204)
    plain = TypeAdapter(operation.answer or Any).dump_python(value, mode="json")
    return Response(
        json.dumps(_finite(plain), ensure_ascii=False),
        status=operation.status,
        mimetype="application/json",
    )


def _finite(value: Any) -> Any:
    """Replace NaN and infinities, which JSON does not know, by null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return value


def _http_problem(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        return problem_response(_too_large("The body is over the limit."))
    refusal = HydroMLError(
        error.description or "This call cannot be answered.",
        hint="Check the address and the method; /api/docs/ lists the calls.",
        code=error.name.upper().replace(" ", "_"),
    )
    refusal.status = error.code or 500
    return problem_response(refusal)


def _too_large(message: str) -> TooLargeError:
    return TooLargeError(message, hint="Send less, or ask the operator to raise HYDROML_MAX_UPLOAD_BYTES.")
