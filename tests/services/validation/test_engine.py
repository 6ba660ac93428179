"""The engine as a whole, and the page that explains its codes."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hydroml.services.errors import InvalidInputError
from hydroml.services.experiments import ExperimentConfig, apply_patch, parse_config, to_json
from hydroml.services.profile import Profile
from hydroml.services.validation import RULES, check
from hydroml.tests.services.validation.conftest import proposed
from hydroml.tests.support import profiles
from hydroml.tests.support.samples import STRANGE

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(__file__).parent
PROFILE_FILES = ROOT / "services" / "profile"


@pytest.mark.parametrize("profile", [profiles.churn(), profiles.people(), profiles.river()])
def test_the_proposal_is_without_fault(profile: Profile) -> None:
    assert check(proposed(profile), profile) == ()


def test_findings_come_errors_first() -> None:
    config = proposed(profiles.churn(), validation__gap=3, metric="rmse", features__include=())
    severities = [one.severity for one in check(config, profiles.churn())]
    assert severities == ["error", "error", "warning"]


def test_every_rule_has_a_test_file_of_its_own() -> None:
    assert [code for code in RULES if not (FOLDER / f"test_{code.lower()}.py").is_file()] == []


def codes_of_the_profile() -> set[str]:
    """Every code that the profile room names in its modules."""
    words = " ".join(path.read_text(encoding="utf-8") for path in PROFILE_FILES.rglob("*.py")).split('"')
    return {word for word in words if word.startswith("DATA_") and word.isupper() and " " not in word}


def test_the_page_explains_every_code_and_no_other() -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    explained = {line.removeprefix("## ").strip() for line in page.splitlines() if line.startswith("## ")}
    assert explained == set(RULES) | codes_of_the_profile() | {"SETTING_INVALID"}


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_page_says_what_the_rule_says(rule: Any) -> None:
    page = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert f"## {rule.code}\n\n{rule.cause}\n\n*What to do.* {rule.remedy}\n" in page


NAMES = st.sampled_from(["tenure", "contract", "churn", "gone", "", *STRANGE])
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "target": NAMES,
        "task": st.sampled_from(["binary", "multiclass", "regression", "forecasting"]),
        "roles": st.fixed_dictionaries({"time": st.none() | NAMES, "group": st.none() | NAMES}),
        "kinds": st.dictionaries(NAMES, st.sampled_from(["numeric", "text", "datetime"]), max_size=2),
        "metric": st.sampled_from(["rmse", "roc_auc", "mase", "rmsle"]),
        "features": st.fixed_dictionaries(
            {
                "include": st.lists(NAMES, max_size=4),
                "exclude": st.dictionaries(NAMES, st.text(max_size=5), max_size=2),
            }
        ),
        "models": st.lists(
            # Of two equal ones the other would take the place of the first.
            st.sampled_from(["ridge", "logistic", "svm", "blend", "dummy"]),
            min_size=1,
            max_size=3,
            unique=True,
        ).map(lambda keys: [{"key": key} for key in keys]),
        "validation": st.fixed_dictionaries(
            {
                "strategy": st.sampled_from(["kfold", "stratified_kfold", "time_expanding", "predefined"]),
                "n_splits": st.integers(2, 100),
                "test_size": st.floats(0, 0.99),
            }
        ),
        "imbalance": st.just({"class_weight": "balanced", "threshold": {"method": "cost"}}),
    },
)


@settings(max_examples=150, deadline=None)
@given(CHANGES)
def test_each_fix_settles_its_finding_whatever_else_is_wrong(changes: dict[str, Any]) -> None:
    profile = profiles.churn()
    config = parse_config({**to_json(proposed(profile)), **changes})
    for finding in check(config, profile):
        assert finding.message and finding.field.startswith("/")
        if finding.fix is not None:
            fixed = _patched(config, finding.fix.patch)
            again = [one for one in check(fixed, profile) if one.code == finding.code]
            same = [one for one in again if (one.field, one.message) == (finding.field, finding.message)]
            assert same == []


def _patched(config: ExperimentConfig, patch: Any) -> ExperimentConfig:
    try:
        return apply_patch(config, patch)
    except InvalidInputError as error:
        raise AssertionError(f"the fix cannot be applied: {error.message}") from error


def test_fixing_one_thing_after_another_ends_without_errors() -> None:
    profile = profiles.churn()
    config = proposed(
        profile,
        target="chrun",
        task="regression",
        metric="mase",
        features__include=("gone", "tenure", "tenure", "churn"),
        models=proposed(profiles.people()).models,
        validation__strategy="group_kfold",
    )
    for _ in range(20):
        fixes = [one.fix for one in check(config, profile) if one.fix is not None]
        if not fixes:
            break
        config = apply_patch(config, fixes[0].patch)
    assert check(config, profile) == ()


def test_five_thousand_columns_are_looked_up_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [profiles.number(f"c{place}") for place in range(5_000)]
    profile = profiles.profile(*columns, target="c0", n_rows=10_000)
    config = proposed(profile)

    def searched(self: Profile, name: str) -> None:
        raise AssertionError("a rule searched the columns one by one")

    monkeypatch.setattr(Profile, "column", searched)
    assert check(config, profile) == ()
