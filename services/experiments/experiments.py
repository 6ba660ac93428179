"""Experiments: suggested, created, launched, followed, repeated, compared and carried elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Literal

from ..access import Action, User, authorize
from ..access.authorize import unknown
from ..errors import ConflictError, FieldError, InvalidInputError, NotReadyError
from ..findings import Finding
from ..models import Recommendation
from ..paging import Page, Query
from ..profile.records import Profile
from ..vocabulary import Task
from .comparison import Change, diff_configs
from .config import ExperimentConfig
from .deciding import with_dismissals
from .files import exported_name, resolve_dataset
from .patches import apply_patch
from .ports import (
    DatasetSource,
    DraftStore,
    ExperimentStore,
    JobLike,
    JobQueue,
    ProfileSource,
    Recorder,
    RunStore,
)
from .records import Draft, Experiment, Version
from .refusals import already_running, invalid, key_reused, no_results, not_member, still_running
from .searching import continued, widening
from .serialising import config_hash, from_yaml, to_json, to_json_text, to_yaml
from .settled import open_findings
from .starting import new_draft, new_experiment
from .status import RESET, changes_of, is_outdated, is_over
from .suggestion import advise, propose, target_or_refuse

Check = Callable[[ExperimentConfig, Profile], tuple[Finding, ...]]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Experiments:
    """What can be done with experiments; every method refuses what the user may not do.

    `drafts` takes the drafts made by `clone`; `count_template` is told the id of a template that a
    launch used; `memory_mb` is what one run may use, in MB (2**20 bytes). Calls of one process that
    store or launch the same thing wait for one another; calls of other processes meet the refusals of
    the stores.
    """

    store: ExperimentStore
    runs: RunStore
    datasets: DatasetSource
    profiles: ProfileSource
    queue: JobQueue
    check: Check
    events: Recorder
    drafts: DraftStore | None = None
    count_template: Callable[[str], None] | None = None
    clock: Callable[[], datetime] = _now
    memory_mb: int | None = None
    _writing: Lock = field(default_factory=Lock, repr=False, compare=False)

    # Proposing and checking

    def suggest(
        self,
        user: User,
        dataset_id: str,
        *,
        target: str | None = None,
        task: Task | None = None,
    ) -> ExperimentConfig:
        """Return a complete configuration, ready to launch; equal questions get equal answers.

        Raises
        ------
        InvalidInputError
            Field ``/target`` when the table has no such column, naming close ones.
        """
        dataset = self.datasets.get(user, dataset_id)
        profile, chosen = self._profile(user, dataset_id, target)
        return propose(dataset, profile, target=chosen, task=task, memory_mb=self.memory_mb)

    def recommend(self, user: User, dataset_id: str, *, target: str | None = None) -> Recommendation:
        """Return the models, validation and metric proposed for a target, with all reasons."""
        profile, chosen = self._profile(user, dataset_id, target)
        return advise(profile, target=chosen, memory_mb=self.memory_mb)

    def profile_for(self, user: User, config: ExperimentConfig) -> Profile:
        """Return the profile of a configuration's table, for its target if there is such a column."""
        try:
            return self.profiles.get(user, config.dataset.id, target=config.target)
        except InvalidInputError:
            return self.profiles.get(user, config.dataset.id)

    def check_config(
        self, user: User, config: ExperimentConfig, *, profile: Profile | None = None
    ) -> tuple[Finding, ...]:
        """Return what is to be said of a configuration: rules first by severity, then open data findings.

        Parameters
        ----------
        profile : `profile_for` of the configuration, where the caller has read it already
        """
        profile = profile or self.profile_for(user, config)
        found = (*self.check(config, profile), *open_findings(config, profile))
        order = ("error", "warning", "info")
        found = with_dismissals(found, config)
        return tuple(sorted(found, key=lambda one: order.index(one.severity)))

    # Creating and launching

    def create(
        self,
        user: User,
        config: ExperimentConfig,
        *,
        launch: bool = False,
        key: str | None = None,
        parent_id: str | None = None,
        draft_id: str | None = None,
    ) -> Experiment:
        """Store a configuration as an experiment and, if wanted, launch it.

        Parameters
        ----------
        config : complete
        launch : freeze a version and queue it
        key : makes repeated calls harmless: an equal key of the same user returns the same experiment
        parent_id : the experiment it was cloned from
        draft_id : the draft it was made in

        Raises
        ------
        InvalidInputError
            ``CONFIG_INVALID`` when it is to be launched and the rules find errors.
        """
        self._check_references(user, config)
        if launch:
            self._refuse_invalid(user, config)
        made = new_experiment(user, self.clock(), config, key=key, parent_id=parent_id)
        experiment = self._add(made, is_keyed=key is not None)
        if launch and experiment.status == "draft":
            return self._enqueue(user, experiment, key=key, draft=draft_id)
        return experiment

    def launch(self, user: User, experiment_id: str, *, key: str | None = None) -> Experiment:
        """Freeze a version of the configuration and queue it; an equal `key` does so only once."""
        experiment = self._load(user, experiment_id, "edit")
        if key is not None and experiment.metadata.get("launch_key") == key:
            return experiment
        if not is_over(experiment.status) and experiment.status != "draft":
            raise already_running(experiment)
        self._refuse_invalid(user, experiment.config)
        return self._enqueue(user, experiment, key=key)

    def rerun(self, user: User, experiment_id: str, patch: Sequence[Mapping[str, Any]] = ()) -> Experiment:
        """Run the same configuration again as a new version, or as changed by a JSON Patch.

        Raises
        ------
        InvalidInputError
            As `apply_patch`; ``CONFIG_INVALID`` when the rules find errors in the changed configuration.
        """
        if not patch:
            return self.launch(user, experiment_id)
        experiment = self._load(user, experiment_id, "edit")
        if not is_over(experiment.status):
            raise already_running(experiment)
        config = apply_patch(experiment.config, patch)
        self._check_references(user, config)
        self._refuse_invalid(user, config)
        return self._enqueue(user, replace(experiment, config=config), key=None)

    def cancel(self, user: User, experiment_id: str) -> None:
        """Ask for the end of the run; one that is over stays as it is."""
        experiment = self._load(user, experiment_id, "edit")
        if experiment.job_id is not None and not is_over(experiment.status):
            self.queue.cancel(experiment.job_id)

    def clone(self, user: User, experiment_id: str, *, continuing: bool = False) -> Draft:
        """Return a new draft of the user's own that starts from this experiment.

        Parameters
        ----------
        continuing : the draft goes on with the search, whatever its space is changed to
        """
        experiment = self._load(user, experiment_id, "use")
        if self.drafts is None:
            raise ConflictError("Drafts are not stored here.", code="NO_DRAFTS")
        config = continued(experiment.config, {}) if continuing else experiment.config
        proposal = self.suggest(user, config.dataset.id, target=config.target, task=config.task)
        draft = new_draft(user, self.clock(), to_json(config), to_json(proposal), config.project)
        draft = replace(draft, parent_id=experiment.id)
        self.drafts.add(draft)
        self.events.record("cloned", user, experiment.id, draft=draft.id)
        return draft

    # Reading

    def get(self, user: User, experiment_id: str) -> Experiment:
        """Return an experiment."""
        return self._load(user, experiment_id, "read")

    def list(self, user: User, query: Query, status: str | None = None) -> Page[Experiment]:
        """Return the experiments the user may read, newest first."""
        return self.store.list(user, query, status=status)

    def delete(self, user: User, experiment_id: str) -> None:
        """Delete an experiment with its versions and results; not while it runs."""
        experiment = self._load(user, experiment_id, "delete")
        if experiment.status in ("queued", "running"):
            raise still_running(experiment, "It can be deleted when it is over.")
        self.store.delete(experiment.id)

    def count_using(self, dataset_id: str) -> int:
        """Return how many experiments read a dataset."""
        return self.store.count_using(dataset_id)

    def results(self, user: User, experiment_id: str) -> dict[str, Any]:
        """Return leaderboard, baseline, test and environment of the newest finished version.

        Where best values lie on an edge of the space, `widen` is the patch with which `rerun` goes on.

        Raises
        ------
        NotReadyError
            While there are none; the failure's own code and hint when the run failed.
        """
        experiment = self._load(user, experiment_id, "read")
        found = self.runs.latest(experiment.id) if experiment.status == "succeeded" else None
        if found is None:
            raise no_results(experiment)
        tracked = experiment.mlflow_run_id or found.get("mlflow_run_id")
        fix = widening(experiment.config, found.get("edges") or ())
        widen = None if fix is None else {"label": fix.label, "patch": [dict(one) for one in fix.patch]}
        return {**found, "widen": widen, "status": experiment.status, "mlflow_run_id": tracked}

    def versions(self, user: User, experiment_id: str) -> tuple[Version, ...]:
        """Return the frozen configurations, oldest first."""
        return self.store.versions(self._load(user, experiment_id, "read").id)

    def diff(self, user: User, experiment_id: str, other: str) -> tuple[Change, ...]:
        """Return what differs from another experiment (an id) or a version of this one (a number)."""
        experiment = self._load(user, experiment_id, "read")
        if other.isascii() and other.isdigit() and len(other) < 9:
            version = self.store.version(experiment.id, int(other))
            if version is None:
                raise unknown(f"{experiment.id} version {other}")
            return diff_configs(experiment.config, version.config)
        return diff_configs(experiment.config, self._load(user, other, "read").config)

    # Carrying elsewhere

    def export(
        self, user: User, experiment_id: str, format: Literal["yaml", "json"] = "yaml"
    ) -> tuple[str, str]:
        """Return file name and text of the configuration."""
        experiment = self._load(user, experiment_id, "read")
        writers: Mapping[str, Callable[[ExperimentConfig], str]] = {"yaml": to_yaml, "json": to_json_text}
        if format not in writers:
            message = f"A configuration cannot be exported as '{format}' in this version."
            raise InvalidInputError(message, hint="Choose yaml or json.", code="NOT_YET_SUPPORTED")
        return exported_name(experiment, format), writers[format](experiment.config)

    def import_config(self, user: User, text: str) -> Experiment:
        """Store the configuration of a YAML or JSON text as a draft experiment."""
        config = resolve_dataset(user, from_yaml(text), self.datasets)
        return self.create(user, config)

    # Following

    def on_job(self, job: JobLike) -> None:
        """Keep an experiment in step with its job; called at every change of the job."""
        experiment = self.store.get(job.experiment_id)
        if experiment is None or is_outdated(experiment, job):
            return
        result = self.runs.latest(experiment.id) if job.status == "succeeded" else None
        self.store.update(experiment.id, **changes_of(job, result))
        is_new = experiment.job_id != job.id or experiment.status != job.status
        if is_new and (job.status == "succeeded" or job.status == "failed" or job.status == "cancelled"):
            code = (job.error or {}).get("code")
            self.events.record(job.status, experiment.owner, experiment.id, version=job.version, code=code)

    # Within

    def _profile(self, user: User, dataset_id: str, target: str | None) -> tuple[Profile, str]:
        chosen = target_or_refuse(self.profiles.get(user, dataset_id), target)
        return self.profiles.get(user, dataset_id, target=chosen), chosen

    def _load(self, user: User, experiment_id: str, action: Action) -> Experiment:
        experiment = self.store.get(experiment_id)
        if experiment is None:
            raise unknown(experiment_id)
        authorize(user, action, experiment)
        return experiment

    def _check_references(self, user: User, config: ExperimentConfig) -> None:
        self.datasets.get(user, config.dataset.id)
        if config.project is not None and not user.is_admin and config.project not in user.projects:
            raise not_member(config.project)

    def _refuse_invalid(self, user: User, config: ExperimentConfig) -> None:
        dataset = self.datasets.get(user, config.dataset.id)
        if dataset.status != "ready":
            raise NotReadyError(
                f"The dataset '{dataset.name}' is not ready ({dataset.status}).",
                hint="Wait until it is read, or upload it again.",
            )
        found = self.check(config, self.profile_for(user, config))
        errors = [FieldError(one.field, one.message) for one in found if one.severity == "error"]
        if errors:
            raise invalid(errors)

    def _add(self, made: Experiment, *, is_keyed: bool) -> Experiment:
        """Store a new experiment, or return the one that an equal key stored before."""
        with self._writing:
            existing = self.store.get(made.id) if is_keyed else None
            if existing is None:
                try:
                    self.store.add(made)
                except ConflictError:
                    existing = self.store.get(made.id)
        if existing is not None and config_hash(existing.config) != config_hash(made.config):
            raise key_reused()
        return existing or made

    def _enqueue(
        self, user: User, experiment: Experiment, *, key: str | None, draft: str | None = None
    ) -> Experiment:
        """Freeze and queue; a crash in between leaves a version without a job, which harms nothing."""
        with self._writing:
            current = self._load(user, experiment.id, "read")
            is_later = current.version != experiment.version
            if is_later or current.status in ("queued", "running"):  # an equal call was a moment faster
                return current
            config = experiment.config
            if config != current.config:
                changed = {"config": config, "name": config.name, "project": config.project}
                self.store.update(experiment.id, **changed)
            version = self.store.add_version(experiment.id, config).number
            launched = f"{experiment.id}:{experiment.version + 1 if key is None else f'key:{key}'}"
            metadata = {**experiment.metadata, "launch_key": key}
            job_id = self.queue.enqueue(
                experiment_id=experiment.id, version=version, owner=user.id, key=launched
            )
            if self._load(user, experiment.id, "read").job_id == job_id:  # it spoke already, may even run
                self.store.update(experiment.id, metadata=metadata)
            else:
                self.store.update(experiment.id, version=version, job_id=job_id, metadata=metadata, **RESET)
        self._tell_launched(user, experiment, version, draft)
        return self._load(user, experiment.id, "read")

    def _tell_launched(self, user: User, experiment: Experiment, version: int, draft: str | None) -> None:
        template = experiment.template_id
        self.events.record("launched", user, experiment.id, version=version, draft=draft, template=template)
        if template is not None and version == 1 and self.count_template is not None:
            self.count_template(template)
            self.events.record("template_used", user, template, experiment=experiment.id)
