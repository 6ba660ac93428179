"""Every threshold that advice rests on says where it comes from."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from hydroml.services import models

ROOM = Path(models.__file__).parent
ADVISING = ("advice.py", "cost.py", "early_stopping.py", "facts.py", "recommend.py", "rules.py")
SOURCE = re.compile(
    r"\bR\d+\b|[Mm]easured|benchmarks|protocol|Source:|arXiv|scikit-learn|LightGBM"
    r"|by definition|[Aa]ssumption"
)


def thresholds(path: Path) -> Iterator[tuple[str, str]]:
    """Yield name and docstring of each number that a module names."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    for one, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(one, ast.Assign) and _is_number(one.value):
            told = after.value if isinstance(after, ast.Expr) else None
            text = told.value if isinstance(told, ast.Constant) else ""
            yield str(getattr(one.targets[0], "id", "")), str(text)


def _is_number(value: ast.expr) -> bool:
    if isinstance(value, ast.BinOp):
        return _is_number(value.left)
    return isinstance(value, ast.Constant) and isinstance(value.value, int | float)


def test_every_threshold_names_its_source() -> None:
    nameless = [
        f"{name}: {threshold}"
        for name in ADVISING
        for threshold, text in thresholds(ROOM / name)
        if not SOURCE.search(text)
    ]
    assert nameless == []


def test_there_are_thresholds_to_look_at() -> None:
    found = {threshold for name in ADVISING for threshold, _ in thresholds(ROOM / name)}
    assert {"LOW_MINORITY", "SMALL_ROWS", "MAX_FOLDS", "BYTES_PER_CELL"} <= found
