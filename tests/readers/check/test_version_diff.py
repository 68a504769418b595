"""What is different between two versions: pure, no database."""

import time

from readers.check import version_diff
from tests.readers.check.test_content import FROZEN, SOURCE


def told(before: str, after: str) -> str:
    signs = {"old": "-{}-", "new": "+{}+", "same": "{}"}
    return "".join(
        signs[one.kind].format(one.text) for one in version_diff.words(before, after)
    )


def test_words_that_went_and_came_stand_side_by_side():
    assert (
        told("It fell by 5 percent.", "It fell by 4 percent.") == "It fell by -5-+4+ percent."
    )


def test_all_words_of_both_texts_are_there():
    before, after = "a b  c\nd", "a x c e d"
    pieces = version_diff.words(before, after)

    assert "".join(one.text for one in pieces if one.kind != "new") == before
    assert "".join(one.text for one in pieces if one.kind != "old") == after


def test_the_same_version_differs_in_nothing():
    assert version_diff.between(FROZEN, FROZEN).is_empty


def test_rating_conclusion_text_and_sources_are_compared():
    changed = {
        **FROZEN,
        "conclusion": "It fell by 5.",
        "body": "It fell [1].\n\nA second paragraph.",
        "rating": {**FROZEN["rating"], "slug": "false", "label": "False"},
        "evidence": [SOURCE, {**SOURCE, "number": 2}],
    }

    found = version_diff.between(FROZEN, changed)

    assert (found.rating_before.label, found.rating_after.label) == ("Half true", "False")
    assert [one.part for one in found.changes] == ["Conclusion", "Text"]
    assert (found.sources_added, found.sources_gone) == ([2], [])


def test_the_desks_notes_are_no_difference():
    noted = {**FROZEN, "evidence": [{**SOURCE, "note": "another"}]}

    assert version_diff.between(FROZEN, noted).is_empty


def test_what_a_source_says_of_itself_is_compared():
    figure = {"shown": "86.6 million crowns", "period": "2026", "place": ""}
    later = {**SOURCE, "figure": figure, "interest": "A party to this."}

    changes = version_diff.between(FROZEN, {**FROZEN, "evidence": [later]}).changes

    assert [(one.part, one.pieces[0].text) for one in changes] == [
        ("Source [1], figure", "86.6 million crowns, 2026"),
        ("Source [1], interest", "A party to this."),
    ]


def test_of_a_confidential_source_nothing_is_compared():
    hidden = {**SOURCE, "confidential": True, "passage": "Other words."}

    difference = version_diff.between(FROZEN, {**FROZEN, "evidence": [hidden]})

    assert difference.changes == []


def test_calculations_and_answers_are_compared():
    asked = {
        "whom": "",
        "asked_on": "2026-03-04",
        "how": "by e-mail",
        "due_on": "2026-03-06",
        "reply": "",
        "replied_on": None,
        "not_asked_because": "",
    }
    before = {**FROZEN, "replies": [asked]}
    answered = {**asked, "replied_on": "2026-03-08", "reply": "It was the grant."}
    calculation = {"label": "Fall", "shown": "86.6 - 90.2 = -3.6"}

    changes = version_diff.between(
        before, {**before, "replies": [answered], "sums": [calculation]}
    ).changes

    assert [one.part for one in changes] == ["Calculation", "Who we asked"]
    assert changes[1].pieces[-1].text.endswith("It was the grant.")


def test_a_long_paragraph_is_compared_while_a_reader_waits():
    before = " ".join(f"Word{number % 300}" for number in range(4_000))
    after = before.replace("Word7 ", "Word8 ")
    begun = time.process_time()

    pieces = version_diff.words(before, after)

    assert time.process_time() - begun < 2
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "old") == after
