"""Templates: saved, versioned, shared, exchanged; without a column's name."""

import json
from dataclasses import replace
from typing import Any

import pytest

from hydroml.services.access import User
from hydroml.services.errors import ConflictError, HydroMLError, InvalidInputError, NotFoundError
from hydroml.services.experiments import ExperimentConfig, read_document
from hydroml.services.experiments.config import Transform
from hydroml.services.paging import Query
from hydroml.services.profile import Profile
from hydroml.services.templates import Template
from hydroml.tests.services.templates.conftest import Gallery
from hydroml.tests.support import profiles
from hydroml.tests.support.samples import ADMIN, ANN, BEN, STRANGE

EXAMPLE = """
schema_version: 1
name: Rare events
category: classification
tags: [imbalance, threshold]
version: 3
visibility: everyone
description: |
  For a rare positive class.
roles:                                     # what it needs, never a column's name
  target: {task: binary, minority_share: {max: 0.2}}
  group: {optional: true}
rules:
  features:
    include: {kind: {not_in: [identifier, constant]}}
    exclude: [{where: {leak_score: {gt: 0.95}}, reason: leaks the target}]
  transforms:
    - {where: {kind: {in: [numeric]}, skew: {gt: 1.0}}, step: power, only_for: [logistic]}
  models: [{key: lightgbm_vote}, {key: logistic}]
  validation: {strategy: repeated_stratified_kfold, n_splits: 5, repeats: 2}
  metric: average_precision
  imbalance: {threshold: {method: cost, false_negative: 5.0, false_positive: 1.0}}
record: {runs: 41, success_rate: 1.0, beats_baseline: 1.0, median_seconds: 18.0, last_verified: "2026-11-20"}
"""


def saved(gallery: Gallery, profile: Profile | None = None, user: User = ANN, **facts: Any) -> Template:
    dataset = gallery.room.tables.add(profile or profiles.churn(), owner=user.id)
    config = gallery.room.experiments.suggest(user, dataset.id)
    return gallery.templates.save_from_config(user, config, **{"name": "Mine", **facts})


def test_a_saved_template_is_private_and_says_what_it_is_for(gallery: Gallery) -> None:
    template = saved(gallery, tags=("quick",), description="First.")
    assert (template.owner, template.visibility, template.version) == ("ann", "private", 1)
    assert (template.category, template.tags, template.description) == (
        "classification",
        ("quick",),
        "First.",
    )
    assert template.config["roles"] == {"target": {"task": "binary"}}
    assert "template_saved" in gallery.room.log.kinds


def test_it_holds_no_name_of_a_column(gallery: Gallery) -> None:
    columns = [profiles.number(name) for name in STRANGE[1:]]
    profile = profiles.profile(
        *columns, profiles.odd("secret day", "datetime", 900), profiles.number("y"), target="y"
    )
    dataset = gallery.room.tables.add(profile)
    config = gallery.room.experiments.suggest(ANN, dataset.id)
    features = config.features.model_copy(
        update={
            "exclude": {STRANGE[2]: f"correlated with {STRANGE[3]}"},
            "transforms": (Transform(columns=STRANGE[3:5], step="impute", method="mean"),),
        }
    )
    config = config.model_copy(update={"features": features, "kinds": {STRANGE[4]: "text"}})
    template = gallery.templates.save_from_config(ANN, config, name="Mine")
    text = json.dumps(dict(template.config), ensure_ascii=False)
    assert [name for name in (*STRANGE, "secret day") if name in text and len(name) > 1] == []
    assert template.config["rules"]["transforms"] == [
        {"where": {"kind": {"in": ["numeric"]}}, "step": "impute", "method": "mean"}
    ]


def test_applied_to_the_same_table_it_gives_the_same_experiment(gallery: Gallery) -> None:
    for profile in (profiles.churn(), profiles.people(), profiles.river()):
        dataset = gallery.room.tables.add(profile)
        config = gallery.room.experiments.suggest(ANN, dataset.id)
        template = gallery.templates.save_from_config(ANN, config, name="Mine")
        applied = gallery.templates.application(ANN, template.id, dataset.id)
        for part in ("features", "models", "search", "validation", "metric", "imbalance", "roles", "seed"):
            assert getattr(applied.config, part) == getattr(config, part), part
        assert (applied.config.template.id, applied.config.template.version) == (template.id, 1)
        assert applied.notes == ()


