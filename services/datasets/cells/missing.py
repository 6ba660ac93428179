"""Which texts stand for a missing value."""

EMPTY = ""
TOKENS = frozenset((EMPTY, "NA", "N/A", "NaN", "nan", "NULL", "null"))
"""Missing in every column. "None" is not among them: it is a level in many tables."""

IN_NUMBERS = TOKENS | {"None", "none", "?", "-", "--", ".", "n/a", "na", "#N/A", "#NA", "<NA>", "Null", "NAN"}
"""Missing in a column whose other values are all numbers."""
