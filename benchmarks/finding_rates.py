"""How often the findings about data are right: planted faults found, and alarms where nothing is wrong.

python benchmarks/finding_rates.py [--seeds 2] [--detail] [--json]

Seeded faults are planted one at a time into the eight shared tables (where present) and five of
scikit-learn, with at most 1,500 rows and 26 columns each, and the whole way from file to findings is run.
Alarms are looked for in the untouched tables, in the columns beside a planted fault, in tables whose
columns were shuffled one by one, and in tables of rows drawn with replacement.
"""

import argparse
import json
import os
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from hydroml.benchmarks.finding_cases import FAULTS
from hydroml.benchmarks.finding_faults import Fault
from hydroml.benchmarks.finding_tables import Table, all_tables, without_structure
from hydroml.services.datasets import stored
from hydroml.services.datasets.ingest import ingest
from hydroml.services.datasets.ingest_names import ORIGINAL
from hydroml.services.findings import Finding
from hydroml.services.profile import DESCRIBE_INGESTED, Profile
from hydroml.services.profile.findings.findings_target import concerns
from hydroml.services.profile.kept import PROFILE, TargetPart, target_file
from hydroml.services.profile.target_part import describe_target

TRUE = {("beijing_pm25", "DATA_TIME_ORDER", "year")}
"""What no count tells, but is so in the untouched tables."""
OF_TARGET = ("DATA_IMBALANCE", "DATA_FEW_ROWS", "DATA_TARGET_MISSING", "DATA_TARGET_ONE_VALUE")
BESIDE = (
    "DATA_DISGUISED_MISSING",
    "DATA_IDENTIFIER",
    "DATA_MIXED_TYPES",
    "DATA_LEAK",
    "DATA_TEXT",
    "DATA_DUPLICATE_COLUMN",
)
"""Codes that may not be told of the columns beside a fault."""
SHAPES = ("DATA_OUTLIERS", "DATA_SKEW")
NEARLY_ALL, MANY_LEVELS = 0.98, 50

Found = set[tuple[str, str]]


