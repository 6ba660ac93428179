"""A templates room on stores in memory, beside a real experiments room with the real rules."""

from dataclasses import dataclass, field

import pytest

from hydroml.services.experiments import Drafts
from hydroml.services.templates import Templates
from hydroml.services.validation import check
from hydroml.tests.services.experiments.conftest import Room
from hydroml.tests.support.fakes import FakeTemplateStore


@dataclass
class Gallery:
    """The room and what stands around it."""

    room: Room = field(default_factory=lambda: Room(check=check))
    store: FakeTemplateStore = field(default_factory=FakeTemplateStore)

    @property
    def templates(self) -> Templates:
        return Templates(self.store, self.room.experiments)

    @property
    def drafts(self) -> Drafts:
        return Drafts(self.room.draft_store, self.room.experiments, self.room.log, self.templates)


@pytest.fixture
def gallery() -> Gallery:
    return Gallery()
