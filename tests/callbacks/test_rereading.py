"""Step 1: a file that was read wrong is read again in the way the user says."""

import io
from typing import Any

import pytest
from dash import no_update

from hydroml.callbacks.data.page import content, start
from hydroml.callbacks.data.reading import read_table
from hydroml.callbacks.data.rereading import ask_again, read_again, said_in
from hydroml.components.data import AUTOMATIC, ids
from hydroml.services.access import LOCAL_USER
from hydroml.services.errors import NotFoundError
from hydroml.services.experiments import Draft
from hydroml.services.registry import Services

NO_HEADER = {"header": False}
ODD = b"namexagexsold\n" + b"".join(b"n%dx%dx%s\n" % (n, 20 + n, (b"yes", b"no")[n % 2]) for n in range(60))


def href(path: str) -> str:
    return path


def show(*values: Any) -> None:
    """Take progress and forget it."""


def never() -> bool:
    return False


def form(**values: Any) -> tuple[list[Any], list[dict[str, str]]]:
    """The values of the form and the ids of its fields."""
    given: dict[str, Any] = {"delimiter": "", "encoding": None, "skip": None}
    given |= dict.fromkeys(("quote", "header", "decimal"), AUTOMATIC) | values
    return list(given.values()), [ids.AGAIN_FIELD.one(key) for key in given]


def dataset_id(draft: Draft) -> str:
    return str(draft.config["dataset"]["id"])


def wanted(draft: Draft, overrides: dict[str, Any]) -> dict[str, Any]:
    return {"dataset_id": dataset_id(draft), "overrides": overrides}


def test_the_form_says_only_what_is_not_left_automatic() -> None:
    values, fields = form(delimiter="Tab", header="no", decimal=",", skip=3)
    given = {field["index"]: value for field, value in zip(fields, values, strict=True)}
    assert said_in(given) == {
        "header": False,
        "dialect": {"delimiter": "\t", "quote": None, "encoding": None, "decimal": ",", "skip": 3},
    }
    assert said_in({"delimiter": ","})["dialect"]["delimiter"] == ","
    assert said_in({"delimiter": "\\t"})["dialect"]["delimiter"] == "\t"


def test_pressing_read_again_hands_the_wishes_over(services: Services, draft: Draft) -> None:
    values, fields = form(delimiter="semicolon")
    asked, said, messages = ask_again(services, values, fields, dataset_id(draft), ids.AGAIN)
    assert asked == wanted(draft, {"dialect": {"delimiter": ";"}})
    assert (said, messages) == (None, [""] * 6)
    asked, _, _ = ask_again(services, values, fields, dataset_id(draft), ids.AGAIN_RESET)
    assert asked == wanted(draft, {})
    assert ask_again(services, values, fields, dataset_id(draft), None)[0] is no_update
    assert ask_again(services, values, fields, None, ids.AGAIN)[0] is no_update


def test_what_makes_no_sense_is_said_under_its_field(services: Services, draft: Draft) -> None:
    values, fields = form(encoding="klingon", quote="'")
    asked, said, messages = ask_again(services, values, fields, dataset_id(draft), ids.AGAIN)
    assert asked is no_update
    assert said is None
    assert dict(zip((field["index"] for field in fields), messages, strict=True)) == {
        "delimiter": "",
        "quote": "",
        "encoding": "This is no text encoding.",
        "header": "",
        "decimal": "",
        "skip": "",
    }


