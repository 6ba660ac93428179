"""What the frame knows of a draft, and which step a finding belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from ...services.datasets import Dataset
from ...services.estimates import Estimate
from ...services.experiments import Draft
from ...services.findings import Finding
from ...services.vocabulary import StepName

STEPS: tuple[StepName, ...] = ("data", "features", "model", "training", "review")
TITLES: Mapping[StepName, str] = MappingProxyType(
    {
        "data": "Dataset & target",
        "features": "Features",
        "model": "Model",
        "training": "Training",
        "review": "Review & launch",
    }
)
_PLACES: Mapping[str, StepName] = MappingProxyType(
    {
        "dataset": "data",
        "target": "data",
        "task": "data",
        "roles": "data",
        "kinds": "data",
        "missing_values": "data",
        "features": "features",
        "models": "model",
        "search": "model",
    }
)


@dataclass(frozen=True, slots=True)
class WizardView:
    """A draft as the frame shows it; `draft` is None until there is a dataset."""

    step: StepName
    draft: Draft | None = None
    dataset: Dataset | None = None
    findings: tuple[Finding, ...] = ()
    estimate: Estimate | None = None

    @property
    def config(self) -> Mapping[str, Any]:
        """Return the settings known so far."""
        return self.draft.config if self.draft else {}

    @property
    def target(self) -> str | None:
        """Return the target, None until one is known."""
        target = self.config.get("target")
        return str(target) if target is not None else None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return the findings that forbid the launch."""
        return tuple(one for one in self.findings if one.severity == "error")

    def of_step(self, step: StepName) -> tuple[Finding, ...]:
        """Return the findings that are settled in one step."""
        return tuple(one for one in self.findings if step_of(one) == step)

    def is_visited(self, step: StepName) -> bool:
        """Tell whether the step was opened."""
        return step == self.step or (self.draft is not None and step in self.draft.visited)


def step_of(finding: Finding) -> StepName:
    """Return the step in which a finding is settled."""
    if finding.code.startswith("DATA_"):
        return "data"
    return _PLACES.get(finding.field.strip("/").split("/")[0], "training")


def step_address(draft_id: str, step: StepName, revision: int | None = None) -> str:
    """Return the query of a step, such as ``?draft=dr_1&step=model``; a revision draws the page anew."""
    params: dict[str, Any] = {"draft": draft_id, "step": step}
    if revision is not None:
        params["r"] = revision
    return f"?{urlencode(params)}"
