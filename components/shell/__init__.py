"""The frame around every page, and the pages for what cannot be shown."""

from .errors import error_alert, error_page, not_found_page
from .frame import frame
from .page import page

__all__ = ["error_alert", "error_page", "frame", "not_found_page", "page"]
