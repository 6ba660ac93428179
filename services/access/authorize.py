"""The single rule of who may do what with which thing."""

from typing import Literal, Protocol

from ..errors import NotFoundError
from .user import User

Action = Literal["read", "use", "edit", "delete"]


class Owned(Protocol):
    """Anything stored on behalf of somebody."""

    @property
    def id(self) -> str:
        """Identifier, named in the refusal."""

    @property
    def owner(self) -> str:
        """Id of the user it belongs to."""

    @property
    def project(self) -> str | None:
        """Project whose members may read and use it, or None."""


def may(user: User, action: Action, thing: Owned) -> bool:
    """Tell whether `user` may do `action` with `thing`.

    Owners and administrators may do everything; members of the thing's project may read and use
    it; a thing with ``visibility == "everyone"`` may be read and used by all.
    """
    if user.is_admin or thing.owner == user.id:
        return True
    if action not in ("read", "use"):
        return False
    visibility = getattr(thing, "visibility", "projects")
    if visibility == "everyone":
        return True
    return visibility == "projects" and thing.project is not None and thing.project in user.projects


def authorize(user: User, action: Action, thing: Owned) -> None:
    """Refuse, as for an unknown id, what `user` may not do.

    Raises
    ------
    NotFoundError
        The same message as for an id that does not exist, so that nothing is given away.
    """
    if not may(user, action, thing):
        raise unknown(thing.id)


def unknown(thing_id: str) -> NotFoundError:
    """Return the refusal for an id that does not exist or is not this user's."""
    return NotFoundError(
        f"There is nothing with the id '{thing_id}'.",
        hint="Check the address, or find it in the list of your project.",
    )
