"""The verb of a clause after "as" is said of its own subject, not of the main clause's."""

import pytest

from claims.extraction import extract_statements


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Rolfe sat still as Dr Wiremu Hape, the last witness, told the court it rained.",
            "Wiremu Hape",
        ),
        ("Tom Brady smiled as his former wife said that he had lied.", "his former wife"),
        ("As chair of the board, Ann Lee said that it was over.", "Ann Lee"),
        ("Tom Brady worked as a driver and said he was tired.", "Tom Brady"),
        ("Tom Brady, who served as mayor, said it was over.", "Tom Brady"),
    ],
)
def test_the_noun_after_as_is_the_subject_where_a_finite_verb_lacks_one(text, speaker):
    assert [one.speaker for one in extract_statements(text).statements if one.cue] == [speaker]
