"""What callbacks draw travels light, whatever the form of their answer."""

from typing import Any

import pytest
from dash import Dash, Input, Output, html

from hydroml.app.drawing import LightDash, _in_values
from hydroml.components.plain import Plain

DRAWN = html.Div([html.P("a"), html.P("b")])


@pytest.mark.parametrize(
    ("answer", "place"),
    [(DRAWN, None), ((1, DRAWN), 1), ({"body": DRAWN, "n": 1}, "body"), ([DRAWN], 0)],
    ids=["one", "some", "named", "a list of children"],
)
def test_html_is_gathered_in_each_form_of_answer(answer: Any, place: Any) -> None:
    found = _in_values(answer)
    assert isinstance(found if place is None else found[place], Plain)


def test_values_that_are_not_drawn_stay_as_they_are() -> None:
    assert _in_values(("?draft=dr_1", {"rows": [1, 2]}, None)) == ("?draft=dr_1", {"rows": [1, 2]}, None)


def test_a_callback_keeps_its_function_and_answers_light() -> None:
    app: Dash = LightDash("light", enable_mcp=False, use_async=False)
    app.layout = html.Div([html.Button(id="go"), html.Div(id="shown")])

    @app.callback(Output("shown", "children"), Input("go", "n_clicks"))
    def draw(clicks: int | None) -> Any:
        """Draw."""
        return DRAWN

    app._setup_server()
    given = {
        "output": "shown.children",
        "outputs": {"id": "shown", "property": "children"},
        "inputs": [{"id": "go", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["go.n_clicks"],
    }
    answer = app.server.test_client().post("/_dash-update-component", json=given).get_json()
    assert answer["response"]["shown"]["children"]["type"] == "Plain"
