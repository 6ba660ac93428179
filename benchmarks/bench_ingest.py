"""Time and memory of the first look (budget P1) and of reading CSV (P4), beside DuckDB in the same run.

python benchmarks/bench_ingest.py [--tables mixed_50 mixed_1000] [--rounds 3] [--json]

Rounds alternate between the engine and DuckDB's COPY to Parquet, each in a fresh process of two threads;
of each process the best of the warm repetitions counts, and of the rounds the median. The engine also
computes the SHA-256 of the file and decides the kinds of all columns, which COPY does not. Faulty files
are the clean one with a field too many or too few in 1 % of the lines, or a quote out of place; they are
compared with COPY of the clean file, since DuckDB refuses them or leaves rows out. Memory is the largest
sum over the process that asks and the limited child process that reads.
"""

import argparse
import json
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from hydroml.benchmarks.peers import MISSING, PEERS, peer, told_by
from hydroml.benchmarks.tables import CACHE, table
from hydroml.services.adapters.sandbox import SubprocessSandbox
from hydroml.services.datasets import overrides
from hydroml.services.datasets.csv import csv_glance
from hydroml.services.datasets.ingest import ingest
from hydroml.services.datasets.ingest_names import ORIGINAL
from hydroml.services.profile import first_look

REPETITIONS = {"mixed_50": 3, "mixed_1000": 1}
CLEAN_BUDGET, DIRTY_BUDGET, MEMORY_BUDGET_MB = 1.5, 8.0, 1500
LOOK_BUDGET_S, COUNT_BUDGET_S = 0.5, 2.0
MAX_BYTES = 4 * 10**9
FAULTS = ("ragged", "stray")
COPY = """
import duckdb, json, os, sys, time
con, times = duckdb.connect(), []
con.execute("set threads=2")
con.execute("set memory_limit='1GB'")
con.execute("set enable_progress_bar=false")
for _ in range(int(sys.argv[3])):
    start = time.perf_counter()
    con.execute(f"COPY (FROM read_csv('{sys.argv[1]}')) TO '{sys.argv[2]}' (FORMAT parquet)")
    times.append(time.perf_counter() - start)
print(json.dumps({"times": times}))
"""


def faulty(fault: str) -> Path:
    """Return the table of 50 MB with faults in 1 % of its lines, made now if it is not in the cache."""
    path = CACHE / f"{fault}_50.csv"
    if not path.exists():
        pick = random.Random(1)
        header, *rows = table("mixed_50").read_text().splitlines()
        spoil = _ragged if fault == "ragged" else _stray
        spoiled = [spoil(row, pick) if pick.random() < 0.01 else row for row in rows]
        draft = path.with_suffix(".part")
        draft.write_text("\n".join([header, *spoiled]))
        draft.replace(path)
    return path


def _ragged(row: str, pick: random.Random) -> str:
    return f"{row},extra" if pick.random() < 0.5 else row.rpartition(",")[0]


def _stray(row: str, pick: random.Random) -> str:
    """Put a quote into the first field without one, as the sign for inches does."""
    first, comma, rest = row.partition(",")
    return f'{first}" x{comma}{rest}'


def read_in_this_process(path: Path, repetitions: int) -> dict[str, Any]:
    """Return the seconds that reading takes; a first repetition that is not warm is not counted."""
    times = []
    for _ in range(repetitions + (1 if repetitions > 1 else 0)):
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            (Path(folder) / ORIGINAL).symlink_to(path)
            start = time.perf_counter()
            answer = ingest(folder=folder, max_bytes=MAX_BYTES, then=[], report=_unheard)
            times.append(time.perf_counter() - start)
    return {"times": times[1:] if repetitions > 1 else times, "n_rows": answer["n_rows"]}


def _unheard(share: float, text: str) -> None:
    """Take a report of progress."""


def ours(path: Path, repetitions: int) -> dict[str, Any]:
    """Return what a fresh process measures."""
    return told_by([sys.executable, __file__, "--child", str(path), str(repetitions)])


