"""The one refusal of what needs a table that is not there yet."""

from ..errors import NotReadyError
from .records import Dataset


def require_ready(dataset: Dataset) -> None:
    """Refuse what needs the table of a dataset that is not ready.

    Raises
    ------
    NotReadyError
        With the reason it failed, if it did.
    """
    if dataset.status == "processing":
        raise NotReadyError(f"'{dataset.name}' is still being read.", hint="Try again in a moment.")
    if dataset.status == "failed":
        told = dataset.error or {}
        raise NotReadyError(
            f"'{dataset.name}' could not be read: {told.get('message', 'no reason is known')}",
            hint=told.get("hint", ""),
        )
