"""Stores in memory (datasets: `fakes_datasets`) that behave as the contract tests of the ports say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from hydroml.services.access import User, may
from hydroml.services.estimates.ports import PastEstimate
from hydroml.services.experiments.config import ExperimentConfig
from hydroml.services.experiments.records import Draft, Experiment, Version
from hydroml.services.features.sets import FeatureSet
from hydroml.services.insights.records import Event
from hydroml.services.jobs.records import Job, LogLine, Progress
from hydroml.services.paging import Page, Query
from hydroml.services.templates.records import Template
from hydroml.services.vocabulary import StepName

Item = TypeVar("Item")


def page(items: Iterable[Item], query: Query) -> Page[Item]:
    """Cut the wanted slice out of all items."""
    everything = tuple(items)
    return Page(everything[query.offset : query.offset + query.limit], len(everything))


def found(query: Query, *texts: str) -> bool:
    """Tell whether the texts contain what is searched."""
    return query.q.strip().casefold() in "\n".join(texts).casefold()


@dataclass
class FakeDraftStore:
    """A `DraftStore` in memory."""

    drafts: dict[str, Draft] = field(default_factory=dict)

    def add(self, draft: Draft) -> None:
        self.drafts[draft.id] = draft

    def get(self, draft_id: str) -> Draft | None:
        return self.drafts.get(draft_id)

    def save(self, draft: Draft, *, expected_revision: int) -> bool:
        stored = self.drafts.get(draft.id)
        if stored is None or stored.revision != expected_revision:
            return False
        self.drafts[draft.id] = draft
        return True

    def visit(self, draft_id: str, step: StepName) -> None:
        draft = self.drafts.get(draft_id)
        if draft is not None:
            others = tuple(one for one in draft.visited if one != step)
            self.drafts[draft_id] = replace(draft, visited=(*others, step))

    def delete(self, draft_id: str) -> None:
        self.drafts.pop(draft_id, None)

    def list(self, user: User, query: Query) -> Page[Draft]:
        own = (one for one in self.drafts.values() if one.owner == user.id and one.experiment_id is None)
        named = (one for one in own if found(query, str(one.config.get("name", ""))))
        return page(sorted(named, key=lambda one: one.updated_at, reverse=True), query)


@dataclass
class FakeRunStore:
    """A `RunStore` in memory."""

    results: dict[str, dict[int, Mapping[str, Any]]] = field(default_factory=dict)

    def add(self, run_id: str, *, experiment_id: str, version: int, result: Mapping[str, Any]) -> None:
        self.results.setdefault(experiment_id, {})[version] = result

    def latest(self, experiment_id: str) -> Mapping[str, Any] | None:
        versions = self.results.get(experiment_id)
        return versions[max(versions)] if versions else None

    def forget(self, experiment_id: str) -> None:
        """Follow the deletion of an experiment."""
        self.results.pop(experiment_id, None)


@dataclass
class FakeJobStore:
    """A `JobStore` in memory."""

    jobs: dict[str, Job] = field(default_factory=dict)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    lines: dict[str, list[LogLine]] = field(default_factory=dict)
    experiments: dict[str, Experiment] = field(default_factory=dict)

    def add(self, job: Job, *, key: str) -> Job:
        job_id = self.keys.setdefault((job.owner, key), job.id)
        return self.jobs.setdefault(job_id, job)

    def get(self, job_id: str) -> Job | None:
        return self.jobs.get(job_id)

    def claim(self, worker: str, now: datetime) -> Job | None:
        job = next((one for one in self.active() if one.status == "queued"), None)
        if job is None:
            return None
        claimed = {"status": "running", "worker": worker, "attempt": job.attempt + 1, "started_at": now}
        return self._put(job, **claimed, heartbeat_at=None, progress=Progress())

    def beat(self, job_id: str, attempt: int, now: datetime) -> bool:
        return self._write(job_id, attempt, heartbeat_at=now)

    def report(self, job_id: str, attempt: int, progress: Progress, lines: tuple[LogLine, ...] = ()) -> bool:
        if not self._write(job_id, attempt, progress=progress):
            return False
        self.lines.setdefault(job_id, []).extend(lines)
        return True

    def log(self, job_id: str, *, limit: int = 200) -> tuple[LogLine, ...]:
        return tuple(self.lines.get(job_id, [])[-limit:])

    def finish(self, job_id: str, attempt: int, now: datetime) -> bool:
        return self._write(job_id, attempt, status="succeeded", finished_at=now)

    def end(
        self, job_id: str, attempt: int, status: str, error: Mapping[str, Any] | None, now: datetime
    ) -> bool:
        return self._write(job_id, attempt, status=status, error=error, finished_at=now)

    def requeue(self, job_id: str, attempt: int, *, has_died: bool = False) -> bool:
        n_deaths = self.jobs[job_id].n_deaths + has_died if job_id in self.jobs else 0
        waiting = {"status": "queued", "worker": None, "heartbeat_at": None, "n_deaths": n_deaths}
        return self._write(job_id, attempt, **waiting)

    def request_cancel(self, job_id: str, now: datetime) -> Job | None:
        job = self.jobs.get(job_id)
        if job is None or job.status not in ("queued", "running"):
            return job
        ended = {"status": "cancelled", "finished_at": now} if job.status == "queued" else {}
        return self._put(job, cancel_requested=True, **ended)

    def stale(self, before: datetime) -> tuple[Job, ...]:
        running = (one for one in self.active() if one.status == "running")
        return tuple(one for one in running if (one.heartbeat_at or one.started_at or before) < before)

    def unsettled(self) -> tuple[Job, ...]:
        waiting = [one.job_id for one in self.experiments.values() if one.status in ("queued", "running")]
        ended = (one for one in self.jobs.values() if one.status not in ("queued", "running"))
        return tuple(one for one in ended if one.id in waiting)

    def attempts(self) -> Mapping[str, int]:
        return {one.id: one.attempt for one in self.jobs.values()}

    def active(self) -> tuple[Job, ...]:
        waiting = (one for one in self.jobs.values() if one.status in ("queued", "running"))
        return tuple(sorted(waiting, key=lambda one: (one.created_at, one.id)))

    def of_experiment(self, experiment_id: str) -> tuple[Job, ...]:
        mine = (one for one in self.jobs.values() if one.experiment_id == experiment_id)
        return tuple(sorted(mine, key=lambda one: (one.created_at, one.id)))

    def forget(self, experiment_id: str) -> None:
        """Follow the deletion of an experiment."""
        self.jobs = {key: one for key, one in self.jobs.items() if one.experiment_id != experiment_id}

    def _write(self, job_id: str, attempt: int, **changes: Any) -> bool:
        job = self.jobs.get(job_id)
        if job is None or (job.attempt, job.status) != (attempt, "running"):
            return False
        self._put(job, **changes)
        return True

    def _put(self, job: Job, **changes: Any) -> Job:
        self.jobs[job.id] = replace(job, **changes)
        return self.jobs[job.id]


@dataclass
class FakeExperimentStore:
    """An `ExperimentStore` in memory; deleting an experiment also empties the stores that follow it."""

    followers: tuple[FakeRunStore | FakeJobStore, ...] = ()
    experiments: dict[str, Experiment] = field(default_factory=dict)
    frozen: dict[str, list[Version]] = field(default_factory=dict)

    def add(self, experiment: Experiment) -> None:
        self.experiments[experiment.id] = experiment

    def get(self, experiment_id: str) -> Experiment | None:
        return self.experiments.get(experiment_id)

    def update(self, experiment_id: str, **changes: Any) -> None:
        unknown = changes.keys() - {one.name for one in fields(Experiment)}
        if unknown:
            raise TypeError(f"an experiment has no {sorted(unknown)}")
        if experiment_id in self.experiments:
            changes = {"updated_at": datetime.now(UTC), **changes}
            self.experiments[experiment_id] = replace(self.experiments[experiment_id], **changes)

    def delete(self, experiment_id: str) -> None:
        self.experiments.pop(experiment_id, None)
        self.frozen.pop(experiment_id, None)
        for follower in self.followers:
            follower.forget(experiment_id)

    def list(self, user: User, query: Query, *, status: str | None = None) -> Page[Experiment]:
        newest = sorted(self.experiments.values(), key=lambda one: one.created_at, reverse=True)
        readable = (one for one in newest if may(user, "read", one) and not one.is_archived)
        wanted = (one for one in readable if status in (None, one.status))
        return page((one for one in wanted if found(query, one.name, *_words(one.config))), query)

    def count_using(self, dataset_id: str) -> int:
        return sum(one.config.dataset.id == dataset_id for one in self.experiments.values())

    def add_version(self, experiment_id: str, config: ExperimentConfig) -> Version:
        versions = self.frozen.setdefault(experiment_id, [])
        version = Version(experiment_id, len(versions) + 1, config, datetime.now(UTC))
        versions.append(version)
        self.update(experiment_id, version=version.number, config=config)
        return version

    def version(self, experiment_id: str, number: int) -> Version | None:
        return next((one for one in self.versions(experiment_id) if one.number == number), None)

    def versions(self, experiment_id: str) -> tuple[Version, ...]:
        return tuple(self.frozen.get(experiment_id, ()))


def _words(config: ExperimentConfig) -> tuple[str, ...]:
    return (config.description, *config.tags)


@dataclass
class FakeTemplateStore:
    """A `TemplateStore` in memory."""

    templates: dict[str, Template] = field(default_factory=dict)

    def add(self, template: Template) -> None:
        self.templates[template.id] = replace(template, version=1)

    def get(self, template_id: str) -> Template | None:
        return self.templates.get(template_id)

    def update(self, template: Template) -> Template:
        stored = self.templates[template.id]
        edited = replace(template, version=stored.version + 1, usage_count=stored.usage_count)
        self.templates[template.id] = edited
        return edited

    def set_meta(self, template: Template) -> None:
        names = ("visibility", "project", "is_archived", "record")
        changes: dict[str, Any] = {name: getattr(template, name) for name in names}
        if template.id in self.templates:
            self.templates[template.id] = replace(self.templates[template.id], **changes)

    def count_use(self, template_id: str) -> None:
        template = self.templates.get(template_id)
        if template is not None:
            self.templates[template_id] = replace(template, usage_count=template.usage_count + 1)

    def list(self, user: User, query: Query, *, category: str | None = None) -> Page[Template]:
        newest = sorted(self.templates.values(), key=lambda one: one.created_at, reverse=True)
        most_used = sorted(newest, key=lambda one: one.usage_count, reverse=True)
        readable = (one for one in most_used if may(user, "read", one) and not one.is_archived)
        wanted = (one for one in readable if category in (None, one.category))
        return page(
            (one for one in wanted if found(query, one.name, one.description, one.category, *one.tags)), query
        )


@dataclass
class FakeFeatureSetStore:
    """A `FeatureSetStore` in memory."""

    sets: dict[str, FeatureSet] = field(default_factory=dict)

    def add(self, feature_set: FeatureSet) -> None:
        self.sets[feature_set.id] = feature_set

    def get(self, set_id: str) -> FeatureSet | None:
        return self.sets.get(set_id)

    def update(self, feature_set: FeatureSet) -> None:
        if feature_set.id in self.sets:
            told = (feature_set.name, feature_set.description, feature_set.updated_at)
            stored = self.sets[feature_set.id]
            self.sets[feature_set.id] = replace(stored, name=told[0], description=told[1], updated_at=told[2])

    def delete(self, set_id: str) -> None:
        self.sets.pop(set_id, None)

    def list(self, user: User, query: Query) -> Page[FeatureSet]:
        newest = sorted(self.sets.values(), key=lambda one: one.updated_at, reverse=True)
        readable = (one for one in newest if may(user, "read", one))
        return page((one for one in readable if found(query, one.name, one.description)), query)


@dataclass
class FakeEventStore:
    """An `EventStore` in memory."""

    events: list[Event] = field(default_factory=list)

    def add(self, event: Event) -> None:
        self.events.append(event)

    def since(self, start: datetime) -> tuple[Event, ...]:
        return tuple(sorted((one for one in self.events if one.at >= start), key=lambda one: one.at))


@dataclass
class FakeEstimateStore:
    """An `EstimateStore` in memory."""

    estimates: dict[str, PastEstimate] = field(default_factory=dict)

    def add(self, estimate: PastEstimate) -> None:
        self.estimates[estimate.experiment_id] = estimate

    def settle(self, experiment_id: str, actual_s: float, peak_memory_bytes: int | None) -> None:
        estimate = self.estimates.get(experiment_id)
        if estimate is not None:
            settled = replace(estimate, actual_s=actual_s, peak_memory_bytes=peak_memory_bytes)
            self.estimates[experiment_id] = settled

    def recent(self, limit: int = 20) -> tuple[PastEstimate, ...]:
        settled = (one for one in self.estimates.values() if one.actual_s is not None)
        return tuple(sorted(settled, key=lambda one: one.at, reverse=True)[:limit])
