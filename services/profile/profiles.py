"""The room's facade: what is known of a table and its target, computed once and kept beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from ..access import User
from ..datasets import Dataset, Datasets, Progress, Sandbox, require_ready, stored
from ..errors import FieldError, InvalidInputError, NotFoundError
from .association.matrices import read_correlations
from .association.pair_records import PairPlot
from .findings.findings_target import concerns
from .kept import PROFILE, TargetPart, document_file, importance_file, lags_file, target_file
from .records import Correlations, Importance, LagCorrelations, Profile

Method = Literal["pearson", "spearman", "association"]
Kept = TypeVar("Kept")

_DESCRIBE = f"{__package__}.describe:describe"
_LOOK = f"{__package__}.first_look:look"
_DESCRIBE_TARGET = f"{__package__}.target_part:describe_target"
_CORRELATE = f"{__package__}.association.correlations:correlate"
_ASSOCIATE = f"{__package__}.association.associations:associate"
_TELL = f"{__package__}.association.matrices:write_document"
_PAIR = f"{__package__}.association.pairs:pair_up"
_IMPORTANCE = f"{__package__}.association.importance:measure"
_LAG = f"{__package__}.association.lags:lag"
_COUNTED = ("numeric", "integer", "boolean")
_LABELLED = ("categorical", "text", "identifier")
_TEMPORAL = ("datetime", "numeric", "integer")
MAX_LAG = 400
DESCRIBE_INGESTED = f"{__package__}.describe:describe_ingested"
"""For `Datasets.after_table`: describes a table in the same child process that has read it."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """Profiles, correlations and importances of datasets that are ready."""

    datasets: Datasets
    sandbox: Sandbox

    def get(self, user: User, dataset_id: str, *, target: str | None = None) -> Profile:
        """Return the profile: the exact one if it is kept, else the estimate.

        Of a file that is still being read it is the estimate of a first look, where that is possible.

        Parameters
        ----------
        target : the column to be predicted; the suggested one if None

        Raises
        ------
        InvalidInputError
            When there is no such column.
        NotReadyError
            When nothing can be said of the file before it is read.
        """
        dataset = self.datasets.get(user, dataset_id)
        if dataset.status == "processing":
            return self._first_look(dataset)
        require_ready(dataset)
        return self._aimed(dataset, self._base(dataset), target)

    def exact(
        self,
        user: User,
        dataset_id: str,
        *,
        on_progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Profile:
        """Return the profile from all rows; computes and keeps it if that was not done before."""
        dataset = self._ready(user, dataset_id)
        kept = self._kept(dataset, PROFILE, Profile)
        if kept is None or not kept.exact:
            kept = self._described(dataset, exact=True, on_progress=on_progress, is_cancelled=is_cancelled)
        return self._aimed(dataset, kept, None)

    def correlations(
        self,
        user: User,
        dataset_id: str,
        *,
        method: Method = "pearson",
        on_progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Correlations:
        """Return the correlations of all columns of numbers; pairs use the rows that have both.

        With the method ``association`` also of categories, dates and truth values; see `associations`.
        """
        dataset = self._ready(user, dataset_id)
        kept = self._matrix(dataset, method)
        if kept is None:
            function, arguments = self._compared(dataset, method)
            self._run(dataset, function, arguments, on_progress, is_cancelled)
            kept = self._matrix(dataset, method)
        if kept is None:
            raise _deleted(dataset)
        return kept

    def correlations_json(self, user: User, dataset_id: str, *, method: Method = "pearson") -> bytes:
        """Return a `CorrelationsDocument` in JSON: 30 MB for 2,000 columns, written by the child process."""
        dataset = self._ready(user, dataset_id)
        path = self.datasets.folder(dataset) / document_file(method)
        if not path.exists():
            self.correlations(user, dataset_id, method=method)
            self._run(dataset, _TELL, {"method": method}, None, None)
        try:
            return path.read_bytes()
        except FileNotFoundError as error:
            raise _deleted(dataset) from error

    def importance(
        self,
        user: User,
        dataset_id: str,
        *,
        target: str,
        on_progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Importance:
        """Return the mutual information of each column with the target, beside what chance would give."""
        dataset = self._ready(user, dataset_id)
        self._check_target(dataset, target)
        features = [one.name for one in dataset.columns if one.kind != "identifier" and one.name != target]
        labelled = self._of_kinds(dataset, _LABELLED)
        arguments = {"target": target, "columns": features, "categories": labelled}
        return self._computed(
            dataset,
            importance_file(target),
            Importance,
            lambda: self._run(dataset, _IMPORTANCE, arguments, on_progress, is_cancelled),
        )

    def lags(
        self, user: User, dataset_id: str, *, target: str, time: Sequence[str], max_lag: int = 48
    ) -> LagCorrelations:
        """Return how columns of numbers, those of time left out, go with the target some moments later.

        Parameters
        ----------
        target : a column of numbers or truth values
        time : the columns to order by, the coarsest first; dates or numbers
        max_lag : the longest lag in moments, from 1 to 400

        Raises
        ------
        InvalidInputError
            When a column does not exist or is of another kind, or the lag is out of range.
        """
        dataset = self._ready(user, dataset_id)
        self._check_target(dataset, target)
        self._check_lags(dataset, target, time, max_lag)
        columns = [name for name in self._of_kinds(dataset, _COUNTED) if name not in time]
        arguments = {"target": target, "time": list(time), "max_lag": max_lag, "columns": columns}
        return self._computed(
            dataset,
            lags_file(target, time, max_lag),
            LagCorrelations,
            lambda: self._run(dataset, _LAG, arguments, None, None),
        )

    def cached_correlations(
        self, user: User, dataset_id: str, *, method: Method = "pearson"
    ) -> Correlations | None:
        """Return the correlations if they are kept; never computes."""
        return self._matrix(self._ready(user, dataset_id), method)

    def cached_importance(self, user: User, dataset_id: str, *, target: str) -> Importance | None:
        """Return the mutual information if it is kept; never computes."""
        return self._kept(self._ready(user, dataset_id), importance_file(target), Importance)

    def pair(self, user: User, dataset_id: str, one: str, other: str) -> PairPlot:
        """Return two columns against each other, made anew each time in the child process.

        Raises
        ------
        InvalidInputError
            When there is no such column.
        """
        dataset = self._ready(user, dataset_id)
        for name in (one, other):
            self._check_column(dataset, name)
        kinds = {column.name: column.kind for column in dataset.columns}
        arguments = {"columns": [one, other], "kinds": [kinds[one], kinds[other]]}
        answer = self._run(dataset, _PAIR, arguments, None, None)
        plot: PairPlot = stored.adapter(PairPlot).validate_python(answer)
        return plot

    def known(
        self, user: User, dataset_id: str, *, target: str, method: Method = "pearson"
    ) -> tuple[Profile, Correlations | None, Importance | None]:
        """Return the profile, and what is kept of correlations and importance; looks the dataset up once."""
        dataset = self._ready(user, dataset_id)
        profile = self._aimed(dataset, self._base(dataset), target)
        importance = self._kept(dataset, importance_file(target), Importance)
        return profile, self._matrix(dataset, method), importance

    def _ready(self, user: User, dataset_id: str) -> Dataset:
        dataset = self.datasets.get(user, dataset_id)
        require_ready(dataset)
        return dataset

    def _first_look(self, dataset: Dataset) -> Profile:
        limits = self.datasets.limits
        arguments = {"path": str(self.datasets.original(dataset)), "name": dataset.name}
        answer = self.sandbox.run(
            _LOOK,
            {**arguments, "fingerprint": dataset.fingerprint},
            timeout_s=limits.parse_timeout_s,
            memory_mb=limits.parse_memory_mb,
        )
        return stored.load(answer, Profile)

    def _base(self, dataset: Dataset) -> Profile:
        kept = self._kept(dataset, PROFILE, Profile)
        if kept is None or kept.fingerprint != dataset.fingerprint:
            return self._described(dataset, exact=False)
        return kept

    def _described(
        self,
        dataset: Dataset,
        *,
        exact: bool,
        on_progress: Progress | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Profile:
        arguments = {
            "fingerprint": dataset.fingerprint,
            "kinds": {column.name: column.kind for column in dataset.columns},
            "exact": exact,
        }
        return stored.load(self._run(dataset, _DESCRIBE, arguments, on_progress, is_cancelled), Profile)

    def _aimed(self, dataset: Dataset, base: Profile, target: str | None) -> Profile:
        """Return the profile with what depends on the target."""
        name = base.suggested_target if target is None else target
        if name is None:
            return base
        self._check_target(dataset, name)
        part = self._kept(dataset, target_file(name), TargetPart)
        if part is None or (part.fingerprint, part.exact) != (base.fingerprint, base.exact):
            self._run(dataset, _DESCRIBE_TARGET, {"name": name}, None, None)
            part = self._kept(dataset, target_file(name), TargetPart)
        if part is None:
            return base
        general = tuple(finding for finding in base.findings if concerns(finding, name))
        return replace(base, target=part.target, findings=(*part.findings, *general))

    def _run(
        self,
        dataset: Dataset,
        function: str,
        arguments: Mapping[str, Any],
        on_progress: Progress | None,
        is_cancelled: Callable[[], bool] | None,
    ) -> Any:
        limits = self.datasets.limits
        return self.sandbox.run(
            function,
            {"folder": str(self.datasets.folder(dataset)), **arguments},
            timeout_s=limits.parse_timeout_s,
            memory_mb=limits.parse_memory_mb,
            on_progress=on_progress,
            is_cancelled=is_cancelled,
        )

    def _kept(self, dataset: Dataset, file: str, kind: type[Kept]) -> Kept | None:
        return stored.remembered(self.datasets.folder(dataset) / file, kind)

    def _matrix(self, dataset: Dataset, method: Method) -> Correlations | None:
        return read_correlations(self.datasets.folder(dataset), method)

    def _computed(self, dataset: Dataset, file: str, kind: type[Kept], compute: Callable[[], object]) -> Kept:
        """Return what is kept, computed if it was not; answers stay in files, some are too long to send."""
        kept = self._kept(dataset, file, kind)
        if kept is None:
            compute()
            kept = self._kept(dataset, file, kind)
        if kept is None:
            raise _deleted(dataset)
        return kept

    def _compared(self, dataset: Dataset, method: Method) -> tuple[str, Mapping[str, Any]]:
        """Return the function that compares columns by `method`, and its arguments."""
        if method != "association":
            return _CORRELATE, {"method": method, "columns": self._of_kinds(dataset, _COUNTED)}
        return _ASSOCIATE, {
            "numbers": self._of_kinds(dataset, _TEMPORAL),
            "categories": self._of_kinds(dataset, ("categorical", "boolean")),
        }

    def _of_kinds(self, dataset: Dataset, kinds: Sequence[str]) -> list[str]:
        return [one.name for one in dataset.columns if one.kind in kinds]

    def _check_lags(self, dataset: Dataset, target: str, time: Sequence[str], max_lag: int) -> None:
        """Refuse what cannot be put in order or has no correlation."""
        at_fault = []
        if target not in self._of_kinds(dataset, _COUNTED):
            at_fault.append(FieldError("/target", "not a column of numbers"))
        if not time or not set(time) <= set(self._of_kinds(dataset, _TEMPORAL)):
            at_fault.append(FieldError("/time", "not a column of dates or numbers"))
        if not 1 <= max_lag <= MAX_LAG:
            at_fault.append(FieldError("/max_lag", f"not from 1 to {MAX_LAG}"))
        if at_fault:
            raise InvalidInputError(
                f"There are no lags of '{target[:200]}' in '{dataset.name}': {at_fault[0].message}.",
                hint="Choose a target of numbers and one or more columns of dates or numbers to order by.",
                errors=at_fault,
            )

    def _check_target(self, dataset: Dataset, target: str) -> None:
        self._check_column(dataset, target, "/target", "Choose one of the columns of the dataset as target.")

    def _check_column(
        self,
        dataset: Dataset,
        name: str,
        field: str = "/column",
        hint: str = "Choose one of the columns of the dataset.",
    ) -> None:
        if all(column.name != name for column in dataset.columns):
            raise InvalidInputError(
                f"'{dataset.name}' has no column '{name[:200]}'.",
                hint=hint,
                errors=[FieldError(field, "not a column of the dataset")],
            )


def _deleted(dataset: Dataset) -> NotFoundError:
    return NotFoundError(f"'{dataset.name}' was deleted meanwhile.", hint="Choose another dataset.")
