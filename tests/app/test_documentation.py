"""The generated pages of docs/ say what the code says."""

import re
from pathlib import Path

import pytest

from hydroml.app.documentation import PAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_up_to_date(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_every_code_of_a_refusal_is_documented() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    sources = [path for layer in ("app", "services") for path in (ROOT / layer).rglob("*.py")]
    literal = re.compile(r"\bcode(?:: str)? ?= ?\"([A-Z_]{4,})\"")
    codes = {code for path in sources for code in literal.findall(path.read_text(encoding="utf-8"))}
    findings = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    assert len(codes) > 50
    assert sorted(code for code in codes if f"`{code}`" not in page and code not in findings) == []
