"""Guess the kind of a claimant by name and role, until somebody sets it.

The first rule that fits decides (`tests/claims/claimants/test_kinds.py` has the table):

1. The role or the name says that it is a child (a pupil, "aged 12"): a private person.
2. The name has a word of organizations (ministry, council, Ltd), "&" or a digit, or is an
   acronym (NATO): an organization.
3. The role is a public one (mayor, minister, spokesman): a person.
4. The role, or a name without capitals, is one that anybody can have (a resident, a witness):
   a private person.
5. Anything else is a person.
"""

import re

from claims.claimants.models import Claimant

Kind = Claimant.Kind

ORGANISATIONS = re.compile(
    r"\b(agency|association|authority|bank|board|bureau|campaign|centre|center|charity|church"
    r"|club|coalition|college|commission|committee|company|conference|congress|corporation"
    r"|council|courier|court|department|federation|force|foundation|fund|gazette|government"
    r"|group|herald|hospital|inc|institute|journal|league|limited|ltd|media|ministry|movement"
    r"|network|news|newspaper|observatory|office|organi[sz]ation|parliament|party|plc|police"
    r"|post|press|radio|school|senate|service|services|society|studio|times|tribune|trust|tv"
    r"|union|united|university)\b",
    re.IGNORECASE,
)
_INITIALISM = re.compile(r"[A-Z][A-Z&.]{1,7}")
_PUBLIC_ROLES = re.compile(
    r"\b(mayor|minister|president|secretary|councillor|senator|congress\w*|member of parliament"
    r"|mps?|leader|chair\w*|director|chief|commissioner|governor|prime|chancellor|ambassador"
    r"|spokes\w+|candidate|judge|prosecutor|general|officer|head|ceo|founder|editor|bishop"
    r"|archbishop|king|queen|prince|princess|professor|economist|author|presenter|actor"
    r"|actress|singer|footballer|coach|journalist|broadcaster|lobbyist|owner)\b",
    re.IGNORECASE,
)
_ANYBODYS_ROLES = re.compile(
    r"\b(residents?|neighbou?rs?|witness(es)?|passers?-?by|mother|father|parents?|mum|dad"
    r"|grand\w+|sister|brother|wife|husband|widow\w*|tenants?|shoppers?|customers?|patients?"
    r"|passengers?|drivers?|cyclists?|pedestrians?|pensioners?|students?|commuters?|visitors?"
    r"|tourists?|locals?|users?|readers?|callers?|victims?|survivors?|villagers?|bystanders?"
    r"|nurses?|cleaners?|waiters?|waitress(es)?|carers?|volunteers?|worshippers?|man|woman"
    r"|men|women)\b",
    re.IGNORECASE,
)
_CHILDREN = re.compile(
    r"\b(boys?|girls?|child|children|teenagers?|pupils?|schoolboys?|schoolgirls?|toddlers?"
    r"|minors?|son|daughter|(aged? )?(?<!\d)([0-9]|1[0-7])(-year-old| years old)"
    r"|aged? (?<!\d)([0-9]|1[0-7])(?!\d))\b",
    re.IGNORECASE,
)


def guess_kind(name: str, role: str = "") -> str:
    """Return the most likely kind (`Claimant.Kind`) of a claimant with this name and role."""
    is_described = name == name.lower()
    if _CHILDREN.search(role) or (is_described and _CHILDREN.search(name)):
        return Kind.PRIVATE
    words = name.replace(".", "").split()
    if ORGANISATIONS.search(name) or "&" in name or any(map(str.isdigit, name)):
        return Kind.ORGANIZATION
    if len(words) == 1 and _INITIALISM.fullmatch(words[0]):
        return Kind.ORGANIZATION
    if _PUBLIC_ROLES.search(role):
        return Kind.PERSON
    if _ANYBODYS_ROLES.search(role) or (is_described and _ANYBODYS_ROLES.search(name)):
        return Kind.PRIVATE
    return Kind.PERSON
