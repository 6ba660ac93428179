"""What a page shows, read from its components without a browser."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component


def parts(content: Any) -> Iterator[Any]:
    """Yield a component and everything within it, in order."""
    if isinstance(content, list | tuple):
        for one in content:
            yield from parts(one)
        return
    if content is None:
        return
    yield content
    if isinstance(content, Component):
        yield from parts(getattr(content, "children", None))


def shown(content: Any) -> str:
    """Return all texts of a component, separated by spaces."""
    return " ".join(str(one) for one in parts(content) if isinstance(one, str | int | float))


def find(content: Any, component_id: Any) -> Component:
    """Return the component with an id."""
    found = [one for one in parts(content) if getattr(one, "id", None) == component_id]
    assert len(found) == 1, f"{len(found)} components have the id {component_id}"
    component: Component = found[0]
    return component


def links(content: Any) -> dict[str, str]:
    """Return the addresses of all links by their text."""
    return {shown(one): one.href for one in parts(content) if getattr(one, "href", None) is not None}
