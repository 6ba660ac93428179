"""Identifiers that follow from a key, so that a repeated call finds what the first one made."""

import hashlib
from base64 import b32encode


def keyed_id(prefix: str, owner: str, key: str) -> str:
    """Return the identifier for a key of an owner, of the form of `services.ids` (60 bits of SHA-256)."""
    digest = hashlib.sha256(f"{len(owner)}:{owner}:{key}".encode()).digest()
    return f"{prefix}_{b32encode(digest).decode()[:12]}"
