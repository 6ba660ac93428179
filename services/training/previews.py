"""What transformations make of a column before anything trains, worked out in the limited child process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..access import User
from ..datasets import Datasets, Sandbox, require_ready, stored
from ..experiments.config import Transform
from ..features import Encoding, FeaturePlan, plan
from ..profile import Profiles
from .preview_records import TransformPreview

_TRANSFORM = f"{__package__}.preview_work:transform_sample"


@dataclass(frozen=True, slots=True)
class Previews:
    """Previews of transformations of the tables of drafts."""

    datasets: Datasets
    profiles: Profiles
    sandbox: Sandbox

    def transformation(
        self,
        user: User,
        config: Mapping[str, Any],
        column: str,
        *,
        encoding: Encoding,
        transforms: Sequence[Transform] = (),
    ) -> TransformPreview:
        """Return a column before and after its steps, as a model of this encoding would get it.

        Parameters
        ----------
        config : of a draft (JSON); dataset, target, task, kinds and missing values are read
        column : name of a column of the table
        transforms : declared for it; the rest is as proposed

        Raises
        ------
        InvalidInputError
            When there is no such column, or a transformation does not suit it.
        """
        dataset = self.datasets.get(user, str((config.get("dataset") or {}).get("id") or ""))
        require_ready(dataset)
        target = str(config.get("target") or "")
        profile = self.profiles.get(user, dataset.id, target=target)
        said = {"kinds": config.get("kinds") or {}, "missing": config.get("missing_values") or {}}
        planned = plan([column], profile, encoding=encoding, transforms=transforms, **said)
        limits = self.datasets.limits
        arguments = {
            "folder": str(self.datasets.folder(dataset)),
            "plan": stored.dump(planned, FeaturePlan),
            "target": target,
            "task": config.get("task") or (profile.target.task if profile.target else "regression"),
        }
        answer = self.sandbox.run(
            _TRANSFORM, arguments, timeout_s=limits.parse_timeout_s, memory_mb=limits.parse_memory_mb
        )
        made: TransformPreview = stored.load(answer, TransformPreview)
        return made
