"""Runs many seeded cases and prints what went wrong: ``python -m tests.fuzz.fuzz --cases 5000``."""

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from .cases import Verdict, made, run

_NEVER = ("crash", "slow", "dropped")
_MAX_SHARE = 0.01


def main() -> int:
    """Run the cases; return 0 if none broke, was slow or lost a row unsaid, and under 1 % had any problem."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=5000)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--show", type=int, default=3, help="examples of each problem")
    options.add_argument("--processes", type=int, default=2)
    asked = options.parse_args()
    seeds = range(asked.first, asked.first + asked.cases)
    with ProcessPoolExecutor(asked.processes) as pool:
        verdicts = list(pool.map(_run, seeds, chunksize=20))
    return _tell(verdicts, asked.show)


def _run(seed: int) -> Verdict:
    return run(made(seed))


def _tell(verdicts: list[Verdict], n_examples: int) -> int:
    counts: Counter[str] = Counter()
    by_damage: Counter[tuple[str, str]] = Counter()
    examples: dict[str, list[str]] = {}
    for verdict in verdicts:
        for what in sorted({problem.what for problem in verdict.problems}):
            counts[what] += 1
            by_damage[what, verdict.case.damage] += 1
            first = next(problem for problem in verdict.problems if problem.what == what)
            examples.setdefault(what, []).append(_example(verdict, first.where))
    n_clean = sum(map(_n_clean, verdicts))
    n_notes = sum(p.what == "false alarm" for v in verdicts for p in v.problems)
    n_bad = sum(map(_n_not_exact, verdicts))
    for what, n in counts.most_common():
        _say(f"\n== {what}: {n} cases ({n / len(verdicts):.2%})")
        of_damage = [(m, name) for (other, name), m in by_damage.items() if other == what]
        for m, name in sorted(of_damage, reverse=True):
            _say(f"   {m:5} {name or '(no damage)'}")
        for example in examples[what][:n_examples]:
            _say(f"   {example}")
    _tell_damages(verdicts)
    slowest, whole = max(v.seconds for v in verdicts), sum(v.seconds for v in verdicts)
    _say(f"\n{len(verdicts)} cases, {n_clean:,} clean rows, {n_bad} not exact, {n_notes} named for nothing")
    _say(f"slowest {slowest:.1f} s, all {whole:.0f} s")
    n_wrong = sum(any(p.what != "false alarm" for p in v.problems) for v in verdicts)
    return int(any(counts[what] for what in _NEVER) or n_wrong >= _MAX_SHARE * len(verdicts))


def _tell_damages(verdicts: list[Verdict]) -> None:
    """Print the cases of each damage, and how many of them had a problem, false alarms aside."""
    cases = Counter(verdict.case.damage or "none" for verdict in verdicts)
    wrong = Counter(
        verdict.case.damage or "none"
        for verdict in verdicts
        if any(problem.what != "false alarm" for problem in verdict.problems)
    )
    _say("\n| damage | cases | with a problem |\n|---|---|---|")
    for name, n in cases.most_common():
        _say(f"| {name} | {n:,} | {wrong[name]} |")


def _n_clean(verdict: Verdict) -> int:
    return sum(record.kind == "row" and not record.fault for record in verdict.case.records)


def _n_not_exact(verdict: Verdict) -> int:
    """Count clean rows that are not exact: all of them where nothing could be compared."""
    what = [problem.what for problem in verdict.problems]
    if {"crash", "refused", "columns"} & set(what):
        return _n_clean(verdict)
    return sum(one.startswith(("changed", "dropped")) for one in what)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _example(verdict: Verdict, where: str) -> str:
    how = verdict.case.how
    table = verdict.case.table
    size = f"{len(table.rows)}x{len(table.names)}"
    return f"[{verdict.case.seed}] {size} d={how.delimiter!r} q={how.quote} {how.header} {where}"


if __name__ == "__main__":
    sys.exit(main())
