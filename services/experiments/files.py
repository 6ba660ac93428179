"""Configurations as files: their names, and finding the dataset a file from elsewhere means."""

import re

from ..access import User
from ..errors import FieldError, InvalidInputError, NotFoundError
from .config import DatasetRef, ExperimentConfig
from .ports import DatasetSource
from .records import Experiment

MAX_NAME = 60


def exported_name(experiment: Experiment, format: str) -> str:
    """Return a file name made of plain letters, such as ``price-5-folds-v2.yaml``."""
    plain = re.sub(r"[^a-z0-9]+", "-", experiment.name.lower().encode("ascii", "ignore").decode())
    return f"{plain[:MAX_NAME].strip('-') or experiment.id}-v{max(1, experiment.version)}.{format}"


def resolve_dataset(user: User, config: ExperimentConfig, datasets: DatasetSource) -> ExperimentConfig:
    """Return the configuration pointing at the user's own copy of its table.

    Raises
    ------
    InvalidInputError
        ``DATASET_UNKNOWN`` when no readable dataset has this id or these bytes.
    """
    try:
        datasets.get(user, config.dataset.id)
    except NotFoundError as error:
        found = datasets.find(user, config.dataset.fingerprint)
        if found is None:
            raise InvalidInputError(
                "The table of this configuration is not here.",
                hint="Upload the same file first; it is recognised by its bytes.",
                code="DATASET_UNKNOWN",
                errors=[FieldError("/dataset/id", "is not a dataset you can read")],
            ) from error
        reference = DatasetRef(id=found.id, fingerprint=found.fingerprint)
        return config.model_copy(update={"dataset": reference})
    return config
