"""The form of a reading: its fields by format, what was found and what was said, and when a copy is made."""

import pytest

from hydroml.components.data import ids
from hydroml.components.data.reading_form import can_be_told, copy_words, reading_form
from hydroml.components.data.report import overrides_in_words
from hydroml.services.datasets import IngestReport
from hydroml.tests.support.samples import dataset


@pytest.mark.parametrize(
    ("format", "shown", "hidden"),
    [
        ("csv", ("delimiter", "quote", "encoding", "header", "decimal", "skip"), ("sheet",)),
        ("xlsx", ("sheet", "header"), ("delimiter", "encoding")),
        ("ndjson", ("encoding",), ("delimiter", "header")),
    ],
)
def test_each_format_has_its_own_fields(format: str, shown: tuple[str, ...], hidden: tuple[str, ...]) -> None:
    form = str(reading_form(dataset(format=format)))
    assert all(str(ids.AGAIN_FIELD.one(key)) in form for key in shown)
    assert not any(str(ids.AGAIN_FIELD.one(key)) in form for key in hidden)


def test_nothing_can_be_said_of_a_format_that_says_all_itself() -> None:
    assert not can_be_told(dataset(format="parquet"))


def test_what_was_found_is_a_proposal_and_what_was_said_a_value() -> None:
    said = {"dialect": {"delimiter": "\t"}, "header": False}
    report = IngestReport({"delimiter": "\t", "encoding": "cp1252", "quote": "'", "header": False}, (), said)
    form = str(reading_form(dataset(report=report)))
    assert "value='tab'" in form and "placeholder='Automatic: cp1252'" in form
    assert "Automatic: single quote '" in form
    assert "value='no'" in form
    assert "Back to automatic" in form
    assert overrides_in_words(said) == "delimiter \\t, no header"


def test_sheets_are_chosen_by_the_names_they_have() -> None:
    report = IngestReport({"sheet": "Sales", "sheets": ["Sales", "Notes"], "header": True})
    form = str(reading_form(dataset(format="xlsx", report=report)))
    assert "Automatic: Sales" in form and "'value': 'Notes'" in form


def test_why_a_copy_is_made_is_said_before() -> None:
    assert copy_words(0, is_mine=True) == ""
    assert copy_words(1, is_mine=True).startswith("1 experiment reads this dataset")
    assert copy_words(2, is_mine=True).startswith("2 experiments read this dataset")
    assert "somebody else" in copy_words(0, is_mine=False)
    assert "dataset of your own" in str(reading_form(dataset(), copy_words(3, is_mine=True)))
