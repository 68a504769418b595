"""The sentences of gates and refusals, each with a code and values.

Storage and the API have them in English. Pages show them in the language of the page: they call
`translate`, which looks the code up in this table.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_noop as _

SENTENCES = {
    # What a gate misses.
    "no-evidence": _("No evidence yet: at least one passage is needed."),
    "page-is-waiting": _("[%(number)s] is still waiting for its page."),
    "no-rating": _("No rating chosen yet."),
    "no-conclusion": _("No conclusion yet: the sentence that decides."),
    "no-anchored-passage": _("No passage yet that is found on an archived page.%(gone)s"),
    "pages-erased": _("The page of %(pieces)s was erased, as required by law."),
    "files-in-quarantine": _("The file of %(pieces)s is in quarantine."),
    "names-private-person": _(
        "%(name)s is a private person, and the %(part)s names them: write “%(instead)s”"
        " instead."
    ),
    "calculation-fails": _("The calculation “%(label)s” gives no number: %(trouble)s"),
    "citation-without-evidence": _("Citation [%(number)s] has no evidence."),
    "page-not-archived": _(
        "[%(number)s] has no archived page: try again, upload the page, or withdraw it."
    ),
    "citation-not-anchored": _(
        "The words of [%(number)s], which is cited, are not found on its archived page."
    ),
    "erased-since": _(
        "The page of %(pieces)s was erased after this was submitted: it must be sent back."
    ),
    "quarantined-since": _(
        "The file of %(pieces)s is in quarantine: nothing that relies on it can be published."
    ),
    "reply-not-asked": _("%(name)s was not asked, and no reason is given."),
    "no-reason-to-check": _("It doesn’t say yet why we check this claim."),
    "no-publication": _("It has no live publication."),
    "has-publication": _("Its claim has a live publication."),
    "retraction-not-asked": _("No editor has asked for the retraction yet."),
    "no-approval": _("This version has no valid approval."),
    "no-retraction-text": _(
        "What readers are told is not written yet: one sentence on what was wrong."
    ),
    "who-said-it": _("Who said it? %(names)s"),
    "one-of": _("%(names)s or %(last)s"),
    # Why somebody may not do something.
    "not-for-the-system": _("The system doesn’t make this move."),
    "desk-only": _("Only people of the desk may do this."),
    "holder-only": _("Only its holder may %(verb)s this review."),
    "holder-or-editor-only": _("Only its holder or an editor may %(verb)s this review."),
    "editor-only": _("Only an editor may %(verb)s this review."),
    "author-approves": _("You wrote in this version, so somebody else must approve it."),
    "asked-for-retraction": _("You asked for the retraction, so another editor must make it."),
    "not-an-editor": _("%(name)s isn’t an editor of this desk."),
    "author-confirms": _("%(name)s wrote in this version, so another editor must confirm it."),
    "editors-plan": _("Only an editor can set due time and priority: ask one."),
    # Why something can't be done now.
    "illegal-move": _("You can’t %(verb)s a review that is %(state)s."),
    "not-writable": _(
        "The review is %(state)s: draft and evidence can be written only while evidence is"
        " gathered or weighed."
    ),
    "not-ready": _("Still needed:%(missing)s"),
    "nothing-asked": _("Nobody is asking for a %(what)s now: look again at what became of it."),
    "stale-change": _(
        "This was changed after the change was proposed. Refuse the proposal; it can be made"
        " again."
    ),
}
"""Each code with its English."""

COUNTED = {
    "too-few-origins": (
        _("%(count)s independent origin of %(needed)s needed."),
        _("%(count)s independent origins of %(needed)s needed."),
    ),
}
"""Codes of sentences that depend on `count`: the singular and the plural."""

WORDS = frozenset({"verb", "state", "part", "what"})
"""Values that are words of ours: they are translated with the sentence."""
WORDS_IN_SENTENCES = (
    gettext_noop("queued"),
    gettext_noop("evidence"),
    gettext_noop("verdict"),
    gettext_noop("submitted"),
    gettext_noop("approved"),
    gettext_noop("published"),
    gettext_noop("retracted"),
    gettext_noop("dropped"),
    gettext_noop("claim"),
    gettext_noop("conclusion"),
    gettext_noop("body"),
    gettext_noop("retraction"),
)


class Sentence(str):
    """An English sentence of the table, with its code and values.

    A value may be a sentence itself, or several in a tuple: each of these follows a space.
    """

    __slots__ = ("code", "values")
    code: str
    values: Mapping[str, object]

    def __new__(cls, code: str, **values: object) -> Self:
        english = COUNTED[code][values["count"] != 1] if code in COUNTED else SENTENCES[code]
        made = super().__new__(
            cls, english % {name: _text(one) for name, one in values.items()}
        )
        made.code, made.values = code, MappingProxyType(values)
        return made


def _text(value: object) -> str:
    return "".join(f" {one}" for one in value) if isinstance(value, tuple) else str(value)


def translate(sentence: object) -> str:
    """A sentence in the language of the page, or a refusal's. Other texts stay as they are."""
    if isinstance(sentence, Exception):
        sentence = sentence.args[0] if sentence.args else ""
    if not isinstance(sentence, Sentence):
        return str(sentence)
    code, values = sentence.code, sentence.values
    if code in COUNTED:
        one, many = COUNTED[code]
        pattern = ngettext(one, many, int(str(values["count"])))
    else:
        pattern = gettext(SENTENCES[code])
    return pattern % {name: _translated(name, value) for name, value in values.items()}


def _translated(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return "".join(f" {translate(one)}" for one in value)
    return gettext(str(value)) if name in WORDS else translate(value)
