"""JSON Patch (RFC 6902) against a configuration: applying one, and building the usual ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import jsonpatch
import jsonpointer

from ..errors import InvalidInputError
from ..findings import Fix
from .config import ExperimentConfig
from .parsing import parse_config, pointer
from .serialising import to_json

OPERATIONS = ("add", "remove", "replace", "test")
PROTECTED = ("schema_version", "dataset", "template")
FINGERPRINT = "/dataset/fingerprint"
"""May change, when the user goes on with a table that changed; which table it is may not."""


def apply_patch(config: ExperimentConfig, patch: Sequence[Mapping[str, Any]]) -> ExperimentConfig:
    """Return the configuration after a patch; nothing is changed when any operation fails.

    Raises
    ------
    InvalidInputError
        ``PATCH_REFUSED`` for operations or paths that are not allowed, ``PATCH_OUTDATED`` when the
        configuration no longer fits the patch, else as `parse_config` for the result.
    """
    for operation in patch:
        _check(operation)
    try:
        changed = jsonpatch.apply_patch(to_json(config), [dict(one) for one in patch])
    except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException) as error:
        raise InvalidInputError(
            "The configuration changed since this fix was offered.",
            hint="Look at the findings again.",
            code="PATCH_OUTDATED",
        ) from error
    return parse_config(changed)


def exclude_fix(config: ExperimentConfig, columns: Mapping[str, str]) -> Fix | None:
    """Return the fix that leaves columns out, given as reason by column; None if none is selected."""
    include = config.features.include
    found = [(place, name) for place, name in enumerate(include) if name in columns]
    if not found:
        return None
    patch: list[dict[str, Any]] = []
    for place, name in reversed(found):
        at = pointer(("features", "include", place))
        patch += [{"op": "test", "path": at, "value": name}, {"op": "remove", "path": at}]
    patch += [
        {"op": "add", "path": pointer(("features", "exclude", name)), "value": columns[name]}
        for name in dict.fromkeys(name for _, name in found)
    ]
    label = f"Leave out '{found[0][1][:80]}'" if len(patch) == 3 else f"Leave out {len(columns)} columns"
    return Fix(label, tuple(patch))


def replace_fix(label: str, **values: Any) -> Fix:
    """Return the fix that sets values; ``validation__n_splits`` means ``/validation/n_splits``."""
    return Fix(
        label,
        tuple(
            {"op": "add", "path": pointer(name.split("__")), "value": value} for name, value in values.items()
        ),
    )


def _check(operation: Mapping[str, Any]) -> None:
    path = str(operation.get("path", ""))
    first = path.split("/")[1] if path.startswith("/") else ""
    known = first in ExperimentConfig.model_fields and (first not in PROTECTED or path == FINGERPRINT)
    if operation.get("op") not in OPERATIONS or not known:
        raise InvalidInputError(
            f"A fix may not {str(operation.get('op'))[:20]} '{path[:100]}'.", code="PATCH_REFUSED"
        )
