"""The house keeps its own rules: packages, sizes, layers, documented settings."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("app", "callbacks", "components", "services")
MAX_MODULE_LINES = 400
MAX_FUNCTION_LINES = 40
MAX_PARAMETERS = 6
BANNED_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py"}
HEAVY = ("sklearn", "lightgbm", "optuna", "mlflow")


def modules() -> list[Path]:
    return sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def test_every_folder_with_code_is_a_listed_package() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    found = {
        ".".join(("hydroml", *path.parent.relative_to(ROOT).parts))
        for layer in LAYERS
        for path in (ROOT / layer).rglob("__init__.py")
    }
    assert found | {"hydroml"} == listed


def test_every_folder_with_modules_has_an_init() -> None:
    folders = {path.parent for path in modules()}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_python_file_lies_at_the_root() -> None:
    assert [path.name for path in ROOT.glob("*.py")] == ["__init__.py"]


def test_no_module_is_too_long() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {str(path): n for path, n in lines.items() if n > MAX_MODULE_LINES} == {}


def test_no_function_is_too_long() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{one.lineno} {one.name}"
        for path in modules()
        for one in functions(path)
        if (one.end_lineno or one.lineno) - one.lineno + 1 > MAX_FUNCTION_LINES
    ]
    assert long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in modules() if path.name in BANNED_NAMES] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in modules() if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


@pytest.mark.parametrize("layer", ["app.factory", "app.worker", "callbacks"])
def test_the_web_process_loads_no_library_with_openmp(layer: str) -> None:
    code = f"import sys, hydroml.{layer}; print([name for name in {HEAVY!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found.strip() == "[]"


def test_services_load_without_the_web() -> None:
    code = (
        "import sys, pkgutil, importlib, hydroml.services as s\n"
        "rooms = [m.name for m in pkgutil.iter_modules(s.__path__) if m.name != 'adapters']\n"
        "[importlib.import_module('hydroml.services.' + room) for room in rooms]\n"
        "print([n for n in ('dash', 'flask', 'plotly', 'sqlalchemy') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found.strip() == "[]"
