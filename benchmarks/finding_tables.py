"""The tables in which faults are planted, and what is true of them before."""

import csv
import io
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import datasets as shipped

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("HYDROML_SHARED", ROOT.parent / "shared")) / "datasets"
MAX_ROWS, MAX_COLUMNS = 1_500, 25

Cells = dict[str, list[str]]


@dataclass(frozen=True)
class Table:
    """A table as cells of text, its target and task; `n_rows` rows in each column."""

    name: str
    cells: Cells
    target: str
    task: str

    @property
    def n_rows(self) -> int:
        return len(self.cells[self.target])

    def with_column(self, name: str, cells: list[str], *, first: bool = False) -> "Table":
        """Return the table with a column added or replaced."""
        if name in self.cells or not first:
            return replace(self, cells=self.cells | {name: cells})
        return replace(self, cells={name: cells, **self.cells})

    def taken(self, rows: "np.ndarray | list[int]") -> "Table":
        """Return the table with these rows, in this order."""
        return replace(self, cells={name: [one[i] for i in rows] for name, one in self.cells.items()})

    def csv(self) -> bytes:
        """Return the table as a file."""
        out = io.StringIO()
        lines = csv.writer(out)
        lines.writerow(self.cells)
        lines.writerows(zip(*self.cells.values(), strict=True))
        return out.getvalue().encode()

    def numbers(self) -> list[str]:
        """Return the columns that hold numbers, beside the target, with more than 20 values."""
        return [name for name in self._features() if self.is_number(name) and self.n_values(name) > 20]

    def labels(self) -> list[str]:
        """Return the columns of words, beside the target, with 2 to 20 values."""
        found = (name for name in self._features() if not self.is_number(name))
        return [name for name in found if 2 <= self.n_values(name) <= 20]

    def n_values(self, name: str) -> int:
        """Return the number of different cells that are not empty."""
        return len(set(self.cells[name]) - {""})

    def is_number(self, name: str) -> bool:
        """Tell whether all cells are numbers or empty."""
        known = [cell for cell in self.cells[name] if cell != ""]
        return bool(known) and bool(pd.to_numeric(pd.Series(known), errors="coerce").notna().all())

    def amounts(self, name: str) -> np.ndarray:
        """Return the numbers of a column, shape (n_rows,), NaN where empty."""
        return pd.to_numeric(pd.Series(self.cells[name]), errors="coerce").to_numpy(float)

    def _features(self) -> list[str]:
        return [name for name in self.cells if name != self.target]


def all_tables() -> list[Table]:
    """Return the shared tables, where they are at hand, and those of scikit-learn, without row numbers."""
    return [*shared_tables(), *shipped_tables()]


def shared_tables() -> list[Table]:
    """Return the eight shared tables without the columns to be dropped."""
    if not (SHARED / "manifest.json").is_file():
        return []
    found = []
    for entry in json.loads((SHARED / "manifest.json").read_text()):
        frame = pd.read_csv(SHARED / entry["file"], dtype=str, keep_default_na=False)
        frame = frame.drop(columns=entry.get("drop") or [])
        frame = frame[~frame[entry["target"]].isin(("", "NA"))]
        found.append(_made(entry["name"], frame, entry["target"], entry["task"]))
    return found


def shipped_tables() -> list[Table]:
    """Return five tables of scikit-learn; classes are given by name."""
    found = []
    for name, load, task in (
        ("iris", shipped.load_iris, "multiclass"),
        ("wine", shipped.load_wine, "multiclass"),
        ("breast_cancer", shipped.load_breast_cancer, "binary"),
        ("digits", shipped.load_digits, "multiclass"),
        ("diabetes", shipped.load_diabetes, "regression"),
    ):
        bunch = load(as_frame=True)
        frame = bunch.frame.round(6)
        if name in ("iris", "wine", "breast_cancer"):
            frame["target"] = [bunch.target_names[code] for code in bunch.target]
        found.append(_made(name, frame.astype(str), "target", task))
    return found


def _made(name: str, frame: pd.DataFrame, target: str, task: str) -> Table:
    rng = np.random.default_rng(1)
    others = [str(column) for column in frame if column != target]
    kept = set(rng.permutation(others)[:MAX_COLUMNS]) | {target}
    frame = frame[[column for column in frame if column in kept]]
    rows = np.sort(rng.choice(len(frame), min(len(frame), MAX_ROWS), replace=False))
    part = frame.iloc[rows].replace({"NA": "", "NaN": "", "nan": ""})
    return Table(name, {str(column): part[column].tolist() for column in part}, target, task)


def without_structure(table: Table, rng: np.random.Generator) -> Table:
    """Return a table of which nothing is true: each column shuffled alone, numbers made normal.

    Numbers of more than 20 values become the normal quantiles of their ranks, so that they have no
    outliers and no tail. The kinds and the shares of empty cells stay.
    """
    cells: Cells = {}
    numbers = set(table.numbers())
    for name, column in table.cells.items():
        order = rng.permutation(table.n_rows)
        values = [column[i] for i in order]
        if name in numbers:
            known = [i for i, cell in enumerate(values) if cell != ""]
            drawn = rng.normal(50, 10, len(known))
            for place, amount in zip(known, drawn, strict=True):
                values[place] = f"{amount:.4f}"
        cells[name] = values
    return replace(table, cells=cells)
