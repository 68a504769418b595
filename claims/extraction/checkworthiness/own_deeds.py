"""Tell whose deed a report announces: the speaker's own is a promise, another's a prediction.

Method: a commissive commits its speaker, so its agent is the speaker (Searle, "A Classification
of Illocutionary Acts", Language in Society 5(1), 1976). In a report ("said that she would pay")
the agent is the subject of the reported clause: a pronoun that agrees with the speaker, or a
noun that the speaker is called by ("the council would pay", said the council). A verb for what
nobody chooses ("would lose") commits nobody.
"""

from __future__ import annotations

import re

from claims.extraction.speakers.entity import Entity

PRONOUNS = {"he": "male", "she": "female", "they": "plural", "it": "thing"}
SELF = frozenset({"i", "we"})
AGENT = re.compile(
    r"(?:that )?(?:(?P<pronoun>he|she|they|it|i|we)|(?:the|this|our|my|his|her|their|its) "
    r"(?:[\w’'-]+ ){0,2}?(?P<noun>[\w’'-]+))"
    r"(?:[’'](?:ll|d)| will| would| (?:is|are|was|were) going to"
    r"| plan(?:s|ned)? to| intend(?:s|ed)? to)\b"
)
WORD = re.compile(r"[\w’'-]+")


def is_own_deed(lower: str, speaker: Entity | None) -> bool | None:
    """Return whether the subject of a reported clause about the future is its speaker.

    None if the words, in lower case, don't begin with such a clause or the speaker is unknown.
    """
    agent = AGENT.match(lower)
    if agent is None or speaker is None:
        return None
    pronoun = agent["pronoun"]
    if pronoun is None:
        return agent["noun"] in _called(speaker) or None
    if pronoun in SELF:
        return True
    return speaker.fits_pronoun(PRONOUNS[pronoun]) or (
        pronoun == "it" and _speaks_for_a_body(speaker)
    )


def _called(speaker: Entity) -> set[str]:
    """Return the words of a speaker's names and roles, in lower case."""
    texts = [*speaker.names, *(role.text for role in speaker.roles)]
    return {word.lower() for text in texts for word in WORD.findall(text)}


def _speaks_for_a_body(speaker: Entity) -> bool:
    return any(word.startswith("spokes") for word in _called(speaker))