def test_the_draft_follows_the_new_table(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    services.drafts.save(
        LOCAL_USER, draft.id, {"training": {"seed": 77}}, revision=draft.revision, writer="tab"
    )
    search, refused = read_again(services, show, never, wanted(draft, NO_HEADER), wizard, None)
    assert refused is None
    assert search.startswith(f"?draft={draft.id}&step=data&")
    after = services.drafts.get(LOCAL_USER, draft.id)
    assert dataset_id(after) == dataset_id(draft)
    columns = [one.name for one in services.datasets.get(LOCAL_USER, dataset_id(draft)).columns]
    assert "bought" not in columns
    assert after.config.get("target") in (None, *columns)
    assert set(after.config.get("features", {}).get("include", ())) <= set(columns)
    page = str(content(services, LOCAL_USER, after, href, "light"))
    assert "no header" in page and "As you said" in page


def test_choices_that_still_fit_stay(services: Services, draft: Draft, wizard: dict[str, Any]) -> None:
    services.drafts.save(
        LOCAL_USER, draft.id, {"training": {"seed": 77}}, revision=draft.revision, writer="tab"
    )
    kinds = {"kinds": {"colour": "text"}}
    read_again(services, show, never, wanted(draft, kinds), wizard, None)
    after = services.drafts.get(LOCAL_USER, draft.id)
    assert (after.config["target"], after.config["seed"]) == ("bought", 77)
    profile = services.profiles.get(LOCAL_USER, dataset_id(draft))
    assert [one.kind for one in profile.columns if one.name == "colour"] == ["text"]


def test_a_dataset_that_experiments_read_stays_and_the_draft_goes_on_with_a_copy(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    services.experiments.create(LOCAL_USER, services.drafts.config(draft), launch=False)
    page = str(content(services, LOCAL_USER, draft, href, "light"))
    assert "1 experiment reads this dataset and keep" in page
    search, refused = read_again(services, show, never, wanted(draft, NO_HEADER), wizard, None)
    assert refused is None and f"draft={draft.id}&" in search
    after = services.drafts.get(LOCAL_USER, draft.id)
    assert dataset_id(after) != dataset_id(draft)
    assert services.datasets.get(LOCAL_USER, dataset_id(draft)).n_rows == 240
    assert services.datasets.get(LOCAL_USER, dataset_id(after)).n_rows == 241


def test_a_reading_that_fails_or_is_cancelled_keeps_table_and_draft(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    wish = wanted(draft, {"dialect": {"delimiter": "@"}})
    search, refused = read_again(services, show, never, wish, wizard, None)
    assert search is no_update
    assert "FILE_ONE_COLUMN" in str(refused) and "stays as it was" in str(refused)
    assert read_again(services, show, lambda: True, wanted(draft, NO_HEADER), wizard, None) == (
        no_update,
        None,
    )
    assert services.drafts.get(LOCAL_USER, draft.id) == draft
    assert services.datasets.get(LOCAL_USER, dataset_id(draft)).n_rows == 240


def test_another_draft_on_the_table_can_still_be_opened(
    services: Services, draft: Draft, wizard: dict[str, Any]
) -> None:
    other = services.drafts.create(LOCAL_USER, dataset_id=dataset_id(draft))
    read_again(services, show, never, wanted(draft, NO_HEADER), wizard, None)
    page = str(content(services, LOCAL_USER, other, href, "light"))
    assert "no header" in page
    assert "TARGET_MISSING_COLUMN" in {one.code for one in services.drafts.findings(LOCAL_USER, other)}


def refused_upload(services: Services, content: bytes) -> tuple[str, Any]:
    received = services.datasets.receive(LOCAL_USER, io.BytesIO(content), name="odd.csv")
    _, refusal = read_table(services, show, never, {"dataset_id": received.id}, None)
    return received.id, refusal


def test_a_refused_file_offers_the_form_and_becomes_a_draft(services: Services) -> None:
    received, refusal = refused_upload(services, ODD)
    assert ids.AGAIN in str(refusal) and "odd.csv" in str(refusal)
    wish = {"dataset_id": received, "overrides": {"dialect": {"delimiter": "x"}}}
    search, refused = read_again(services, show, never, wish, None, {})
    assert refused is None
    draft = services.drafts.get(LOCAL_USER, search.split("=")[1].split("&")[0])
    assert dataset_id(draft) == received
    assert services.datasets.get(LOCAL_USER, received).n_columns == 3


def test_a_refused_file_can_be_taken_up_again_later(services: Services) -> None:
    received, _ = refused_upload(services, ODD)
    page = str(start(services, LOCAL_USER, {"again": received}, href))
    assert ids.AGAIN in page and "FILE_ONE_COLUMN" in page
    wish = {"dataset_id": received, "overrides": {"dialect": {"delimiter": "x"}}}
    read_again(services, show, never, wish, None, {})
    assert ids.AGAIN not in str(start(services, LOCAL_USER, {"again": received}, href))
    with pytest.raises(NotFoundError):
        start(services, LOCAL_USER, {"again": "ds_unknown"}, href)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + bytes(99), b"\n \n\t\n"])
def test_what_no_dialect_can_help_offers_no_form(services: Services, content: bytes) -> None:
    _, refusal = refused_upload(services, content)
    assert "FILE_" in str(refusal) and ids.AGAIN not in str(refusal)
