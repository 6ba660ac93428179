"""Numbers with the words that go with them."""

from hydroml.services.wording import counted


def test_one_of_something_stands_in_the_singular() -> None:
    assert counted(1, "row") == "1 row"
    assert counted(1, "entry was left out", "entries were left out") == "1 entry was left out"


def test_all_other_numbers_stand_in_the_plural() -> None:
    assert [counted(n, "row") for n in (0, 2, 12345)] == ["0 rows", "2 rows", "12,345 rows"]
    assert counted(2, "entry was left out", "entries were left out") == "2 entries were left out"
