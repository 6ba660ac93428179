"""Strategies say what they would leave out and why, and change nothing."""

from collections.abc import Callable

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer

from hydroml.services.features import (
    above_noise_floor,
    correlation_filter,
    drop_unusable,
    missing_filter,
    top_k,
    variance_filter,
)
from hydroml.services.findings import Finding
from hydroml.services.profile.association.matrices import correlations_of_cells
from hydroml.services.profile.records import (
    ColumnProfile,
    Correlations,
    Importance,
    ImportanceItem,
    Profile,
    TargetProfile,
)

from .conftest import STRANGE


def correlations(**pairs: float) -> Correlations:
    names = tuple(sorted({name for pair in pairs for name in pair.split("_")}))
    value = {tuple(sorted(pair.split("_"))): number for pair, number in pairs.items()}
    matrix = tuple(
        tuple(1.0 if one == two else value.get(tuple(sorted((one, two))), 0.0) for two in names)
        for one in names
    )
    return correlations_of_cells("pearson", names, matrix, 100)


def importance(**scores: float) -> Importance:
    items = sorted(scores.items(), key=lambda item: -item[1])
    return Importance("y", tuple(ImportanceItem(name, score, 0.02) for name, score in items), 100)


def test_of_two_columns_that_say_the_same_the_more_informative_stays() -> None:
    pairs = correlations(a_b=-0.98, b_c=0.5)
    for keep, leave in (("a", "b"), ("b", "a")):
        removal = correlation_filter(pairs, importance(**{keep: 0.5, leave: 0.1, "c": 0.3}))
        assert [item.name for item in removal.items] == [leave]
        assert removal.items[0].reason == f"correlated -0.98 with {keep}"
        assert removal.exclude == {leave: f"correlated -0.98 with {keep}"}
        assert removal.items[0].evidence["kept"] == keep


def test_a_reason_always_names_a_column_that_stays() -> None:
    chain = correlations(a_b=0.97, b_c=0.97, a_c=0.5)
    removal = correlation_filter(chain, importance(a=0.1, b=0.2, c=0.3))
    gone = {item.name for item in removal.items}
    assert gone == {"b"}
    assert {item.evidence["kept"] for item in removal.items} & gone == set()


def test_without_importance_the_less_entangled_column_stays() -> None:
    removal = correlation_filter(correlations(a_b=0.96, b_c=0.9, a_c=0.1))
    assert [item.name for item in removal.items] == ["b"]


def test_the_target_is_neither_removed_nor_a_reason() -> None:
    assert correlation_filter(correlations(a_y=0.99), target="y").items == ()


def test_unknown_correlations_remove_nothing() -> None:
    assert (
        correlation_filter(correlations_of_cells("pearson", ("a", "b"), ((1.0, None), (None, 1.0)), 9)).items
        == ()
    )


def test_the_redundant_measures_of_tumours_are_found() -> None:
    data = load_breast_cancer()
    matrix = np.corrcoef(data.data.T)
    names = tuple(str(name) for name in data.feature_names)
    table = correlations_of_cells("pearson", names, matrix.astype(np.float32), len(data.data))
    removal = correlation_filter(table, threshold=0.95)
    kept = [place for place, name in enumerate(names) if name not in removal.exclude]
    left = np.abs(matrix[np.ix_(kept, kept)] - np.eye(len(kept)))
    assert left.max() < 0.95
    assert {"mean perimeter", "mean area"} & set(removal.exclude)


def test_near_constant_columns_are_found_by_top_value_and_by_quantiles(
    column: Callable[..., ColumnProfile],
) -> None:
    columns = (
        column("flag", "categorical", 2, 100, top=(("no", 890), ("yes", 10))),
        column("mixed", "categorical", 2, top=(("no", 600), ("yes", 400))),
        column("zero", "numeric", 12, min=0, q01=0, q25=0, median=0, q75=0, q99=0, max=4e9),
        column("wide", "numeric", 900, min=0, q01=1, q25=2, median=3, q75=4, q99=5, max=4e9),
        column("one", "constant", 1),
    )
    table = Profile("f", 1000, len(columns), True, None, columns)
    removal = variance_filter(table)
    assert list(removal.exclude) == ["flag", "zero", "one"]
    assert removal.items[0].evidence["share"] == pytest.approx(890 / 900)
    assert removal.items[0].reason == "98.9% of its values are the same"
    assert list(variance_filter(table, threshold=0.99).exclude) == ["zero", "one"]


def test_mostly_missing_columns_are_found(column: Callable[..., ColumnProfile]) -> None:
    columns = (
        column("half", "numeric", 9, 500),
        column("most", "numeric", 9, 501),
        column("y", "numeric", 9, 900),
    )
    table = Profile("f", 1000, 3, True, None, columns)
    assert missing_filter(table, target="y").exclude == {"most": "50% missing"}
    assert list(missing_filter(table, threshold=0.0).exclude) == ["half", "most", "y"]


def test_the_top_is_kept_with_the_rank_as_reason() -> None:
    removal = top_k(importance(a=0.3, b=0.2, c=0.1), k=2)
    assert removal.exclude == {"c": "rank 3 of 3 by information about y"}


def test_what_says_no_more_than_chance_is_found() -> None:
    assert above_noise_floor(importance(a=0.3, b=0.02, c=0.0)).exclude == {
        "b": "says no more about y than chance",
        "c": "says no more about y than chance",
    }


def test_unusable_columns_are_found_by_kind_and_by_finding(column: Callable[..., ColumnProfile]) -> None:
    columns = (
        column("row", "identifier", 1000),
        column("country", "constant", 1),
        column(STRANGE, "numeric", 9),
        column("copy", "numeric", 9),
        column("age", "numeric", 9),
        column("y", "identifier", 9),
    )
    findings = (
        Finding("DATA_LEAK", "warning", STRANGE, "gives away", {"roc_auc": 0.99}),
        Finding("DATA_DUPLICATE_COLUMN", "info", "copy", "same", {"column": "age"}),
        Finding("DATA_OUTLIERS", "info", "age", "far out"),
    )
    target = TargetProfile("y", "regression", "chosen")
    table = Profile("f", 1000, len(columns), True, None, columns, findings=findings, target=target)
    removal = drop_unusable(table)
    assert removal.exclude == {
        "row": "different in almost every row",
        "country": "has a single value",
        STRANGE: "gives away the target",
        "copy": "says the same as age",
    }
    assert removal.items[2].evidence == {"code": "DATA_LEAK", "roc_auc": 0.99}
