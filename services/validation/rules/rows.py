"""Rules about the table as a whole."""

from collections.abc import Iterator

from ...experiments import replace_fix
from ...findings import Finding
from ..case import Case, Rule

MIN_ROWS = 10


def dataset_changed(case: Case) -> Iterator[Finding]:
    """Refuse a configuration that was made for other bytes than the dataset now has."""
    wanted, present = case.config.dataset.fingerprint, case.profile.fingerprint
    if wanted == present:
        return
    fix = replace_fix("Use the table as it is now", dataset__fingerprint=present)
    message = "The table is not the one this configuration was made for; its results would not be comparable."
    evidence = {"made_for": wanted[:80], "present": present[:80]}
    yield Finding("DATASET_CHANGED", "error", "/dataset/fingerprint", message, evidence, fix)


def too_few_rows(case: Case) -> Iterator[Finding]:
    """Refuse to train on a handful of rows."""
    if case.target is None or case.n_usable >= MIN_ROWS:
        return
    rows = "row has" if case.n_usable == 1 else "rows have"
    message = f"Only {case.n_usable} {rows} a target; at least {MIN_ROWS} are needed to train and to judge."
    yield Finding("TOO_FEW_ROWS", "error", "/dataset", message, {"n_rows": case.n_usable})


RULES = (
    Rule(
        "DATASET_CHANGED",
        dataset_changed,
        "The configuration carries the fingerprint of other bytes than those of the dataset it names.",
        "Upload the original file again, or go on with the present table by the fix.",
    ),
    Rule(
        "TOO_FEW_ROWS",
        too_few_rows,
        "Fewer than 10 rows have a target.",
        "Upload more rows, or choose a target that is known for more of them.",
    ),
)
