"""The OpenAPI 3.1 document, made from the table of operations and the pydantic models behind it.

No library is used: flask-openapi wants to own the Flask app, which a mounted hydroml does not, and
spectree binds its decorators to one document per process, while two mounts need two.
"""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from ... import __version__
from .operation import Operation

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_REF = "#/components/schemas/{model}"
_PROBLEM = {
    "type": "object",
    "required": ["code", "detail", "hint", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "hint": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}


def openapi(operations: Iterable[Operation], *, server: str) -> dict[str, Any]:
    """Return the document.

    Parameters
    ----------
    operations : the table
    server : path under which the API answers, e.g. ``/experiments/api``
    """
    schemas: dict[str, Any] = {"Problem": _PROBLEM}
    paths: dict[str, Any] = {}
    for operation in operations:
        path = _PARAMETER.sub(r"{\1}", operation.path)
        paths.setdefault(path, {})[operation.method.lower()] = _entry(operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "hydroml", "version": __version__},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _entry(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": list(operation.tags),
        "parameters": _parameters(operation, schemas),
        "responses": {
            str(operation.status): _success(operation, schemas),
            "default": {
                "description": "A refusal",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        },
    }
    if operation.upload:
        part = {"type": "string", "format": "binary"}
        form = {"type": "object", "required": ["file"], "properties": {"file": part}}
        entry["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    elif operation.body is not None:
        body = _schema(operation.body, schemas, mode="validation")
        content = {"application/json": {"schema": body}}
        entry["requestBody"] = {"required": operation.needed, "content": content}
    return entry


def _parameters(operation: Operation, schemas: dict[str, Any]) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PARAMETER.findall(operation.path)
    ]
    query = operation.query.model_json_schema(ref_template=_REF)
    schemas.update(query.get("$defs", {}))
    required = query.get("required", [])
    in_query = [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in query.get("properties", {}).items()
    ]
    return in_path + in_query


def _success(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    if operation.answer is None:
        return {"description": "Done"}
    schema = _schema(operation.answer, schemas, mode="serialization")
    return {"description": "Done", "content": {"application/json": {"schema": schema}}}


def _schema(model: Any, schemas: dict[str, Any], *, mode: Any) -> dict[str, Any]:
    schema = TypeAdapter(model).json_schema(ref_template=_REF, mode=mode, schema_generator=GenerateJsonSchema)
    schemas.update(schema.pop("$defs", {}))
    return schema
