"""hydroml: from a table to a trustworthy, tracked, repeatable experiment in five steps."""

__version__ = "0.1.0"
