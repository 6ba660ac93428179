"""The refusals of files that cannot be read as a table, each with cause, place and remedy."""

from ..errors import UnreadableFileError


def empty() -> UnreadableFileError:
    """Return the refusal of a file without content."""
    return UnreadableFileError(
        "The file is empty.", hint="Export the table again and check its size.", code="FILE_EMPTY"
    )


def no_rows(n_columns: int) -> UnreadableFileError:
    """Return the refusal of a file that holds a header only."""
    return UnreadableFileError(
        f"The file names {n_columns} columns but holds no rows.",
        hint="Export the table again, with its rows.",
        code="FILE_NO_ROWS",
    )


def one_column(looked_for: str) -> UnreadableFileError:
    """Return the refusal of a file in which no second column was found."""
    return UnreadableFileError(
        f"Only one column was found. The fields were looked for between {looked_for}.",
        hint="A model needs at least a target and one feature. If the file has more columns, save it as CSV "
        "with a comma, semicolon or tab between the fields.",
        code="FILE_ONE_COLUMN",
    )


def too_many_columns(n_columns: int, limit: int) -> UnreadableFileError:
    """Return the refusal of a table that is too wide."""
    return UnreadableFileError(
        f"The file has {n_columns:,} columns; at most {limit:,} can be handled.",
        hint="Leave out columns that cannot matter before the upload.",
        code="FILE_TOO_MANY_COLUMNS",
    )


def binary(what: str) -> UnreadableFileError:
    """Return the refusal of bytes that are no text and no known table format."""
    return UnreadableFileError(
        f"This is {what}, not a table.",
        hint="Upload CSV, JSON, Parquet or XLSX, possibly compressed with gzip.",
        code="FILE_BINARY",
    )


def other_format(what: str, remedy: str) -> UnreadableFileError:
    """Return the refusal of a format that hydroml does not read."""
    return UnreadableFileError(f"This is {what}.", hint=remedy, code="FILE_FORMAT")


def truncated(what: str, place: str) -> UnreadableFileError:
    """Return the refusal of a file whose end is missing."""
    return UnreadableFileError(
        f"The {what} file ends too early: {place}.",
        hint="The upload or export was probably cut off; make the file again.",
        code="FILE_TRUNCATED",
    )


def corrupt(what: str, place: str) -> UnreadableFileError:
    """Return the refusal of a file that contradicts its own format."""
    return UnreadableFileError(
        f"The {what} file is damaged: {place}.",
        hint="Open it with the program that made it and save it again.",
        code="FILE_CORRUPT",
    )


def encoding(place: str) -> UnreadableFileError:
    """Return the refusal of text in no encoding that could be found out."""
    return UnreadableFileError(
        f"The text encoding of the file could not be found out ({place}).",
        hint="Save the file as UTF-8 and upload it again.",
        code="FILE_ENCODING",
    )


def too_large(limit: int, what: str = "The file") -> UnreadableFileError:
    """Return the refusal of content over the limit, in bytes."""
    return UnreadableFileError(
        f"{what} is larger than the limit of {limit:,} bytes.",
        hint="Upload a part of it, or ask the operator to raise max_upload_bytes.",
        code="FILE_TOO_LARGE",
    )


def too_far(n_rows: int, n_columns: int, limit: int) -> UnreadableFileError:
    """Return the refusal of a sheet with values so far apart that it cannot be held."""
    return UnreadableFileError(
        f"The sheet reaches to row {n_rows:,} and column {n_columns:,}; at most {limit:,} cells can be held.",
        hint="Remove stray values far below or beside the table, or save the sheet as CSV.",
        code="FILE_TOO_LARGE",
    )


def too_large_object() -> UnreadableFileError:
    """Return the refusal of one JSON object that does not fit into memory."""
    return UnreadableFileError(
        "The file is one JSON object that needs more memory than may be used.",
        hint="Save it as a list of objects or as one object per line; those are read piece by piece.",
        code="FILE_TOO_LARGE",
    )
