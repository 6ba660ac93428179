"""The refusals of this room, in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import ConflictError, FieldError, InvalidInputError, NotReadyError
from .records import Draft, Experiment


def invalid(errors: Sequence[FieldError]) -> InvalidInputError:
    """Return the refusal to launch a configuration with errors."""
    more = f" And {len(errors) - 1} more." if len(errors) > 1 else ""
    return InvalidInputError(
        f"The experiment cannot run yet: {errors[0].message}{more}",
        hint="Apply the fixes offered under Review, or change the fields that are named.",
        code="CONFIG_INVALID",
        errors=errors,
    )


def already_running(experiment: Experiment) -> ConflictError:
    """Return the refusal to launch what runs."""
    return ConflictError(
        f"'{experiment.name}' is {experiment.status} already.",
        hint="Wait for its end or cancel it.",
        code="ALREADY_RUNNING",
    )


def still_running(experiment: Experiment, what: str) -> ConflictError:
    """Return the refusal of something that needs the end of the run."""
    return ConflictError(
        f"'{experiment.name}' is {experiment.status}. {what}", hint="Cancel it first.", code="STILL_RUNNING"
    )


def no_results(experiment: Experiment) -> NotReadyError:
    """Return why there are no results, with the cause when the run failed."""
    error = experiment.error or {}
    if experiment.status == "failed":
        return NotReadyError(
            str(error.get("message") or "The run failed."),
            hint=str(error.get("hint") or "Look at the log of the run, then run it again."),
            code=str(error.get("code") or "RUN_FAILED"),
            extra={"status": "failed"},
        )
    sentences = {
        "draft": ("was not launched yet.", "Launch it."),
        "cancelled": ("was cancelled before it had results.", "Run it again."),
        "succeeded": ("has finished, but its results cannot be found.", "Run it again."),
    }
    text, hint = sentences.get(
        experiment.status, (f"is {experiment.status}, {experiment.progress:.0%} done.", "Wait for its end.")
    )
    return NotReadyError(
        f"'{experiment.name}' {text}",
        hint=hint,
        code=f"RUN_{experiment.status.upper()}",
        extra={"status": experiment.status, "progress": experiment.progress},
    )


def key_reused() -> ConflictError:
    """Return the refusal of an idempotency key that came with another configuration before."""
    return ConflictError(
        "This key was used before for another configuration.",
        hint="Send a new key with a new experiment.",
        code="KEY_REUSED",
    )


def not_member(project: str) -> InvalidInputError:
    """Return the refusal of a project the user does not belong to."""
    return InvalidInputError(
        f"You do not belong to the project '{project}'.",
        hint="Choose one of your projects, or none.",
        code="PROJECT_UNKNOWN",
        errors=[FieldError("/project", "is not one of your projects")],
    )


def draft_conflict(draft: Draft, mine: Mapping[str, Any]) -> ConflictError:
    """Return the refusal to overwrite what another tab saved meanwhile; both versions come along."""
    return ConflictError(
        "This draft was changed in another tab or by somebody else.",
        hint="Load their version, or save yours over it.",
        code="DRAFT_CONFLICT",
        extra={"mine": dict(mine), "theirs": dict(draft.config), "revision": draft.revision},
    )
