"""Step 1: reading files, choosing the target, correcting kinds."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from dash import no_update

from hydroml.callbacks.data import reading
from hydroml.callbacks.data.columns import change_kinds, show_columns, turn_page
from hydroml.callbacks.data.page import content, start
from hydroml.callbacks.data.reading import choose_example, compute_exact, open_dataset, read_table
from hydroml.callbacks.data.target import choose_target, choose_task
from hydroml.components.data import ids
from hydroml.components.wizard.undo import undone_slices
from hydroml.services.access import LOCAL_USER
from hydroml.services.experiments import Draft
from hydroml.services.experiments.slices import slice_of
from hydroml.services.registry import Services
from hydroml.tests.support.tables import small_table


def href(path: str) -> str:
    return path


def show(*values: Any) -> None:
    """Take progress and forget it."""


def never() -> bool:
    return False


def received(services: Services, content: bytes, name: str = "small.csv") -> dict[str, str]:
    dataset = services.datasets.receive(LOCAL_USER, io.BytesIO(content), name=name)
    return {"dataset_id": dataset.id, "name": name}


def at_once(shown: list[Any]) -> Callable[..., None]:
    return lambda *values: shown.append(values)


def test_an_upload_becomes_a_draft_with_a_target(services: Services) -> None:
    shown: list[Any] = []
    search, refusal = read_table(services, at_once(shown), never, received(services, small_table()), None)
    assert refusal is None
    assert search.startswith("?draft=") and "&step=data&" in search
    draft = services.drafts.get(LOCAL_USER, search.split("=")[1].split("&")[0])
    assert draft.config["target"] in ("income", "bought")
    assert len(shown) >= 2


def test_the_time_left_is_told_after_a_while() -> None:
    assert reading.remaining(1.0, 0.5) is None
    assert reading.remaining(10.0, 0.01) is None
    assert reading.remaining(10.0, 0.25) == pytest.approx(30.0)


def test_a_large_file_is_looked_at_while_it_is_being_read(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MIN_LOOK_BYTES", 1)
    shown: list[Any] = []
    read_table(services, at_once(shown), never, received(services, small_table()), None)
    texts = [str(values[0]) for values in shown]
    assert "A first look" in texts[0]
    assert all("income" in text and "rows" in text for text in texts[1:])


def test_an_unreadable_file_is_refused_in_words_and_the_page_stays(services: Services) -> None:
    search, refusal = read_table(
        services, show, never, received(services, b"\x00\x01\x02" * 99, "x.csv"), None
    )
    assert search is no_update
    assert "FILE_" in str(refusal)


def test_a_cancelled_reading_leaves_nothing_behind(services: Services) -> None:
    chosen = received(services, small_table())
    search, refusal = read_table(services, show, lambda: True, chosen, None)
    assert (search, refusal) == (no_update, None)
    assert "small.csv" not in str(start(services, LOCAL_USER, {}, href))


def test_an_example_is_one_click_away_and_then_in_the_library(services: Services) -> None:
    chosen = choose_example([1], {"type": ids.EXAMPLE.name, "index": "wine_cultivars"})
    assert chosen == {"example": "wine_cultivars"}
    search, _ = read_table(services, show, never, chosen, {})
    assert "draft=" in search
    assert "wine_cultivars.csv" in str(start(services, LOCAL_USER, {}, href))


def test_nothing_is_chosen_while_the_buttons_are_drawn() -> None:
    assert choose_example([None, None], {"type": ids.EXAMPLE.name, "index": "x"}) is no_update


def test_a_dataset_of_the_library_opens_a_draft_of_its_own(services: Services, draft: Draft) -> None:
    pressed = {"type": ids.LIBRARY.name, "index": draft.config["dataset"]["id"]}
    search = open_dataset(services, [1], {}, pressed)
    assert search.startswith("?draft=") and draft.id not in search
    assert open_dataset(services, [None], {}, pressed) is no_update


def test_replacing_the_dataset_keeps_the_draft(services: Services, draft: Draft) -> None:
    chosen = received(services, small_table(rows=100))
    search, _ = read_table(services, show, never, chosen, {"replaces": draft.id})
    assert f"draft={draft.id}&" in search
    assert services.drafts.get(LOCAL_USER, draft.id).config["dataset"]["id"] == chosen["dataset_id"]


def test_step_1_shows_file_target_findings_and_columns(services: Services, draft: Draft) -> None:
    page = str(content(services, LOCAL_USER, draft, href, "light"))
    for words in ("small.csv", "Comma, UTF-8, header in line 1", "Balance", "income", "240"):
        assert words in page


def test_another_target_gives_another_address(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    search, message = choose_target(services, "income", wizard)
    after = services.drafts.get(LOCAL_USER, draft.id)
    assert (after.config["target"], after.config["task"]) == ("income", "regression")
    assert search == f"?draft={draft.id}&step=data&r={after.revision}"
    assert message is None
    assert choose_target(services, "income", wizard)[0] is no_update
    assert choose_target(services, None, wizard)[0] is no_update
    assert choose_target(services, "inc", wizard)[1] == "No column is called 'inc'. Choose one from the list."


def test_the_task_can_be_overruled(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    choose_target(services, "age", wizard)
    pressed = {"type": ids.TASK.name, "index": "multiclass"}
    assert choose_task(services, [None, 1], wizard, pressed) is not no_update
    assert services.drafts.get(LOCAL_USER, draft.id).config["task"] == "multiclass"
    assert choose_task(services, [None, 1], wizard, pressed) is no_update


def test_only_corrected_kinds_are_kept(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    data = slice_of(draft.config, "data")
    columns = services.profiles.get(LOCAL_USER, data["dataset"]["id"]).columns
    positions = [{"type": ids.KIND.name, "index": str(place)} for place in range(3)]
    kinds: list[str | None] = [column.kind for column in columns[:3]]
    assert change_kinds(services, kinds, positions, {**data, "kinds": {}}, wizard)[0] is no_update
    other = ["categorical", *kinds[1:]]
    changed, told = change_kinds(services, other, positions, {**data, "kinds": {}}, wizard)
    assert changed["kinds"] == {"age": "categorical"}
    assert told["text"] == "'age' is taken as categorical"
    assert change_kinds(services, kinds, positions, changed, wizard)[0]["kinds"] == {}


def test_a_corrected_kind_can_be_undone(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    data = slice_of(draft.config, "data")
    _, told = change_kinds(services, ["text"], [{"type": ids.KIND.name, "index": "0"}], data, wizard)
    slices = undone_slices(told["undo"], draft.id)
    assert slices == {"data": {"kinds": {}}}
    assert undone_slices(told["undo"], "dr_other") is None


def test_the_columns_can_be_searched_and_turned(services: Services, draft: Draft) -> None:
    table, words, is_first, is_last = show_columns(
        services, "INC", 0, "first", slice_of(draft.config, "data")
    )
    assert "income" in str(table) and "colour" not in str(table)
    assert (words, is_first, is_last) == ("Columns 1 to 1 of 1", True, True)
    assert turn_page(1, None, "", 3, ids.COLUMNS_BACK) == 2
    assert turn_page(None, 1, "", 0, ids.COLUMNS_ON) == 1
    assert turn_page(1, 1, "x", 3, ids.FIND_COLUMN) == 0


def test_rows_at_random_say_their_place(services: Services, draft: Draft) -> None:
    data = slice_of(draft.config, "data")
    first, *_ = show_columns(services, "", 0, "first", data)
    some, *_ = show_columns(services, "", 0, "random", data)
    shown = services.datasets.sample(LOCAL_USER, data["dataset"]["id"], rows=7)
    assert "hm-rowno" not in str(first) and "first rows" in str(first)
    assert "hm-rowno" in str(some) and "rows at random" in str(some)
    assert all(f"Td(children='{number}'" in str(some) for number in shown.numbers)


def test_exact_figures_change_the_address(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    shown: list[Any] = []
    search = compute_exact(services, at_once(shown), never, draft.config["dataset"]["id"], wizard)
    assert search.endswith("x")
