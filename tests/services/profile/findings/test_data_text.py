"""DATA_TEXT."""

from hydroml.services.profile import ColumnProfile
from hydroml.services.profile.findings.findings_target import concerns
from hydroml.tests.services.profile.findings.conftest import fixed, only, told
from hydroml.tests.support import profiles

CODE = "DATA_TEXT"


def test_sentences_are_noted_with_their_length_and_can_be_left_out(other: ColumnProfile) -> None:
    remark = ColumnProfile("remark", "text", 0, 990, stats={"mean_words": 7.6, "mean_length": 41.0})
    finding = only(told(CODE, remark))
    assert finding.severity == "info"
    assert finding.evidence == {"n_distinct": 990, "mean_words": 7.6, "mean_length": 41.0}
    assert "of 8 words on average" in finding.message
    assert fixed(finding, remark, other).features.exclude == {"remark": "free text"}


def test_labels_are_no_text() -> None:
    assert told(CODE, profiles.category("job", {"cook": 500, "smith": 500})) == []


def test_a_target_of_words_is_not_told_to_be_left_out() -> None:
    assert not concerns(only(told(CODE, profiles.odd("remark", "text", 900))), "remark")