def test_choices_that_are_not_the_proposal_come_back_too(gallery: Gallery) -> None:
    dataset = gallery.room.tables.add(profiles.churn())
    config = gallery.room.experiments.suggest(ANN, dataset.id)
    config = config.model_copy(
        update={
            "metric": "f1",
            "validation": config.validation.model_copy(update={"n_splits": 4}),
            "search": config.search.model_copy(update={"enabled": True, "n_trials": 7}),
            "models": config.models[:1],
            "features": config.features.model_copy(update={"include": ("tenure", "monthly_charges")}),
        }
    )
    template = gallery.templates.save_from_config(ANN, config, name="Mine")
    again = gallery.templates.apply(ANN, template.id, dataset.id)
    for part in ("metric", "validation", "search", "models"):
        assert getattr(again, part) == getattr(config, part)
    assert again.features.include == ("tenure", "monthly_charges")
    assert again.features.exclude["contract"] == "left out by the template Mine"


def test_an_edit_is_the_next_version_and_only_the_owner_may(gallery: Gallery) -> None:
    template = saved(gallery, visibility="everyone")
    rules = {**template.config["rules"], "metric": "f1"}
    edited = gallery.templates.update(ANN, template.id, name="Better", config={"rules": rules})
    assert (edited.version, edited.name, edited.config["rules"]["metric"]) == (2, "Better", "f1")
    assert edited.config["roles"] == template.config["roles"]
    for call in (
        lambda: gallery.templates.update(BEN, template.id, name="Theirs"),
        lambda: gallery.templates.share(BEN, template.id, "private"),
        lambda: gallery.templates.archive(BEN, template.id),
    ):
        with pytest.raises(NotFoundError):
            call()


@pytest.mark.parametrize(
    "config",
    [
        {"rules": {"magic": 1}},
        {"owner": "ben"},
        {"rules": {"metric": "speed"}},
        {"rules": {"validation": {"column": "x"}}},
    ],
)
def test_an_edit_that_is_no_template_is_refused_naming_the_field(gallery: Gallery, config: Any) -> None:
    template = saved(gallery)
    with pytest.raises(InvalidInputError) as refusal:
        gallery.templates.update(ANN, template.id, config=config)
    assert refusal.value.code == "TEMPLATE_MALFORMED"
    assert gallery.templates.get(ANN, template.id) == template


def test_archived_it_leaves_the_gallery_but_runs_still_find_it(gallery: Gallery) -> None:
    template = saved(gallery)
    gallery.templates.archive(ANN, template.id)
    assert gallery.templates.list(ANN, Query()).total == 0
    assert gallery.templates.get(ANN, template.id).is_archived


def test_private_is_private_and_everyone_is_everyone(gallery: Gallery) -> None:
    template = saved(gallery)
    for call in (gallery.templates.get, gallery.templates.export_yaml):
        with pytest.raises(NotFoundError):
            call(BEN, template.id)
    gallery.templates.share(ANN, template.id, "everyone")
    assert gallery.templates.get(BEN, template.id).name == "Mine"


def test_sharing_with_projects_needs_one(gallery: Gallery) -> None:
    template = saved(gallery)
    with pytest.raises(InvalidInputError) as refusal:
        gallery.templates.share(ANN, template.id, "projects")
    assert refusal.value.code == "PROJECT_MISSING"
    member = User("ann", "Ann", projects=frozenset({"water"}))
    assert gallery.templates.share(member, template.id, "projects").project == "water"
    assert gallery.templates.get(BEN, template.id).visibility == "projects"


def test_only_a_successful_experiment_becomes_a_template(gallery: Gallery) -> None:
    dataset = gallery.room.tables.add(profiles.churn())
    config = gallery.room.experiments.suggest(ANN, dataset.id)
    made = gallery.room.experiments.create(ANN, config)
    with pytest.raises(ConflictError) as refusal:
        gallery.templates.from_experiment(ANN, made.id, name="Mine")
    assert refusal.value.code == "NOT_SUCCEEDED"
    gallery.room.store.update(made.id, status="succeeded")
    template = gallery.templates.from_experiment(ANN, made.id, name="Mine", tags=("a",))
    assert (template.name, template.tags) == ("Mine", ("a",))
    with pytest.raises(NotFoundError):
        gallery.templates.from_experiment(BEN, made.id, name="Theirs")


def test_what_is_exported_is_imported_as_ones_own(gallery: Gallery) -> None:
    template = saved(gallery, visibility="everyone")
    name, text = gallery.templates.export_yaml(BEN, template.id)
    assert name == "mine-v1.yaml"
    copy = gallery.templates.import_yaml(BEN, text)
    assert copy.config == template.config
    assert (copy.owner, copy.visibility, copy.version, copy.usage_count) == ("ben", "private", 1, 0)
    assert copy.id != template.id


