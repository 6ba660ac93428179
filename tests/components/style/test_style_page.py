"""The page of the style shows what pages use, tells contrasts that fail, and wires nothing."""

from collections import Counter
from pathlib import Path

from hydroml.components.style import style_page, tokens
from hydroml.components.wizard import ids as wizard_ids
from hydroml.tests.support.trees import ids, tags, text

CSS = (Path(__file__).resolve().parents[3] / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
COLOURS = {theme: tokens(CSS, theme) for theme in ("light", "dark")}


def test_no_id_occurs_twice_and_none_is_that_of_a_live_wizard() -> None:
    found = Counter(ids(style_page(COLOURS, str, theme="light")))
    assert [name for name, n in found.items() if n > 1] == []
    assert {wizard_ids.NEXT, wizard_ids.LAUNCH, wizard_ids.RAIL, wizard_ids.QUICK_LAUNCH}.isdisjoint(found)


def test_labels_and_descriptions_point_at_what_is_there() -> None:
    page = style_page(COLOURS, str, theme="dark")
    there = set(ids(page))
    assert {one.htmlFor for one in tags(page, "Label") if getattr(one, "htmlFor", None)} <= there
    described = [one.to_plotly_json()["props"].get("aria-describedby") for one in tags(page, "Button")]
    assert {name for name in described if name} <= there


def test_a_contrast_that_is_too_low_is_named() -> None:
    assert "too low" not in text(style_page(COLOURS, str, theme="light"))
    pale = {**COLOURS, "light": {**COLOURS["light"], "text-3": "#c0c0c0"}}
    assert "too low" in text(style_page(pale, str, theme="light"))