def found_in(table: Table) -> Found:
    """Return code and column of each finding about the table, read from a file as a user would."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / ORIGINAL).write_bytes(table.csv())
        ingest(folder=place, max_bytes=10**9, then=[DESCRIBE_INGESTED], report=_unheard)
        describe_target(folder=place, name=table.target, report=_unheard)
        base = stored.read(folder / PROFILE, Profile)
        part = stored.read(folder / target_file(table.target), TargetPart)
    if base is None or part is None:
        raise RuntimeError(f"{table.name} was not described")
    general: list[Finding] = [one for one in base.findings if concerns(one, table.target)]
    return {(one.code, one.field) for one in (*part.findings, *general)}


def _unheard(share: float, text: str) -> None:
    """Take a report of progress."""


def counted(table: Table) -> Found:
    """Return the findings that plain counts of the cells prove, but for those of the target."""
    found: Found = set()
    codes: dict[bytes, str] = {}
    for name, cells in table.cells.items():
        known = [cell for cell in cells if cell != ""]
        counts = Counter(known)
        if not known or (len(counts) == 1 and len(known) == len(cells)):
            found.add(("DATA_CONSTANT", name))
            continue
        if len(known) < len(cells):
            found.add(("DATA_MISSING", name))
        if len(known) >= 50 and counts.most_common(1)[0][1] >= NEARLY_ALL * len(known):
            found.add(("DATA_NEAR_CONSTANT", name))
        if not table.is_number(name) and len(counts) > MANY_LEVELS:
            found.add(("DATA_HIGH_CARDINALITY", name))
        code = np.asarray(pd.factorize(pd.Series(cells))[0]).tobytes()
        if code in codes and len(counts) < len(known):
            found.add(("DATA_DUPLICATE_COLUMN", name))
        codes.setdefault(code, name)
    if len(set(zip(*table.cells.values(), strict=True))) < table.n_rows:
        found.add(("DATA_DUPLICATE_ROWS", ""))
    return {(code, name) for code, name in found if name != table.target}


class Tally:
    """Counts by code: planted and found, looked at and wrongly told; and what was wrong."""

    def __init__(self) -> None:
        self.planted: Counter[tuple[str, str]] = Counter()
        self.detected: Counter[tuple[str, str]] = Counter()
        self.clean: Counter[str] = Counter()
        self.alarms: Counter[str] = Counter()
        self.wrong: list[str] = []

    def fault(self, fault: Fault, where: str, *, is_found: bool) -> None:
        """Count one planted fault or near miss."""
        if not fault.is_true:
            self.clean[fault.code] += 1
            self.alarms[fault.code] += is_found
        self.planted[fault.code, fault.label] += 1
        self.detected[fault.code, fault.label] += is_found
        if is_found != fault.is_true:
            self.wrong.append(
                f"{'missed' if fault.is_true else 'alarm '} {fault.code} {fault.label}: {where}"
            )

    def alarm(self, code: str, n_clean: int, names: list[str], where: str) -> None:
        """Count columns (or tables) on which a code must not be reported."""
        self.clean[code] += n_clean
        self.alarms[code] += len(names)
        self.wrong += [f"alarm  {code} {name}: {where}" for name in names]

    def add(self, other: "Tally") -> None:
        """Add the counts of another table."""
        for mine, theirs in (
            (self.planted, other.planted),
            (self.detected, other.detected),
            (self.clean, other.clean),
            (self.alarms, other.alarms),
        ):
            mine.update(theirs)  # type: ignore[arg-type]
        self.wrong += other.wrong

    def lines(self) -> Iterator[dict[str, Any]]:
        """Return one row of figures for each code."""
        for code in dict.fromkeys(fault.code for fault in FAULTS):
            labels = [one.label for one in FAULTS if one.code == code and one.is_true]
            yield {
                "code": code,
                "detected": sum(self.detected[code, label] for label in labels),
                "planted": sum(self.planted[code, label] for label in labels),
                "alarms": self.alarms[code],
                "clean": self.clean[code],
            }


def look_for_alarms(tally: Tally, table: Table, where: str, *, is_shuffled: bool) -> Found:
    """Count what is told of a table without planted faults against what is true of it."""
    found, true = found_in(table), counted(table)
    true |= {(code, name) for of, code, name in TRUE if of == table.name and not is_shuffled}
    n = len(table.cells) - 1
    for code in dict.fromkeys(fault.code for fault in FAULTS):
        if code in OF_TARGET or (code in SHAPES and not is_shuffled):
            continue  # what is told of the target is counted by near misses; real columns do have tails
        clean = 1 if code in ("DATA_DUPLICATE_ROWS", "DATA_TIME_ORDER", "DATA_GROUPS") else n
        shaped = set(table.numbers())
        told = [
            name for one, name in found if one == code and (one, name) not in true and name != table.target
        ]
        told = [name for name in told if code not in SHAPES or name in shaped]
        tally.alarm(code, len(shaped) if code in SHAPES else clean, told, where)
        for missed in sorted(name for one, name in true if one == code and (one, name) not in found):
            tally.wrong.append(f"missed {code} {missed}: {where}")
    return found


def measure(n_seeds: int) -> Tally:
    """Plant every fault `n_seeds` times into every table it fits; two processes share the tables."""
    tally = Tally()
    os.environ["POLARS_MAX_THREADS"] = "1"  # read by the fresh processes: two threads in all
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        for part in pool.map(partial(of_table, n_seeds=n_seeds), all_tables()):
            tally.add(part)
    return tally


def of_table(table: Table, n_seeds: int) -> Tally:
    """Return the counts of one table."""
    tally = Tally()
    before = look_for_alarms(tally, table, f"{table.name} untouched", is_shuffled=False)
    for seed in range(n_seeds):
        rng = np.random.default_rng([seed, zlib.crc32(table.name.encode())])
        nothing = without_structure(table, rng)
        look_for_alarms(tally, nothing, f"{table.name} shuffled {seed}", is_shuffled=True)
        again = table.taken(rng.choice(table.n_rows, table.n_rows))
        look_for_alarms(tally, again, f"{table.name} drawn again {seed}", is_shuffled=False)
        for place in range(len(FAULTS)):
            _plant(tally, FAULTS[place], table, before, rng)
    return tally


def _plant(tally: Tally, fault: Fault, table: Table, before: Found, rng: np.random.Generator) -> None:
    planted = fault.plant(table, rng)
    if planted is None:
        return
    changed, name = planted
    expected, true = (fault.code, name), counted(changed)
    is_undone = fault.code == "DATA_NEAR_CONSTANT" and fault.is_true and expected not in true
    if expected in before or is_undone or (not fault.is_true and expected in true):
        return  # it was so before, or chance undid the fault: nothing can be learned
    found = found_in(changed)
    tally.fault(fault, f"{table.name} {name}", is_found=expected in found)
    if len(changed.cells) > len(table.cells) + 1:
        return  # what belongs to owners may be told of them
    for code in BESIDE:
        names = [one for told, one in found - before - true if told == code and one != name]
        tally.alarm(code, len(table.cells) - 1, names, f"{table.name} beside {fault.label}")


def main() -> None:
    """Print one line per code, with `--detail` also each strength and each error."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--detail", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    start = time.perf_counter()
    tally = measure(options.seeds)
    rows = list(tally.lines())
    if options.json:
        print(json.dumps(rows, indent=1))
        return
    for row in rows:
        print(
            f"{row['code']:24} detected {row['detected']:4} of {row['planted']:4}, "
            f"false alarms {row['alarms']:3} of {row['clean']:5}"
        )
    if options.detail:
        for (code, label), n in tally.planted.items():
            print(f"  {code:24} {label:32} told {tally.detected[code, label]:3} of {n:3}")
        print(*sorted(tally.wrong), sep="\n")
    print(f"{time.perf_counter() - start:.0f} s, {len(all_tables())} tables, {options.seeds} seeds")


if __name__ == "__main__":
    main()
