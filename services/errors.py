"""Refusals: each says what was asked, why it cannot be done and what to do, under a stable code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field of the caller's input that is at fault.

    `field` is a JSON pointer such as ``/validation/n_splits``.
    """

    field: str
    message: str


class HydroMLError(Exception):
    """Something that was asked cannot be done; the message is meant for the person who asked.

    Attributes
    ----------
    code : str, stable, upper case, documented in docs/errors.md
    message : str, names the offending value and its place
    hint : str, names the remedy
    status : int, the HTTP status with which the REST API answers
    errors : fields at fault, possibly none
    """

    code = "HYDROML_ERROR"
    status = 400

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        code: str | None = None,
        errors: Sequence[FieldError] = (),
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.errors = tuple(errors)
        self.extra = dict(extra or {})
        if code is not None:
            self.code = code


class InvalidInputError(HydroMLError):
    """The request or configuration is not well formed; `errors` names the fields."""

    code = "INVALID_INPUT"


class UnauthenticatedError(HydroMLError):
    """Nobody is logged in."""

    code = "UNAUTHENTICATED"
    status = 401


class NotFoundError(HydroMLError):
    """There is no such thing, or it belongs to somebody else (the two are not told apart)."""

    code = "NOT_FOUND"
    status = 404


class ConflictError(HydroMLError):
    """The thing changed meanwhile, or is in a state that forbids what was asked."""

    code = "CONFLICT"
    status = 409


class TooLargeError(HydroMLError):
    """The upload or body is over a limit."""

    code = "TOO_LARGE"
    status = 413


class UnreadableFileError(HydroMLError):
    """The file cannot be read as a table; the code says why (``FILE_EMPTY``, ``FILE_BINARY`` ...)."""

    code = "FILE_UNREADABLE"
    status = 422


class NotReadyError(ConflictError):
    """The thing exists but is still being made, or failed to be made."""

    code = "NOT_READY"


class UnavailableError(HydroMLError):
    """Beyond capacity or a part is away; trying again later may help."""

    code = "UNAVAILABLE"
    status = 503


class CancelledError(HydroMLError):
    """The user cancelled the work."""

    code = "CANCELLED"
    status = 409


class TrainingError(HydroMLError):
    """A model could not be fitted or judged; the message names the model and the fold."""

    code = "TRAINING_FAILED"
    status = 422
