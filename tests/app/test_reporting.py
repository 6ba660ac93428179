"""Progress and log of a run on their way to the job."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from hydroml.app.reporting import LONGEST_LINE, Reporter
from hydroml.services.errors import UnavailableError
from hydroml.services.jobs import Job, Jobs, LogLine, Progress
from hydroml.tests.support import samples


@dataclass
class Desk:
    """Takes reports, unless it is away."""

    taken: list[tuple[float, tuple[LogLine, ...]]] = field(default_factory=list)
    is_away: bool = False
    now: float = 100.0

    def report(self, held: Job, progress: Progress, lines: tuple[LogLine, ...]) -> bool:
        if self.is_away:
            raise UnavailableError("locked")
        self.taken.append((progress.share, lines))
        return True

    def reporter(self) -> Reporter:
        return Reporter(cast("Jobs", self), samples.job("ex_1"), clock=lambda: self.now)


def test_the_first_word_is_written_at_once_and_further_ones_together() -> None:
    desk = Desk()
    reporter = desk.reporter()
    reporter.report(Progress(0.1))
    reporter.log("one")
    reporter.report(Progress(0.2))
    assert desk.taken == [(0.1, ())]
    desk.now += 1.5
    reporter.log("two")
    assert desk.taken[1:] == [(0.2, (LogLine(0.0, "one"), LogLine(1.5, "two")))]
    reporter.flush()
    assert desk.taken[2:] == [(0.2, ())]


def test_what_could_not_be_written_goes_with_the_next() -> None:
    desk = Desk(is_away=True)
    reporter = desk.reporter()
    reporter.log("one")
    desk.is_away = False
    desk.now += 1
    reporter.log("two")
    assert [line.text for line in desk.taken[0][1]] == ["one", "two"]


def test_a_line_is_printed_for_the_file_of_the_run_and_cut(capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk()
    desk.reporter().log("x" * 5000)
    assert desk.taken[0][1][0].text == "x" * LONGEST_LINE
    assert capsys.readouterr().out == "x" * 5000 + "\n"
