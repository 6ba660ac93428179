"""The frame: landmarks, stores, addresses under a prefix, pages for refusals."""

from hydroml.components import ids as page_ids
from hydroml.components.shell import error_alert, error_page, frame, not_found_page, page
from hydroml.components.shell.help import help_card
from hydroml.services.errors import FieldError, InvalidInputError, NotFoundError
from hydroml.tests.support.trees import ids, tags, text


def href(path: str) -> str:
    return f"/lab{path}"


def test_all_addresses_are_under_the_prefix() -> None:
    links = [one.href for one in tags(frame(href), "A")]
    assert all(link.startswith(("/lab/", "#")) for link in links)


def test_every_id_that_pages_rely_on_is_there_once() -> None:
    found = ids(frame(href))
    for wanted in (
        page_ids.URL,
        page_ids.PAGE,
        page_ids.THEME,
        page_ids.ALERT,
        page_ids.TOAST,
        page_ids.LIVE,
    ):
        assert found.count(wanted) == 1


def test_the_menu_is_a_labelled_landmark_with_four_pages() -> None:
    menu = tags(frame(href), "Nav")[0]
    assert menu.to_plotly_json()["props"]["aria-label"] == "Main"
    assert [text(one) for one in tags(menu, "A")] == ["Experiments", "Templates", "Datasets", "Insights"]


def test_a_page_has_one_heading_that_can_take_the_focus() -> None:
    made = page("Datasets", "None yet.", "content")
    assert [one.tabIndex for one in tags(made, "H1")] == [-1]
    assert type(made).__name__ == "Main"


def test_refusals_say_what_happened_what_to_do_and_which_fields() -> None:
    error = InvalidInputError("It cannot run.", hint="Fix it.", errors=[FieldError("/metric", "is unknown")])
    for made in (error_page(error, href), error_alert(error)):
        for part in ("It cannot run.", "Fix it.", "/metric is unknown", "INVALID_INPUT"):
            assert part in text(made)


def test_a_page_that_does_not_exist_leads_back() -> None:
    made = not_found_page(NotFoundError("There is no page at '/x'.", hint="Use the menu."), href)
    assert "There is no page at '/x'." in text(made)
    assert "/lab/" in [one.href for one in tags(made, "A")]


def test_help_tells_the_way_the_keys_and_the_words() -> None:
    told = text(help_card(href))
    for part in ("Drop a table", "Escape", "Hold-out", "The REST API"):
        assert part in told
