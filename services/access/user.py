"""The person who is asking, as the host's login or the personal start tells us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class User:
    """An authenticated person.

    `id` is the host's stable identifier, `projects` the names of the projects they belong to.
    """

    id: str
    name: str
    is_admin: bool = False
    projects: frozenset[str] = frozenset()


LOCAL_USER = User(id="local", name="You", is_admin=True)
"""The one user of a personal start, where whoever reaches the port owns everything."""
