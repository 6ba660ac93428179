"""HTML that nothing addresses, gathered into few components.

Dash's renderer (4.4) keeps a wrapper for every component; each tells the store once that it was drawn, and
each is asked at every such message. A page of n components therefore costs n squared in the browser. Most of
a page is HTML without an id, which no callback can reach: it travels as one component, drawn by
``assets/js/plain.js``.
"""

from collections.abc import Sequence
from copy import copy
from typing import Any, ClassVar

from dash.development.base_component import Component

Node = str | int | list[Any]
"""Text, the place of a component among the children, or ``[tag, attributes, nodes]``."""
_HTML = "dash_html_components"
_OWN = frozenset({"children", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", "loading_state"})
_PRIVATE = ("_", "available_")
_SMALLEST = 2
"""Elements from which on gathering saves anything."""


class Plain(Component):
    """A tree of HTML with components in places of it.

    Parameters
    ----------
    children : the components
    tree : of nodes
    """

    _namespace = "hydroml"
    _type = "Plain"
    _base_nodes: ClassVar = ["children"]
    _prop_names: ClassVar = ["children", "tree"]
    _valid_wildcard_attributes: ClassVar[list[str]] = []

    def __init__(self, children: Sequence[Component] = (), tree: Node = "") -> None:
        super().__init__(children=list(children), tree=tree)


def gathered(drawn: Any) -> Any:
    """Return what is drawn with its HTML gathered; anything but components and lists of them as it is.

    What has an id stays a component of its own, and so does all that is no HTML. The given components are
    not changed.
    """
    if isinstance(drawn, list | tuple):
        return [gathered(one) for one in drawn]
    if not isinstance(drawn, Component):
        return drawn
    if not _is_plain(drawn):
        return _with_gathered_children(drawn)
    slots: list[Component] = []
    tree = _node(drawn, slots)
    if _n_elements(tree) < _SMALLEST:
        return _with_gathered_children(drawn)
    return Plain(slots, tree)


def _is_plain(component: Component) -> bool:
    return component._namespace == _HTML and getattr(component, "id", None) is None


def _with_gathered_children(component: Component) -> Component:
    children = getattr(component, "children", None)
    if not isinstance(children, Component | list | tuple):
        return component
    changed = copy(component)
    changed.children = gathered(children)
    return changed


def _node(component: Component, slots: list[Component]) -> list[Any]:
    # `to_plotly_json` looks for each of fifty possible attributes; an element has three.
    props = vars(component)
    attributes = {
        name: value
        for name, value in props.items()
        if value is not None and name not in _OWN and not name.startswith(_PRIVATE)
    }
    return [component._type.lower(), attributes, _nodes(props.get("children"), slots)]


def _nodes(children: Any, slots: list[Component]) -> list[Node]:
    if children is None or isinstance(children, bool):
        return []
    if isinstance(children, list | tuple):
        return [node for child in children for node in _nodes(child, slots)]
    if not isinstance(children, Component):
        return [str(children)]
    if _is_plain(children):
        return [_node(children, slots)]
    slots.append(_with_gathered_children(children))
    return [len(slots) - 1]


def _n_elements(node: Node) -> int:
    return 1 + sum(_n_elements(one) for one in node[2]) if isinstance(node, list) else 0
