"""Find the words of a name around its last word, by tags, entity labels and hyphens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token

JOINED = 2


def entity_span(head: Token) -> tuple[int, int]:
    """Return the first and last index of what the name model labelled around `head`."""
    doc, sentence = head.doc, head.sent
    start = end = head.i
    while start > sentence.start and doc[start].ent_iob_ == "I" and doc[start - 1].text != ",":
        start -= 1
    while end + 1 < sentence.end and doc[end + 1].ent_iob_ == "I" and doc[end + 1].tag_ != "$":
        end += 1
    return start, end


def proper_noun_span(head: Token, is_first_name: Callable[[Token], bool]) -> tuple[int, int]:
    """Return the first and last index of the run of proper nouns around `head`.

    `is_first_name` says which words before it the tagger mistook for something else.
    """
    doc, sentence = head.doc, head.sent
    start, end = _start_of_hyphenated(doc, head.i), head.i
    while (
        start > sentence.start
        and (doc[start - 1].pos_ == "PROPN" or is_first_name(doc[start - 1]))
        and not doc[start - 1].is_sent_end
        and doc[start - 1].ent_type_ != "DATE"
        and doc[start - 1].dep_ != "pobj"
    ):
        start = _start_of_hyphenated(doc, start - 1)
    while (
        end + 1 < sentence.end
        and doc[end + 1].pos_ == "PROPN"
        and doc[end + 1].head in (head, doc[end])
    ):
        end += 1
    while _goes_on_hyphenated(doc, end):
        end += JOINED
    return start, end


def end_of_name(head: Token) -> int:
    """Return the index after the run of proper nouns that a name is part of."""
    end = head.i + 1
    while end < head.sent.end and head.doc[end].pos_ == "PROPN":
        end += 1
    return end


def join_as_written(words: list[Token]) -> list[str]:
    """Return the words as written, joined where the text joins them (O'Neill, Smith-Jones)."""
    pieces: list[str] = []
    glue = False
    for word in words:
        if glue and pieces:
            pieces[-1] += word.text
        else:
            pieces.append(word.text)
        glue = not word.whitespace_
    return pieces


def _start_of_hyphenated(doc: Doc, index: int) -> int:
    """Return the first word of a hyphenated name: "Al" in "Al-Rashidi"."""
    while _is_hyphenated(doc, index):
        index -= JOINED
    return index


def _goes_on_hyphenated(doc: Doc, index: int) -> bool:
    """Return whether a hyphenated part such as "-Hall" comes right after this word."""
    last = index + JOINED
    return last < len(doc) and doc[last].text.istitle() and _is_hyphenated(doc, last)


def _is_hyphenated(doc: Doc, index: int) -> bool:
    """Return whether a hyphenated part such as "Mei-" comes right before this word."""
    if index < JOINED or doc[index - 1].text != "-" or doc[index - 1].whitespace_:
        return False
    return doc[index - JOINED].pos_ == "PROPN" and not doc[index - JOINED].whitespace_
