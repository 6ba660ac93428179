"""The plots of a search as numbers: what Optuna shows, of the trials as they are numbered in the run."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.trial import FrozenTrial, TrialState, create_trial

from hydroml.services.training.plots import MAX_TRIALS, search_plots

SPACE: dict[str, Any] = {
    "rate": FloatDistribution(0.01, 1.0, log=True),
    "leaves": IntDistribution(2, 20),
    "kind": CategoricalDistribution(("a", None, True)),
}


def trial(value: float, state: TrialState = TrialState.COMPLETE, **params: Any) -> FrozenTrial:
    drawn = {name: SPACE[name] for name in params}
    return create_trial(value=value, params=params, distributions=drawn, state=state)


def searched(n: int = 12) -> list[FrozenTrial]:
    """A default without settings, a pruned trial, and trials whose score is the rate alone."""
    default = create_trial(value=0.5, params={}, distributions={}, user_attrs={"default": True})
    pruned = trial(9.0, TrialState.PRUNED, rate=0.5, leaves=9, kind="a")
    rates = [0.02 + 0.07 * place for place in range(n)]
    kinds = ("a", None, True)
    drawn = [
        trial(rate, rate=rate, leaves=2 + (5 * place) % 11, kind=kinds[place % 3])
        for place, rate in enumerate(rates)
    ]
    return [default, pruned, *drawn]


def test_what_decides_the_score_is_the_most_important() -> None:
    plots = search_plots(searched(), "minimize", 1)
    assert plots is not None and plots.axes[0] == "rate"
    assert plots.importance["rate"] > 0.8 and sum(plots.importance.values()) == pytest.approx(1)
    assert plots == search_plots(searched(), "minimize", 1)


def test_slices_show_every_complete_trial_under_its_number() -> None:
    trials = searched()
    plots = search_plots(trials, "minimize", 1)
    assert plots is not None
    found = {one.parameter: one for one in plots.slices}
    assert [found[name].scale for name in ("rate", "leaves", "kind")] == ["log", "linear", "category"]
    assert sorted(found["rate"].trials) == list(range(2, 14))
    for number, x, y in zip(found["rate"].trials, found["rate"].x, found["rate"].y, strict=True):
        assert (trials[number].params["rate"], trials[number].value) == (x, y)
    assert set(found["kind"].x) == {"a", "None", "True"}


def test_lines_run_from_0_to_1_on_each_axis() -> None:
    trials = searched()
    plots = search_plots(trials, "minimize", 1)
    assert plots is not None and len(plots.lines) == 12
    rate = plots.axes.index("rate")
    places = {one.trial: one.places[rate] for one in plots.lines}
    assert (places[2], places[13]) == (0, 1)
    assert [places[number] for number in sorted(places)] == sorted(places.values())
    kinds: dict[float, set[Any]] = {}
    kind = plots.axes.index("kind")
    for one in plots.lines:
        kinds.setdefault(one.places[kind], set()).add(trials[one.trial].params["kind"])
    assert sorted(map(len, kinds.values())) == [1, 1, 1]
    assert all(one.value == trials[one.trial].value for one in plots.lines)


def test_contours_show_the_pairs_of_the_most_important_settings() -> None:
    plots = search_plots(searched(), "minimize", 1)
    assert plots is not None and len(plots.contours) == 1
    first = next(one for one in plots.contours if {one.x_name, one.y_name} == {"rate", "leaves"})
    assert len(first.points) == 12
    assert all(z in (x, y) for x, y, z in first.points)


def test_with_few_trials_there_is_nothing_to_see() -> None:
    assert search_plots(searched(3), "minimize", 1) is None


def test_of_many_trials_the_best_are_shown() -> None:
    trials = [trial(place / 400, rate=0.01 + place / 500, leaves=2 + place % 7) for place in range(320)]
    plots = search_plots(trials, "maximize", 1)
    assert plots is not None and plots.n_complete == 320
    assert sorted(plots.slices[0].trials) == list(range(320 - MAX_TRIALS, 320))


@st.composite
def studies(draw: st.DrawFn) -> list[FrozenTrial]:
    """Searches of all kinds: equal scores, settings that never vary, settings only some trials have."""
    values = st.sampled_from([0.0, 0.5, 0.5, 1.0])
    drawn = []
    for _ in range(draw(st.integers(0, 20))):
        params: dict[str, Any] = {"leaves": draw(st.integers(2, 4))}
        if draw(st.booleans()):
            params["rate"] = draw(st.sampled_from([0.01, 0.1]))
        if draw(st.booleans()):
            params["kind"] = draw(st.sampled_from(["a", None, True]))
        state = draw(st.sampled_from([TrialState.COMPLETE] * 4 + [TrialState.PRUNED]))
        drawn.append(trial(draw(values), state, **params))
    default = create_trial(value=0.5, params={}, distributions={}, user_attrs={"default": True})
    return [default, *drawn] if draw(st.booleans()) else drawn


@settings(max_examples=40, deadline=None)
@given(trials=studies())
def test_no_search_is_too_strange_to_be_plotted(trials: list[FrozenTrial]) -> None:
    plots = search_plots(trials, "minimize", 1)
    assert plots is None or all(0 <= place <= 1 for one in plots.lines for place in one.places)
