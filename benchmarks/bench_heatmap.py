"""Budgets P7 and P9 of the heatmap: time and size of the figure beside plotly.express of the same matrix."""

import argparse
import gzip
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import plotly.express as px
from plotly.io.json import to_json_plotly

from hydroml.components.figures import heatmap_figure
from hydroml.services.features import correlation_filter
from hydroml.services.profile import Correlations, heatmap
from hydroml.services.profile.association.matrices import (
    correlations_of_cells,
    document_of,
    read_correlations,
    write_correlations,
)

ROWS, FACTORS, SEED = 2000, 25, 20260102
WIDTHS = (300, 2000)
MAX_KB, MAX_MS, MAX_WEB_MS = 150.0, 60.0, 50.0


@dataclass(frozen=True)
class Line:
    """What came out for one budget."""

    budget: str
    words: str
    holds: bool

    def __str__(self) -> str:
        return f"{'holds  ' if self.holds else 'FAILS  '}  {self.budget} {self.words}"


def matrix(n: int) -> Correlations:
    """Return correlations of columns that follow a few common factors, and a good deal of noise."""
    rng = np.random.default_rng(SEED)
    factors = np.repeat(rng.normal(size=(FACTORS, ROWS)), -(-n // FACTORS), axis=0)[:n]
    columns = factors + rng.uniform(0.3, 3.0, (n, 1)) * rng.normal(size=(n, ROWS))
    return correlations_of_cells("pearson", [f"column {one}" for one in range(n)], np.corrcoef(columns), ROWS)


def milliseconds(action: Callable[[], object], repetitions: int) -> float:
    """Return the middle time of an action, the first time left out."""
    action()
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def drawn(kept: Correlations) -> str:
    """Return the figure as the browser gets it."""
    return str(to_json_plotly(heatmap_figure(heatmap(kept), theme="light")))


def lines(n: int, folder: Path, repetitions: int) -> list[Line]:
    """Return the budgets of a matrix of `n` columns: the figure, opening what is kept, the filter."""
    made = matrix(n)
    write_correlations(folder, made)

    def opened() -> Correlations:
        kept = read_correlations(folder, "pearson")
        if kept is None:
            raise RuntimeError("the matrix that was just written is not there")
        return kept

    kept = opened()
    ours, size = milliseconds(lambda: drawn(kept), repetitions), len(gzip.compress(drawn(kept).encode()))
    peer = milliseconds(lambda: to_json_plotly(px.imshow(kept.values)), repetitions)
    peer_size = len(gzip.compress(to_json_plotly(px.imshow(kept.values)).encode()))
    text = json.dumps(asdict(document_of(kept)))
    opening, parsing = milliseconds(opened, repetitions), milliseconds(lambda: json.loads(text), 3)
    filtering = milliseconds(lambda: correlation_filter(kept, threshold=0.8), repetitions)
    return [
        Line(
            "P7",
            f"heatmap of {n:,} columns: {size / 1000:.0f} kB gzip (budget {MAX_KB:g}), {ours:.1f} ms "
            f"(budget {MAX_MS:g}); {ours / peer:.2f} x the time and {size / peer_size:.2f} x the size of "
            f"plotly.express.imshow ({peer:.0f} ms, {peer_size / 1000:,.0f} kB)",
            size < 1000 * MAX_KB and ours < MAX_MS,
        ),
        Line(
            "P9",
            f"opening the kept matrix of {n:,} columns: {opening:.2f} ms (budget {MAX_WEB_MS:g}), "
            f"{opening / parsing:.4f} x parsing the same as JSON ({parsing:.0f} ms)",
            opening < MAX_WEB_MS,
        ),
        Line(
            "P9",
            f"leaving out correlated ones of {n:,} columns: {filtering:.1f} ms (budget {MAX_WEB_MS:g}), "
            f"{filtering / parsing:.3f} x parsing",
            filtering < MAX_WEB_MS,
        ),
    ]


def main() -> None:
    """Print one line for each budget, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--repetitions", type=int, default=9)
    options = parser.parse_args()
    found = []
    for n in WIDTHS:
        with tempfile.TemporaryDirectory() as folder:
            for line in lines(n, Path(folder), options.repetitions):
                found.append(line)
                if not options.json:
                    print(line, flush=True)
    if options.json:
        print(json.dumps([asdict(line) for line in found], indent=1))


if __name__ == "__main__":
    main()
