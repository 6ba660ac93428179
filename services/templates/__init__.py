"""The templates room: recipes of roles and rules, never of column names."""

from .applying import Application
from .builtins import BUILTIN_OWNER, builtin_templates
from .document import Recipe, TemplateDocument, parse_recipe, parse_template
from .records import Template
from .templates import Templates

__all__ = [
    "BUILTIN_OWNER",
    "Application",
    "Recipe",
    "Template",
    "TemplateDocument",
    "Templates",
    "builtin_templates",
    "parse_recipe",
    "parse_template",
]
