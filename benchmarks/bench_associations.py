"""Budgets P5 and P6: correlations, associations and mutual information beside their peers, in one run."""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from scipy.stats import spearmanr
from sklearn.feature_selection import mutual_info_classif, mutual_info_regression

from hydroml.benchmarks.peers import MISSING, PEERS, told_by
from hydroml.benchmarks.tables import table
from hydroml.benchmarks.truth import truth
from hydroml.services.profile.association.associations import MAX_LEVELS, associations
from hydroml.services.profile.association.codes import labels, numbers
from hydroml.services.profile.association.importance import importances
from hydroml.services.profile.association.products import correlations_of
from hydroml.services.profile.association.ranks import average_ranks
from hydroml.services.profile.association.scaled import scaled

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HYDROML_SHARED", ROOT.parent / "shared")) / "datasets"
MISSING_SHARE = 0.05
LEFT_OUT = ["record_id", "created_at", "cat_5000"]
WIDE = "1,000 columns x 20,000 rows"
MIXED = "27 columns x 230,000 rows"
SMALL_ROWS = 8000
FEW_VALUES = 50


@dataclass(frozen=True)
class Line:
    """What came out for one budget; `holds` is None where the peer is missing."""

    budget: str
    words: str
    holds: bool | None

    def __str__(self) -> str:
        mark = {True: "holds  ", False: "FAILS  ", None: "skipped"}[self.holds]
        return f"{mark}  {self.budget} {self.words}"


def seconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def correlations(repetitions: int) -> Iterator[Line]:
    """Compare with one product of a float32 matrix with itself, the least such work can take.

    All are done in turn, again and again; the shortest time of each counts.
    """
    frame = pl.read_parquet(table("wide_20000x1000", "parquet")).drop("target", "target_num")
    columns = np.ascontiguousarray(frame.to_numpy().T)
    holes = columns.copy()
    holes[np.random.default_rng(0).random(holes.shape) < MISSING_SHARE] = np.nan
    single = columns.astype(np.float32)
    actions: dict[str, Callable[[], object]] = {
        "product": lambda: single @ single.T,
        "Pearson": lambda: correlations_of(scaled(columns)),
        "Pearson, 5 % missing": lambda: correlations_of(scaled(holes)),
        "Spearman": lambda: correlations_of(scaled(columns, average_ranks)),
    }
    times = {name: float("inf") for name in actions}
    for _ in range(repetitions):
        for name, action in actions.items():
            times[name] = min(times[name], seconds(action))
    for name, budget in (("Pearson", 3), ("Pearson, 5 % missing", 12), ("Spearman", 8)):
        ratio = times[name] / times["product"]
        peer = f"one float32 product ({times['product']:.2f} s), budget {budget}"
        yield Line("P5", f"{name}, {WIDE}: {times[name]:.2f} s, {ratio:.1f} x {peer}", ratio <= budget)


def mixed(repetitions: int) -> Iterator[Line]:
    """Compare with phik, which runs in a Python of its own."""
    path = table("mixed_50", "parquet")
    frame = pl.read_parquet(path).drop(LEFT_OUT)
    names = [name for name in frame.columns if name.startswith(("num", "int"))]
    others = [name for name in frame.columns if name not in names]

    def ours() -> None:
        values = scaled(np.array([numbers(frame[name]) for name in names]))
        associations(values, [labels(frame[name], MAX_LEVELS) for name in others])

    took = min(seconds(ours) for _ in range(repetitions))
    words = f"mixed kinds, {MIXED}: {took:.2f} s"
    if not PEERS.exists():
        yield Line("P5", f"{words}; {MISSING}", None)
        return
    script = ROOT / "benchmarks" / "peer_phik.py"
    options = map(json.dumps, (LEFT_OUT, names))
    peer = float(told_by([str(PEERS), str(script), str(path), *options])["seconds"])
    ratio = peer / took
    yield Line("P5", f"{words}, {ratio:.0f} x faster than phik ({peer:.1f} s), budget 20", ratio >= 20)


