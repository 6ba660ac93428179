"""Who is asking and what they may do: identity, ownership, the one `authorize`."""

from .authorize import Action, Owned, authorize, may
from .user import LOCAL_USER, User

__all__ = ["LOCAL_USER", "Action", "Owned", "User", "authorize", "may"]
