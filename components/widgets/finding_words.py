"""What is said of findings by code: of several at once, what they mean, and where the rule comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ...services.findings import Finding
from .why import WhyCard


@dataclass(frozen=True, slots=True)
class FindingWords:
    """Words for a code: `many` heads several findings, ``{n}`` is their number; empty parts are not shown."""

    many: str
    meaning: str = ""
    rule: str = ""
    source: str = ""
    change: str = ""


WORDS: Mapping[str, FindingWords] = MappingProxyType(
    {
        "DATA_MISSING": FindingWords(
            "{n} columns have missing values",
            "Gaps are filled inside each training split. Above one half there is little left to learn from.",
            "A note; a warning above 20 % of the rows; leaving out is offered above 50 %.",
            "hydroml, docs/data.md",
            "Fewer gaps in the file.",
        ),
        "DATA_DISGUISED_MISSING": FindingWords(
            "{n} columns seem to say 'missing' by a value",
            "They are taken as they stand. Where nothing was measured, treat them as missing.",
            "Nines, -1 and the like far from the rest or far too frequent; '?', 'unknown' among labels.",
            "Found 114 of 124 planted ones, no false alarm in 19,249 columns (docs/data.md)",
            "Treating them as missing, which each model then fills or keeps as usual.",
        ),
        "DATA_OUTLIERS": FindingWords(
            "{n} columns have values far from the rest",
            "They are kept: linear models clip them smoothly, trees do not mind. Are they errors?",
            "Modified z-score above 3.5, and more of them than a normal column has by chance.",
            "Iglewicz & Hoaglin (1993), How to Detect and Handle Outliers",
            "Corrected values in the file.",
        ),
        "DATA_SKEW": FindingWords(
            "{n} columns have one long tail",
            "Trees do not mind; linear models and neighbours are given clipped values.",
            "Absolute skewness above 2 in a column of more than 20 different numbers.",
            "hydroml, docs/data.md",
            "A logarithm in the file.",
        ),
        "DATA_CONSTANT": FindingWords(
            "{n} columns have one value in every row",
            "Nothing can be learned from them.",
            "One value in all rows, or none.",
            "hydroml, docs/data.md",
        ),
        "DATA_NEAR_CONSTANT": FindingWords(
            "{n} columns are nearly constant",
            "A fold may hold nothing but the common value. Leave them out unless the rare value matters.",
            "At least 98 % of the known values are the same.",
            "hydroml, docs/data.md",
            "More rows with another value.",
        ),
        "DATA_IDENTIFIER": FindingWords(
            "{n} columns name rows",
            "What is different in every row says nothing about other rows.",
            "Different in every row and counting, named so, of ten digits, or no number.",
            "hydroml, docs/data.md",
            "Its kind, if it is an amount.",
        ),
        "DATA_DUPLICATE_COLUMN": FindingWords(
            "{n} columns repeat another one",
            "They add nothing, and importance is divided between the copies.",
            "Equal, or one to one where values repeat.",
            "hydroml, docs/data.md",
        ),
        "DATA_HIGH_CARDINALITY": FindingWords(
            "{n} columns have many different labels",
            "Rare labels are grouped or coded by number.",
            "More than 50 labels.",
            "hydroml, docs/data.md",
        ),
        "DATA_MIXED_TYPES": FindingWords(
            "{n} columns are text because of a few cells",
            "Taken as numbers or dates, the other cells count as missing.",
            "Half or more, but not all, of the cells spell numbers or dates.",
            "Found 72 of 72 planted ones, no false alarm in 19,273 columns (docs/data.md)",
            "Corrected cells in the file.",
        ),
        "DATA_TEXT": FindingWords(
            "{n} columns hold free text",
            "Models see which words are in it, not what they say.",
            "Sentences of four words or fifty letters on average, mostly different.",
            "hydroml, docs/data.md",
        ),
        "DATA_GROUPS": FindingWords(
            "{n} columns name owners of several rows",
            "",
            "A key or an owner's name with two rows or more each on average.",
            "Found 74 of 74 planted ones, no false alarm in 87 tables (docs/data.md)",
            "If the same owners will be met again later, random folds are right.",
        ),
        "DATA_TIME_ORDER": FindingWords(
            "{n} columns put the rows in order of time",
            "",
            "A date, or year with month and so on, that never goes back.",
            "Found 52 of 78 planted ones, no false alarm in 91 tables (docs/data.md)",
            "If what is predicted does not lie later in time, random folds are right.",
        ),
        "DATA_DUPLICATE_ROWS": FindingWords(
            "Rows are there twice",
            "",
            "Equal to an earlier row in all columns; a warning above 1 % of the rows.",
            "Found in 44 of 44 tables, no false alarm in 65 (docs/data.md)",
        ),
        "DATA_IMBALANCE": FindingWords(
            "Classes are uneven",
            "Judge by average precision, and decide by the share of the class or by cost.",
            "The rarest class has less than a fifth of an even share; a warning below a tenth.",
            "hydroml, docs/data.md; weights hurt probabilities: van den Goorbergh et al. (2022)",
        ),
        "DATA_FEW_ROWS": FindingWords(
            "There are few rows",
            "Look at the interval of a score rather than at its mean.",
            "Below 200 rows in all, or below 10 of a class.",
            "hydroml, docs/data.md",
        ),
        "DATA_TARGET_MISSING": FindingWords(
            "Rows without a target",
            "They can neither teach nor judge.",
            "A row counts when the target is known.",
            "hydroml, docs/data.md",
        ),
        "FEATURES_LEAK": FindingWords(
            "{n} columns give the target away",
            "",
            "One column alone, on held-out rows: score of the classes above 0.97, or R2 above 0.99.",
            "Found 91 of 110 planted ones, no false alarm in 19,291 columns (docs/data.md)",
            "If it is known before the target is, it may stay.",
        ),
    }
)


def heading_of(findings: tuple[Finding, ...]) -> str:
    """Return what heads a finding, or several with the same code."""
    if len(findings) == 1:
        return _split(findings[0].message)[0]
    words = WORDS.get(findings[0].code)
    if words is None or "{n}" not in words.many:
        return f"{_split(findings[0].message)[0]} and {len(findings) - 1:,} more"
    return words.many.format(n=f"{len(findings):,}")


def meaning_of(findings: tuple[Finding, ...]) -> str:
    """Return what follows from it: the rest of a finding's own words, else those of its code."""
    rest = _split(findings[0].message)[1] if len(findings) == 1 else ""
    words = WORDS.get(findings[0].code)
    return rest or (words.meaning if words else "")


def why_of(findings: tuple[Finding, ...]) -> WhyCard | None:
    """Return the card that explains a finding, None where its words say all."""
    words = WORDS.get(findings[0].code)
    if words is None:
        return None
    fact = findings[0].message if len(findings) == 1 else heading_of(findings)
    return WhyCard(
        value=heading_of(findings), fact=fact, rule=words.rule, source=words.source, change=words.change
    )


def _split(message: str) -> tuple[str, str]:
    """Return the first sentence, as the heading, and the rest."""
    head, separator, rest = message.partition(". ")
    return (f"{head}" if separator else message.removesuffix("."), rest)
