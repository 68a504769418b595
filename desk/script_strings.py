"""The texts that scripts show: toasts, hints, labels. Each page of the desk carries the table.

`static/js/lib/strings.js` reads it: `getText("files-chosen", { count: 3 })`. A script holds no
words of its own, so that whatever it shows is translated like the rest of the page.
"""

from collections.abc import Callable

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

STRINGS = {
    # What was done, refused or failed.
    "undo-too-late": _("Too late to undo: somebody has gone on from there."),
    "undo-failed": _("That could not be undone."),
    "no-answer": _("The desk does not answer. What you typed is kept; try again."),
    "not-allowed": _("You may not do that, or you were signed out. Open the page again."),
    "nothing-changed": _("That did not work. Nothing was changed."),
    "copied": _("Copied"),
    "copied-whole": _("All of it was copied."),
    "kept-at": _("Kept on this computer, %(time)s"),
    "not-possible": _("not possible now"),
    "lease-renewed": _("The lease runs for another 20 minutes."),
    # Times: how long ago, until when.
    "days": _("%(number)s d"),
    "hours": _("%(number)s h"),
    "minutes": _("%(number)s min"),
    "days-ago": _("%(number)s d ago"),
    "hours-ago": _("%(number)s h ago"),
    "minutes-ago": _("%(number)s min ago"),
    "in-days": _("in %(number)s d"),
    "in-hours": _("in %(number)s h"),
    "in-minutes": _("in %(number)s min"),
    "days-late": _("late %(number)s d"),
    "hours-late": _("late %(number)s h"),
    "minutes-late": _("late %(number)s min"),
    "just-now": _("just now"),
    "time-over": _("over"),
    # Files and texts that are handed in.
    "pasted-text": _("What you pasted"),
    "leave-out": _("Leave out"),
    "leave-out-file": _("Leave out %(name)s"),
    "to-be-sent": _("to be sent"),
    "sending": _("Sending %(name)s"),
    "try-again": _("Try again"),
    "file-too-large": _("The file is over 25 MB. Save the part that matters."),
    "not-taken-in": _("The desk could not take it in. Nothing is lost."),
    "signed-out": _("You were signed out. Sign in in another tab, then try again."),
    "desk-silent": _("The desk does not answer."),
    # Archived pages.
    "passage-place": _("passage %(place)s of %(passages)s, %(stance)s"),
    "passage-place-numbered": _("passage %(place)s of %(passages)s, [%(number)s], %(stance)s"),
    "page-place": _("page %(page)s of %(pages)s"),
    "select-in-text": _("Words are selected in the text of the page: press o."),
    "select-first": _("Select words in the page first."),
    "select-in-page": _("Select words in the page"),
    "selected-in-page": _("selected in the page"),
    # A review.
    "address-pasted": _("Enter keeps this page as a source."),
    "quote-place": _("quote %(place)s of %(quotes)s"),
    "evidence-to-cite": _("Evidence to cite"),
    "no-preview": _("The preview can’t be shown now. Your text has not changed."),
    # Saving a draft.
    "saving": _("Saving…"),
    "saved-at": _("Saved %(saved_at)s"),
    "nothing-written": _("Nothing written yet"),
    "no-copy": _("This computer can keep no copy. Saving to the desk only"),
    "not-saved": _("Not saved, kept on this computer. %(why)s"),
    "not-saved-anywhere": _("Not saved, keep this page open. %(why)s"),
    "retry-no-answer": _("The desk does not answer; trying again"),
    "retry-busy": _("The desk is busy; trying again"),
    "retry-token": _("The desk refused the page’s token; trying again"),
    "desk-answered": _("The desk answered %(status)s."),
    "you-are-signed-out": _("You are signed out"),
    "signed-in-as-other": _("%(name)s is signed in here now. Sign in as %(user)s to save it."),
    "two-texts": _("There are two texts"),
    "conflict-by-you": _(
        "You saved version %(version)s in the meantime, in another tab or on another computer."
        " Nothing was overwritten."
    ),
    "conflict-by": _(
        "%(name)s saved version %(version)s in the meantime. Nothing was overwritten."
    ),
    "conflict-by-somebody": _(
        "Somebody saved version %(version)s in the meantime. Nothing was overwritten."
    ),
    "version-by": _("Version %(version)s, %(name)s"),
    "version-by-somebody": _("Version %(version)s, somebody"),
    "no-rating": _("no rating"),
    "text-not-saved": _(
        "Your text is not saved yet, so this was not done. It is tried again by itself."
    ),
    "copy-found": _("This computer kept a text of yours from %(time)s that was not saved."),
    "old-copy-found": _(
        "This computer kept a text of yours from %(time)s that was not saved."
        " It was made from version %(base)s; version %(version)s is there now."
    ),
    # Triage.
    "accept-armed": _("to accept it and go on"),
    "decline-armed": _("to decline it and go on"),
    "join-armed": _("to join it and go on"),
    "split-armed": _("to split it"),
    "accepted-saving": _("accepted · being saved"),
    "declined-saving": _("declined · being saved"),
    "joined-saving": _("joined · being saved"),
    "statement-accepted": _("Statement %(number)s accepted."),
    "statement-declined": _("Statement %(number)s declined."),
    "statement-joined": _("Statement %(number)s joined."),
    "who-said-it": _("Say who said it first."),
    "cut-first": _("Cut it first: click the word that begins the second part."),
    "part": _("Part %(number)s: %(words)s"),
    "no-cut": _("No cut yet."),
    "open-statement": _("Open statement %(number)s"),
    "decided-meanwhile": _("Decided meanwhile: %(words)s. Enter goes on."),
    "n-accepted": _("%(number)s accepted"),
    "n-declined": _("%(number)s declined"),
    "n-joined": _("%(number)s joined"),
    "n-triaged": _("%(triaged)s triaged"),
    "n-ticked": _("%(number)s ticked"),
    "n-waiting": _("%(number)s, most worth checking first"),
    "decisions-kept": _(
        "The desk does not answer. What you decided is kept here and sent again."
    ),
    "here-too": _("%(name)s is here too"),
    "here-at-statement": _("%(name)s is here too, at statement %(number)s"),
    "select-missed": _("Select words in the text first, then press e."),
    "nobody": _("nobody"),
}
"""Each key with its English. `%(name)s` is a value that the script gives."""

