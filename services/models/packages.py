"""Which models need a package that is not installed, and how to get it."""

from importlib.util import find_spec

from .records import ModelSpec

INSTALL = "pip install 'hydroml[boost]'"


def is_installed(model: ModelSpec) -> bool:
    """Tell whether the package that a model needs can be imported; most need none."""
    return not model.package or find_spec(model.package) is not None


def how_to_install(model: ModelSpec) -> str:
    """Return how to get the package of a model, "" when nothing is missing."""
    if is_installed(model):
        return ""
    return f"{model.label} needs the package '{model.package}', which is not installed: {INSTALL}"
