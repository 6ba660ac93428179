"""Wiring between pages and services: one module per wizard step and per page."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dash import Dash

    from ..services.registry import Services


def register_all(app: "Dash", services: "Services") -> None:
    """Connect every page to one app."""
    from . import (
        compare,
        data,
        datasets,
        examples,
        features,
        gallery,
        home,
        insights,
        model,
        navigation,
        review,
        run,
        training,
        wizard,
    )

    for module in (
        navigation,
        home,
        examples,
        wizard,
        data,
        features,
        model,
        training,
        review,
        run,
        gallery,
        compare,
        datasets,
        insights,
    ):
        module.register(app, services)