COUNTED: dict[str, Callable[[int], str]] = {
    "files-chosen": lambda count: ngettext("%(count)s file", "%(count)s files", count),
    "words-of": lambda count: ngettext(
        "%(words)s of %(count)s word", "%(words)s of %(count)s words", count
    ),
    "words-too-many": lambda count: ngettext(
        "%(count)s word too long", "%(count)s words too long", count
    ),
    "over-characters": lambda count: ngettext(
        "over %(count)s character", "over %(count)s characters", count
    ),
    "lease-ends": lambda count: ngettext(
        "Your lease on “%(claim)s” ends in %(count)s minute. Press l to keep it.",
        "Your lease on “%(claim)s” ends in %(count)s minutes. Press l to keep it.",
        count,
    ),
    "accept-ticked-armed": lambda count: ngettext(
        "to accept it", "to accept all %(count)s", count
    ),
    "statements-triaged": lambda count: ngettext(
        "%(count)s statement, %(triaged)s triaged",
        "%(count)s statements, %(triaged)s triaged",
        count,
    ),
}
"""Keys of texts that depend on `count`."""

SAMPLES = (0, 1, 2, 3, 5, 6, 7, 11, 20, 21, 100, 1_000_000)
"""At least one whole number of each plural category that Unicode CLDR gives to any language."""


def for_page() -> dict[str, str | list[tuple[str, list[int]]]]:
    """The table in the language of the page, to be printed as JSON.

    A text that depends on a count is a list of its forms, each with the sample numbers that
    take it: the browser knows (`Intl.PluralRules`) which of these its own number is like.
    """
    texts = {key: gettext(english) for key, english in STRINGS.items()}
    return {**texts, **{key: _forms(text) for key, text in COUNTED.items()}}


def _forms(text: Callable[[int], str]) -> list[tuple[str, list[int]]]:
    forms: dict[str, list[int]] = {}
    for sample in SAMPLES:
        forms.setdefault(text(sample), []).append(sample)
    return list(forms.items())
