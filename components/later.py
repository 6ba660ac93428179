"""What takes the browser long to draw, drawn once the page around it can be seen."""

from typing import ClassVar

from dash.development.base_component import Component


class Later(Component):
    """Content that is drawn one moment after its page; until then its place is kept (``assets/js/later.js``).

    Parameters
    ----------
    children : one component
    height : of the content, in pixels
    """

    _namespace = "hydroml"
    _type = "Later"
    _base_nodes: ClassVar = ["children"]
    _prop_names: ClassVar = ["children", "height"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []

    def __init__(self, children: Component, height: int) -> None:
        super().__init__(children=children, height=height)
