"""Two saves of one draft that do not go together: both versions, and the choice between them."""

from collections.abc import Sequence
from typing import Any, Protocol

from dash import dcc, html

from .. import format as fmt
from ..widgets import data_table, notice
from . import ids

_MAX_ROWS = 12
_VALUE_LENGTH = 120


class Difference(Protocol):
    """One setting on which the two versions differ."""

    @property
    def path(self) -> str:
        """Return the place of the setting as a JSON pointer."""

    @property
    def mine(self) -> Any:
        """Return this page's value."""

    @property
    def theirs(self) -> Any:
        """Return the stored value."""


def conflict_notice(changes: Sequence[Difference], slices: Sequence[str]) -> html.Div:
    """Return the notice with both versions side by side.

    Parameters
    ----------
    changes : differences between this page and what is stored
    slices : the slices this page tried to save
    """
    rows = [
        [one.path.strip("/").replace("/", ", "), _value(one.mine), _value(one.theirs)]
        for one in changes[:_MAX_ROWS]
    ]
    more = len(changes) - _MAX_ROWS
    table = data_table(
        ["Setting", "Here", "Stored"], rows, caption="Differences between this page and the store"
    )
    actions = [
        html.Button(
            "Keep mine", id=ids.KEEP_MINE, type="button", className="btn btn-sm btn-outline-secondary"
        ),
        html.Button(
            "Take the stored version", id=ids.TAKE_THEIRS, type="button", className="btn btn-sm btn-ghost"
        ),
    ]
    told = [
        table,
        *([html.P(f"and {fmt.count(more)} more", className="hm-t1 hm-t3c p-3")] if more > 0 else []),
    ]
    body = notice(
        "warn",
        "This draft was changed elsewhere meanwhile.",
        "It is open in another tab or by somebody else. Your last change here is not saved yet.",
        actions=actions,
    )
    versions = html.Div(told, className="card mt-2")
    return html.Div([body, versions, dcc.Store(id=ids.CONFLICT_SLICES, data=list(slices))], role="alert")


def _value(value: Any) -> str:
    return fmt.cut("not set" if value is None else str(value), _VALUE_LENGTH)
