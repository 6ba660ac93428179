"""A whole run: read, divide, judge the baseline and every model, tune, fit the best, test it once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict, Unpack

from threadpoolctl import threadpool_limits

from ..errors import TrainingError
from ..experiments.config import ExperimentConfig
from ..jobs.records import Progress
from ..models import BASELINE, METRICS, fit_seconds, spec
from ..vocabulary import ColumnKind, ModelKey
from .blending import BLEND, blended
from .course import Course, TimeLimitError
from .data import TrainingData, load_data
from .evaluation import Candidate, Performance, fit, fit_errors, judge_fold, judge_rows
from .leaderboard import as_score, best_first, rank
from .metrics import Judged, other_scores, score
from .outcome import confusion, gathered, prediction_table, predictions_sha256, scatter
from .records import RunResult, TestScore, TrainedRun

if TYPE_CHECKING:
    from .tuning import Tuning

SAMPLE_ROWS = 5


class Hooks(TypedDict):
    """How a run speaks with whoever started it.

    `journal` is the file that keeps the trials of a search, `earlier_journals` are those of runs
    before; `environment` is what the result says about packages, machine and data.
    """

    report: Callable[[Progress], None]
    log: Callable[[str], None]
    is_cancelled: Callable[[], bool]
    journal: NotRequired[Path | None]
    earlier_journals: NotRequired[Sequence[Path]]
    environment: NotRequired[Mapping[str, Any]]


@dataclass(frozen=True, eq=False)
class _Stage:
    """What every stage of a run needs."""

    config: ExperimentConfig
    data: TrainingData
    course: Course


def run_experiment(
    config: ExperimentConfig, table: Path, kinds: Mapping[str, ColumnKind], **hooks: Unpack[Hooks]
) -> TrainedRun:
    """Run an experiment to its end; equal configurations and data give equal numbers.

    Parameters
    ----------
    config : what to run
    table : path of the dataset's table.parquet
    kinds : kind of every column of the table; those of the configuration win
    **hooks : see `Hooks`

    Raises
    ------
    CancelledError
        If `is_cancelled` says so; asked between fits.
    TrainingError
        If the data cannot be used or no model could be fitted, naming model and fold.
    """
    limit = config.resources.time_limit_s
    course = Course(hooks["report"], hooks["log"], hooks["is_cancelled"], limit_s=limit)
    course.say("prepare", "Reading the table")
    data = load_data(config, table, kinds)
    stage = _Stage(config, data, course)
    _announce(stage)
    _expect(stage)
    # The libraries of the models must be loaded before their threads can be limited.
    for choice in config.models:
        if not spec(choice.key).combines:
            spec(choice.key).build(config.task, choice.hyperparameters, 0, config.resources.n_threads)
    with threadpool_limits(config.resources.n_threads):
        baseline, performances = _compare(stage)
        journals = hooks.get("journal"), hooks.get("earlier_journals", ())
        tuning = _tune(stage, performances, *journals)
        _blend(stage, performances)
        return _finish(stage, baseline, performances, tuning, hooks.get("environment") or {})


def _announce(stage: _Stage) -> None:
    data, log = stage.data, stage.course.log
    for note in data.notes:
        log(note)
    n_folds, n_test = len(data.splits.folds), len(data.splits.test)
    log(
        f"{len(data.rows):,} rows, {data.frame.shape[1]:,} features, {n_folds} folds, "
        f"{n_test:,} rows kept for the final test."
    )
    if len(data.target.classes) == 2:
        log(f"The class of interest is '{data.target.classes[1]}': {data.target.reason}.")


def _expect(stage: _Stage) -> None:
    """Set the expected work in seconds of the cost model."""
    config, folds = stage.config, len(stage.data.splits.folds)
    each = [_seconds(stage, Candidate(one.key, one.hyperparameters)) for one in config.models]
    trials = config.search.n_trials * max(each) if config.search.enabled else 0.0
    is_averaged = any(spec(one.key).combines for one in config.models)
    final = sum(each) if is_averaged else max(each)
    stage.course.expect(folds * (sum(each) + trials + _seconds(stage, Candidate(BASELINE))) + final)


def _seconds(stage: _Stage, candidate: Candidate) -> float:
    data, model = stage.data, spec(candidate.key)
    return fit_seconds(
        model,
        len(data.splits.folds[0][0]),
        data.plans[model.encoding].n_output,
        n_classes=len(data.target.classes) or None,
        values=candidate.hyperparameters,
    )


def _compare(stage: _Stage) -> tuple[Performance, list[Performance]]:
    """Judge the baseline and every model over the folds; one that fails does not stop the others."""
    baseline = Performance(Candidate(BASELINE))
    chosen = [Candidate(one.key, one.hyperparameters) for one in stage.config.models if _is_fitted(one.key)]
    performances = [Performance(candidate) for candidate in chosen]
    for performance in (baseline, *performances):
        try:
            _judge(stage, performance, [baseline, *performances])
        except TimeLimitError:
            _stop_all(stage, [baseline, *performances])
            break
    if all(one.error is not None for one in (performances or [baseline])):
        causes = "; ".join(str(one.error) for one in (performances or [baseline]))
        raise TrainingError(f"No model could be fitted. {causes}", hint="See the log of the run.")
    return baseline, performances


def _judge(stage: _Stage, performance: Performance, every: Sequence[Performance]) -> None:
    name, folds = performance.candidate.name, len(stage.data.splits.folds)
    work = _seconds(stage, performance.candidate)
    for number in range(folds):
        stage.course.check()
        judge_fold(performance, number, stage.config, stage.data, stage.course)
        if performance.error is not None:
            stage.course.advance(work * (folds - number), "compare", performance.error)
            return
        shown = {"scores": [_partial(one, folds) for one in every if one.scores]}
        stage.course.advance(work, "compare", f"{name}: fold {number + 1} of {folds}", shown)
    stage.course.log(f"{name}: {stage.config.metric} {performance.mean:.4g} over {folds} folds.")


def _stop_all(stage: _Stage, performances: Sequence[Performance]) -> None:
    n_folds = len(stage.data.splits.folds)
    for one in performances:
        if one.error is None and len(one.scores) < n_folds:
            one.error = (
                f"{one.candidate.name}: stopped at the time limit after {len(one.scores)} of {n_folds} folds"
            )
            stage.course.log(f"{one.error}.")


def _partial(performance: Performance, n_folds: int) -> dict[str, Any]:
    return {
        "model": performance.candidate.name,
        "mean": performance.mean,
        "folds_done": len(performance.scores),
        "n_folds": n_folds,
    }


def _tune(
    stage: _Stage, performances: list[Performance], journal: Path | None, earlier: Sequence[Path]
) -> "Tuning | None":
    """Search as configured; a model that gained joins the performances."""
    if not stage.config.search.enabled:
        return None
    from .journal import Journal
    from .tuning import tune_models

    return tune_models(stage.config, stage.data, stage.course, performances, Journal(journal, earlier))


def _is_fitted(key: ModelKey) -> bool:
    return key != BASELINE and not spec(key).combines


def _blend(stage: _Stage, performances: list[Performance]) -> None:
    """Average the models of the run if asked for; the average joins the performances."""
    if all(one.key != BLEND for one in stage.config.models):
        return
    stage.course.say("blend", "Weighing the models")
    found = blended(performances, stage.config, stage.data)
    performances.append(found)
    stage.course.log(f"{found.error or _told(found, stage)}.")


def _told(found: Performance, stage: _Stage) -> str:
    return f"{found.candidate.name}: {stage.config.metric} {found.mean:.4g}, {found.candidate.note}"


def _finish(
    stage: _Stage,
    baseline: Performance,
    performances: Sequence[Performance],
    tuning: "Tuning | None",
    environment: Mapping[str, Any],
) -> TrainedRun:
    config, data = stage.config, stage.data
    leaderboard = rank(performances, config.metric, data.splits)
    best = [*best_first(performances, config.metric), baseline][0]
    if stage.course.is_out_of_time:
        stage.course.log("The time limit is used up; the best finished model is still fitted on all rows.")
    stage.course.say("final", f"Fitting {best.candidate.name} on {len(data.splits.fit):,} rows")
    pipeline, tested = _final(stage, best)
    shown = tested or gathered(best)
    result = RunResult(
        status="succeeded",
        task=config.task,
        metric=_metric(stage),
        leaderboard=leaderboard,
        baseline=as_score(baseline, data.splits),
        test=None if tested is None else _test_score(stage, tested),
        judged_on="folds" if tested is None else "test",
        confusion=confusion(shown, data.target.classes),
        scatter=scatter(shown, data.target.classes, config.seed),
        trials=tuning.trials if tuning else (),
        environment=dict(environment),
        exact_repeat=_exact_repeat(config),
        seconds=stage.course.seconds,
        predictions_sha256=predictions_sha256([baseline, *performances]),
        searches=tuning.searches if tuning else (),
        edges=tuning.edges if tuning else (),
    )
    table = prediction_table(
        [baseline, *performances], data, None if tested is None else (best.candidate.name, tested)
    )
    stage.course.advance(float("inf"), "final", "Finished")
    return TrainedRun(result, pipeline, table, data.frame.head(SAMPLE_ROWS))


def _final(stage: _Stage, best: Performance) -> tuple[Any, Judged | None]:
    """Fit the best model on all rows but the final test; judge it there once."""
    config, data = stage.config, stage.data
    try:
        pipeline, _ = fit(best.candidate, config, data, data.splits.fit, stage.course)
        tested = judge_rows(pipeline, config, data, data.splits.test) if len(data.splits.test) else None
    except fit_errors() as error:
        raise TrainingError(f"{best.candidate.name}, final fit on all rows: {error}") from error
    return pipeline, tested


def _test_score(stage: _Stage, tested: Judged) -> TestScore:
    scores = other_scores(stage.config.task, stage.config.metric, tested)
    try:
        scores = {stage.config.metric: score(stage.config.metric, tested), **scores}
    except TrainingError as error:
        stage.course.log(f"On the final test: {error.message}")
    return TestScore(len(tested.actual), scores)


def _metric(stage: _Stage) -> dict[str, Any]:
    found = METRICS[stage.config.metric]
    classes = stage.data.target.classes
    described = {"name": found.name, "direction": found.direction}
    return {**described, "positive_class": classes[1]} if len(classes) == 2 else described


def _exact_repeat(config: ExperimentConfig) -> dict[str, Any]:
    """Say whether the same numbers come out again on this machine, or why not."""
    reason = None
    if config.resources.time_limit_s is not None:
        reason = "A time limit is set: how much is done depends on the speed of the machine."
    elif config.search.enabled and config.search.timeout_s is not None:
        reason = "The search has a time limit: the number of trials depends on the speed of the machine."
    elif config.resources.n_threads > 1:
        reason = "Several threads add numbers in changing order; the last digits may differ."
    return {"promised": reason is None, "reason": reason}


def with_tracking(run: TrainedRun, mlflow_run_id: str) -> TrainedRun:
    """Return the run with the id under which the tracker knows it."""
    return replace(run, result=replace(run.result, mlflow_run_id=mlflow_run_id))
