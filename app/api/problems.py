"""Errors as RFC 9457 problem documents: one shape for every call."""

from typing import Any

from flask import Response, current_app, jsonify
from pydantic import BaseModel, ValidationError

from ...services.errors import HydroMLError, InvalidInputError
from ...services.experiments import field_errors

MEDIA_TYPE = "application/problem+json"


def problem(error: HydroMLError) -> dict[str, Any]:
    """Return the problem document of a refusal."""
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": error.code.replace("_", " ").capitalize(),
        "status": error.status,
        "code": error.code,
        "detail": error.message,
        "hint": error.hint,
    }
    if error.errors:
        document["errors"] = [{"field": one.field, "message": one.message} for one in error.errors]
    if error.extra:
        document["extra"] = error.extra
    return document


def problem_response(error: HydroMLError) -> Response:
    """Return the HTTP answer of a refusal."""
    response = jsonify(problem(error))
    response.status_code = error.status
    response.content_type = MEDIA_TYPE
    if error.status == 503:
        response.headers["Retry-After"] = "5"
    return response


class _Crash(HydroMLError):
    code = "INTERNAL_ERROR"
    status = 500


def crash_response(error: Exception) -> Response:
    """Log a defect of ours and answer without giving anything away."""
    current_app.logger.error("A call of the API failed.", exc_info=error)
    return problem_response(
        _Crash(
            "hydroml made a mistake while answering this call.",
            hint="Try again; if it stays, the server's log says more.",
        )
    )


def invalid(error: ValidationError, what: str, data: Any, model: type[BaseModel]) -> InvalidInputError:
    """Turn pydantic's complaints into a refusal that names each field by JSON pointer.

    Parameters
    ----------
    error : of `model`, when it read `data`
    what : the part of the request, such as "body"
    """
    fields = field_errors(error, data, model)
    more = f" ({len(fields) - 1} more)" if len(fields) > 1 else ""
    return InvalidInputError(
        f"The {what} cannot be used: {fields[0].field or 'it'} {fields[0].message}{more}.",
        hint="Correct the fields named in 'errors'; /api/docs/ shows what each call takes.",
        errors=fields,
    )
