"""Times phik on the mixed table; run by `bench_associations.py` with a Python that has phik."""

import json
import sys
import time
from typing import Any

import pandas as pd
import phik  # noqa: F401


def main(path: str, left_out: list[str], numbers: list[str]) -> None:
    """Print the seconds that the matrix takes."""
    frame: Any = pd.read_parquet(path).drop(columns=left_out)
    start = time.perf_counter()
    matrix = frame.phik_matrix(interval_cols=numbers)
    print(json.dumps({"seconds": time.perf_counter() - start, "columns": len(matrix)}))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3]))
