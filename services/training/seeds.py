"""One master seed; every other seed of a run derives from it by what it is for."""

import hashlib

from ..experiments.config import MAX_SEED


def derive_seed(master: int, *purpose: str | int) -> int:
    """Return the seed of one purpose, such as ``derive_seed(7, "model", "ridge")``.

    Seeds depend on the name of the purpose, not on the order in which they are asked for, so that
    another model in the comparison does not change the numbers of the first.

    Parameters
    ----------
    master : int in [0, 2**31 - 1], the seed of the configuration
    purpose : words and numbers that say what the seed is for

    Returns
    -------
    int in [0, 2**31 - 1], the first bytes of the SHA-256 of master and purpose
    """
    text = "\x1f".join(str(part) for part in (master, *purpose))
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:4], "big") & MAX_SEED
