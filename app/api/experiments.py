"""Calls about experiments: suggest, validate, create, launch, follow, read, export, import."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ...services.estimates import Estimate
from ...services.experiments import Draft, Experiment, ExperimentConfig, Version
from ...services.findings import has_errors
from ...services.paging import Page
from ...services.vocabulary import ExperimentStatus
from .answers import FindingAnswer, finding_answer
from .operation import Call, FileAnswer, ListQuery, NoQuery, Operation

TAG = ("experiments",)
MEDIA_TYPES = {"yaml": "application/yaml", "json": "application/json"}


class SuggestQuery(NoQuery):
    """For which dataset, target and, if any, template."""

    dataset: str
    target: str | None = None
    template: str | None = None


class ExperimentsQuery(ListQuery):
    """A list, possibly of one status."""

    status: ExperimentStatus | None = None


class OtherQuery(NoQuery):
    """What to compare with."""

    other: str


class ExportQuery(NoQuery):
    """In which form."""

    format: Literal["yaml", "json"] = "yaml"


class NewExperiment(BaseModel):
    """A configuration, launched at once or kept. `key` makes repeated sends harmless."""

    model_config = ConfigDict(extra="forbid")
    config: ExperimentConfig
    launch: bool = False
    key: str | None = Field(default=None, max_length=100)


class Rerun(BaseModel):
    """What the new version changes, as JSON Patch (RFC 6902) against the configuration."""

    model_config = ConfigDict(extra="forbid")
    patch: list[dict[str, Any]] = Field(default_factory=list, max_length=1000)


class Import(BaseModel):
    """A configuration as text, YAML or JSON."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=1_000_000)


class ValidateAnswer(BaseModel):
    """What the engine says of a configuration."""

    valid: bool
    findings: list[FindingAnswer]
    estimate: Estimate


class Change(BaseModel):
    """One difference between two configurations."""

    path: str
    mine: Any
    theirs: Any


def suggest_experiment(call: Call) -> ExperimentConfig:
    """Return a complete configuration, ready to launch."""
    query = call.query
    if query.template:
        return call.services.templates.apply(call.user, query.template, query.dataset, target=query.target)
    return call.services.experiments.suggest(call.user, query.dataset, target=query.target)


def validate_experiment(call: Call) -> ValidateAnswer:
    """Check a configuration against its dataset."""
    findings = call.services.experiments.check_config(call.user, call.body)
    profile = call.services.profiles.get(call.user, call.body.dataset.id)
    return ValidateAnswer(
        valid=not has_errors(findings),
        findings=[finding_answer(one) for one in findings],
        estimate=call.services.estimates.estimate(call.body, profile),
    )


def create_experiment(call: Call) -> Experiment:
    """Store a configuration and, if wanted, launch it."""
    body = call.body
    return call.services.experiments.create(call.user, body.config, launch=body.launch, key=body.key)


def list_experiments(call: Call) -> Page[Experiment]:
    """Return the experiments the user may read."""
    return call.services.experiments.list(call.user, call.query.query(), status=call.query.status)


def get_experiment(call: Call) -> Experiment:
    """Return one experiment."""
    return call.services.experiments.get(call.user, call.ids["experiment_id"])


def delete_experiment(call: Call) -> None:
    """Delete an experiment with its versions and results."""
    call.services.experiments.delete(call.user, call.ids["experiment_id"])


def launch_experiment(call: Call) -> Experiment:
    """Freeze a version and queue it."""
    return call.services.experiments.launch(call.user, call.ids["experiment_id"])


def cancel_experiment(call: Call) -> Experiment:
    """Ask for the end of the run."""
    call.services.experiments.cancel(call.user, call.ids["experiment_id"])
    return call.services.experiments.get(call.user, call.ids["experiment_id"])


def clone_experiment(call: Call) -> Draft:
    """Return a draft that starts from this experiment."""
    return call.services.experiments.clone(call.user, call.ids["experiment_id"])