def information(repetitions: int) -> Iterator[Line]:
    """Compare with scikit-learn's nearest neighbours: time, and rank correlation with the truth."""
    frame = pl.read_parquet(table("wide_20000x1000", "parquet"))
    features = [(name, frame[name]) for name in frame.columns[:-2]]
    matrix = frame.drop("target", "target_num").to_numpy()
    for name, kind, nearest in (
        ("target", "classes", mutual_info_classif),
        ("target_num", "regression", mutual_info_regression),
    ):
        took, found = float("inf"), {}
        for _ in range(repetitions):
            start = time.perf_counter()
            items = importances(features, frame[name])
            took = min(took, time.perf_counter() - start)
            found = {item.name: item.score for item in items}
        start = time.perf_counter()
        theirs = nearest(matrix, frame[name].to_numpy(), random_state=0, n_jobs=2)
        peer = time.perf_counter() - start
        words = f"mutual information with noise floor ({kind}), {WIDE}: {took:.2f} s"
        faster = f"{peer / took:.0f} x faster than scikit-learn's k-NN ({peer:.0f} s), budget 60"
        yield Line("P6", f"{words}, {faster}", peer / took >= 60)
        ours = np.array([found[feature] for feature, _ in features])
        yield closeness(kind, truth()[name], ours, theirs)


def closeness(kind: str, known: np.ndarray, ours: np.ndarray, theirs: np.ndarray) -> Line:
    """Compare both with what a million rows say."""
    near, peer = (float(spearmanr(known, one).statistic) for one in (ours, theirs))
    best = set(np.argsort(-known)[:50])
    hits = [len(best & set(np.argsort(-one)[:50])) for one in (ours, theirs)]
    words = f"closeness to 1,000,000 rows ({kind}): rank correlation {near:.2f}, k-NN {peer:.2f}"
    return Line("P6", f"{words}; of the true top 50 found {hits[0]}, k-NN {hits[1]}", near >= peer)


def agreement() -> Iterator[Line]:
    """Compare the order of the features of small real tables with that of the nearest neighbours."""
    if not SHARED.is_dir():
        yield Line("P6", "agreement on small tables: there are none beside the repository", None)
        return
    found = {told["name"]: agreed(told) for told in json.loads((SHARED / "manifest.json").read_text())}
    each = ", ".join(f"{name} {value:.2f}" for name, value in found.items())
    middle = float(np.median(list(found.values())))
    words = f"agreement with k-NN on small tables: median rank correlation {middle:.2f}, budget 0.92 ({each})"
    yield Line("P6", words, middle >= 0.92)


def agreed(told: dict[str, Any]) -> float:
    """Return the rank correlation of both scores over the features of one table."""
    frame = pl.read_csv(SHARED / told["file"], infer_schema_length=None, null_values=["NA", ""])
    frame = frame.drop_nulls(told["target"]).drop(told.get("drop", []), strict=False)
    frame = frame.sample(SMALL_ROWS, seed=0) if len(frame) > SMALL_ROWS else frame
    target = frame[told["target"]]
    usable = [column for column in frame.drop(told["target"]) if column.null_count() < len(frame)]
    items = importances([(column.name, column) for column in usable], target)
    ours = {item.name: item.score for item in items}
    codes = np.column_stack([filled(column) for column in usable])
    discrete = [not column.dtype.is_float() and column.n_unique() <= FEW_VALUES for column in usable]
    discrete = [few or column.dtype == pl.String for few, column in zip(discrete, usable, strict=True)]
    if told["task"] == "regression":
        aim, nearest = target.cast(pl.Float64).to_numpy(), mutual_info_regression
    else:
        aim, nearest = target.cast(pl.String).to_numpy(), mutual_info_classif
    theirs = nearest(codes, aim, discrete_features=np.array(discrete), random_state=0)
    return float(spearmanr([ours[column.name] for column in usable], theirs).statistic)


def filled(column: pl.Series) -> np.ndarray:
    """Return numbers for the nearest neighbours, which take no missing cell: the median, or a label."""
    if column.dtype.is_numeric():
        return column.cast(pl.Float64).fill_null(column.median()).to_numpy()
    return column.cast(pl.String).fill_null("?").rank("dense").to_numpy().astype(float)


PARTS: dict[str, Callable[[int], Iterator[Line]]] = {
    "correlations": correlations,
    "mixed": mixed,
    "information": information,
    "agreement": lambda repetitions: agreement(),
}


def main() -> None:
    """Print one line for each budget, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--only", choices=PARTS, action="append")
    options = parser.parse_args()
    lines = []
    for name in options.only or PARTS:
        try:
            for line in PARTS[name](options.repetitions):
                lines.append(line)
                if not options.json:
                    print(line, flush=True)
        except FileNotFoundError as error:
            lines.append(Line(name, str(error), None))
            if not options.json:
                print(lines[-1], flush=True)
    if options.json:
        print(json.dumps([asdict(line) for line in lines], indent=1))


if __name__ == "__main__":
    main()
