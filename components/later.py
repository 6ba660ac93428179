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
