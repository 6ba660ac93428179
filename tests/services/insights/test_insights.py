"""What the event log says about the use of the app."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hydroml.services.access import User
from hydroml.services.insights import Insights, Measures
from hydroml.services.vocabulary import EventKind
from hydroml.tests.support.fakes import FakeEventStore
from hydroml.tests.support.samples import ADMIN, ANN, BEN

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)  # a Wednesday


@dataclass
class Diary:
    """A log written at chosen moments, and what it says at `NOW`."""

    store: FakeEventStore = field(default_factory=FakeEventStore)

    def note(
        self, ago: timedelta, kind: EventKind, user: User | str, subject: str | None = None, **detail: Any
    ) -> None:
        Insights(self.store, lambda: NOW - ago).record(kind, user, subject, **detail)

    def read(self, user: User = ADMIN) -> Measures:
        return Insights(self.store, lambda: NOW).summary(user)


@pytest.fixture
def diary() -> Diary:
    return Diary()


DAY = timedelta(days=1)


def test_an_empty_log_has_nothing_to_measure(diary: Diary) -> None:
    read = diary.read()
    assert (read.n_launched, read.success_rate, read.median_setup_s, read.from_template_share) == (
        0,
        None,
        None,
        None,
    )
    assert [week.n_experiments for week in read.weeks] == [0] * 12
    assert [one.step for one in read.abandonment] == ["data", "features", "model", "training", "review"]


def test_experiments_and_their_creators_are_counted_by_week(diary: Diary) -> None:
    diary.note(0 * DAY, "launched", ANN, "ex_1")
    diary.note(2 * DAY, "launched", ANN, "ex_2")  # this Monday
    diary.note(3 * DAY, "launched", BEN, "ex_3")  # last Sunday
    diary.note(100 * DAY, "launched", "eve", "ex_4")  # too long ago
    read = diary.read()
    assert [(week.n_experiments, week.n_creators) for week in read.weeks[-2:]] == [(1, 1), (2, 1)]
    assert sum(week.n_experiments for week in read.weeks) == 3
    assert (read.n_launched, read.n_active_creators) == (4, 2)
    assert read.weeks[-1].start.isoformat() == "2026-11-23"


def test_the_success_rate_leaves_cancelled_runs_out(diary: Diary) -> None:
    for kind in ("succeeded", "succeeded", "failed", "cancelled"):
        outcome: Any = kind
        diary.note(DAY, outcome, ANN, "ex_1")
    assert diary.read().success_rate == pytest.approx(2 / 3)


def test_only_the_very_first_experiment_of_a_user_counts_as_first(diary: Diary) -> None:
    diary.note(9 * DAY, "launched", ANN, "ex_1")
    diary.note(8 * DAY, "failed", ANN, "ex_1")
    diary.note(7 * DAY, "launched", ANN, "ex_1")
    diary.note(6 * DAY, "succeeded", ANN, "ex_1")
    diary.note(9 * DAY, "launched", BEN, "ex_2")
    diary.note(8 * DAY, "succeeded", BEN, "ex_2")
    diary.note(7 * DAY, "launched", BEN, "ex_3")
    diary.note(6 * DAY, "failed", BEN, "ex_3")
    diary.note(5 * DAY, "launched", "eve", "ex_4")  # still running
    read = diary.read()
    assert (read.n_first, read.n_first_failed) == (2, 1)


def test_the_time_of_setting_up_runs_from_opening_to_the_first_launch(diary: Diary) -> None:
    for draft, seconds in (("dr_1", 40), ("dr_2", 60), ("dr_3", 500)):
        diary.note(DAY, "opened", ANN, draft)
        diary.note(DAY - timedelta(seconds=seconds), "launched", ANN, "ex", draft=draft)
    diary.note(timedelta(0), "launched", ANN, "ex", draft="dr_1")
    diary.note(timedelta(0), "launched", ANN, "ex")  # by the API, without a draft
    assert diary.read().median_setup_s == 60


def test_a_draft_is_abandoned_at_the_step_that_was_opened_last(diary: Diary) -> None:
    diary.note(5 * DAY, "opened", ANN, "dr_left")
    diary.note(5 * DAY, "step_entered", ANN, "dr_left", step="features")
    diary.note(4 * DAY, "step_entered", ANN, "dr_left", step="model")
    diary.note(4 * DAY, "opened", ANN, "dr_launched")
    diary.note(4 * DAY, "step_entered", ANN, "dr_launched", step="review")
    diary.note(3 * DAY, "launched", ANN, "ex_1", draft="dr_launched")
    diary.note(timedelta(hours=1), "opened", ANN, "dr_fresh")
    found = {one.step: (one.n_entered, one.n_abandoned) for one in diary.read().abandonment}
    assert found == {
        "data": (3, 0),
        "features": (1, 0),
        "model": (1, 1),
        "training": (0, 0),
        "review": (1, 0),
    }


def test_the_use_of_templates_is_counted_most_used_first(diary: Diary) -> None:
    diary.note(DAY, "template_saved", ANN, "tp_1")
    for template in ("tp_1", "tp_2", "tp_2"):
        diary.note(DAY, "template_used", ANN, template)
        diary.note(DAY, "launched", ANN, "ex", template=template)
    diary.note(DAY, "launched", ANN, "ex", template=None)
    read = diary.read()
    assert [(one.template_id, one.n) for one in read.template_use] == [("tp_2", 2), ("tp_1", 1)]
    assert (read.from_template_share, read.n_templates_saved) == (0.75, 1)


def test_a_user_sees_only_what_he_did_himself(diary: Diary) -> None:
    diary.note(DAY, "launched", ANN, "ex_1")
    diary.note(DAY, "launched", BEN, "ex_2")
    assert (diary.read(ANN).n_launched, diary.read(ADMIN).n_launched) == (1, 2)


def test_what_is_none_is_not_kept(diary: Diary) -> None:
    diary.note(DAY, "launched", ANN, "ex_1", draft=None, version=2)
    assert diary.store.events[0].detail == {"version": 2}
    assert diary.store.events[0].user == "ann"
