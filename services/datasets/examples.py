"""Three tables that scikit-learn ships, written as ordinary CSV files; scikit-learn is not imported."""

import csv
import gzip
import io
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from ..errors import NotFoundError, UnavailableError
from .records import Example

EXAMPLES = (
    Example(
        "breast_tumours",
        "Breast tumours",
        "Is a tumour malignant, judged by measurements of its cell nuclei?",
        569,
        31,
        "binary",
        "diagnosis",
    ),
    Example(
        "diabetes_progress",
        "Diabetes progress",
        "How far will the disease have progressed after one year?",
        442,
        11,
        "regression",
        "progression",
    ),
    Example(
        "wine_cultivars",
        "Wine cultivars",
        "From which of three cultivars is a wine, judged by its chemistry?",
        178,
        14,
        "multiclass",
        "cultivar",
    ),
)

_NUCLEUS = (
    "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave_points",
    "symmetry", "fractal_dimension",
)  # fmt: skip
_TUMOURS = [f"{part}_{what}" for part in ("mean", "error", "worst") for what in _NUCLEUS]
_WINE = [
    "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
    "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue", "od280_od315", "proline",
]  # fmt: skip
_DIABETES = [
    "age", "sex", "body_mass_index", "blood_pressure", "total_cholesterol", "ldl", "hdl",
    "cholesterol_ratio", "triglycerides_log", "glucose", "progression",
]  # fmt: skip


def find(key: str) -> Example:
    """Return the example called `key`.

    Raises
    ------
    NotFoundError
        If there is none.
    """
    for example in EXAMPLES:
        if example.key == key:
            return example
    known = ", ".join(example.key for example in EXAMPLES)
    raise NotFoundError(f"There is no example '{key}'.", hint=f"The examples are {known}.")


def content(example: Example) -> bytes:
    """Return the example as a CSV file with a header, in UTF-8."""
    makers: dict[str, Callable[[], Iterable[Iterable[str]]]] = {
        "breast_tumours": lambda: _labelled("breast_cancer.csv", [*_TUMOURS, "diagnosis"]),
        "wine_cultivars": lambda: _labelled("wine_data.csv", [*_WINE, "cultivar"]),
        "diabetes_progress": _diabetes,
    }
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(makers[example.key]())
    return out.getvalue().encode()


def _labelled(file: str, header: list[str]) -> Iterable[list[str]]:
    """Yield header and rows, the class number in the last column replaced by its name."""
    first, *rows = csv.reader((_folder() / file).read_text(encoding="utf-8").splitlines())
    labels = first[2:]
    yield header
    for row in rows:
        yield [*row[:-1], labels[int(row[-1])]]


def _diabetes() -> Iterable[list[str]]:
    rows = _unzipped("diabetes_data_raw.csv.gz")
    targets = _unzipped("diabetes_target.csv.gz")
    yield _DIABETES
    for row, target in zip(rows, targets, strict=True):
        yield [*row.split(), f"{float(target):g}"]


def _unzipped(file: str) -> list[str]:
    return gzip.decompress((_folder() / file).read_bytes()).decode("ascii").splitlines()


def _folder() -> Path:
    found = find_spec("sklearn")
    if found is None or not found.submodule_search_locations:
        raise UnavailableError("The examples come with scikit-learn, which is missing.")
    return Path(found.submodule_search_locations[0]) / "datasets" / "data"
