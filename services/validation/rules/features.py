"""Rules about the selected columns."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...experiments import ExperimentConfig, exclude_fix, pointer
from ...features import drop_unusable
from ...findings import Finding, Fix
from ..case import Case, Rule, shown


def features_none(case: Case) -> Iterator[Finding]:
    """Refuse to train on nothing."""
    include = case.config.features.include
    known = [name for name in include if name in case.columns]
    if len(known) < len(include) or any(_is_passed_on(case, name) for name in known):
        return
    message = "No feature is selected, so there is nothing to learn from."
    if include:
        message = "Every selected column is constant or dropped, so there is nothing to learn from."
    yield Finding("FEATURES_NONE", "error", "/features/include", message, {}, _select_usable(case))


def features_unknown(case: Case) -> Iterator[Finding]:
    """Refuse features that are no columns of the table."""
    include = case.config.features.include
    places = [place for place, name in enumerate(include) if name not in case.columns]
    if not places:
        return
    more = f" and {len(places) - 1} more" if len(places) > 1 else ""
    message = f"The table has no column {shown(include[places[0]])}{more}."
    evidence = {"columns": [include[place] for place in places[:20]], "n": len(places)}
    fix = _deselect("Take them out", case.config, places)
    yield Finding("FEATURES_UNKNOWN", "error", f"/features/include/{places[0]}", message, evidence, fix)


def features_contain_target(case: Case) -> Iterator[Finding]:
    """Refuse to predict the target from itself."""
    places = [place for place, name in enumerate(case.config.features.include) if name == case.config.target]
    if places:
        message = f"The target {shown(case.config.target)} is among the features."
        fix = _deselect("Take it out", case.config, places)
        yield Finding("FEATURES_CONTAIN_TARGET", "error", f"/features/include/{places[0]}", message, {}, fix)


def features_twice(case: Case) -> Iterator[Finding]:
    """Refuse a column that is selected twice, or selected and left out at once."""
    include, exclude = case.config.features.include, case.config.features.exclude
    counts = Counter(include)
    first = {name: place for place, name in reversed(list(enumerate(include)))}
    again = [place for place, name in enumerate(include) if first[name] != place]
    if again:
        message = f"{shown(include[again[0]])} is selected {counts[include[again[0]]]} times."
        fix = _deselect("Keep each once", case.config, again)
        yield Finding("FEATURES_TWICE", "error", f"/features/include/{again[0]}", message, {}, fix)
    both = [place for place, name in enumerate(include) if name in exclude and place not in again]
    if both and not again:
        message = f"{shown(include[both[0]])} is both selected and left out."
        fix = _deselect("Leave out what is noted as left out", case.config, both)
        yield Finding("FEATURES_TWICE", "error", f"/features/include/{both[0]}", message, {}, fix)


def features_leak(case: Case) -> Iterator[Finding]:
    """Warn of a selected column that alone gives the target away."""
    described = case.profile.target
    if described is None or described.name != case.config.target:
        return
    places = {name: place for place, name in enumerate(case.config.features.include)}
    for finding in case.profile.findings:
        if finding.code == "DATA_LEAK" and finding.field in places:
            fix = exclude_fix(case.config, {finding.field: "gives the target away"})
            field = f"/features/include/{places[finding.field]}"
            evidence = {**finding.evidence, "column": finding.field}
            yield Finding("FEATURES_LEAK", "warning", field, finding.message, evidence, fix)


def features_role(case: Case) -> Iterator[Finding]:
    """Warn of features that are set aside, or that only name the group of a row."""
    roles, include = case.config.roles, case.config.features.include
    reasons: dict[str, str] = dict.fromkeys(roles.ignore, "set aside")
    if roles.group is not None:
        reasons[roles.group] = "names the group a row belongs to"
    for place, name in enumerate(include):
        if name in reasons:
            message = f"{shown(name)} is a feature, although it {_is(reasons[name])}."
            fix = exclude_fix(case.config, {name: reasons[name]})
            yield Finding("FEATURES_ROLE", "warning", f"/features/include/{place}", message, {}, fix)


def _is_passed_on(case: Case, name: str) -> bool:
    drops = (one.columns for one in case.config.features.transforms if one.step == "drop")
    return case.kind(name) != "constant" and not any(name in columns for columns in drops)


def _is(reason: str) -> str:
    return reason if reason.startswith("names") else f"is {reason}"


def _deselect(label: str, config: ExperimentConfig, places: Sequence[int]) -> Fix:
    patch: list[Mapping[str, Any]] = []
    for place in sorted(places, reverse=True):
        at = pointer(("features", "include", place))
        patch += [
            {"op": "test", "path": at, "value": config.features.include[place]},
            {"op": "remove", "path": at},
        ]
    return Fix(label, tuple(patch))


def _select_usable(case: Case) -> Fix | None:
    """Return the fix that selects every column that is fit for training, else every column."""
    config = case.config
    unusable = drop_unusable(case.profile, target=config.target).exclude
    aside = {config.target, config.roles.group, *config.roles.ignore}
    others = [name for name in case.columns if name not in aside and _is_passed_on(case, name)]
    chosen = [name for name in others if name not in unusable] or others
    if not chosen:
        return None
    exclude = {name: why for name, why in unusable.items() if name not in chosen}
    kept = {name: why for name, why in config.features.exclude.items() if name not in chosen}
    patch = (
        {"op": "add", "path": "/features/include", "value": chosen},
        {"op": "add", "path": "/features/exclude", "value": {**exclude, **kept}},
    )
    return Fix(f"Select {len(chosen)} usable columns", patch)


RULES = (
    Rule(
        "FEATURES_NONE",
        features_none,
        "Every column was left out, or every selected one is constant or dropped.",
        "Select at least one column; the fix selects all that are fit for training.",
    ),
    Rule(
        "FEATURES_UNKNOWN",
        features_unknown,
        "A selected column is not in the table, for instance after the file was replaced.",
        "Take it out, or go back to the table it belongs to.",
    ),
    Rule(
        "FEATURES_CONTAIN_TARGET",
        features_contain_target,
        "The target is selected as a feature and would predict itself.",
        "Take it out of the features.",
    ),
    Rule(
        "FEATURES_TWICE",
        features_twice,
        "A column is selected twice, or is selected and left out at once.",
        "Keep each column once.",
    ),
    Rule(
        "FEATURES_LEAK",
        features_leak,
        "One column alone gives the target away: often it is known only after the target is.",
        "Leave it out unless it is known at the time of prediction.",
    ),
    Rule(
        "FEATURES_ROLE",
        features_role,
        "A feature is set aside, or names the group a row belongs to, by which models learn groups by heart.",
        "Leave it out.",
    ),
)
