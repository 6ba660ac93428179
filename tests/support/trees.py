"""Looking into trees of components."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def walk(tree: Any) -> Iterator[Component]:
    """Return every component of a tree, parents before children."""
    if isinstance(tree, list | tuple):
        for one in tree:
            yield from walk(one)
    elif isinstance(tree, Component):
        yield tree
        yield from walk(getattr(tree, "children", None))


def text(tree: Any) -> str:
    """Return all texts of a tree in the order of reading."""
    if isinstance(tree, list | tuple):
        return "".join(text(one) for one in tree)
    if isinstance(tree, Component):
        return text(getattr(tree, "children", None))
    return "" if tree is None else str(tree)


def tags(tree: Any, name: str) -> list[Component]:
    """Return the components of one kind, such as ``Button``."""
    return [one for one in walk(tree) if type(one).__name__ == name]


def by_id(tree: Any, wanted: Any) -> Component:
    """Return the component with an id."""
    return next(one for one in walk(tree) if getattr(one, "id", None) == wanted)


def ids(tree: Any) -> list[str]:
    """Return all ids of a tree as texts."""
    return [str(one.id) for one in walk(tree) if getattr(one, "id", None) is not None]
