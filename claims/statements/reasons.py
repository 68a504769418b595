"""The reasons for a statement's worth in the language of the page.

Storage, the API and `manage.py extract` have them in English, as `worth.toml` of the language
writes them. Pages find the pattern of a stored reason here, by its English, and translate it;
what fills the pattern are words of the statement and stays. A reason of an older version that
no pattern fits is shown as it is.
"""

import re
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

BY_HAND = _("marked by hand")

PATTERNS = {
    "by-hand": BY_HAND,
    # What raises it.
    "raises.number": _("a figure that can be looked up: %(words)s"),
    "raises.numbers": _("figures that can be looked up: %(words)s"),
    "raises.years": _("compares two years: %(words)s"),
    "raises.first": _("says that something is a first: %(words)s"),
    "raises.superlative": _("says what is the most or the least of its kind: %(words)s"),
    "raises.compared": _("compares two things that can be measured: %(words)s"),
    "raises.compared_with": _("compares with %(words)s"),
    "raises.comparison": _("makes a comparison"),
    "raises.majority": _("says for how many something holds: %(words)s"),
    "raises.universal": _("leaves no exception, so one would refute it: %(words)s"),
    "raises.deed": _("says what somebody did, which leaves a record: %(words)s"),
    "raises.effect": _("says what has an effect on what: %(words)s"),
    "raises.remark": _("%(words)s (the article's own comparison)"),
    "raises.trend": _("says how something changed: %(words)s"),
    "raises.cause": _("says what caused something: %(words)s"),
    "raises.law": _("is about a law, a vote or public money: %(words)s"),
    "raises.absolute": _("leaves no exception: %(words)s"),
    "raises.promise": _("promises something that can be followed"),
    "raises.prediction": _("says what will happen"),
    "raises.position": _("says what should be done"),
    "raises.names": _("names somebody or somewhere"),
    "raises.denied": _("a denial"),
    "raises.named_speaker": _("said by %(words)s"),
    "raises.form": _("put as a plain statement of how things are or were"),
    "raises.event": _("states something that records or witnesses can settle"),
    "raises.plain": _("states something that records or witnesses can settle"),
    "raises.preference_topic": _("the desk follows the topic %(words)s"),
    "raises.preference_person": _("the desk follows %(words)s"),
    "raises.preference_word": _("the desk follows the word %(words)s"),
    # What lowers it.
    "lowers.trivial": _("a detail of the story, not a figure of public interest: %(words)s"),
    "lowers.promise": _("says what will be done, which cannot be checked yet"),
    "lowers.prediction": _("says what will happen, which cannot be checked yet"),
    "lowers.position": _("says what should be done, not what is"),
    "lowers.opinion": _("an opinion, which cannot be checked as such"),
    "lowers.question": _("a question"),
    "lowers.unsure": _("the speaker is not sure"),
    "lowers.first_person": _("is about the speaker's own feelings or doings"),
    "lowers.short": _("only a few words"),
    "lowers.fragment": _("only a part of a sentence"),
    "lowers.bare": _("only a part of a sentence"),
    "lowers.unknown_speaker": _("nobody is named as the speaker"),
    "lowers.form": _("not put as a statement of how things are or were"),
    "lowers.plain": _("names no figure, law, deed or comparison that could be looked up"),
    "lowers.preference_topic": _("the desk passes over the topic %(words)s"),
    "lowers.preference_person": _("the desk passes over %(words)s"),
    "lowers.preference_word": _("the desk passes over the word %(words)s"),
}
"""Each reason by its code: the table and the name in `worth.toml`."""

WORDS = "%(words)s"


def translate_reason(reason: str) -> str:
    """Return a stored reason in the language of the page."""
    for pattern, compiled in _compiled():
        if found := compiled.fullmatch(reason):
            if WORDS not in pattern:
                return gettext(pattern)
            words = found[1]
            # The article's own comparison is a reason itself.
            inner = translate_reason(words) if pattern.startswith(WORDS) else words
            return gettext(pattern) % {"words": inner}
    return reason


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each pattern as a regular expression; those with words last, the longest first."""
    ordered = sorted(
        set(PATTERNS.values()), key=lambda pattern: (WORDS in pattern, -len(pattern))
    )
    return tuple(
        (pattern, re.compile(re.escape(pattern).replace(re.escape(WORDS), "(.+)"), re.DOTALL))
        for pattern in ordered
    )