def peak_mb(path: Path) -> int:
    """Return the largest memory of this process and the limited child in which it lets a file be read."""
    peak, done = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        me = psutil.Process()
        while not done.wait(0.05):
            family = [me, *me.children(recursive=True)]
            peak = max(peak, sum(_resident(one) for one in family))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            shutil.copy(path, Path(folder) / ORIGINAL)
            SubprocessSandbox().run(
                "hydroml.services.datasets.ingest:ingest",
                {"folder": folder, "max_bytes": MAX_BYTES, "then": []},
                timeout_s=300,
                memory_mb=3072,
            )
    finally:
        done.set()
        watcher.join()
    return round(peak / 2**20)


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def measured_reading(name: str, rounds: int) -> list[dict[str, Any]]:
    """Return one row for the clean table and, for the small one, one for each fault."""
    clean, repetitions = table(name), REPETITIONS[name]
    files = {"clean": clean} | ({fault: faulty(fault) for fault in FAULTS} if name == "mixed_50" else {})
    times: dict[str, list[float]] = {what: [] for what in (*files, "copy")}
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        for _ in range(rounds):
            for what, path in files.items():
                times[what].append(min(ours(path, repetitions)["times"]))
            if PEERS.exists():
                times["copy"].append(peer(COPY, clean, Path(folder) / "copy.parquet", repetitions))
    took = {what: statistics.median(seconds) for what, seconds in times.items() if seconds}
    rows = []
    for what, path in files.items():
        row: dict[str, Any] = {"budget": "P4", "table": name, "what": what, "seconds": round(took[what], 3)}
        row["limit"] = CLEAN_BUDGET if what == "clean" else DIRTY_BUDGET
        if "copy" in took:
            row |= {"copy_s": round(took["copy"], 3), "ratio": round(took[what] / took["copy"], 2)}
        if what == "clean":
            row["peak_mb"] = peak_mb(path)
        rows.append(row)
    return rows


def measured_look(name: str) -> dict[str, Any]:
    """Return the seconds of a first look and of counting the rows, the best of three warm ones."""
    path, nothing = table(name), overrides.parsed(None)
    looks, counts = [], []
    for _ in range(4):
        start = time.perf_counter()
        seen = csv_glance.glance(path, nothing)
        looked = time.perf_counter()
        n_rows = csv_glance.count_rows(seen.source)
        counted = time.perf_counter()
        first_look.estimate(seen, n_rows, "")
        counts.append(counted - looked)
        looks.append(looked - start + time.perf_counter() - counted)
    return {
        "budget": "P1",
        "table": name,
        "look_s": round(min(looks[1:]), 3),
        "count_s": round(min(counts[1:]), 3),
        "n_rows": n_rows,
    }


def reading_line(row: dict[str, Any]) -> str:
    """Return what is printed of one reading."""
    what = f"P4 reading of {row['table']} ({row['what']}): {row['seconds']} s"
    memory = f", process tree {row['peak_mb']} MB (budget {MEMORY_BUDGET_MB})" if "peak_mb" in row else ""
    fits = row.get("peak_mb", 0) < MEMORY_BUDGET_MB
    if "ratio" not in row:
        return f"skipped  {what}{memory}: {MISSING}"
    against = f", {row['ratio']} x DuckDB COPY of the clean file ({row['copy_s']} s; budget {row['limit']})"
    return f"{'holds' if fits and row['ratio'] <= row['limit'] else 'FAILS'}  {what}{against}{memory}"


def look_line(row: dict[str, Any]) -> str:
    """Return what is printed of a first look."""
    holds = row["look_s"] < LOOK_BUDGET_S and row["count_s"] < COUNT_BUDGET_S
    return (
        f"{'holds' if holds else 'FAILS'}  P1 first look at {row['table']} as CSV: {row['look_s']} s "
        f"(budget {LOOK_BUDGET_S}), {row['n_rows']:,} rows counted in {row['count_s']} s "
        f"(budget {COUNT_BUDGET_S})"
    )


def main() -> None:
    """Print one line for each budget, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--tables", nargs="+", choices=list(REPETITIONS), default=list(REPETITIONS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(read_in_this_process(Path(options.child[0]), int(options.child[1]))))
        return
    rows: list[dict[str, Any]] = []

    def show(row: dict[str, Any], line: Callable[[dict[str, Any]], str]) -> None:
        rows.append(row)
        if not options.json:
            print(line(row), flush=True)

    for name in options.tables:
        try:
            show(measured_look(name), look_line)
            for row in measured_reading(name, options.rounds):
                show(row, reading_line)
        except FileNotFoundError as error:
            print(f"skipped  P1, P4: {error}")
    if options.json:
        print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
