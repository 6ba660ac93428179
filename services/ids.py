"""Opaque identifiers of the things hydroml stores; made by the server, never by a user."""

import re
import secrets

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LENGTH = 12
_PATTERN = re.compile(r"[a-z]{2,3}_[0-9A-Za-z]{12}\Z")


def new_id(prefix: str) -> str:
    """Return a new identifier such as ``ds_7Qm2kXw9HbTz``.

    Parameters
    ----------
    prefix : str of 2 or 3 lower-case letters that says what is named, e.g. ``ds``

    Returns
    -------
    str, unguessable for its purpose (68 bits) and safe in a path and a URL
    """
    return f"{prefix}_{''.join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))}"


def is_id(text: str) -> bool:
    """Tell whether `text` has the form of one of our identifiers, so that it is safe in a path."""
    return _PATTERN.match(text) is not None
