"""Uploads in slices: each slice is one request, and an interrupted upload goes on where it stopped."""

from typing import Any, BinaryIO, cast

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..services.datasets import Upload
from ..services.errors import FieldError, HydroMLError, InvalidInputError, TooLargeError
from ..services.registry import Services
from .api.problems import invalid, problem_response

MAX_SLICE_BYTES = 8 * 2**20


class Announcement(BaseModel):
    """What the browser says of a file before it sends the first slice."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=1000)
    size: int = Field(ge=0, description="Length of the file in bytes.")


def upload_blueprint(services: Services, name: str) -> Blueprint:
    """Return the routes of sliced uploads.

    Parameters
    ----------
    services : of the app the routes belong to
    name : of the blueprint, unique in the host
    """
    blueprint = Blueprint(name, __name__)
    calls = Calls(services)
    blueprint.add_url_rule("/", "begin", calls.begin, methods=["POST"])
    blueprint.add_url_rule("/<upload_id>", "state", calls.state, methods=["GET"])
    blueprint.add_url_rule("/<upload_id>", "append", calls.append, methods=["PUT"])
    blueprint.add_url_rule("/<upload_id>", "cancel", calls.cancel, methods=["DELETE"])
    blueprint.add_url_rule("/<upload_id>/finish", "finish", calls.finish, methods=["POST"])
    blueprint.register_error_handler(HydroMLError, problem_response)
    return blueprint


class Calls:
    """The calls of one upload, in the order in which a browser makes them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def begin(self) -> tuple[Response, int]:
        """Take the name and length of a file and return the id of the upload."""
        given = request.get_json(silent=True)
        try:
            told = Announcement.model_validate(given)
        except ValidationError as error:
            raise invalid(error, "announcement", given, Announcement) from error
        user = self._services.identify()
        upload = self._services.datasets.begin_upload(user, name=told.name, size_bytes=told.size)
        return jsonify(_as_json(upload)), 201

    def state(self, upload_id: str) -> Response:
        """Return how much has arrived."""
        return jsonify(_as_json(self._services.datasets.upload(self._services.identify(), upload_id)))

    def append(self, upload_id: str) -> Response:
        """Take the slice that begins at `offset`."""
        user = self._services.identify()
        offset = _offset(request.args.get("offset", ""))
        _check_length(request.content_length)
        stream = cast(BinaryIO, request.stream)
        upload = self._services.datasets.append(user, upload_id, offset=offset, stream=stream)
        return jsonify(_as_json(upload))

    def cancel(self, upload_id: str) -> tuple[str, int]:
        """Forget the upload and what has arrived."""
        self._services.datasets.cancel_upload(self._services.identify(), upload_id)
        return "", 204

    def finish(self, upload_id: str) -> tuple[Response, int]:
        """Turn the whole upload into a dataset that waits to be read."""
        dataset = self._services.datasets.finish_upload(self._services.identify(), upload_id)
        return jsonify({"dataset_id": dataset.id, "name": dataset.name}), 201


def _as_json(upload: Upload) -> dict[str, Any]:
    return {
        "upload_id": upload.id,
        "name": upload.name,
        "size_bytes": upload.size_bytes,
        "received_bytes": upload.received_bytes,
    }


def _offset(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    raise InvalidInputError(
        f"'{text[:40]}' is not a place in the file.",
        hint="Give the number of bytes sent so far as 'offset'.",
        errors=[FieldError("/offset", "must be a whole number, 0 or more")],
    )


def _check_length(length: int | None) -> None:
    if length is None:
        raise InvalidInputError(
            "The slice does not say how long it is.", hint="Send it with a Content-Length header."
        )
    if length > MAX_SLICE_BYTES:
        raise TooLargeError(
            f"A slice of {length:,} bytes is over the limit of {MAX_SLICE_BYTES:,}.",
            hint="Send the file in smaller slices.",
            code="SLICE_TOO_LARGE",
        )
