"""What is proposed for a table and target, ready to launch."""

import pytest

from hydroml.services.errors import InvalidInputError, NotFoundError
from hydroml.services.experiments import DEFAULT_SEED, canonical_json
from hydroml.tests.services.experiments.conftest import Room
from hydroml.tests.support import profiles
from hydroml.tests.support.samples import ANN, BEN, STRANGE


def test_the_suggested_target_is_taken_when_none_is_given(room: Room) -> None:
    dataset = room.tables.add(profiles.churn())
    config = room.experiments.suggest(ANN, dataset.id)
    assert (config.target, config.task, config.seed) == ("churn", "binary", DEFAULT_SEED)


def test_what_cannot_be_used_is_left_out_with_the_reason(room: Room) -> None:
    dataset = room.tables.add(profiles.churn())
    config = room.experiments.suggest(ANN, dataset.id)
    assert config.features.include == ("tenure", "monthly_charges", "contract")
    assert config.features.exclude == {
        "row_no": "different in almost every row",
        "country": "has a single value",
        "cancel_reason": "gives away the target",
    }


def test_equal_questions_get_equal_answers(room: Room) -> None:
    dataset = room.tables.add(profiles.churn())
    answers = {canonical_json(room.experiments.suggest(ANN, dataset.id, target="churn")) for _ in range(3)}
    assert len(answers) == 1


def test_rows_in_time_are_judged_on_later_rows_and_groups_do_not_train(room: Room) -> None:
    dataset = room.tables.add(profiles.river())
    config = room.experiments.suggest(ANN, dataset.id)
    assert config.roles.time == "day"
    assert config.validation.strategy == "time_expanding"
    assert config.roles.group == "station_id"
    assert "station_id" in config.features.exclude
    assert "station_id" not in config.features.include


def test_the_short_list_and_its_validation_come_from_the_recommendation(room: Room) -> None:
    dataset = room.tables.add(profiles.people())
    config = room.experiments.suggest(ANN, dataset.id)
    advice = room.experiments.recommend(ANN, dataset.id)
    assert advice.average is not None
    assert [one.key for one in config.models] == [*(one.model for one in advice.recommendations), "blend"]
    assert config.validation.strategy == advice.validation.strategy
    assert config.metric == advice.metric.name


def test_the_name_says_target_validation_and_models(room: Room) -> None:
    dataset = room.tables.add(profiles.river())
    target, validation, models = room.experiments.suggest(ANN, dataset.id).name.split(", ")
    assert target == "flow"
    assert validation == "5 expanding windows"
    assert models.endswith("and 3 more")


def test_a_given_task_overrides_the_detected_one(room: Room) -> None:
    dataset = room.tables.add(profiles.churn())
    config = room.experiments.suggest(ANN, dataset.id, target="tenure", task="multiclass")
    assert (config.task, config.metric) == ("multiclass", "log_loss")


def test_an_unknown_target_is_refused_naming_close_ones(room: Room) -> None:
    dataset = room.tables.add(profiles.churn())
    with pytest.raises(InvalidInputError) as refusal:
        room.experiments.suggest(ANN, dataset.id, target="Chrun")
    assert refusal.value.code == "TARGET_UNKNOWN"
    assert refusal.value.errors[0].field == "/target"
    assert "'churn'" in refusal.value.hint


def test_without_a_likely_target_one_must_be_chosen(room: Room) -> None:
    dataset = room.tables.add(profiles.churn(suggested_target=None))
    with pytest.raises(InvalidInputError) as refusal:
        room.experiments.suggest(ANN, dataset.id)
    assert [one.field for one in refusal.value.errors] == ["/target"]


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names_of_columns_are_data(room: Room, name: str) -> None:
    table = profiles.profile(profiles.number("a"), profiles.number(name), target=name)
    dataset = room.tables.add(table)
    config = room.experiments.suggest(ANN, dataset.id)
    assert (config.target, config.features.include) == (name, ("a",))
    assert 0 < len(config.name) <= 200


def test_the_project_of_the_table_is_the_project_of_the_experiment(room: Room) -> None:
    dataset = room.tables.add(profiles.churn(), project="water")
    assert room.experiments.suggest(BEN, dataset.id).project == "water"


def test_another_persons_table_does_not_exist(room: Room) -> None:
    dataset = room.tables.add(profiles.churn())
    with pytest.raises(NotFoundError):
        room.experiments.suggest(BEN, dataset.id)
