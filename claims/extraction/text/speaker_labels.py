"""Recognize the label at the start of a paragraph: "CHAIR:", "Q.", "JANE ROE, HOST:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from claims.extraction.text.span import Span
from claims.extraction.text.transcript_words import TranscriptWords
from claims.extraction.text.turns import SpeakerLabel

LABEL_WORDS = 6
LONGEST_LABEL = 130
LINKS = ("of", "for", "to")
INTRODUCED = 4_000
"""The first characters of a text, in which names are written out."""
SHORT_LABEL = 2
TIME = r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?[\])]?\s+)?"
ASIDE = r"(?:\s*[(\[][^()\[\]\n]{1,60}[)\]]){0,2}"
ROLE = r"(?:(?<=[a-z]),[ ][a-z][\w’'-]*(?:[ ][\w’'&-]+){0,6})?"
"""What somebody is, after a whole name: "Ann Lee, chief financial officer"."""
OFFICE = r"(?:,[ ][A-Z][A-Z.’'&-]*(?:[ ][A-Z][A-Z.’'&-]*){0,4}){0,3}"
WORDS = r"[^\W\d_][\w.’'-]*(?:[ ][\w.’'&-]+){0,5}?"
LABEL = re.compile(
    rf"(?P<mark>[\"“])?(?:>>+\s*|[-–—]\s+|\*\*)?{TIME}"
    rf"(?P<name>{WORDS})(?P<aside>{OFFICE}{ROLE}{ASIDE})"
    r"(?: (?:writes|replies|answers|responds))?\s*:(?:\*\*)?(?=\s|$)"
)
HOLDER = re.compile(
    r"(?:\*\*)?(?P<name>The [A-Z][^()\n:]{2,120}?)"
    r"(?P<aside> \((?P<said>[^()\n]{3,60})\)(?: ?\([^()\n]{1,40}\))?)\s*:?(?:\*\*)?(?=\s|$)"
)
"""The labels of Hansard: "The Secretary of State for Health (Ms Nadia Farrow):"."""
MEMBER = re.compile(
    rf"(?P<name>{WORDS})(?P<aside>(?:\s*\([^()\n]{{1,60}}\)){{2}})(?P<colon>:?)(?=\s|$)"
)
"""The labels of Hansard: "Gareth Poole (Eastmarsh) (Con)", with its constituency and party."""
TIMED = re.compile(
    rf"(?P<name>{WORDS})(?P<aside>)[ \t]+[\[(]?\d{{1,2}}:\d{{2}}(?::\d{{2}})?[\])]?:?"
)
"""The labels of transcription services, alone on their line: "Speaker 1  00:12"."""
SHOUTED = re.compile(
    rf"(?P<name>[A-Z][A-Z.’'-]+(?:[ ][A-Z][A-Z.’'-]*){{0,3}})(?P<aside>{ASIDE})"
)
"""A label in capitals that is alone on its line."""
RECORDED = re.compile(
    r"(?P<name>(?:Mr|Mrs|Ms|Miss|Dr|The|Senator|Chair(?:man|woman)?|Secretary|Representative"
    r"|Congress(?:man|woman)|General|Admiral|Judge|Justice|Governor|Director|Ambassador"
    r"|Attorney General|Vice Chair(?:man|woman)?|Delegate|Commissioner|Professor)\.? "
    r"(?-i:[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+){0,2})"
    r"(?P<aside>(?: pro tempore| of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)\.(?=\s)"
)
"""The labels of the Congressional Record and of hearings: "Mr. SMITH of Ohio. I rise …"."""
LETTER = re.compile(
    r"(?:\*\*)?(?P<name>[QA])(?P<aside>\d{0,2})(?:[.:)](?:\*\*)?|\s+[—–-])\s+"
    r"|(?P<asked>Q)\s+(?=[A-Z\"“(])|(?P<answered>A)\s+(?=[A-Z\"“])"
)
"""The labels of court reporters, magazines and briefings: "Q. Were you there?", "Q  Why?"."""
INLINE = re.compile(r"(?<=[.?!”\"]) +(?P<name>[QA])[.:] +(?=[\"“A-Z0-9])")
INITIALS = re.compile(r"(?:[A-Z]\.?){2,3}")


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A label that was recognized, and the offset after it."""

    name: str
    aside: str
    span: Span
    end: int
    said: str | None = None


def leading_label(text: str, start: int, end: int) -> LabelMatch | None:
    """Return the label that a paragraph begins with, or is."""
    letter = LETTER.match(text, start, end)
    if letter is not None:
        which = next(name for name in ("name", "asked", "answered") if letter[name])
        return LabelMatch(
            letter[which], letter["aside"] or "", letter.span(which), letter.end()
        )
    found = (
        LABEL.match(text, start, end)
        or _hansard_label(text, start, end)
        or RECORDED.match(text, start, end)
        or SHOUTED.fullmatch(text, start, end)
        or TIMED.fullmatch(text, start, end)
    )
    if found is None:
        return None
    said = found["said"].strip() if "said" in found.re.groupindex else None
    return LabelMatch(
        found["name"].strip(), found["aside"], found.span("name"), found.end(), said
    )