def test_the_example_of_the_requirements_is_imported_and_what_does_not_run_is_said(gallery: Gallery) -> None:
    template = gallery.templates.import_yaml(ANN, EXAMPLE)
    assert (template.visibility, template.version, template.record) == ("private", 1, {})
    exported = read_document(gallery.templates.export_yaml(ANN, template.id)[1])
    given = read_document(EXAMPLE)
    assert exported["roles"] == given["roles"]
    assert exported["rules"] == given["rules"]
    dataset = gallery.room.tables.add(profiles.churn())
    applied = gallery.templates.application(ANN, template.id, dataset.id)
    assert applied.config.imbalance.threshold.false_negative == 5.0
    assert applied.config.validation.repeats == 2
    assert len(applied.notes) == 2  # the power transformation for one model, and the share of the minority


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("name: Rare events", "nam: Rare events", "/name"),
        ("metric: average_precision", "metric: speed", "/rules/metric"),
        ("{gt: 0.95}", "{gt: high}", "/rules/features/exclude/0/where/leak_score/gt"),
        ("kind: {in: [numeric]}", "kind: {in: [colour]}", "/rules/transforms/0/where/kind/in/0"),
        ("kind: {in: [numeric]}", "column: x", "/rules/transforms/0/where/column"),
        ("For a rare", "See https://example.org for a rare", "/description"),
        ("max: 0.2", "max: 20", "/roles/target/minority_share/max"),
    ],
)
def test_a_template_that_is_none_is_refused_naming_the_field(
    gallery: Gallery, old: str, new: str, field: str
) -> None:
    assert old in EXAMPLE
    with pytest.raises(InvalidInputError) as refusal:
        gallery.templates.import_yaml(ANN, EXAMPLE.replace(old, new))
    assert field in [one.field for one in refusal.value.errors]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "3", "a: !!python/name:os.system x", "schema_version: 2\nname: x", "name: x\nowner: ben"],
)
def test_any_other_text_is_refused(gallery: Gallery, text: str) -> None:
    with pytest.raises(InvalidInputError):
        gallery.templates.import_yaml(ANN, text)
    assert gallery.store.templates == {}


def four(gallery: Gallery) -> dict[str, Template]:
    gallery.templates.ensure_builtins()
    return {one.name: one for one in gallery.templates.list(ANN, Query()).items}


def test_four_come_with_hydroml_and_are_stored_once(gallery: Gallery) -> None:
    first = four(gallery)
    assert set(first) == {
        "Time Series Forecasting",
        "Binary Classification - Imbalanced",
        "High-Dimensional Regression",
        "Quick Baseline Comparison",
    }
    assert four(gallery) == first


def test_a_changed_builtin_is_stored_as_a_new_version_and_keeps_its_count(gallery: Gallery) -> None:
    template = four(gallery)["Quick Baseline Comparison"]
    gallery.store.templates[template.id] = replace(template, description="Old.", usage_count=3)
    again = four(gallery)["Quick Baseline Comparison"]
    assert (again.version, again.usage_count, again.description) == (2, 3, template.description)


def test_nobody_changes_a_builtin(gallery: Gallery) -> None:
    template = four(gallery)["Quick Baseline Comparison"]
    for call in (
        lambda: gallery.templates.update(ADMIN, template.id, name="Mine"),
        lambda: gallery.templates.archive(ADMIN, template.id),
        lambda: gallery.templates.share(ADMIN, template.id, "private"),
    ):
        with pytest.raises(ConflictError) as refusal:
            call()
        assert refusal.value.code == "TEMPLATE_BUILT_IN"


WIDE = profiles.profile(*(profiles.number(f"x{n}") for n in range(300)), target="x0", n_rows=200)
RARE = profiles.profile(profiles.number("x"), profiles.category("y", {"no": 950, "yes": 50}), target="y")
THREE = profiles.profile(
    profiles.number("x"), profiles.category("y", {"a": 400, "b": 350, "c": 250}), target="y"
)
FITTING = [
    ("Time Series Forecasting", profiles.river()),
    ("Binary Classification - Imbalanced", RARE),
    ("High-Dimensional Regression", WIDE),
    ("Quick Baseline Comparison", profiles.churn()),
    ("Quick Baseline Comparison", profiles.people()),
    ("Quick Baseline Comparison", profiles.river()),
    ("Quick Baseline Comparison", THREE),
]


