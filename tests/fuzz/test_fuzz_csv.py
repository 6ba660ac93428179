"""Tests that tables written in random dialects and damaged in known ways are read exactly, or said not to be.

``make fuzz`` runs five thousand cases; these are the first of them.
"""

from hydroml.tests.fuzz.cases import Case, Verdict, made, run
from hydroml.tests.fuzz.dialects import Manner, encoded, written
from hydroml.tests.fuzz.tables import Table

N_CASES = 300
MAX_COLUMNS = 1000
MAX_SHARE = 0.01


def verdicts() -> list[Verdict]:
    cases = (made(seed) for seed in range(N_CASES))
    return [run(case) for case in cases if len(case.table.names) < MAX_COLUMNS]


def test_clean_rows_come_out_exact_and_damaged_ones_are_kept_and_named() -> None:
    found = verdicts()
    hard = ("crash", "dropped", "changed", "columns", "refused", "slow")
    wrong = [(v.case.seed, p) for v in found for p in v.problems if p.what.startswith(hard)]
    assert wrong == []
    silent = [v.case.seed for v in found if v.problems]
    assert len(silent) <= MAX_SHARE * len(found), silent


def test_the_judge_sees_rows_that_are_changed_dropped_or_not_named() -> None:
    assert problems_after("value", b"17,", b"71,") == {"changed"}
    assert problems_after("row", b"17,oak\n", b"") == {"dropped"}
    assert problems_after("names", b"age,", b"agf,") == {"names"}
    assert problems_after("nothing", b"", b"") == set()


def problems_after(what: str, old: bytes, new: bytes) -> set[str]:
    """Return what the judge says of a file that is not the one it was told of."""
    rows = tuple((str(n), "oak") for n in range(10, 30))
    table, how = Table(("age", "tree"), ("integer", "word"), rows), Manner()
    records = tuple(written(table, how))
    content = encoded(list(records), how)
    case = Case(0, table, how, records, what, content.replace(old, new, 1) if old else content)
    return {problem.what for problem in run(case).problems}
