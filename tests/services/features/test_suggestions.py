"""What the profile suggests: each feature once, only what is still in, nothing of the target."""

from collections.abc import Callable
from typing import Any

from hydroml.services.features import suggestions
from hydroml.services.findings import Finding
from hydroml.services.profile.records import ColumnProfile, Profile

Make = Callable[..., ColumnProfile]


def table(*columns: ColumnProfile, findings: tuple[Finding, ...] = ()) -> Profile:
    return Profile("sha256:x", 1000, len(columns), True, None, columns, findings=findings)


def found(profile: Profile, include: list[str], **more: Any) -> dict[str, tuple[str, ...]]:
    given = {"include": include, "transforms": more.pop("transforms", ())}
    return {one.key: one.columns for one in suggestions(profile, given, target="y", **more)}


def test_each_feature_is_named_by_the_first_reason_that_fits(column: Make) -> None:
    profile = table(
        column("leak", "numeric"),
        column("twin", "numeric", 50, 600),
        column("row", "identifier", 1000),
        column("hollow", "numeric", 3, 600),
        column("flag", "categorical", 2, 0, top=[["no", 995], ["yes", 5]]),
        column("fine", "numeric"),
        column("y", "numeric"),
        findings=(
            Finding("DATA_LEAK", "warning", "leak", "says it all"),
            Finding("DATA_DUPLICATE_COLUMN", "info", "twin", "again", {"column": "fine"}),
        ),
    )
    assert found(profile, ["leak", "twin", "row", "hollow", "flag", "fine"]) == {
        "leaks": ("leak",),
        "repeats": ("twin",),
        "unusable": ("row",),
        "missing": ("hollow",),
        "near_constant": ("flag",),
    }


def test_what_is_out_already_is_not_suggested_again(column: Make) -> None:
    profile = table(column("row", "identifier", 1000), column("fine", "numeric"), column("y", "numeric"))
    assert found(profile, ["fine"]) == {}
    assert found(profile, []) == {}


def test_skewed_numbers_are_transformed_for_linear_models_alone_and_once(column: Make) -> None:
    skewed = tuple(Finding("DATA_SKEW", "info", name, "skewed") for name in ("income", "code", "y"))
    profile = table(
        column("income", "numeric"), column("code", "integer"), column("y", "numeric"), findings=skewed
    )
    names = ["income", "code"]
    assert found(profile, names) == {}
    assert found(profile, names, has_linear=True) == {"skewed": ("income", "code")}
    assert found(profile, names, has_linear=True, kinds={"code": "categorical"}) == {"skewed": ("income",)}
    done = [{"columns": ["income"], "step": "power", "method": "log1p"}]
    assert found(profile, names, has_linear=True, transforms=done) == {"skewed": ("code",)}


def test_a_suggestion_carries_the_change_it_stands_for(column: Make) -> None:
    profile = table(
        column("a", "constant", 1),
        column("b", "numeric"),
        column("y", "numeric"),
        findings=(Finding("DATA_SKEW", "info", "b", "skewed"),),
    )
    out, power = suggestions(profile, {"include": ["a", "b"]}, target="y", has_linear=True)
    assert out.exclude == {"a": "has a single value"} and out.transform is None
    assert power.transform == {"columns": ["b"], "step": "power", "method": "yeo_johnson"}
