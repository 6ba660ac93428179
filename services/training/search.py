"""The hyperparameter search: Optuna over the run's own folds, kept in a journal, resumed after a kill."""

import hashlib
import time
from dataclasses import astuple, dataclass, replace

import optuna
from optuna.trial import FrozenTrial, TrialState

from ..errors import TrainingError
from ..models import METRICS
from .carrying import Past
from .course import TimeLimitError
from .evaluation import Performance, judge_fold
from .journal import Journal
from .metrics import is_better
from .plots import search_plots
from .records import SearchResult, Trial
from .rounds import Round, Search

DECIDING = (
    "target",
    "task",
    "roles",
    "kinds",
    "missing_values",
    "features",
    "validation",
    "metric",
    "imbalance",
)
"""Parts of a configuration that decide the score of a trial, beside its dataset, seed and model."""


@dataclass(frozen=True, eq=False)
class Tuned:
    """What a search found: its trials, how it ended, and the best trial if it beats the untuned model."""

    trials: tuple[Trial, ...]
    ended: SearchResult
    best: Performance | None
    note: str


def tune(search: Search, default: Performance, journal: Journal) -> Tuned:
    """Search until the budget is spent and compare the best trial with the untuned model.

    Trial 0 is the tuned default as already judged. Equal configurations are answered from the
    study. A kept journal is continued: its trials count, one that a kill broke off is drawn again.
    Stages before the last are read from the journals of earlier runs where these have them, else
    searched again, which gives the same trials.

    Parameters
    ----------
    search : model, stages and budget
    default : the untuned model over the same folds
    journal : of the job, with those of earlier jobs
    """
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    past: list[Past] = []
    began = time.monotonic()
    for place, stage in enumerate(search.stages):
        found = Round.begin(search, stage, default, past)
        name = _name(search, place)
        is_last = place + 1 == len(search.stages)
        found.study.add_trials(journal.trials(name) if is_last else journal.taken_over(name))
        _tell_beginning(found, is_last=is_last)
        try:
            _spend(found, journal, name, began)
        except TimeLimitError:
            search.course.log("The time limit ended the search; finished trials are kept.")
            break
        past += [Past(trial, stage) for trial in found.own]
    return _compare(found)


def _tell_beginning(found: Round, *, is_last: bool) -> None:
    search = found.search
    if not is_last and found.own:
        search.course.log(f"{search.key}: {len(found.own)} trials of an earlier search are taken over.")
    if found.n_left_out:
        search.course.log(f"{search.key}: {found.n_left_out} earlier trials lie outside the space.")
    if len(found.settled) > 1:
        search.on_trial(found.trials())


def _spend(found: Round, journal: Journal, name: str, began: float) -> None:
    """Draw trials until the budget of the round or the time is spent, and keep each."""
    while len(found.settled) < found.stage.n_trials and not _is_over(found.search, began):
        trial = found.next()
        if trial is None:
            return
        journal.add(name, trial)
        found.search.on_trial(found.trials())


def _name(search: Search, place: int) -> str:
    """Return a name that is equal only for searches that may share trials up to a stage."""
    config = search.config
    parts = config.model_dump(mode="json", include=set(DECIDING))
    stages = [
        (dict(one.space), sorted(one.stepped), *astuple(replace(one, space={}))[2:])
        for one in search.stages[: place + 1]
    ]
    settings = (config.dataset.fingerprint, config.seed, dict(search.base), stages)
    digest = hashlib.sha256(repr((sorted(parts.items()), settings)).encode()).hexdigest()
    return f"{search.key}-{digest[:16]}"


def _is_over(search: Search, began: float) -> bool:
    limit = search.limit_s
    over = limit is not None and time.monotonic() - began >= limit
    if over:
        search.course.log(f"The search stopped after its {limit:g} s.")
    return over


def _compare(found: Round) -> Tuned:
    search, default, trials = found.search, found.default, found.trials()
    complete = [trial for trial in found.settled if trial.state == TrialState.COMPLETE]
    if not complete:
        return Tuned(trials, _ended(found, None), None, f"{len(trials)} trials: none could be judged")
    first = found.study.best_trial
    if default.error is None and not is_better(search.config.metric, _value(first), default.mean):
        return Tuned(trials, _ended(found, first), None, f"{len(trials)} trials: no gain over the default")
    best = found.kept.get(first.number) or _judged_again(search, first)
    note = f"tuned on the same folds: trial {first.number} of {len(trials)}"
    best.candidate = replace(best.candidate, note=note)
    return Tuned(trials, _ended(found, first, has_gained=True), best, "")


def _ended(found: Round, first: FrozenTrial | None, *, has_gained: bool = False) -> SearchResult:
    config = found.search.config
    return SearchResult(
        model=found.search.key,
        n_trials=len(found.settled),
        n_taken_over=found.n_carried,
        default=found.default.mean if found.default.error is None else None,
        best=None if first is None else _value(first),
        values={} if first is None else dict(first.params),
        has_gained=has_gained,
        plots=search_plots(found.settled, METRICS[config.metric].direction, config.seed),
    )


def _value(trial: FrozenTrial) -> float:
    if trial.value is None:
        raise ValueError(f"trial {trial.number} has no value")
    return float(trial.value)


def _judged_again(search: Search, trial: FrozenTrial) -> Performance:
    """Return the performance of a trial that an earlier attempt or run judged; only its score was kept."""
    performance = Performance(search.candidate(trial.params))
    for number in range(len(search.data.splits.folds)):
        judge_fold(performance, number, search.config, search.data, search.course)
    if performance.error is not None:
        raise TrainingError(f"The best trial could not be repeated: {performance.error}")
    if performance.mean != _value(trial):
        then, now = f"{_value(trial):.6g}", f"{performance.mean:.6g}"
        search.course.log(f"{search.key}: trial {trial.number} gave {then} and gives {now} now.")
    return performance
