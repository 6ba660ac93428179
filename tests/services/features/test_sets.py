"""Named feature sets: whose they are, what they hold, and what fits another table."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hydroml.services.errors import InvalidInputError, NotFoundError, TooLargeError
from hydroml.services.features.sets import MAX_CHARACTERS, FeatureSets, fit_set
from hydroml.services.paging import Query
from hydroml.tests.support import samples
from hydroml.tests.support.fakes import FakeFeatureSetStore


def clock() -> datetime:
    return samples.START


@pytest.fixture
def sets() -> FeatureSets:
    return FeatureSets(FakeFeatureSetStore(), clock)


def test_a_selection_is_kept_under_a_name_with_strange_columns_as_data(sets: FeatureSets) -> None:
    kept = sets.save(
        samples.ANN, "  Short list ", include=samples.STRANGE, exclude={"<i>": "by hand"}, description=" d "
    )
    assert (kept.name, kept.description, kept.owner) == ("Short list", "d", "ann")
    assert sets.get(samples.ANN, kept.id).include == samples.STRANGE
    assert sets.list(samples.ANN, Query()).items == (kept,)


def test_another_user_sees_what_an_unknown_id_shows(sets: FeatureSets) -> None:
    kept = sets.save(samples.ANN, "mine", include=["a"], exclude={})
    for act in (sets.get, sets.delete, lambda user, key: sets.rename(user, key, "x")):
        with pytest.raises(NotFoundError, match="There is nothing with the id"):
            act(samples.BEN, kept.id)
        with pytest.raises(NotFoundError):
            act(samples.ANN, "fs_222222222222")
    assert sets.get(samples.ANN, kept.id) == kept
    assert sets.list(samples.BEN, Query()).total == 0


def test_a_renamed_set_keeps_its_columns_and_unless_told_its_description(sets: FeatureSets) -> None:
    kept = sets.save(samples.ANN, "old", include=["a"], exclude={}, description="why")
    renamed = sets.rename(samples.ANN, kept.id, "new")
    assert (renamed.name, renamed.description, renamed.include) == ("new", "why", ("a",))


def test_a_deleted_set_is_handed_back_so_that_it_can_be_kept_again(sets: FeatureSets) -> None:
    kept = sets.save(samples.ANN, "mine", include=["a"], exclude={"b": "by hand"})
    gone = sets.delete(samples.ANN, kept.id)
    again = sets.save(samples.ANN, gone.name, include=gone.include, exclude=gone.exclude)
    assert (again.include, again.exclude) == (kept.include, kept.exclude)


@pytest.mark.parametrize("name", ["", "   ", "\0", "x" * 201])
def test_a_name_is_needed_and_bounded(sets: FeatureSets, name: str) -> None:
    with pytest.raises(
        InvalidInputError, match="name of a feature set must have 1 to 200 characters"
    ) as told:
        sets.save(samples.ANN, name, include=["a"], exclude={})
    assert told.value.errors[0].field == "/name"


def test_a_set_without_features_or_with_far_too_many_characters_is_refused(sets: FeatureSets) -> None:
    with pytest.raises(InvalidInputError, match="at least one feature"):
        sets.save(samples.ANN, "empty", include=[], exclude={"a": "by hand"})
    with pytest.raises(TooLargeError, match="a set holds"):
        sets.save(samples.ANN, "long", include=["x" * MAX_CHARACTERS, "y"], exclude={})


def test_another_table_gets_what_fits_and_hears_of_the_rest() -> None:
    kept = samples.feature_set(include=("c", "a", "gone", "y"), exclude={"b": "constant", "lost": "by hand"})
    found = fit_set(kept, ["a", "b", "c", "d", "y"], target="y")
    assert found.include == ("a", "c")
    assert found.exclude == {"b": "constant", "d": "not in the feature set 'Short list'"}
    assert (found.missing, found.unknown, found.target) == (("gone",), ("d",), "y")


@given(st.lists(st.text(max_size=5), unique=True), st.data())
def test_every_column_but_the_target_is_either_in_or_out(columns: list[str], data: st.DataObject) -> None:
    names = st.lists(st.sampled_from([*columns, "\u202egone", "y"]), unique=True)
    kept = samples.feature_set(
        include=tuple(data.draw(names)), exclude=dict.fromkeys(data.draw(names), "why")
    )
    found = fit_set(kept, [*columns, "target y"], target="target y")
    assert sorted([*found.include, *found.exclude]) == sorted(columns)
    assert not set(found.include) & set(found.exclude)
