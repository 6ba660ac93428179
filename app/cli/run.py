"""`hydroml run`: one experiment from a table or a configuration, without a browser."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from ...services.access import LOCAL_USER
from ...services.errors import HydroMLError, InvalidInputError, NotFoundError
from ...services.experiments import Experiment, ExperimentConfig, from_yaml
from ...services.jobs import Job
from ..build import House
from ..worker import run_worker
from .session import home_option, json_option, on_terminal, open_house, print_json, read_text

CONFIGURATIONS = (".yaml", ".yml")


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--target", help="Column to predict; needed for a table without a clear target.")
@click.option("--name", help="Name of the experiment.")
@home_option
@json_option
def run(source: Path, target: str | None, name: str | None, home: Path | None, as_json: bool) -> None:
    """Run the experiment of a CONFIG.yaml, or the proposed one for a table."""
    house = open_house(home)
    config = _config(house, source, target)
    if name is not None:
        config = config.model_copy(update={"name": name})
    experiment = house.services.experiments.create(LOCAL_USER, config, launch=True)
    # A person reads while the tracker, which takes seconds to load, is told; JSON names the tracker's run.
    _work(house, experiment, None if as_json else partial(_show, house, experiment.id))
    _check(house, experiment.id)
    if as_json:
        results = house.services.experiments.results(LOCAL_USER, experiment.id)
        print_json({"experiment": experiment.id, **results})


def _config(house: House, source: Path, target: str | None) -> ExperimentConfig:
    if source.suffix.lower() in CONFIGURATIONS:
        if target is not None:
            raise click.UsageError("--target belongs to a table; a configuration names its own.")
        return _of_file(house, source)
    dataset_id = upload(house, source)
    return house.services.experiments.suggest(LOCAL_USER, dataset_id, target=target)


def _of_file(house: House, source: Path) -> ExperimentConfig:
    config = from_yaml(read_text(source))
    try:
        house.services.datasets.get(LOCAL_USER, config.dataset.id)
    except NotFoundError as error:
        found = house.services.datasets.find(LOCAL_USER, config.dataset.fingerprint)
        if found is None:
            raise InvalidInputError(
                f"The dataset '{config.dataset.id}' of {source.name} is not in this home.",
                hint="Upload the same file first (hydroml profile DATA), or set --home.",
                code="DATASET_UNKNOWN",
            ) from error
        reference = config.dataset.model_copy(update={"id": found.id})
        config = config.model_copy(update={"dataset": reference})
    return config


def upload(house: House, source: Path) -> str:
    """Register a file of this machine as a dataset and return its id; known bytes are recognised."""
    with source.open("rb") as stream:
        received = house.services.datasets.receive(LOCAL_USER, stream, name=source.name)
    return house.services.datasets.ingest(LOCAL_USER, received.id).id


def _work(house: House, experiment: Experiment, on_end: Callable[[], None] | None) -> None:
    """Work on the queue until this experiment's job has ended, and then until the tracker knows it."""
    shown: list[str] = []

    def show(job: Job) -> None:
        line = job.progress.message
        if on_terminal():
            click.echo(f"\r\033[K{job.progress.share:4.0%} {line}", nl=False, err=True)
        elif line and shown[-1:] != [line]:
            shown.append(line)
            click.echo(line, err=True)

    def end() -> None:
        if on_terminal():
            click.echo(err=True)
        if on_end is not None:
            on_end()
        if on_terminal():
            click.echo("Writing the run to MLflow; if you stop here, the next worker does it.", err=True)

    run_worker(house.settings, until_job=experiment.job_id, on_progress=show, on_end=end)


def _check(house: House, experiment_id: str) -> Experiment:
    """Return an experiment that has succeeded.

    Raises
    ------
    HydroMLError
        Why it has not.
    """
    experiment = house.services.experiments.get(LOCAL_USER, experiment_id)
    if experiment.status != "succeeded":
        error = experiment.error or {}
        raise HydroMLError(
            str(error.get("message", f"The run ended as {experiment.status}.")),
            hint=str(error.get("hint", "")),
            code=str(error.get("code", "RUN_" + experiment.status.upper())),
        )
    return experiment


def _show(house: House, experiment_id: str) -> None:
    """Print the leaderboard."""
    experiment = _check(house, experiment_id)
    results = house.services.experiments.results(LOCAL_USER, experiment_id)
    metric = results["metric"]
    click.echo(f"{experiment.name} ({experiment.id}): {metric['name']}, {metric['direction']}")
    for line in table_lines(results):
        click.echo(line)


def table_lines(results: Mapping[str, Any]) -> Iterator[str]:
    """Yield the leaderboard with the baseline below it, a line for each model."""
    for score in [*results["leaderboard"], results["baseline"]]:
        if score.get("error"):
            yield f"  {score['model']:<24} failed: {score['error']}"
            continue
        tie = " tied with the best" if score.get("tied_with_best") else ""
        spread = "" if score["std"] is None else f" +- {score['std']:.3g}"
        yield f"  {score['model']:<24} {score['mean']:.6g}{spread}{tie}"
    if results.get("test"):
        scores = ", ".join(f"{name} {value:.6g}" for name, value in results["test"]["scores"].items())
        yield f"  final test, {results['test']['n']} rows: {scores}"
