"""The pieces of a text that are sent to a model."""

from claims.second_reader import chunks


def test_pieces_join_to_the_text_and_none_is_longer_than_agreed():
    text = ("Words and words. " * 900 + "\n\n") * 3 + "x" * 20_000

    place, joined, longest = 0, "", 0
    while span := chunks.piece_at(text, place):
        joined += text[slice(*span)]
        longest = max(longest, span[1] - span[0])
        place = span[1]

    assert joined == text
    assert longest <= chunks.LONGEST


def test_a_text_without_letters_is_not_asked_about():
    assert chunks.piece_at("12 34 \n" * 5000, 0) is None
    assert chunks.piece_at("", 0) is None
