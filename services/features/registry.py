"""The strategies by key, with their settings and bounds, and running one of them."""

from collections.abc import Mapping
from types import MappingProxyType

from ..errors import FieldError, InvalidInputError
from ..profile.records import Correlations, Importance, Profile
from . import strategies
from .records import Evidence, Removal, Strategy, StrategyParameter


def _profile(evidence: Evidence) -> Profile:
    if evidence.profile is None:
        raise _lacking("the column profile")
    return evidence.profile


def _correlations(evidence: Evidence) -> Correlations:
    if evidence.correlations is None:
        raise _lacking("the correlations")
    return evidence.correlations


def _importance(evidence: Evidence) -> Importance:
    if evidence.importance is None:
        raise _lacking("the importance preview")
    return evidence.importance


def _lacking(what: str) -> InvalidInputError:
    return InvalidInputError(
        f"This strategy reads {what}, which has not been computed yet.",
        code="EVIDENCE_MISSING",
        hint=f"Compute {what} first.",
    )


def _unusable(evidence: Evidence, values: Mapping[str, float]) -> Removal:
    return strategies.drop_unusable(_profile(evidence), target=evidence.target)


def _missing(evidence: Evidence, values: Mapping[str, float]) -> Removal:
    return strategies.missing_filter(
        _profile(evidence), threshold=values["threshold"], target=evidence.target
    )


def _variance(evidence: Evidence, values: Mapping[str, float]) -> Removal:
    return strategies.variance_filter(
        _profile(evidence), threshold=values["threshold"], target=evidence.target
    )


def _correlated(evidence: Evidence, values: Mapping[str, float]) -> Removal:
    return strategies.correlation_filter(
        _correlations(evidence),
        evidence.importance,
        threshold=values["threshold"],
        target=evidence.target,
    )


def _above_noise(evidence: Evidence, values: Mapping[str, float]) -> Removal:
    return strategies.above_noise_floor(_importance(evidence))


def _top(evidence: Evidence, values: Mapping[str, float]) -> Removal:
    return strategies.top_k(_importance(evidence), k=int(values["k"]))


_ALL = (
    Strategy(
        "drop_unusable",
        "Drop unusable columns",
        "Leaves out identifiers, constants, columns that give the target away and repeated columns.",
        frozenset({"profile"}),
        _unusable,
    ),
    Strategy(
        "missing",
        "Drop mostly missing",
        "Leaves out columns with more missing values than the limit.",
        frozenset({"profile"}),
        _missing,
        (
            StrategyParameter(
                "threshold",
                "Most missing allowed",
                strategies.MAX_MISSING_SHARE,
                0.0,
                0.99,
                "Share of missing values a column may have.",
            ),
        ),
    ),
    Strategy(
        "variance",
        "Drop near-constant",
        "Leaves out columns in which almost all values are the same.",
        frozenset({"profile"}),
        _variance,
        (
            StrategyParameter(
                "threshold",
                "Share of one value",
                strategies.MAX_SAME_SHARE,
                0.5,
                1.0,
                "Share of equal values from which a column counts as near-constant.",
            ),
        ),
    ),
    Strategy(
        "correlation",
        "Drop correlated",
        "Of columns that say the same, keeps the one that says more about the target.",
        frozenset({"correlations"}),
        _correlated,
        (
            StrategyParameter(
                "threshold",
                "Correlation",
                strategies.MAX_CORRELATION,
                0.5,
                1.0,
                "Absolute correlation from which two columns say the same.",
            ),
        ),
    ),
    Strategy(
        "above_noise",
        "Keep above noise",
        "Keeps features that say more about the target than shuffled data would.",
        frozenset({"importance"}),
        _above_noise,
    ),
    Strategy(
        "top_k",
        "Keep the top",
        "Keeps the features that say most about the target, each taken alone.",
        frozenset({"importance"}),
        _top,
        (StrategyParameter("k", "Features kept", strategies.TOP_K, 1, 2000, "How many.", is_integer=True),),
    ),
)

STRATEGIES: Mapping[str, Strategy] = MappingProxyType({one.key: one for one in _ALL})


def run_strategy(key: str, evidence: Evidence, values: Mapping[str, float] | None = None) -> Removal:
    """Return what the strategy `key` would remove; nothing is changed.

    Parameters
    ----------
    key : of `STRATEGIES`
    evidence : what the strategy reads
    values : settings that differ from the defaults

    Raises
    ------
    InvalidInputError
        If there is no such strategy, a setting is out of bounds or the evidence is not there.
    """
    if key not in STRATEGIES:
        raise InvalidInputError(
            f"There is no strategy '{key}'.",
            code="STRATEGY_UNKNOWN",
            hint=f"Use one of {', '.join(STRATEGIES)}.",
        )
    strategy = STRATEGIES[key]
    given = values or {}
    errors = [error for name in given for error in _faults(strategy, name, given[name])]
    if errors:
        raise InvalidInputError(errors[0].message, code="STRATEGY_SETTING", errors=errors)
    return strategy.apply(evidence, {one.name: one.default for one in strategy.parameters} | dict(given))


def _faults(strategy: Strategy, name: str, value: float) -> tuple[FieldError, ...]:
    known = {one.name: one for one in strategy.parameters}
    if name not in known:
        return (FieldError(f"/{name}", f"'{strategy.label}' has no setting '{name}'."),)
    setting = known[name]
    is_within = setting.low <= value <= setting.high
    if isinstance(value, bool) or not is_within or (setting.is_integer and value != int(value)):
        noun = "a whole number" if setting.is_integer else "a number"
        message = f"{setting.label} must be {noun} from {setting.low:g} to {setting.high:g}, not {value!r}."
        return (FieldError(f"/{name}", message),)
    return ()
