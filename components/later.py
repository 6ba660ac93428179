"""What takes the browser long to draw, drawn once the page around it can be seen."""

from typing import ClassVar, Literal

from dash.development.base_component import Component

Until = Literal["page", "near"]
"""Drawn one moment after the page, or when it comes near the window."""


class Later(Component):
    """Content that is drawn after its page; until then its place is kept (``assets/js/later.js``).

    Parameters
    ----------
    children : one component
    height : of the content, in pixels
    until : what it waits for
    """

    _namespace = "hydroml"
    _type = "Later"
    _base_nodes: ClassVar = ["children"]
    _prop_names: ClassVar = ["children", "height", "until"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []

    def __init__(self, children: Component, height: int, until: Until = "page") -> None:
        super().__init__(children=children, height=height, until=until)


class Near(Component):
    """Content that tells callbacks, once, that it is less than half a window away.

    Parameters
    ----------
    children : what is shown, such as a skeleton
    id : by which callbacks read `is_near`
    is_near : None until then, True from then on
    """

    _namespace = "hydroml"
    _type = "Near"
    _base_nodes: ClassVar = ["children"]
    _prop_names: ClassVar = ["children", "id", "is_near"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []

    def __init__(self, children: Component, id: str) -> None:
        super().__init__(children=children, id=id)
