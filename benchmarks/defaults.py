"""The proposed configuration, launched without an edit, against the defaults of peers.

make bench-defaults, or: python benchmarks/defaults.py [--data ../shared/datasets] [--only titanic,ames]

Each table is divided into shuffled folds, five below 10,000 rows, else three; a table that the manifest
says to split by time is divided into three expanding windows, because shuffled rows of a series are
answered by their neighbours in time, which no forecast has. Folds are equal for everybody.
hydroml is given the training rows as a CSV file, as a user would give it: it reads them, proposes a
configuration, compares the proposed models on folds of its own and fits the best one. The only
change is that no final test set is kept back, because the fold itself is that. Peers are
scikit-learn's random forest, LightGBM, both with the library's values, and FLAML's zero-shot
LightGBM; they are given columns for levels up to 20, else codes, and missing values as they are
(the forest: the median).

The error is 1 - AUC for two classes, log loss for more (probabilities of at least 1e-6), RMSE for
numbers, mean over folds; the gain is the share of the forest's error that is saved. Processor time
with one thread is told as multiples of the forest's: of the fit that is handed over, and of the
whole run with its comparison.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import KFold, StratifiedKFold, TimeSeriesSplit
from threadpoolctl import threadpool_limits

from hydroml.app.build import House, build
from hydroml.app.cli.run import upload
from hydroml.app.settings import Settings
from hydroml.benchmarks.peers import MISSING, PEERS, ROOT, told_by
from hydroml.services.access import LOCAL_USER
from hydroml.services.datasets import Dataset
from hydroml.services.experiments import ExperimentConfig
from hydroml.services.training import run_experiment
from hydroml.services.training.data import read_columns
from hydroml.services.vocabulary import Task

PEER = ROOT / "benchmarks" / "peer_defaults.py"
SEED = 5
FEW_ROWS = 10_000
MAX_LEVELS = 20
WINDOWS = 3
FLOOR = 1e-6
OURS = "hydroml"
FOREST = "random_forest"
GOALS = {"mean": 0.07, "worst": -0.03}

Answers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Table:
    """A reference table as text, the target as class numbers or numbers, and the classes.

    `is_in_time` is what the manifest says of how the table is to be divided.
    """

    name: str
    task: Task
    target: str
    frame: pd.DataFrame
    answers: NDArray[Any]
    classes: tuple[str, ...]
    is_in_time: bool


@dataclass(frozen=True, eq=False)
class Fitted:
    """What somebody says of the rows that judge, processor seconds of the fit and of all work."""

    answers: Answers
    fit_s: float
    all_s: float
    what: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "datasets")
    parser.add_argument("--only", default="", help="names of tables, with commas")
    options = parser.parse_args()
    if not PEERS.exists():
        raise SystemExit(MISSING)
    wanted = set(filter(None, options.only.split(",")))
    found = []
    for table in tables(options.data):
        if not wanted or table.name in wanted:
            found += judged(table)
    report(pd.DataFrame(found))


def tables(folder: Path) -> Iterator[Table]:
    """Yield the reference tables without the columns that the manifest sets aside."""
    for entry in json.loads((folder / "manifest.json").read_text()):
        frame = pd.read_csv(folder / entry["file"], dtype=str, keep_default_na=False)
        known = ~frame[entry["target"]].isin(["", "NA"])
        frame = frame[known].drop(columns=entry.get("drop") or [], errors="ignore").reset_index(drop=True)
        told, classes = frame[entry["target"]], ()
        if entry["task"] == "regression":
            answers = told.to_numpy(float)
        else:
            answers, names = pd.factorize(told, sort=True)
            classes = tuple(names)
        is_in_time = entry.get("split") == "time"
        yield Table(entry["name"], entry["task"], entry["target"], frame, answers, classes, is_in_time)


def judged(table: Table) -> list[dict[str, Any]]:
    """Return a row for each fold and participant: error and seconds."""
    rows = []
    for number, (train, test) in enumerate(folds(table)):
        fitted = {OURS: ours(table, train, test), **peers(table, train, test)}
        for name, one in fitted.items():
            error = loss(table, test, one.answers)
            rows.append(
                {"table": table.name, "who": name, "error": error, "fit_s": one.fit_s, "all_s": one.all_s}
            )
        errors = ", ".join(f"{row['who']} {row['error']:.5g}" for row in rows[-len(fitted) :])
        print(f"{table.name} fold {number + 1}: {errors}; took {fitted[OURS].what}", flush=True)
    return rows


def folds(table: Table) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    if table.is_in_time:
        yield from TimeSeriesSplit(WINDOWS).split(table.frame)
        return
    n_splits = 5 if len(table.frame) < FEW_ROWS else 3
    if table.classes:
        yield from StratifiedKFold(n_splits, shuffle=True, random_state=SEED).split(
            table.frame, table.answers
        )
    else:
        yield from KFold(n_splits, shuffle=True, random_state=SEED).split(table.frame)


def ours(table: Table, train: NDArray[np.intp], test: NDArray[np.intp]) -> Fitted:
    """Propose and run on the training rows, as a user who changes nothing; answer for the others."""
    with tempfile.TemporaryDirectory() as folder:
        house = build(Settings(home=Path(folder)), lambda: LOCAL_USER)
        house.database.upgrade()
        began = time.process_time()
        learned = _uploaded(house, table.frame.iloc[train], Path(folder) / "train.csv")
        config = _proposed(house, learned, table)
        given = house.services.datasets.table(learned)
        kinds = {column.name: column.kind for column in learned.columns}
        trained = run_experiment(
            config, given, kinds, report=_ignore, log=_ignore, is_cancelled=lambda: False
        )
        all_s = time.process_time() - began
        names = list(config.features.include)
        seen = read_columns(given, names)
        labels = read_columns(given, [table.target])[table.target].astype(str if table.classes else float)
        judge = _uploaded(house, table.frame.iloc[test], Path(folder) / "test.csv")
        unseen = read_columns(house.services.datasets.table(judge), names)
        house.database.dispose()
    pipeline = trained.pipeline
    fit_s = _fit_seconds(clone(pipeline), seen, labels)
    best = trained.result.leaderboard[0].model
    if not table.classes:
        return Fitted(np.asarray(pipeline.predict(unseen), float), fit_s, all_s, best)
    shares = np.zeros((len(test), len(table.classes)))
    places = [table.classes.index(str(label)) for label in pipeline.classes_]
    shares[:, places] = pipeline.predict_proba(unseen)
    return Fitted(shares, fit_s, all_s, best)


def _uploaded(house: House, frame: pd.DataFrame, path: Path) -> Dataset:
    frame.to_csv(path, index=False)  # text as it stands in the original
    return house.services.datasets.get(LOCAL_USER, upload(house, path))


def _proposed(house: House, dataset: Dataset, table: Table) -> ExperimentConfig:
    config = house.services.experiments.suggest(LOCAL_USER, dataset.id, target=table.target)
    everything = config.validation.model_copy(update={"test_size": 0.0})
    return config.model_copy(update={"validation": everything})


def _ignore(told: object) -> None:
    """Take what a run reports; nobody watches."""


def _fit_seconds(pipeline: Any, frame: pd.DataFrame, labels: pd.Series) -> float:
    with threadpool_limits(1):
        began = time.process_time()
        pipeline.fit(frame, labels)
        return time.process_time() - began


def peers(table: Table, train: NDArray[np.intp], test: NDArray[np.intp]) -> dict[str, Fitted]:
    """Fit the peers on the same rows, in the environment of the peers."""
    with tempfile.TemporaryDirectory() as folder:
        split, answers = Path(folder) / "split.npz", Path(folder) / "answers.npz"
        features = table.frame.drop(columns=table.target)
        seen, unseen = encoded(features.iloc[train], features.iloc[test])
        np.savez(split, train=seen, test=unseen, target=table.answers[train], seed=SEED)
        told = told_by([str(PEERS), "-W", "ignore", str(PEER), str(split), str(answers)])
        given = np.load(answers)
        return {name: Fitted(given[name], took, took) for name, took in told["seconds"].items()}


def encoded(train: pd.DataFrame, test: pd.DataFrame) -> tuple[Answers, Answers]:
    """Return both parts as numbers, missing as NaN; levels are those of the training part.

    A column is one of numbers when every training value reads as one; else it becomes a column per
    level up to `MAX_LEVELS` levels, above that codes, unknown levels -1.
    """
    seen, unseen = [], []
    for name in train:
        parts = [one[name].where(~one[name].isin(["", "NA"])) for one in (train, test)]
        numbers = [pd.to_numeric(one, errors="coerce") for one in parts]
        levels = pd.Index(parts[0].dropna().unique())
        if numbers[0].notna().equals(parts[0].notna()):
            coded = [one.to_numpy(float)[:, None] for one in numbers]
        elif len(levels) <= MAX_LEVELS:
            coded = [(one.to_numpy()[:, None] == levels.to_numpy()).astype(float) for one in parts]
        else:
            coded = [levels.get_indexer(one).astype(float)[:, None] for one in parts]
        seen.append(coded[0])
        unseen.append(coded[1])
    return np.hstack(seen), np.hstack(unseen)


def loss(table: Table, test: NDArray[np.intp], answers: Answers) -> float:
    """Return 1 - AUC, log loss or RMSE, by task."""
    actual = table.answers[test]
    if table.task == "regression":
        return float(np.sqrt(np.mean((answers - actual) ** 2)))
    if table.task == "binary":
        return 1 - float(roc_auc_score(actual, answers[:, 1]))
    clipped = np.clip(answers, FLOOR, 1)
    shares = clipped / clipped.sum(axis=1, keepdims=True)
    return float(log_loss(actual, shares, labels=np.arange(len(table.classes))))


def report(rows: pd.DataFrame) -> None:
    """Print gain over the forest by table, its mean and worst, mean ranks and processor time."""
    errors, fits, everything = (_by_table(rows, value) for value in ("error", "fit_s", "all_s"))
    gains = 1 - errors.div(errors[FOREST], axis=0)
    ranks: pd.Series = errors.rank(axis=1).mean()
    print((100 * gains).round(1).to_string())
    print("\n{:16}{:>8}{:>8}{:>8}{:>8}".format("", "mean %", "worst %", "rank", "cpu x"))
    times = fits.div(fits[FOREST], axis=0).median()
    for who in map(str, gains):
        row = (100 * gains[who].mean(), 100 * gains[who].min(), ranks[who], times[who])
        print("{:16}{:8.1f}{:8.1f}{:8.2f}{:8.2f}".format(who, *row))
    whole = (everything[OURS] / fits[FOREST]).median()
    print(f"the whole run, from reading the file to the last fit: {whole:.1f} x the forest's fit (median)")
    is_first = bool(ranks.idxmin() == OURS)
    held = gains[OURS].mean() >= GOALS["mean"] and gains[OURS].min() >= GOALS["worst"] and is_first
    goals = f"gain >= {GOALS['mean']:.0%}, worst >= {GOALS['worst']:.0%}, first in rank"
    print(f"{goals}: {'holds' if held else 'MISSED'}")


def _by_table(rows: pd.DataFrame, value: str) -> pd.DataFrame:
    """Return the means over folds, a row for each table and a column for each participant."""
    return rows.pivot_table(value, index="table", columns="who", sort=False)


if __name__ == "__main__":
    main()
