"""Names and roles: a name without its title, a role with its modifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass

INITIALISM = re.compile(r"(?:\b[A-Za-z]{1,2}\.){2,}$")
COMPANY = re.compile(r"\b(?:Inc|Co|Corp|Ltd|Bros)\.$")


@dataclass(frozen=True, slots=True)
class SpeakerRole:
    """A role as worded ("Norway's prime minister"): head noun, modifiers and all its words.

    `text` is empty if the article doesn't word it so: who "chairs the board" is the chair.
    `is_owned` is true of "its leader" and "the victim's lawyer". `age` is that of "the
    43-year-old", and `has_past` is true of "the sacked executive", to whom something happened.
    """

    head: str
    modifiers: frozenset[str]
    text: str
    kind: str = "person"
    gender: str | None = None
    is_definite: bool = True
    is_plural: bool = False
    is_former: bool = False
    is_owned: bool = False
    has_past: bool = False
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One use of a name: without its title, with the roles next to it."""

    name: str
    kind: str
    gender: str | None
    roles: tuple[SpeakerRole, ...]
    is_uncertain: bool = False

    @property
    def key(self) -> str:
        """The last word, by which entities are looked up."""
        return _last(self.name)

    @property
    def keys(self) -> set[str]:
        """The last word, and for an organization its initials too."""
        return body_name_keys(self.name) if self.kind == "body" else {self.key}


def body_name_keys(body: str) -> set[str]:
    """Return the keys under which an organization is found: last word, first word, initials."""
    keys = {_last(body)}
    words = [word for word in body.split() if word[:1].isupper()]
    if len(words) > 1:
        keys.add(words[0].lower())
        keys.add("".join(word[0] for word in words).lower())
    return keys


def without_outer_marks(name: str) -> str:
    """Return a name without marks around it; the full stop of "N.H.S." belongs to the name."""
    bare = name.strip(" .,'\"")
    dotted = f"{bare}."
    is_short = INITIALISM.search(dotted) or COMPANY.search(dotted)
    return dotted if dotted in name and is_short else bare


def _without_stops(word: str) -> str:
    """Write "N.H.S." like "NHS"."""
    return word.replace(".", "") if INITIALISM.fullmatch(word) else word


def _last(name: str) -> str:
    words = [
        word
        for word in name.lower().split()
        if word.rstrip(".") not in ("jr", "sr", "ii", "iii")
    ]
    return _without_stops(words[-1]) if words else name.lower()


def names_agree(mention: Mention, names: list[str], gender: str | None) -> bool:
    """Return whether a name can belong to the person or organization with the given names.

    The last words are the same already; first names and genders must not contradict.
    """
    if mention.gender and gender and mention.gender != gender:
        return False
    if mention.kind == "body":
        return any(_bodies_agree(mention.name, name) for name in names)
    words = mention.name.lower().split()
    for name in names:
        theirs = name.lower().split()
        if len(words) > 1 and len(theirs) > 1:
            first, other = words[0].rstrip("."), theirs[0].rstrip(".")
            if not (first.startswith(other) or other.startswith(first)):
                return False
    return True


def _bodies_agree(one: str, other: str) -> bool:
    first, second = _without_stops(one.lower()), _without_stops(other.lower())
    if first in second or second in first:
        return True
    initials = [
        "".join(w[0] for w in name.split() if w[:1].isupper()).lower() for name in (one, other)
    ]
    return first == initials[1] or second == initials[0]
