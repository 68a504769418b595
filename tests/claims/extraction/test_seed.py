"""A real newspaper article, pasted. It isn't ours, so it isn't in the repository."""

from pathlib import Path

import pytest

from claims.extraction import extract_statements

ARTICLE = Path(__file__).parents[4] / "shared" / "seed" / "article.txt"
pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason="The seed article is not here: ../shared/seed/article.txt."
)
LEFT_OVER = 6


@pytest.fixture(scope="module")
def reading():
    return extract_statements(ARTICLE.read_text("utf-8"))


def quoted_parts(text):
    """Every run of words between curly double marks, paragraph by paragraph."""
    for line in text.split("\n"):
        for chunk in line.split("“")[1:]:
            yield chunk.split("”")[0]


def said_with(reading, words):
    return [s for s in reading.statements if words in s.quote]


def test_all_quoted_words_are_the_presidents(reading):
    parts = list(quoted_parts(reading.text))

    speakers = {part: {s.speaker for s in said_with(reading, part)} for part in parts}

    assert len(parts) > 8
    assert all(names == {"Volodymyr Zelenskyy"} for names in speakers.values()), speakers


def test_a_quotation_over_two_paragraphs_is_one_statement(reading):
    over_two = [s for s in reading.statements if s.kind == "direct" and "\n" in s.quote]

    assert len(over_two) == 2
    assert all(len(s.parts) == 2 for s in over_two)


def test_a_fragment_in_a_reported_clause_makes_it_mixed(reading):
    first = reading.statements[0]

    assert (first.kind, first.start) == ("mixed", 0)
    assert first.quote.endswith("without involving the US")
    assert reading.text[first.speaker_start : first.speaker_end] == "the Ukrainian president"


def test_every_way_of_naming_the_president_is_the_same_person(reading):
    named = {
        reading.text[s.speaker_start : s.speaker_end]
        for s in reading.statements
        if s.speaker == "Volodymyr Zelenskyy"
    }

    assert {"The president", "Ukraine’s president", "He", "Mr Zelenskyy"} <= named


def test_what_allies_should_spend_is_an_indirect_position_with_its_number(reading):
    (statement,) = said_with(reading, "5% of GDP")

    (number,) = statement.numbers

    assert statement.quote == "NATO allies should spend 5% of GDP on defence"
    assert (statement.speaker, statement.kind) == ("Donald Trump", "indirect")
    assert statement.claim_type == "position"
    assert (number.value, number.unit, number.base) == (5, "percent", "GDP")
    assert "a figure that can be looked up: 5% of GDP" in statement.reasons
    assert any("compares with the UK" in reason for reason in statement.reasons)


def test_what_allies_should_spend_ranks_near_the_top(reading):
    ranked = sorted(reading.statements, key=lambda s: -s.worth)

    assert said_with(reading, "5% of GDP")[0] in ranked[:3]


def test_ending_the_war_is_a_promise(reading):
    (statement,) = said_with(reading, "he will end the war")

    assert statement.quote == "he will end the war in Ukraine"
    assert (statement.speaker, statement.claim_type) == ("Donald Trump", "promise")


def test_analysts_speak_too_and_the_broadcaster_only_asks(reading):
    speakers = {s.speaker for s in reading.statements}

    assert "Analysts" in speakers
    assert "Sky News" not in speakers


def test_left_over_lines_are_neither_text_nor_statements(reading):
    spans = reading.left_over

    assert len(spans) == LEFT_OVER
    assert all("\n" not in reading.text[start:end] for start, end in spans)
    assert not any(
        s.start < end and start < s.end for s in reading.statements for start, end in spans
    )
