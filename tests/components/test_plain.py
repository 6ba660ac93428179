"""HTML is gathered, and what callbacks reach stays reachable."""

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash._utils import to_json

from hydroml.components.plain import Plain, gathered


def test_html_without_an_id_becomes_one_component() -> None:
    page = html.Div([html.H1("Title"), html.P(["Some ", html.B("words"), 3])], className="wide")
    found = gathered(page)
    assert isinstance(found, Plain)
    assert found.children == []
    assert found.tree == [
        "div",
        {"className": "wide"},
        [["h1", {}, ["Title"]], ["p", {}, ["Some ", ["b", {}, ["words"]], "3"]]],
    ]


def test_what_has_an_id_or_is_no_html_keeps_its_place_among_the_nodes() -> None:
    page = html.Div([html.P("a"), html.Span("b", id="wired"), dcc.Store(id="store"), html.P("c")])
    found = gathered(page)
    assert [node if isinstance(node, int) else node[0] for node in found.tree[2]] == ["p", 0, 1, "p"]
    assert [child.id for child in found.children] == ["wired", "store"]


def test_html_below_a_component_is_gathered_too() -> None:
    button = dbc.Button([html.Span([html.I(className="bi"), "Launch"])], id="go")
    for page in (html.Div([html.P(button)]), html.Div(button)):
        found = gathered(page)["go"]
        assert isinstance(found.children[0], Plain)


def test_what_is_given_is_not_changed() -> None:
    inner = html.Div([html.P(html.B("a"))], id="inner")
    page = html.Div([inner])
    before = to_json(page)
    gathered(page)
    assert to_json(page) == before


def test_attributes_travel_and_nothing_else_does() -> None:
    link = html.Li(
        html.A("b", href="/x", title=None, hidden=False, style={"width": "3%"}, **{"aria-label": "to b"}),
        n_clicks=0,
    )
    assert gathered(link).tree == [
        "li",
        {},
        [["a", {"href": "/x", "hidden": False, "style": {"width": "3%"}, "aria-label": "to b"}, ["b"]]],
    ]


def test_a_single_element_stays_what_it_is() -> None:
    single = html.P("alone")
    assert gathered(single) is single


def test_what_is_not_drawn_passes_as_it_is() -> None:
    assert gathered({"rows": [1, 2]}) == {"rows": [1, 2]}
    assert gathered([1, None, "a"]) == [1, None, "a"]


def test_children_that_say_nothing_are_left_out() -> None:
    assert gathered(html.Div([None, html.P(None), False, [html.B("x")]])).tree == [
        "div",
        {},
        [["p", {}, []], ["b", {}, ["x"]]],
    ]
