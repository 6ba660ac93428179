"""Answers about a table that a limited child process works out once and that are kept with the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ..errors import NotReadyError
from . import stored
from .ports import Sandbox
from .records import DatasetLimits

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """Reads answers, and has those written that are not there yet."""

    sandbox: Sandbox
    limits: DatasetLimits

    def read(
        self, path: Path, kind: type[Kept], work: str, arguments: Mapping[str, Any], **watch: Any
    ) -> Kept:
        """Return what a file holds; if it is not there, `work` writes it first.

        Parameters
        ----------
        path : of the file, in the folder of its table
        kind : of the answer
        work : address of the function, ``package.module:function``
        watch : `on_progress` and `is_cancelled`, as of the sandbox

        Raises
        ------
        NotReadyError
            The table was replaced meanwhile.
        """
        kept = stored.remembered(path, kind)
        if kept is None:
            self.sandbox.run(
                work,
                arguments,
                timeout_s=self.limits.parse_timeout_s,
                memory_mb=self.limits.parse_memory_mb,
                **watch,
            )
            kept = stored.remembered(path, kind)
        if kept is None:
            raise NotReadyError("The table changed just now.", hint="Try again.")
        return kept
