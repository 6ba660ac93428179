"""Time and memory of the exact profile (budgets P2 and P3) and of the estimate, beside peers in the same run.

python benchmarks/bench_profile.py [--tables mixed_50] [--rounds 3] [--json]

Peers (DuckDB's SUMMARIZE of the CSV and of the normalised Parquet file, fg-data-profiling) run in the
interpreter that HYDROML_BENCH_PEERS names, by default ``.venv-bench/bin/python``; without it their lines
are skipped. Rounds alternate between the engine and the peers, each in a fresh process of two threads, so
that a busy machine slows all of them; of each process the best of the warm repetitions counts, and of the
rounds the median. What is timed is the whole of `describe`: all columns, duplicate rows, comparisons of
columns, findings and what depends on the suggested target, but not the reading of the CSV file.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hydroml.benchmarks.peers import MISSING, PEERS, peer, told_by
from hydroml.benchmarks.tables import table
from hydroml.services.datasets.ingest import ingest
from hydroml.services.datasets.ingest_names import ORIGINAL, TABLE
from hydroml.services.profile.describe import describe

REPETITIONS = {"mixed_50": 3, "mixed_1000": 1}
BUDGETS = {"mixed_50": ("P2", 0.6), "mixed_1000": ("P3", 0.7)}
FG_BUDGET, MEMORY_BUDGET_MB, ESTIMATE_BUDGET_S = 0.1, 1200, 0.5
MAX_BYTES = 4 * 10**9

SUMMARIZE = """
import duckdb, json, sys, time
con, times = duckdb.connect(), []
con.execute("set threads=2")
con.execute("set enable_progress_bar=false")
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    con.execute(f"SUMMARIZE SELECT * FROM '{sys.argv[1]}'").fetchall()
    times.append(time.perf_counter() - start)
print(json.dumps({"times": times}))
"""
FG_PROFILING = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import pandas as pd
from data_profiling import ProfileReport
start = time.perf_counter()
ProfileReport(pd.read_csv(sys.argv[1]), minimal=True, progress_bar=False).get_description()
print(json.dumps({"times": [time.perf_counter() - start]}))
"""


def read_in(name: str, folder: Path) -> None:
    """Read a big table as a user's upload would be, without describing it."""
    (folder / ORIGINAL).symlink_to(table(name))
    answer = ingest(folder=str(folder), max_bytes=MAX_BYTES, then=[], report=_unheard)
    (folder / "asked.json").write_text(json.dumps(answer))


def _unheard(share: float, text: str) -> None:
    """Take a report of progress."""


def profile_in_this_process(folder: Path, *, exact: bool, repetitions: int) -> dict[str, Any]:
    """Return seconds and peak memory of this process; a first repetition that is not warm is not counted."""
    asked = json.loads((folder / "asked.json").read_text())
    kinds = {column["name"]: column["kind"] for column in asked["columns"]}
    times = []
    for _ in range(repetitions + (1 if repetitions > 1 else 0)):
        start = time.perf_counter()
        profile = describe(
            folder=str(folder), fingerprint=asked["fingerprint"], kinds=kinds, exact=exact, report=_unheard
        )
        times.append(time.perf_counter() - start)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    warm = times[1:] if repetitions > 1 else times
    return {"times": warm, "peak_mb": round(peak_mb), "n_rows": profile["n_rows"]}


def ours(folder: Path, *, exact: bool, repetitions: int) -> dict[str, Any]:
    """Return what a fresh process measures."""
    how = "exact" if exact else "estimate"
    return told_by([sys.executable, __file__, "--child", str(folder), how, str(repetitions)])


