"""The page of datasets lists tables and refuses nothing silently."""

from hydroml.components.datasets import (
    dataset_detail,
    datasets_list,
    datasets_page,
    ids,
    kept_words,
    part_words,
    question,
)
from hydroml.services.datasets import EXAMPLES
from hydroml.services.datasets.records import Column
from hydroml.services.vocabulary import ColumnKind
from hydroml.tests.support import profiles
from hydroml.tests.support.samples import STRANGE, dataset
from hydroml.tests.support.shown import find, links, shown
from hydroml.tests.support.trees import tags


def test_a_table_says_what_it_holds_how_it_was_read_and_who_uses_it() -> None:
    kinds: tuple[ColumnKind, ...] = ("integer", "numeric", "text")
    columns = tuple(Column(name, kind, "string") for name, kind in zip("abc", kinds, strict=True))
    one = dataset(n_rows=12_300, columns=columns)
    text = shown(datasets_list([one], {one.id: 2}, str, q=""))
    for part in ("12,300", "2 numeric, 1 text", "1 note", "2 experiments", "Start an experiment"):
        assert part in text, part


def test_a_table_that_could_not_be_read_says_why_and_cannot_be_used_or_opened() -> None:
    error = {"code": "FILE_EMPTY", "message": "The file is empty.", "hint": ""}
    one = dataset(status="failed", error=error)
    listed = datasets_list([one], {}, str, q="")
    assert "The file is empty." in shown(listed)
    assert "Start an experiment" not in shown(listed)
    assert ids.TOGGLE.one(one.id) not in [getattr(button, "id", None) for button in tags(listed, "Button")]


def test_without_tables_the_page_says_what_to_do_and_offers_the_examples() -> None:
    listed = datasets_list([], {}, lambda path: f"/ml{path}", q="")
    page = datasets_page(listed, 0, lambda path: f"/ml{path}", q="", examples=EXAMPLES)
    assert "No datasets yet" in shown(page)
    assert "/ml/experiments/new" in links(page).values()
    for example in EXAMPLES:
        assert example.title in shown(page)


def test_a_search_that_finds_nothing_says_so() -> None:
    assert "No dataset fits this search" in shown(datasets_list([], {}, str, q="x"))


def test_the_foot_says_which_part_is_shown() -> None:
    assert part_words(50, 50, 5_120) == "51 to 100 of 5,120"
    assert part_words(0, 0, 0) == ""


def test_names_stay_text_and_are_cut() -> None:
    for name in (*STRANGE, "x" * 10_000):
        text = shown(datasets_list([dataset(name=name)], {}, str, q=""))
        assert name[:40] in text
        assert "x" * 100 not in text


def test_the_fold_tells_columns_reading_and_findings() -> None:
    profile = profiles.people()
    text = shown(dataset_detail(dataset(), profile))
    assert "How it was read" in text
    assert profile.columns[0].name in text
    assert "Lines 1, 9" in text
    assert "Findings" in text


def test_estimates_in_the_fold_look_like_estimates() -> None:
    text = shown(dataset_detail(dataset(), profiles.people(exact=False, sampled_rows=50_000)))
    assert "Estimate from 50,000 rows" in text
    assert "≈ " in text


def test_the_question_names_the_file_as_text_and_what_depends_on_it() -> None:
    assert "<b>x</b>" in shown(question(dataset(name="<b>x</b>")))
    assert "Nothing depends on it." in shown(question(dataset()))
    assert "2 drafts begin with it" in shown(question(dataset(), 2))
    assert kept_words(dataset(name="a.csv"), 1) == "'a.csv' is read by 1 experiment and is kept."


def test_the_pages_of_the_list_are_offered_only_where_there_are_some() -> None:
    few = datasets_page(datasets_list([dataset()], {}, str, q=""), 1, str, q="", examples=())
    many = datasets_page(datasets_list([dataset()], {}, str, q=""), 51, str, q="", examples=())
    assert [find(page, ids.NEXT).hidden for page in (few, many)] == [True, False]
    assert find(many, ids.PREVIOUS).hidden is True


def test_a_file_that_another_dialect_may_settle_can_be_taken_up_again() -> None:
    one = dataset(status="failed", error={"code": "FILE_ONE_COLUMN", "message": "Only one column."})
    page = str(datasets_list([one], {}, lambda path: f"/ml{path}", q=""))
    assert f"/ml/experiments/new?again={one.id}" in page
    hopeless = dataset(status="failed", error={"code": "FILE_EMPTY", "message": "Empty."})
    assert "again=" not in str(datasets_list([hopeless], {}, str, q=""))
