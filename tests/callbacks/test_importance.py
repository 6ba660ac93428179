"""The top of the importance preview leads to the strategy with the same number."""

from typing import Any

import pytest

from hydroml.callbacks.features.importance import show_top
from hydroml.callbacks.features.strategies import show_setting, whole
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft
from hydroml.services.registry import Services
from hydroml.tests.support.trees import text


def test_the_number_chooses_the_strategy_that_keeps_the_top() -> None:
    setting = show_setting({"key": "top_k", "value": "2"}, {"all": 3})
    assert "value='2'" in str(setting)
    assert "Top by importance" in text(setting)
    assert "value='30'" in str(show_setting({"key": "top_k", "value": "two"}, {"all": 30}))


def test_the_ranks_around_are_told(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    services.profiles.importance(LOCAL_USER, draft.config["dataset"]["id"], target="bought")
    words, button, is_disabled = show_top(services, "1", wizard)
    assert words.startswith("Rank")
    assert (button, is_disabled) == ("Preview top 1", False)
    assert show_top(services, "x", wizard)[2] is True


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "", None, "٣x", "9" * 9])
def test_only_whole_numbers_from_one_count(text: Any) -> None:
    assert whole(text) is None
