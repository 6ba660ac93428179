"""New drafts and experiments."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..access import User
from ..ids import new_id
from .config import ExperimentConfig
from .identity import keyed_id
from .records import Draft, Experiment


def new_draft(
    user: User,
    now: datetime,
    config: Mapping[str, Any],
    proposal: Mapping[str, Any] | None = None,
    project: str | None = None,
) -> Draft:
    """Return a draft of the user's own at revision 1, saved by nobody yet."""
    return Draft(
        id=new_id("dr"),
        owner=user.id,
        project=project,
        revision=1,
        writer="",
        config=config,
        proposal=proposal,
        visited=("data",),
        created_at=now,
        updated_at=now,
    )


def new_experiment(
    user: User,
    now: datetime,
    config: ExperimentConfig,
    *,
    key: str | None = None,
    parent_id: str | None = None,
) -> Experiment:
    """Return an experiment of the user's own that was never launched; equal keys give equal ids."""
    return Experiment(
        id=new_id("ex") if key is None else keyed_id("ex", user.id, key),
        name=config.name,
        owner=user.id,
        project=config.project,
        version=0,
        status="draft",
        config=config,
        created_at=now,
        updated_at=now,
        template_id=config.template.id,
        parent_id=parent_id,
    )