def measure(name: str, rounds: int) -> dict[str, Any]:
    """Return the figures of one table; those of the peers are missing where there are none."""
    budget, limit = BUDGETS[name]
    repetitions = REPETITIONS[name]
    times: dict[str, list[float]] = {"exact": [], "csv": [], "parquet": []}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        read_in(name, folder)
        peaks = []
        for _ in range(rounds):
            told = ours(folder, exact=True, repetitions=repetitions)
            times["exact"].append(min(told["times"]))
            peaks.append(told["peak_mb"])
            if PEERS.exists():
                times["csv"].append(peer(SUMMARIZE, table(name), repetitions))
                times["parquet"].append(peer(SUMMARIZE, folder / TABLE, repetitions))
        estimate_s = min(ours(folder, exact=False, repetitions=3)["times"])
        fg_s = peer(FG_PROFILING, table(name)) if PEERS.exists() and name == "mixed_50" else None
    seconds = {key: round(statistics.median(took), 3) for key, took in times.items() if took}
    row = {"budget": budget, "table": name, "n_rows": told["n_rows"], "seconds": seconds["exact"]}
    row |= {"peak_mb": max(peaks), "estimate_s": round(estimate_s, 3)}
    row |= {"estimate_holds": estimate_s < ESTIMATE_BUDGET_S, "holds": max(peaks) < MEMORY_BUDGET_MB}
    return row | _against(seconds, fg_s, limit)


def _against(seconds: dict[str, float], fg_s: float | None, limit: float) -> dict[str, Any]:
    """Return the ratios to the peers and whether they are within the budget."""
    if "csv" not in seconds:
        return {}
    found: dict[str, Any] = {"limit": limit}
    for of in ("csv", "parquet"):
        found |= {f"summarize_{of}_s": seconds[of], f"ratio_{of}": round(seconds["exact"] / seconds[of], 2)}
    found["ratio_holds"] = seconds["exact"] <= limit * seconds["csv"]
    if fg_s is not None:
        found |= {"fg_s": round(fg_s, 2), "ratio_fg": round(seconds["exact"] / fg_s, 3)}
        found["ratio_holds"] = found["ratio_holds"] and seconds["exact"] <= FG_BUDGET * fg_s
    return found


def lines(one: dict[str, Any]) -> list[str]:
    """Return what is printed of one table."""
    what = f"{one['budget']} exact profile of {one['table']} ({one['n_rows']:,} rows x 30)"
    took = f"{one['seconds']} s, process {one['peak_mb']} MB (budget {MEMORY_BUDGET_MB})"
    estimate = f"P1 estimate of {one['table']} from the Parquet file: {one['estimate_s']} s"
    last = f"{_holds(one['estimate_holds'])}  {estimate} (budget {ESTIMATE_BUDGET_S})"
    if "ratio_csv" not in one:
        return [f"{_holds(one['holds'])}  {what}: {took}", f"skipped  {what} against peers: {MISSING}", last]
    against = (
        f"{one['ratio_csv']} x DuckDB SUMMARIZE of the CSV "
        f"({one['summarize_csv_s']} s; budget {one['limit']}), "
        f"{one['ratio_parquet']} x of the Parquet file ({one['summarize_parquet_s']} s)"
    )
    if "fg_s" in one:
        against += f", {one['ratio_fg']} x fg-data-profiling minimal ({one['fg_s']} s; budget {FG_BUDGET})"
    return [f"{_holds(one['holds'] and one['ratio_holds'])}  {what}: {took}, {against}", last]


def _holds(is_so: bool) -> str:
    return "holds" if is_so else "FAILS"


def main() -> None:
    """Print one line for each budget, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tables", nargs="+", choices=list(BUDGETS), default=list(BUDGETS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        folder, how, repetitions = options.child
        told = profile_in_this_process(Path(folder), exact=how == "exact", repetitions=int(repetitions))
        print(json.dumps(told))
        return
    rows = []
    for name in options.tables:
        try:
            rows.append(measure(name, options.rounds if name == "mixed_50" else 1))
        except FileNotFoundError as error:
            print(f"skipped  {BUDGETS[name][0]}: {error}")
            continue
        if not options.json:
            print("\n".join(lines(rows[-1])), flush=True)
    if options.json:
        print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
