"""The tokens: every text can be read, every shape can be seen, and pages use no colour of their own."""

import re
from pathlib import Path

import pytest

from hydroml.components.style import contrast, tokens
from hydroml.components.style.colours import SHAPE, SHAPES, TEXT, text_pairs

CSS = Path(__file__).resolve().parents[2] / "assets" / "css"


def colours(theme: str) -> dict[str, str]:
    return tokens((CSS / "tokens.css").read_text(encoding="utf-8"), theme)


def test_contrasts_are_those_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#0b62a4", "#0b62a4") == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_reaches_its_contrast_on_every_ground(theme: str) -> None:
    table = colours(theme)
    low = {pair: contrast(table[pair[0]], table[pair[1]]) for pair in text_pairs()}
    assert {pair: round(ratio, 2) for pair, ratio in low.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_shape_can_be_told_from_the_surface(theme: str) -> None:
    table = colours(theme)
    low = {shape: contrast(table[shape], table["surface"]) for shape, _ in SHAPES}
    assert {shape: round(ratio, 2) for shape, ratio in low.items() if ratio < SHAPE} == {}


def test_no_style_sheet_but_the_tokens_holds_a_colour() -> None:
    found = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])|rgba?\(", path.read_text(encoding="utf-8"))
        for path in CSS.glob("*.css")
        if path.name != "tokens.css"
    }
    assert {name: colours for name, colours in found.items() if colours} == {}
