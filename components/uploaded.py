"""A small file that the user hands over: the button to choose it, and its text."""

import base64
import binascii

from dash import dcc, html

from ..services.errors import InvalidInputError
from .widgets import icon

MAX_BYTES = 1_000_000


def import_button(upload_id: str, text: str, *, accept: str) -> html.Label:
    """Return a button that opens the file dialog; the label opens it and names the input.

    Parameters
    ----------
    accept : endings, e.g. ".yaml,.yml"
    """
    face = html.Span([icon("upload"), text], className="btn btn-outline-secondary")
    upload = dcc.Upload(face, id=upload_id, accept=accept, max_size=MAX_BYTES, disable_click=True)
    return html.Label(upload, className="hm-import")


def text_of(contents: str) -> str:
    """Return the text of a file from the value of a `dcc.Upload`: ``data:...;base64,...``.

    Raises
    ------
    InvalidInputError
        If it is no UTF-8 text.
    """
    try:
        return base64.b64decode(contents.partition(",")[2], validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise InvalidInputError(
            "The file is not a text in UTF-8.", hint="Choose a YAML file that hydroml exported."
        ) from error
