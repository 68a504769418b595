"""The sentences of gates, refusals and calculations, each with a code and values.

Storage and the API have them in English. Pages show them in the language of the page: they call
`translate`, which looks the code up in this table.
"""

from collections.abc import Callable, Mapping
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
    # Rules of ClaimReview; the property that a rule is about is in brackets.
    "markup-is-no-claimreview": _(
        "The markup is not a ClaimReview; the page of a retracted check has none. [@type]"
    ),
    "check-without-address": _(
        "The check needs a full public address: ask the admin to set SITE_URL. [url]"
    ),
    "check-on-other-host": _("The address of the check must be on %(host)s or under it. [url]"),
    "desk-without-name": _(
        "The desk needs a name or an address: ask the admin to set DESK_NAME. [author]"
    ),
    "no-publication-day": _("The check needs the day of its publication. [datePublished]"),
    "no-change-day": _("The check needs the day of its last change. [dateModified]"),
    "changed-before-publication": _(
        "The last change cannot be before publication. [dateModified]"
    ),
    "claim-without-words": _(
        "The claim has no words yet: say in one sentence what is checked. [claimReviewed]"
    ),
    "claim-begins-with-rating": _(
        "The claim begins with the rating “%(rating)s”: take it out. [claimReviewed]"
    ),
    "check-without-rating": _("The check has no rating. [reviewRating]"),
    "rating-without-word": _(
        "The rating has no word, and the word is what is shown. [alternateName]"
    ),
    "rating-without-numbers": _(
        "The rating needs its value and both ends of the scale as numbers. [ratingValue]"
    ),
    "scale-below-one": _("The lowest value of the scale must be at least 1. [worstRating]"),
    "scale-upside-down": _(
        "The highest value of the scale must be above the lowest. [bestRating]"
    ),
    "rating-off-scale": _("The rating’s value must be on the scale. [ratingValue]"),
    "claim-without-origin": _(
        "The claim needs an origin: who said it, and when or where. [itemReviewed]"
    ),
    "claimant-without-name": _(
        "The claimant has no name: say who said it. [itemReviewed.author]"
    ),
    "claimant-is-this-desk": _(
        "%(name)s is this desk, which cannot check its own claims: say who said it."
        " [itemReviewed.author]"
    ),
    "claimant-without-address": _(
        "What identifies the claimant must be a full address, such as the one of the Wikidata"
        " entry. [itemReviewed.author]"
    ),
    "day-said-is-no-date": _(
        "The day on which it was said must be a date. [itemReviewed.datePublished]"
    ),
    "two-appearances": _("Give an appearance or the first appearance, not both. [appearance]"),
    "appearance-without-address": _(
        "The place where it was said must be a full address. [appearance]"
    ),
    "appearance-on-this-site": _(
        "The claim is said to appear on %(host)s, which is this desk’s own site: give the"
        " article in which it was made. [appearance]"
    ),
    "only-confidential-sources": _(
        "Every source is confidential, so search engines are told of none. [citation]"
    ),
    # Why a calculation gives no number, and what looks wrong with one.
    "evidence-is-withdrawn": _("[%(number)s] is withdrawn."),
    "evidence-is-confidential": _(
        "[%(number)s] is confidential: a calculation would show its figure."
    ),
    "evidence-without-figure": _("[%(number)s] gives no number yet: note its figure."),
    "no-such-evidence": _("There is no evidence [%(number)s]."),
    "divided-by-zero": _("It is divided by zero."),
    "result-too-large": _("The result is too large to show."),
    "numbers-too-large": _("The numbers grow too large to be meant."),
    "different-units-added": _("You can’t add %(second)s to %(first)s."),
    "different-units-subtracted": _("You can’t subtract %(second)s from %(first)s."),
    "unit-ratio": _("a ratio"),
    "unit-percent": _("a percent"),
    "unit-GBP": _("pounds"),
    "unit-USD": _("dollars"),
    "unit-EUR": _("euros"),
    "unit-JPY": _("yen"),
    "unit-several": _("%(unit)ss"),
    "units-times": _("%(one)s × %(other)s"),
    "units-per": _("%(above)s per %(below)s"),
    "one-per-unit": _("one per %(below)s"),
    "calculation-too-long": _(
        "The calculation is longer than %(most)s characters: make two of it."
    ),
    "calculation-empty": _("Write a calculation with figures, like [1] / [2] * 100."),
    "calculation-too-many-parts": _(
        "The calculation has more than %(most)s parts: make two of it."
    ),
    "calculation-odd-characters": _("“%(characters)s” can’t be part of a calculation."),
    "calculation-word": _("“%(word)s” isn’t a number: write figures, like [1], and numbers."),
    "calculation-short-word": _("Write “%(instead)s” instead of “%(word)s”."),
    "bracket-not-opened": _("A bracket is closed that was not opened."),
    "bracket-not-closed": _("A bracket is opened but not closed."),
    "brackets-too-deep": _("More than %(most)s brackets are nested."),
    "sign-missing": _("A sign is missing before %(before)s."),
    "calculation-ends-early": _(
        "The calculation ends too early: a number or a figure is missing."
    ),
    "figure-missing": _("A number or a figure is missing before %(before)s."),
    "number-too-long": _("%(digits)s… has more than %(most)s digits."),
    "not-times-100": _("Nothing is multiplied by 100: is the result a percent?"),
    "other-currency": _("The figures are in %(units)s, the result says %(unit)s."),
    "not-a-percent": _("The result is in %(units)s, not a percent."),
}
"""Each code with its English."""

Plural = Callable[[str, str, int], str]
"""Chooses the singular or the plural, as `ngettext` does."""

COUNTED: Mapping[str, Callable[[Plural, int], str]] = {
    "too-few-origins": lambda ngettext, count: ngettext(
        "%(count)s independent origin of %(needed)s needed.",
        "%(count)s independent origins of %(needed)s needed.",
        count,
    ),
}
"""Codes of sentences that depend on `count`. xgettext knows them by the parameter's name."""

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
        if code in COUNTED:
            english = COUNTED[code](english_plural, int(str(values["count"])))
        else:
            english = SENTENCES[code]
        made = super().__new__(
            cls, english % {name: _text(one) for name, one in values.items()}
        )
        made.code, made.values = code, MappingProxyType(values)
        return made

    @property
    def shown(self) -> str:
        """The sentence in the language of the page."""
        return translate(self)


def english_plural(singular: str, plural: str, number: int) -> str:
    """What `ngettext` gives without a catalogue."""
    return singular if number == 1 else plural


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
        pattern = COUNTED[code](ngettext, int(str(values["count"])))
    else:
        pattern = gettext(SENTENCES[code])
    return pattern % {name: _translated(name, value) for name, value in values.items()}


def _translated(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return "".join(f" {translate(one)}" for one in value)
    return gettext(str(value)) if name in WORDS else translate(value)
