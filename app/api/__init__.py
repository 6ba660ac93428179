"""The REST API: a table of operations, one blueprint and one OpenAPI document made from it."""

from .blueprint import api_blueprint

__all__ = ["api_blueprint"]
