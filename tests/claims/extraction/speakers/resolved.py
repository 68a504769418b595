"""Who is named for the statement that contains some words of a short passage."""

from claims.extraction import extract_statements


def statement_with(text, words):
    """Return the shortest statement somebody makes that contains the words."""
    found = [
        each
        for each in extract_statements(text).statements
        if each.kind != "narration" and words in each.quote
    ]
    assert found, f"no statement with {words!r}"
    return min(found, key=lambda each: len(each.quote))


def speaker_of(text, words):
    return statement_with(text, words).speaker


def named_as_speakers(text):
    return {s.speaker for s in extract_statements(text).statements if s.kind != "narration"}
