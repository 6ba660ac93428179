"""Numbers with the words that go with them."""


def counted(n: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun, and with what else changes with it.

    Parameters
    ----------
    one, many : the words behind 1 and behind any other number; by default `many` is `one` with an "s"

    Examples
    --------
    >>> counted(2000, "row")
    '2,000 rows'
    >>> counted(1, "row was blank", "rows were blank")
    '1 row was blank'
    """
    return f"{n:,} {one if n == 1 else many or f'{one}s'}"
