"""Makes the big tables of the benchmarks once and keeps them in a cache outside the repository."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GENERATOR = Path(os.environ.get("HYDROML_BENCH_DATA", ROOT.parent / "shared" / "bench")) / "make_data.py"
CACHE = Path(tempfile.gettempdir()) / "hydroml-bench"
RECIPES = {
    "mixed_50": ("mixed", "--target-mb", "50"),
    "mixed_1000": ("mixed", "--target-mb", "1000"),
    "wide_20000x1000": ("wide", "--rows", "20000", "--features", "1000"),
}


def table(name: str, extension: str = "csv") -> Path:
    """Return the file of a table, made now if it is not in the cache.

    Parameters
    ----------
    name : one of `RECIPES`
    extension : ``csv``, ``parquet`` or, for mixed tables, ``ndjson``

    Raises
    ------
    FileNotFoundError
        When the file has to be made and there is no ``make_data.py`` to make it.
    """
    path = CACHE / f"{name}.{extension}"
    if not path.exists():
        _make(name, extension)
    return path


def _make(name: str, extension: str) -> None:
    """Run the generator in a folder of its own and move what it wrote, so that a file appears whole."""
    if not GENERATOR.is_file():
        raise FileNotFoundError(
            f"no generator of tables at {GENERATOR}; set HYDROML_BENCH_DATA to its folder"
        )
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        arguments = [*RECIPES[name], "--formats", extension, "--name", name]
        told = subprocess.DEVNULL
        subprocess.run([sys.executable, str(GENERATOR), "--out", folder, *arguments], check=True, stdout=told)
        for made in Path(folder).iterdir():
            if not (CACHE / made.name).exists():
                made.replace(CACHE / made.name)
