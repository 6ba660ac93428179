"""The frame of the wizard in each of its states: stepper, summary, footer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dash import html
from dash.development.base_component import Component

from ...services.datasets import Dataset
from ...services.estimates import Estimate
from ...services.estimates.records import Interval, Record
from ...services.experiments import Draft
from ...services.findings import Finding
from ..widgets import findings_panel
from ..wizard import WizardView, rail, stepper
from ..wizard.footer import footer

Href = Callable[[str], str]

THEN = datetime(2026, 1, 5, 12, 4, tzinfo=UTC)
CONFIG: Mapping[str, Any] = {
    "target": "Sale_Price",
    "task": "regression",
    "features": {"include": ["Gr_Liv_Area", "Lot_Area"], "exclude": {"rownames": "is an identifier"}},
    "models": [{"key": "ridge", "hyperparameters": {}}],
    "validation": {"strategy": "kfold", "n_splits": 5},
}
DRAFT = Draft("dr_style", "", None, 3, "style", CONFIG, CONFIG, ("data", "features", "model"), THEN, THEN)
DATASET = Dataset("ds_style", "ames.csv", "csv", "ready", 2930, 75, 1_284_472, "sha256:00", "", None, THEN)
FINDINGS = (
    Finding("FEATURES_NONE", "error", "/features", "Fold 3 has no row of class “bad”. It cannot be scored."),
    Finding("DATA_SKEW", "warning", "Sale_Price", "Sale_Price has a skew of 1.74. Large errors will rule."),
    Finding("DATA_OUTLIERS", "info", "Lot_Area", "Lot_Area has 90 values far from the rest."),
)
WORRY = Finding("TRAINING_NOTE", "warning", "/validation", "The rows seem to follow time.")
FULL = WizardView(
    "model",
    DRAFT,
    DATASET,
    FINDINGS[1:],
    Estimate(Interval(20, 30, 45), 470_000_000, Record(20, 16, 0.2), 30),
)
LINKED = ("id", "htmlFor", "aria-describedby", "aria-controls", "aria-labelledby")


def wizard_specimens(href: Href) -> list[html.Section]:
    """Return stepper, summary and footer as they are at first, in the middle, and with errors."""
    blocked = replace(FULL, findings=FINDINGS, step="review")
    steps = (
        ("At first", WizardView("data")),
        ("Done, here, needs attention, not yet", replace(FULL, findings=(WORRY,))),
        ("With an error", blocked),
    )
    return [
        *(
            _part(
                f"Stepper: {name}",
                html.Nav(stepper(view, href), className="hm-stepper", **{"aria-label": name}),
            )
            for name, view in steps
        ),
        html.Div(
            [
                _part("Summary", _renamed(rail(FULL), "full")),
                _part("Summary at first", _renamed(rail(WizardView("data")), "none")),
                _part("Findings", findings_panel(FINDINGS)),
            ],
            className="hm-g3 align-items-start",
        ),
        _part("Footer: nothing chosen yet", _renamed(_footer(WizardView("data"), href), "first")),
        _part("Footer: on the way", _renamed(_footer(FULL, href), "middle")),
        _part("Footer: an error forbids the launch", _renamed(_footer(blocked, href), "last")),
    ]


def _footer(view: WizardView, href: Href) -> html.Div:
    """Return the visible row of a footer, without its stores."""
    made = footer(view, href)
    return html.Div(made.children[0], className="hm-footer hm-still")


def _part(title: str, content: Any) -> html.Section:
    return html.Section([html.H3(title), content], className="hm-stack-s hm-specimen")


def _renamed(tree: Component, mark: str) -> Component:
    """Return a tree whose ids end in a mark, so that several of a kind may stand on one page."""
    for one in (tree, *tree._traverse()):
        for name in LINKED:
            value = getattr(one, name, None)
            if isinstance(value, str):
                setattr(one, name, f"{value}-{mark}")
            elif isinstance(value, dict):
                setattr(one, name, {**value, "type": f"{value['type']}-{mark}"})
    return tree
