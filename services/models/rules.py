"""The rules behind every recommendation as data: condition, advice, evidence and source of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .facts import LARGE_ROWS
from .records import DataFacts, Reason

MEASURED = "hydroml reference runs on 24 tables"
PROTOCOL = "protocol of the hydroml reference runs"
LOW_MINORITY = 0.1
"""Share of the rarer class below which a table counts as imbalanced (R8)."""

FEW_ROWS = 500
"""Rows below which a linear model is raised (R3)."""

ROWS_PER_COLUMN = 10
"""Rows per column after encoding below which a table counts as wide (R3)."""

FOREST_ROWS = 20_000
"""Rows up to which forests and smooth models were of use (R4, R5)."""

MANY_CLASSES = 10
"""Classes above which boosting gets fewer rounds (R7)."""

MIN_SKEW = 1.0
"""Skewness of a positive target above which linear models take its logarithm (R14)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when `applies`, `advice` holds; `evidence` is what was measured."""

    key: str
    condition: str
    advice: str
    evidence: str
    source: str
    applies: Callable[[DataFacts], bool]

    def reason(self, fact: str) -> Reason:
        """Return this rule as the reason that a fact of the data gives."""
        return Reason(fact, f"{self.key}: {self.advice}", f"{self.source}: {self.evidence}")


def is_tall(facts: DataFacts) -> bool:
    """Tell whether there are more rows than the reference runs covered."""
    return facts.n_rows > LARGE_ROWS


def is_wide(facts: DataFacts) -> bool:
    """Tell whether rows are few, or few for the number of columns."""
    return facts.n_rows < FEW_ROWS or facts.n_rows < ROWS_PER_COLUMN * facts.n_expanded


def is_imbalanced(facts: DataFacts) -> bool:
    """Tell whether the smaller of two classes has less than a tenth of the rows."""
    return facts.task == "binary" and facts.minority_share is not None and facts.minority_share < LOW_MINORITY


def _is_all_numeric(facts: DataFacts) -> bool:
    return facts.n_features > 0 and facts.n_numeric == facts.n_features and facts.n_rows <= FOREST_ROWS


def _is_skewed(facts: DataFacts) -> bool:
    positive = facts.target_min is not None and facts.target_min > 0
    return positive and facts.target_skew is not None and facts.target_skew > MIN_SKEW


_ALL = (
    Rule(
        "R1",
        "any task, up to 100,000 rows",
        "average of three regularised LightGBMs up to 100,000 rows",
        "better than the library's random forest on 24 of 24",
        MEASURED,
        lambda facts: not is_tall(facts),
    ),
    Rule(
        "R2",
        "speed is wanted, up to 100,000 rows",
        "one flexible LightGBM with early stopping",
        "better than the library's random forest on 7 of 8 tables; beside the vote it adds most to the "
        "average of the list (12.4 instead of 10.9 % saved with a forest in its place)",
        "hydroml against_forest.py and the decision note on the averaged short list",
        lambda facts: not is_tall(facts),
    ),
    Rule(
        "R3",
        "fewer than 500 rows, or fewer than 10 per column",
        "a linear model of automatic strength beside the trees",
        "a linear model was within 3 % of the best single one on 5 of 24 (weak signal, many one-hot columns)",
        MEASURED,
        is_wide,
    ),
    Rule(
        "R4",
        "all columns numeric, up to 20,000 rows",
        "the kernel machine and the neural networks deserve a try",
        "smooth tables with little noise",
        MEASURED,
        _is_all_numeric,
    ),
    Rule(
        "R5",
        "up to 20,000 rows",
        "a forest or extra trees may be added by hand, as insurance on data with little noise",
        "one table with little noise +19 %, one with five classes +10 %; on eight tables the average of the "
        "list gained 0.2 points from a forest for a quarter more time, so the list goes without",
        MEASURED,
        lambda facts: facts.n_rows <= FOREST_ROWS,
    ),
    Rule(
        "R6",
        "more than 100,000 rows",
        "a flexible LightGBM, stopped early on a tenth of the rows",
        "not measured; caps as in AutoGluon and the scikit-learn documentation",
        "AutoGluon, scikit-learn documentation",
        is_tall,
    ),
    Rule(
        "R7",
        "more than two classes",
        "never a large fixed number of rounds alone; above ten classes 300 rounds at rate 0.06",
        "a fixed flexible LightGBM alone lost 60 % on two tables",
        MEASURED,
        lambda facts: facts.task == "multiclass",
    ),
    Rule(
        "R8",
        "the rarer class has less than 10 % of the rows",
        "stratified folds, AUC and average precision, the threshold moved instead of class weights",
        "class weights made log loss 7-52 % worse with AUC unchanged",
        MEASURED,
        is_imbalanced,
    ),
    Rule(
        "R9",
        "rows have an order in time",
        "folds in the order of time, the last window as test",
        "random folds promised 11-56 % less error than came true; expanding windows were within -8..+17 %",
        MEASURED,
        lambda facts: facts.time_column is not None or facts.task == "forecasting",
    ),
    Rule(
        "R10",
        "an id has many rows each",
        "folds that keep the rows of one id together; ids are no features",
        "rows of one id in both parts give the answer away",
        PROTOCOL,
        lambda facts: facts.group_column is not None,
    ),
    Rule(
        "R11",
        "always",
        "below 1,000 rows 5 folds twice, below 10,000 5, up to 100,000 3, above one 80/20 split",
        "cost table",
        MEASURED,
        lambda facts: True,
    ),
    Rule(
        "R12",
        "categories among the features",
        "a column per level up to 20 levels, else codes (trees) or the 20 most frequent (linear)",
        "so all reference runs were made",
        PROTOCOL,
        lambda facts: facts.n_categorical > 0,
    ),
    Rule(
        "R13",
        "missing values among the features",
        "trees keep them, linear models take the median; no row is dropped",
        "so all reference runs were made",
        PROTOCOL,
        lambda facts: facts.missing_share > 0,
    ),
    Rule(
        "R14",
        "target above 0 and skewness above 1",
        "the logarithm of the target for linear models, answers kept near the seen range",
        "members of the reference runs",
        MEASURED,
        _is_skewed,
    ),
    Rule(
        "R15",
        "numbers into a linear model",
        "robust scale and smooth clip for linear models, none for trees",
        "preprocessing of RealMLP",
        "Holzmüller et al. (2024), arXiv 2407.04491",
        lambda facts: facts.n_numeric > 0,
    ),
    Rule(
        "R16",
        "any task, up to 100,000 rows",
        "the short list averaged, with weights from what its models predict on the folds",
        "on eight tables a nested weighted list saved 12.1 % of the forest's error, the vote alone 7.0 %",
        MEASURED,
        lambda facts: not is_tall(facts),
    ),
)

RULES: Mapping[str, Rule] = MappingProxyType({one.key: one for one in _ALL})
"""Every rule by its key, R1 to R16."""


def fired(facts: DataFacts) -> tuple[Rule, ...]:
    """Return the rules whose condition these facts meet."""
    return tuple(rule for rule in _ALL if rule.applies(facts))
