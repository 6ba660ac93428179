"""The wizard's page: stepper, the step's content beside the summary, footer, and the stores of the draft."""

from collections.abc import Callable, Mapping
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from ...services.experiments import slice_of
from ..shell.page import CONTENT
from . import ids
from .footer import footer
from .rail import rail
from .stepper import stepper
from .view import WizardView

Href = Callable[[str], str]


def wizard_frame(view: WizardView, content: Component, href: Href, *, writer: str) -> html.Div:
    """Return the page of one step.

    Parameters
    ----------
    content : of the step, beginning with its heading
    writer : name under which this page saves until the browser has put its tab's name in its place
    """
    has_rail = view.step != "review"
    top = html.Div([_notes(view), html.Div(id=ids.CONFLICT)], className="hm-step-top")
    column = html.Div([top, content], className="hm-step-content")
    side = [rail(view)] if has_rail else [html.Div(rail(view), hidden=True)]
    main = html.Main(
        [column, *side],
        id=CONTENT,
        className="hm-wrap hm-main hm-wizard" if has_rail else "hm-wrap hm-main hm-wizard hm-alone",
    )
    return html.Div(
        [
            html.Nav(
                html.Div(stepper(view, href), id=ids.STEPPER, className="hm-wrap"),
                className="hm-stepper",
                **{"aria-label": "Experiment steps"},
            ),
            html.Div(main, id=ids.GRID),
            footer(view, href),
            *_stores(view, writer),
            dcc.Download(id=ids.YAML_FILE),
        ],
        className="hm-wizard-page",
    )


def draft_data(draft_id: str, revision: int, writer: str) -> dict[str, Any]:
    """Return the value of the store DRAFT."""
    return {"id": draft_id, "revision": revision, "writer": writer}


def _notes(view: WizardView) -> Any:
    """Return what the last suggestion reset, in words."""
    notes = view.draft.notes if view.draft else ()
    return html.Div(
        [html.P(note, className="hm-t1 hm-t2c") for note in notes], hidden=not notes, role="status"
    )


def _stores(view: WizardView, writer: str) -> list[dcc.Store]:
    draft = view.draft
    config: Mapping[str, Any] = draft.config if draft else {}
    slices = [dcc.Store(id=store_id, data=slice_of(config, name)) for name, store_id in ids.SLICES.items()]
    data = draft_data(draft.id, draft.revision, writer) if draft else None
    return [*slices, dcc.Store(id=ids.DRAFT, data=data)]
