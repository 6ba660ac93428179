"""Roles and rules of a template are told in words."""

from hydroml.components.gallery import condition_in_words, roles_in_words, rules_in_words, validation_in_words
from hydroml.components.gallery.picture import FIT, JUDGED, split_parts
from hydroml.services.templates import builtin_templates


def test_a_role_says_what_it_must_be_and_whether_it_is_needed() -> None:
    roles = {
        "target": {"task": "binary", "minority_share": {"max": 0.2}},
        "group": {"optional": True},
        "time": {"optional": False},
    }
    assert roles_in_words(roles) == [
        ("Target", "two classes to predict, minority share is at most 0.2"),
        ("Group", "used when there is one"),
        ("Time", "required"),
    ]


def test_a_condition_reads_like_a_sentence() -> None:
    condition = {"kind": {"not_in": ["identifier", "constant"]}, "skew": {"gt": 1}}
    assert condition_in_words(condition) == "kind is not identifier or constant and skew is above 1"


def test_rules_name_models_and_metric_as_the_pages_do() -> None:
    told = dict(rules_in_words({"models": [{"key": "lightgbm_vote"}], "metric": "average_precision"}))
    assert "lightgbm_vote" not in told["Models"]
    assert told["Metric"] == "Average precision"


def test_what_is_not_known_is_shown_as_it_is_written() -> None:
    assert rules_in_words({"novel_part": {"some_key": [1, 2]}}) == [("Novel part", "some key 1, 2")]


def test_the_validation_is_told_with_its_numbers() -> None:
    told = validation_in_words({"strategy": "repeated_kfold", "n_splits": 5, "repeats": 2, "test_size": 0.2})
    assert told == "Repeated folds, 5 splits, 2 repeats, final test 20 %"


def test_every_built_in_template_can_be_told() -> None:
    for template in builtin_templates():
        config = template.config
        pairs = [*roles_in_words(config["roles"]), *rules_in_words(config["rules"])]
        assert all(name and words and "{" not in words for name, words in pairs)


def test_the_picture_shows_windows_that_grow_in_time() -> None:
    parts = split_parts("time_expanding", 3)
    fits = [next(share for share, colour in split if colour == FIT) for split in parts]
    assert fits == sorted(fits) and len(set(fits)) == 3
    assert all(abs(sum(share for share, _ in split) - 1) < 1e-9 for split in parts)


def test_the_picture_judges_each_part_of_the_rows_once() -> None:
    starts = []
    for split in split_parts("kfold", 5):
        before = 0.0
        for share, colour in split:
            if colour == JUDGED:
                starts.append(round(before, 6))
            before += share
    assert starts == [0.0, 0.2, 0.4, 0.6, 0.8]