def rerun_experiment(call: Call) -> Experiment:
    """Run the same configuration again as a new version, or a changed one."""
    return call.services.experiments.rerun(call.user, call.ids["experiment_id"], call.body.patch)


def get_results(call: Call) -> dict[str, Any]:
    """Return leaderboard, baseline, test and environment."""
    return dict(call.services.experiments.results(call.user, call.ids["experiment_id"]))


def get_versions(call: Call) -> Page[Version]:
    """Return the frozen versions, oldest first."""
    items = call.services.experiments.versions(call.user, call.ids["experiment_id"])
    return Page(items, len(items))


def get_diff(call: Call) -> dict[str, Any]:
    """Return only what differs from another experiment."""
    changes = call.services.experiments.diff(call.user, call.ids["experiment_id"], call.query.other)
    items = [{"path": one.path, "mine": one.mine, "theirs": one.theirs} for one in changes]
    return {"items": items, "total": len(items)}


def export_experiment(call: Call) -> FileAnswer:
    """Return the configuration as a file."""
    form = call.query.format
    name, text = call.services.experiments.export(call.user, call.ids["experiment_id"], form)
    return FileAnswer(name, text, MEDIA_TYPES[form])


def import_experiment(call: Call) -> Experiment:
    """Store an exported configuration as a draft experiment."""
    return call.services.experiments.import_config(call.user, call.body.text)


_ALL, _ONE = "/experiments/", "/experiments/<experiment_id>/"
OPERATIONS = (
    Operation(
        "GET",
        _ALL + "suggest/",
        "Suggest a configuration",
        suggest_experiment,
        query=SuggestQuery,
        answer=ExperimentConfig,
        tags=TAG,
    ),
    Operation(
        "POST",
        _ALL + "validate/",
        "Check a configuration",
        validate_experiment,
        body=ExperimentConfig,
        answer=ValidateAnswer,
        tags=TAG,
    ),
    Operation(
        "POST",
        _ALL + "import/",
        "Import a configuration",
        import_experiment,
        body=Import,
        answer=Experiment,
        status=201,
        tags=TAG,
    ),
    Operation(
        "POST",
        _ALL,
        "Create an experiment",
        create_experiment,
        body=NewExperiment,
        answer=Experiment,
        status=201,
        tags=TAG,
    ),
    Operation(
        "GET",
        _ALL,
        "List experiments",
        list_experiments,
        query=ExperimentsQuery,
        answer=Page[Experiment],
        tags=TAG,
    ),
    Operation("GET", _ONE, "Show an experiment", get_experiment, answer=Experiment, tags=TAG),
    Operation("DELETE", _ONE, "Delete an experiment", delete_experiment, status=204, tags=TAG),
    Operation("POST", _ONE + "launch/", "Launch", launch_experiment, answer=Experiment, status=202, tags=TAG),
    Operation("POST", _ONE + "cancel/", "Cancel", cancel_experiment, answer=Experiment, status=202, tags=TAG),
    Operation(
        "POST", _ONE + "clone/", "Clone into a draft", clone_experiment, answer=Draft, status=201, tags=TAG
    ),
    Operation(
        "POST",
        _ONE + "rerun/",
        "Run again, changed if wanted",
        rerun_experiment,
        body=Rerun,
        needed=False,
        answer=Experiment,
        status=202,
        tags=TAG,
    ),
    Operation("GET", _ONE + "results/", "Results", get_results, answer=dict[str, Any], tags=TAG),
    Operation("GET", _ONE + "versions/", "Frozen versions", get_versions, answer=Page[Version], tags=TAG),
    Operation(
        "GET", _ONE + "diff/", "Differences", get_diff, query=OtherQuery, answer=dict[str, Any], tags=TAG
    ),
    Operation(
        "GET", _ONE + "export/", "Export the configuration", export_experiment, query=ExportQuery, tags=TAG
    ),
)
