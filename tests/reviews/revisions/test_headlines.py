"""Quotation marks are around words that were said, letter for letter, and around no others."""

import pytest

from reviews.revisions.headlines import headline, is_verbatim


def frozen(text, *, quote="", kind="direct", name="Mara Brook", conclusion="", body=""):
    said = {"quote": quote, "kind": kind, "before": "", "after": ""} if quote else None
    return {
        "claim": {"text": text},
        "claimant": {"name": name, "slug": "mara-brook"},
        "said": said,
        "conclusion": conclusion,
        "body": body,
        "evidence": [],
    }


def shown(text, **more) -> str:
    return str(headline(frozen(text, **more)))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("We have not closed one school.", "We have not closed one school"),
        ("We have not closed one school", "We have not closed one school. Not one."),
        ("Not one", "We have not closed one school. Not one."),
        ("We  have\nnot closed one school", "Ask anyone! We have not closed one school."),
        ("Who pays?", "Who pays? We do."),
    ],
)
def test_whole_sentences_of_a_direct_statement_are_in_marks(text, quote):
    assert is_verbatim(text, quote)
    assert shown(text, quote=quote) == f"“{text.rstrip('.')}”"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("I will resign", "I will resign if we lose"),
        ("Crime doubled", "It is not true that Crime doubled"),
        ("we have not closed one school", "We have not closed one school"),
        ("We have not closed any school", "We have not closed one school"),
        ("We have closed one school", "We have not closed one school"),
        ("School", "Schools are open"),
        ("", "We have not closed one school"),
    ],
)
def test_part_of_a_sentence_or_another_spelling_is_not_what_was_said(text, quote):
    assert not is_verbatim(text, quote)
    assert not text or "“" not in shown(text, quote=quote)


@pytest.mark.parametrize("kind", ["indirect", "mixed", "narration"])
def test_the_words_of_a_newspaper_are_never_in_marks(kind):
    text = "Rents had doubled in a year"

    assert "“" not in shown(text, quote=text, kind=kind)


def test_a_claim_that_nobody_found_in_an_article_is_never_in_marks():
    assert shown("The tram line costs 75 million crowns") == (
        "Mara Brook said that the tram line costs 75 million crowns"
    )


@pytest.mark.parametrize(
    ("text", "more", "following"),
    [
        ("One in five pupils leaves early.", {}, "one in five pupils leaves early"),
        ("40 percent of rents doubled", {}, "40 percent of rents doubled"),
        ("NHS waiting lists doubled", {}, "NHS waiting lists doubled"),
        (
            "Police funding was cut",
            {"conclusion": "The budget for police fell by 4 percent."},
            "police funding was cut",
        ),
        (
            "Northfield is the largest town",
            {"body": "By population, Northfield is the third [1]."},
            "Northfield is the largest town",
        ),
    ],
)
def test_a_paraphrase_names_who_said_it_and_spells_its_first_word_as_the_check_does(
    text, more, following
):
    assert shown(text, **more) == f"Mara Brook said that {following}"


@pytest.mark.parametrize(
    "text",
    [
        "Zoning rules were ignored",  # nobody knows whether Zoning is a name
        "We have 312 officers on the street",
        "The council gave my office nothing",
    ],
)
def test_where_said_that_would_be_wrong_the_sentence_stands_alone(text):
    assert shown(text) == text


def test_what_a_publisher_wrote_itself_is_a_plain_sentence():
    text = "The bridge will open in May"

    assert shown(text, quote=text, kind="narration", name="Northfield Courier") == text


def test_another_name_can_be_shown_than_the_one_in_the_document():
    found = headline(frozen("The bridge is closed"), claimant="A resident")

    assert str(found) == "A resident said that the bridge is closed"
