"""What the toast hands back to put slices of a draft as they were."""

from collections.abc import Mapping
from typing import Any

from ...services.vocabulary import SliceName

Slices = Mapping[SliceName, Mapping[str, Any]]
KIND = "draft-slices"


def undo_slices(draft_id: str, slices: Slices) -> dict[str, Any]:
    """Return what `widgets.toast_data` takes as `undo`; callbacks/wizard saves the slices over the draft.

    Parameters
    ----------
    slices : settings as they were before, by slice
    """
    return {"kind": KIND, "draft": draft_id, "slices": dict(slices)}


def undone_slices(undone: Any, draft_id: str) -> Slices | None:
    """Return the slices that the toast handed back for this draft, None for anything else."""
    if not isinstance(undone, Mapping) or undone.get("kind") != KIND or undone.get("draft") != draft_id:
        return None
    slices: Slices = undone["slices"]
    return slices
