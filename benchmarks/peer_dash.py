"""The smallest Dash app with a figure, as the peer of pages: what Dash itself costs on this machine."""

import sys

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from flask import Flask
from waitress import create_server


def app() -> Flask:
    """Return an app of one figure and one button that changes the heading."""
    server = Flask("peer")
    dash_app = Dash("peer", server=server, use_async=False, enable_mcp=False)
    figure = go.Figure(data=[go.Bar(x=list(range(30)), y=list(range(30)))])
    dash_app.layout = html.Div(
        [html.H1("none", id="title"), html.Button("Next", id="next"), dcc.Graph(figure=figure)], id="page"
    )
    dash_app.callback(Output("title", "children"), Input("next", "n_clicks"))(lambda clicks: str(clicks))
    dash_app._setup_server()
    return server


def main() -> None:
    """Serve on a free port until the process is ended, and say where."""
    server = create_server(app(), host="127.0.0.1", port=0, threads=8)
    sys.stdout.write(f"ready at http://127.0.0.1:{server.effective_port}/\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    main()
