"""An experiments room on stores in memory, with a queue and an event log that tests can look into."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from hydroml.services.access import User
from hydroml.services.experiments import Drafts, ExperimentConfig, Experiments
from hydroml.services.findings import Finding
from hydroml.services.profile import Profile
from hydroml.services.vocabulary import EventKind
from hydroml.tests.support.fakes import FakeDraftStore, FakeExperimentStore, FakeRunStore
from hydroml.tests.support.profiles import TableProfiles, Tables

Check = Callable[[ExperimentConfig, Profile], tuple[Finding, ...]]


@dataclass
class Queue:
    """A queue that makes a job per key and remembers what was asked."""

    jobs: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    heard: Callable[[str, int], None] = lambda job_id, version: None

    def enqueue(self, *, experiment_id: str, version: int, owner: str, key: str) -> str:
        self.asked.append({"experiment_id": experiment_id, "version": version, "owner": owner, "key": key})
        job_id = self.jobs.setdefault(key, f"jb_{len(self.jobs):012d}")
        self.heard(job_id, version)
        return job_id

    def cancel(self, job_id: str) -> None:
        self.cancelled.append(job_id)


@dataclass
class Log:
    """An event log."""

    events: list[tuple[str, str | None, dict[str, Any]]] = field(default_factory=list)

    def record(self, kind: EventKind, user: User | str, subject: str | None = None, **detail: Any) -> None:
        self.events.append((kind, subject, detail))

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _, _ in self.events]


def nothing_to_say(config: ExperimentConfig, profile: Profile) -> tuple[Finding, ...]:
    return ()


@dataclass
class Room:
    """The room and what stands around it."""

    check: Check = nothing_to_say
    tables: Tables = field(default_factory=Tables)
    store: FakeExperimentStore = field(default_factory=FakeExperimentStore)
    runs: FakeRunStore = field(default_factory=FakeRunStore)
    queue: Queue = field(default_factory=Queue)
    log: Log = field(default_factory=Log)
    draft_store: FakeDraftStore = field(default_factory=FakeDraftStore)
    used_templates: list[str] = field(default_factory=list)

    @property
    def experiments(self) -> Experiments:
        return Experiments(
            self.store,
            self.runs,
            self.tables.source,
            TableProfiles(self.tables),
            self.queue,
            lambda config, profile: self.check(config, profile),
            self.log,
            drafts=self.draft_store,
            count_template=self.used_templates.append,
        )

    @property
    def drafts(self) -> Drafts:
        return Drafts(self.draft_store, self.experiments, self.log)


@pytest.fixture
def room() -> Room:
    return Room()