def _hansard_label(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return an office with its holder in brackets, or a member with place and party."""
    if text.find("(", start, min(end, start + LONGEST_LABEL)) < 0:
        return None
    held = HOLDER.match(text, start, end)
    if held is not None and (held[0].rstrip("*")[-1] == ":" or held.end() == end):
        return held
    member = MEMBER.match(text, start, end)
    is_label = member is not None and (bool(member["colon"]) or member.end() == end)
    return member if is_label else None


def split_inline_answers(
    text: str, paragraphs: list[Span], words: TranscriptWords
) -> list[Span]:
    """Split paragraphs that hold a question and its answer: "Q. Who paid? A. The city."."""
    pieces: list[Span] = []
    for start, end in paragraphs:
        first = leading_label(text, start, end)
        if first is None or name_key(first.name) not in words.asks | words.answers:
            pieces.append((start, end))
            continue
        cuts = [found.start("name") for found in INLINE.finditer(text, start, end)]
        pieces += _spans_between(text, [start, *cuts, end])
    return pieces


def _spans_between(text: str, offsets: list[int]) -> Iterator[Span]:
    for first, last in pairwise(offsets):
        yield first, first + len(text[first:last].rstrip())


def name_key(name: str) -> str:
    """Return the form of a label by which labels are compared."""
    return name.casefold().rstrip(".")


def initials_of(name: str) -> str:
    """Return the capitals that stand for a name: "OB" for Otto Brandt."""
    words = [word for word in name.split() if word[0].isupper()]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def last_word(name: str) -> str:
    """Return the last name, which ANNA BELL and Ms Bell have in common."""
    return name_key(name).rsplit(maxsplit=1)[-1]


def may_label(name: str, aside: str, words: TranscriptWords) -> bool:
    """Return whether the words are capitalized, and not from a sentence or a fact box."""
    plain = name.split()
    lowered = [word.lower() for word in plain]
    if is_held_office(name, aside, words):
        return True
    if name.startswith("The ") and is_office(name, words):
        return len(plain) <= LABEL_WORDS
    if len(plain) > LABEL_WORDS or not name[0].isupper():
        return False
    if any(word in words.never for word in lowered) or (
        name.endswith((".", ",")) and not aside and not INITIALS.fullmatch(name)
    ):
        return False
    if len(plain) > 1 and any(word in words.small for word in lowered):
        return False
    return all(
        word[0].isupper() or word in ("of", "the", "de", "van", "von", "&") or word[0].isdigit()
        for word in plain
    )


def office_head(label: str) -> str:
    """Return the head of an office: "secretary" of "The Secretary of State for Health"."""
    words = label.lower().split()
    linked = next((i for i, word in enumerate(words) if word in LINKS and i > 0), len(words))
    return words[linked - 1].strip(",.")


def is_office(name: str, words: TranscriptWords) -> bool:
    """Return whether a label is an office, perhaps with what it is for."""
    return office_head(name) in words.roles and not name[-1].isdigit()


def is_held_office(name: str, aside: str, words: TranscriptWords) -> bool:
    """Return whether it is an office whose holder is in brackets: "The Speaker (Ms Lee)"."""
    holder = aside.strip(" ()").split()
    if not name.startswith("The ") or len(holder) < SHORT_LABEL:
        return False
    is_titled = holder[0].lower() in words.titles | words.given
    return is_titled or not words.roles.isdisjoint(name.lower().replace(",", "").split())


def is_personal(
    label: SpeakerLabel, text: str, words: TranscriptWords, *, strictly: bool = False
) -> bool:
    """Return whether a label has a title, an office, Q or A, or a name used elsewhere.

    With `strictly`, a name that the text repeats isn't enough: it must be a known given name.
    """
    plain = [word.lower() for word in label.name.split()]
    if label.is_office and label.said is not None:
        return True
    if plain[0] in words.titles or plain[-1] in words.roles:
        return True
    if " ".join(plain) in words.asks | words.answers:
        return True
    if len(plain) > 1 and plain[0] in words.given:
        return True
    if strictly:
        return plain[0] in words.given or label.said is not None
    return (
        len(plain) <= SHORT_LABEL + 1
        and "a" not in plain
        and text.count(label.name.rsplit(maxsplit=1)[-1].title()) > 1
    )


def _with_last_name(label: SpeakerLabel, text: str, words: TranscriptWords) -> SpeakerLabel:
    """Return a label that is a first name ("Sol:") with the full name before or in its turn."""
    name = label.name
    if " " in name or name.lower() in words.titles | words.roles | words.asks | words.reporters:
        return label
    found = re.search(
        rf"\b{re.escape(name)}(?: [A-Z]\.)? (?:(?:de|van|von|bin|al|el|la) )*[A-Z][\w’'-]+",
        text[:INTRODUCED],
    )
    return replace(label, said=found[0]) if found is not None else label


def written_out(label: SpeakerLabel, text: str, words: TranscriptWords) -> SpeakerLabel:
    """Return a label of initials ("OB:") with the name before it that has them."""
    if label.is_nameless or label.said is not None:
        return label
    if not INITIALS.fullmatch(label.name):
        return _with_last_name(label, text, words)
    letters = label.name.replace(".", "")
    name = r"[\w’'-]+(?: [A-Z]\.)? ".join(letters)
    found = re.search(rf"\b{name}[\w’'-]+", text[: min(label.span[0], INTRODUCED)])
    if found is None or found[0].split()[0].lower() in words.small:
        return label
    return replace(label, said=found[0])
