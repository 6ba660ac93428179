"""Settings: one frozen model; an argument beats the environment, which beats the file."""

import os
import tomllib
from pathlib import Path
from typing import Any, Self

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..services.errors import FieldError, InvalidInputError

PREFIX = "HYDROML_"


class Settings(BaseModel):
    """Everything an operator can set. See docs/operate.md for the table made from these fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("hydroml")),
        description="Folder that holds the database, datasets, runs and caches.",
    )
    host: str = Field(default="127.0.0.1", description="Address on which `hydroml serve` listens.")
    port: int = Field(default=8050, ge=0, le=65535, description="Port of `hydroml serve`.")
    threads: int = Field(default=8, ge=1, le=64, description="Request threads of the web server.")
    workers: int = Field(
        default=1, ge=0, le=16, description="Worker processes that `hydroml serve` supervises."
    )
    database_url: str = Field(
        default="", description="SQLAlchemy address of the database; empty for SQLite in `home`."
    )
    tracking_uri: str = Field(
        default="", description="MLflow tracking address; empty for a SQLite store in `home`."
    )
    secret_key: str = Field(
        default="", description="Key that signs cookies; empty: made and kept in `home`.", repr=False
    )
    max_upload_bytes: int = Field(
        default=1_100_000_000, ge=1, description="Largest accepted upload, in bytes."
    )
    parse_timeout_s: float = Field(
        default=120.0, gt=0, description="Longest reading of one file, in seconds."
    )
    parse_memory_mb: int = Field(
        default=3072, ge=256, description="Memory limit of the process that reads a file, in MB."
    )
    job_memory_mb: int = Field(
        default=8192, ge=512, description="Memory limit of one training process, in MB."
    )
    heartbeat_timeout_s: float = Field(
        default=60.0, gt=0, description="Silence after which a job counts as dead, in seconds."
    )

    @classmethod
    def load(cls, **arguments: Any) -> Self:
        """Return settings from arguments, ``HYDROML_*`` variables and the file, in this order.

        The file is ``HYDROML_CONFIG`` or ``hydroml.toml`` in the working folder, if it exists.

        Raises
        ------
        InvalidInputError
            Naming each setting that is unknown or out of range.
        """
        known = {
            name: os.environ[PREFIX + name.upper()]
            for name in cls.model_fields
            if PREFIX + name.upper() in os.environ
        }
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            return cls(**{**_from_file(), **known, **given})
        except ValidationError as error:
            raise InvalidInputError(
                "A setting of hydroml is not valid.",
                hint="Correct it in the command, the environment or the settings file.",
                errors=[
                    FieldError("/" + "/".join(map(str, one["loc"])), one["msg"]) for one in error.errors()
                ],
            ) from error

    @property
    def resolved_database_url(self) -> str:
        """Address of the database, with the embedded default filled in."""
        return self.database_url or f"sqlite:///{self.home / 'hydroml.db'}"

    @property
    def resolved_tracking_uri(self) -> str:
        """Address of the MLflow store, with the embedded default filled in."""
        return self.tracking_uri or f"sqlite:///{self.home / 'mlflow.db'}"

    def environment(self) -> dict[str, str]:
        """Return the ``HYDROML_*`` variables with which a child process loads equal settings."""
        return {PREFIX + name.upper(): str(value) for name, value in self.model_dump().items()}


def _from_file() -> dict[str, Any]:
    path = Path(os.environ.get(PREFIX + "CONFIG", "hydroml.toml"))
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InvalidInputError(
            f"The settings file '{path}' is not valid TOML: {error}.",
            hint="Correct it, or name another file in HYDROML_CONFIG.",
            code="SETTINGS_MALFORMED",
        ) from error
