"""The journal: whole trials in order, by study, also after a torn line."""

from pathlib import Path

import optuna

from hydroml.services.training.journal import Journal


def trial(value: float) -> optuna.trial.FrozenTrial:
    return optuna.trial.create_trial(
        value=value,
        params={"alpha": value},
        distributions={"alpha": optuna.distributions.FloatDistribution(0.0, 9.0)},
        intermediate_values={0: value},
        user_attrs={"repeated": 3},
        system_attrs={"completed_rung_0": value},
    )


def test_trials_come_back_whole_and_in_order_by_study(tmp_path: Path) -> None:
    path = tmp_path / "studies" / "one.journal"
    for name, value in (("a", 1.0), ("b", 2.0), ("a", 3.0)):
        Journal(path).add(name, trial(value))
    found = Journal(path).trials("a")
    assert [one.value for one in found] == [1.0, 3.0]
    assert found[1].params == {"alpha": 3.0} and found[1].intermediate_values == {0: 3.0}
    assert found[1].user_attrs == {"repeated": 3} and found[1].system_attrs == {"completed_rung_0": 3.0}


def test_an_unknown_study_has_no_trials(tmp_path: Path) -> None:
    assert Journal(tmp_path / "one.journal").trials("a") == []


def test_a_torn_line_and_a_lock_left_behind_are_removed(tmp_path: Path) -> None:
    path = tmp_path / "one.journal"
    Journal(path).add("a", trial(1.0))
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"op_code": 4, "wor')
    path.with_name("one.journal.lock").symlink_to(path)
    again = Journal(path)
    assert path.read_bytes() == whole
    again.add("a", trial(2.0))
    assert [one.value for one in again.trials("a")] == [1.0, 2.0]


def test_without_a_path_nothing_is_kept() -> None:
    journal = Journal(None)
    journal.add("a", trial(1.0))
    assert journal.trials("a") == []
