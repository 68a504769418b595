"""Ten articles, compared with what a person finds in them; see `genres/__init__.py`."""

import pytest

from tests.claims.extraction.genres import GENRES, reading_of, said_in

LEFT_OVER = {
    "conference": [
        "Sign up for The Morning Tide, our newsletter.",
        "Jill Sorrell contributed reporting.",
    ],
    "court": [
        "Elliot Marr",
        "Court reporter",
        "Published 14 May",
        "Photograph: Harcastle Crown Court",
        "Read more",
        "Care home fees rise for third year",
        "‘I lost everything to my accountant’",
        "Share this story",
    ],
    "local": [
        "by Kirsty Doyle, Local Democracy Reporter",
        "2 hours ago",
        "Image caption, The lido has been closed since a pipe burst in 2024",
        "More on this story",
        "Lido campaigners march on town hall",
        "Ten of the best beaches in the county",
        "Have you been affected? Email newsdesk@brackleyecho.example",
        "Click here to sign up for our newsletter",
    ],
    "wire": [
        "By Priya Raman and Tom Alder",
        "Advertisement",
        "Story continues below",
        (
            "(Reporting by Priya Raman in Calder City and Tom Alder in Port Luce; "
            "Editing by Grace Lindqvist)"
        ),
    ],
}


@pytest.fixture(scope="module")
def readings():
    return {genre: reading_of(genre) for genre in GENRES}


def pairs(genre, readings):
    """Each expected line with the statement that has its words, and the statements left."""
    left = [s for s in readings[genre].statements if s.kind != "narration"]
    matched = []
    for said in said_in(genre):
        found = next((s for s in left if said.is_said_in(s.quote)), None)
        if found is not None:
            left.remove(found)
        matched.append((said, found))
    return matched, left


def test_there_are_ten_genres_of_a_realistic_length():
    lengths = {genre: len(reading_of(genre).text.split()) for genre in GENRES}

    assert len(GENRES) == 10
    assert min(lengths.values()) > 300


@pytest.mark.parametrize("genre", GENRES)
def test_what_was_said_is_found_but_for_what_is_marked_as_missed(genre, readings):
    matched, _ = pairs(genre, readings)

    missed = [said.words for said, found in matched if found is None]

    assert missed == [said.words for said, _ in matched if said.verdict == "missed"]


@pytest.mark.parametrize("genre", GENRES)
def test_speaker_and_kind_are_right_but_for_what_is_marked_as_misjudged(genre, readings):
    matched, _ = pairs(genre, readings)

    wrong = [
        said.words
        for said, found in matched
        if found is not None and said.verdict != "added" and not said.fits(found)
    ]

    assert wrong == [said.words for said, _ in matched if said.verdict == "misjudged"]


@pytest.mark.parametrize("genre", GENRES)
def test_the_type_is_right_but_where_another_is_noted(genre, readings):
    matched, _ = pairs(genre, readings)

    types = [(said.words, found.claim_type) for said, found in matched if found is not None]

    assert types == [(said.words, said.read_as) for said, found in matched if found is not None]


@pytest.mark.parametrize("genre", GENRES)
def test_nothing_else_is_found_but_for_what_is_marked_as_added(genre, readings):
    _, left = pairs(genre, readings)

    assert [s.quote for s in left] == []


@pytest.mark.parametrize("genre", GENRES)
def test_every_quote_stands_in_its_article(genre, readings):
    reading = readings[genre]

    assert all(reading.text[s.start : s.end] == s.quote for s in reading.statements)


@pytest.mark.parametrize("genre", LEFT_OVER)
def test_lines_of_the_page_are_left_over_and_nothing_else_is(genre, readings):
    reading = readings[genre]

    assert [reading.text[start:end] for start, end in reading.left_over] == LEFT_OVER[genre]
