"""The proposals for real tables: the right question, no error, and stable under export and templates."""

import json
from pathlib import Path
from typing import Any

import pytest

from hydroml.services.experiments import Experiments, config_hash, from_yaml, to_yaml
from hydroml.services.templates import Templates
from hydroml.services.validation import check
from hydroml.tests.services.experiments.conftest import Log, Queue
from hydroml.tests.support.datasets_room import ANNA, datasets_room
from hydroml.tests.support.fakes import FakeExperimentStore, FakeRunStore, FakeTemplateStore

TABLES = ("titanic", "credit_data", "mlc_churn", "hpc_data", "vehicle", "ames", "diamonds", "beijing_pm25")


@pytest.mark.parametrize("name", TABLES)
def test_what_is_proposed_for_a_real_table_can_be_launched(
    name: str, shared_datasets: Path, tmp_path: Path
) -> None:
    manifest: list[dict[str, Any]] = json.loads((shared_datasets / "manifest.json").read_text())
    known = next(one for one in manifest if one["name"] == name)
    rooms = datasets_room(tmp_path)
    dataset = rooms.take((shared_datasets / known["file"]).read_bytes(), known["file"])
    experiments = Experiments(
        FakeExperimentStore(), FakeRunStore(), rooms.datasets, rooms.profiles, Queue(), check, Log()
    )
    config = experiments.suggest(ANNA, dataset.id)
    assert (config.target, config.task) == (known["target"], known["task"])
    assert [one for one in experiments.check_config(ANNA, config) if one.severity == "error"] == []
    assert set(known.get("drop", ())) & set(config.features.include) == set()
    assert config_hash(from_yaml(to_yaml(config))) == config_hash(config)
    assert experiments.create(ANNA, config, launch=True).status == "queued"

    templates = Templates(FakeTemplateStore(), experiments)
    template = templates.save_from_config(ANNA, config, name="Mine")
    again = templates.apply(ANNA, template.id, dataset.id)
    assert (again.features, again.models, again.validation) == (
        config.features,
        config.models,
        config.validation,
    )