@pytest.mark.parametrize(("name", "profile"), FITTING)
def test_a_builtin_gives_a_configuration_that_can_be_launched(
    gallery: Gallery, name: str, profile: Profile
) -> None:
    dataset = gallery.room.tables.add(profile)
    config = gallery.templates.apply(ANN, four(gallery)[name].id, dataset.id)
    assert [one for one in gallery.room.check(config, profile) if one.severity == "error"] == []
    assert len(config.models) >= 2
    assert gallery.room.experiments.create(ANN, config, launch=True).status == "queued"


@pytest.mark.parametrize(
    ("name", "profile"),
    [
        ("Time Series Forecasting", profiles.people()),
        ("Time Series Forecasting", profiles.churn()),
        ("Binary Classification - Imbalanced", profiles.people()),
        ("Binary Classification - Imbalanced", THREE),
        ("High-Dimensional Regression", profiles.churn()),
    ],
)
def test_a_table_it_was_not_made_for_is_refused_in_plain_words(
    gallery: Gallery, name: str, profile: Profile
) -> None:
    dataset = gallery.room.tables.add(profile)
    with pytest.raises(InvalidInputError) as refusal:
        gallery.templates.apply(ANN, four(gallery)[name].id, dataset.id)
    assert refusal.value.code == "TEMPLATE_DOES_NOT_FIT"
    assert refusal.value.hint


def test_rows_in_time_are_judged_on_later_rows_whatever_the_template_says(gallery: Gallery) -> None:
    dataset = gallery.room.tables.add(profiles.river())
    template = four(gallery)["High-Dimensional Regression"]
    applied = gallery.templates.application(ANN, template.id, dataset.id)
    assert applied.config.validation.strategy == "time_expanding"
    assert any("rows follow time" in note for note in applied.notes)


def test_applying_changes_nothing_and_a_launch_counts(gallery: Gallery) -> None:
    template = four(gallery)["Quick Baseline Comparison"]
    dataset = gallery.room.tables.add(profiles.churn())
    config: ExperimentConfig = gallery.templates.apply(ANN, template.id, dataset.id)
    assert gallery.room.used_templates == []
    gallery.room.experiments.create(ANN, config, launch=True)
    assert gallery.room.used_templates == [template.id]


def test_a_draft_follows_its_template_to_the_table_and_the_target(gallery: Gallery) -> None:
    template = four(gallery)["Quick Baseline Comparison"]
    draft = gallery.drafts.create(ANN, template_id=template.id)
    dataset = gallery.room.tables.add(profiles.churn())
    with_table = gallery.drafts.save(
        ANN, draft.id, {"data": {"dataset": {"id": dataset.id}}}, revision=1, writer="t"
    )
    config = gallery.drafts.config(with_table)
    assert config == gallery.templates.apply(ANN, template.id, dataset.id)
    moved = gallery.drafts.set_target(ANN, draft.id, "tenure", revision=2, writer="t")
    assert gallery.drafts.config(moved).template.id == template.id
    assert "ridge" in [one.key for one in gallery.drafts.config(moved).models]


def test_a_table_that_a_template_does_not_fit_gives_no_draft(gallery: Gallery) -> None:
    template = four(gallery)["Time Series Forecasting"]
    dataset = gallery.room.tables.add(profiles.churn())
    with pytest.raises(InvalidInputError) as refusal:
        gallery.drafts.create(ANN, dataset_id=dataset.id, template_id=template.id)
    assert refusal.value.code == "TEMPLATE_DOES_NOT_FIT"
    assert gallery.room.drafts.list(ANN, Query()).total == 0


def test_a_table_without_a_likely_target_waits_for_one_before_a_template_can_fit(gallery: Gallery) -> None:
    template = four(gallery)["Quick Baseline Comparison"]
    dataset = gallery.room.tables.add(profiles.churn(suggested_target=None))
    draft = gallery.drafts.create(ANN, dataset_id=dataset.id, template_id=template.id)
    assert (draft.proposal, draft.config["template"]["id"]) == (None, template.id)


def test_a_template_of_others_gives_no_draft(gallery: Gallery) -> None:
    template = saved(gallery)
    dataset = gallery.room.tables.add(profiles.churn(), owner="ben")
    with pytest.raises(HydroMLError):
        gallery.drafts.create(BEN, dataset_id=dataset.id, template_id=template.id)
    assert gallery.room.drafts.list(BEN, Query()).total == 0
