"""Hide something from readers at once, confirm it as a second editor, show it again."""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from claims.claimants.models import Claimant
from history.record import record
from reviews.exceptions import Refused
from reviews.publication.addresses import checks_spelling, move_address
from reviews.publication.models.publications import Publication, PublishedVersion
from reviews.publication.models.withholdings import Withholding
from reviews.publication.withheld import What, blanks_of
from reviews.review.models.reviews import Review
from reviews.review.notes import require_note
from reviews.revisions.word_removal import Blank, places
from sources.snapshots.models import Snapshot

SHORTEST = 3
"""Letters and digits that withheld words must have: fewer would blank half of every page."""

OF_WORDS = (What.PASSAGE, What.NAME, What.WORDS)
NO_REASON = gettext_lazy("Say why, for the desk alone: readers never see it.")


class WithheldAlready(Refused):
    """The same thing is withheld by a row that is in force."""


class NotInForce(Refused):
    """It was lifted, or nobody confirmed it in time."""


def check_of(review: Review) -> Publication:
    """The newest published check of a review's claim. Raises `Refused` if there is none."""
    checks = Publication.objects.filter(claim=review.claim_id).select_related("claim")
    found = checks.order_by("-pk").first()
    if found is None:
        raise Refused(_("Nothing of this claim is published, so there is nothing to withhold."))
    return found


@transaction.atomic
def withhold(
    publication: Publication,
    *,
    what: str,
    reason: str,
    version: int | None = None,
    evidence: int | None = None,
    words: str = "",
    spellings: Collection[str] = (),
    instead: str = "",
    by: User,
) -> Withholding:
    """Hide a check, or something in it, from readers at once.

    `version` and `evidence` are the numbers that readers know; `words` the exact ones of a
    passage, a name, or of what is to be removed for law or privacy; `spellings` other ways to
    write the name, which are withheld and come back with it. It comes back by itself
    unless another editor confirms it within WITHHOLD_CONFIRM_HOURS. Raises `PermissionDenied`,
    `ValidationError`, `WithheldAlready`.
    """
    _only_editors(by)
    publication = Publication.objects.select_for_update(of=("self",), no_key=True).get(
        pk=publication.pk
    )
    withholding = Withholding(
        what=_known(what),
        publication=publication,
        version=_version(publication, version) if what == What.VERSION else None,
        snapshot=_copy(publication, evidence) if what == What.COPY else None,
        words=_exact(words) if what in OF_WORDS else "",
        spellings=_others(words, spellings) if what == What.NAME else [],
        instead=" ".join(instead.split()) if what == What.NAME else "",
        reason=require_note(reason, "reason", NO_REASON),
        withheld_by=by,
        confirm_by=Now() + timedelta(hours=settings.WITHHOLD_CONFIRM_HOURS),
        ask_again_at=Now() + timedelta(days=settings.WITHHOLD_ASK_AGAIN_DAYS),
    )
    _save(withholding)
    _record_and_move(withholding, by=by)
    return withholding


def _save(withholding: Withholding) -> None:
    if withholding.what in OF_WORDS:
        _check_words(withholding.publication, withholding)
    _check_not_repeated(withholding)
    withholding.full_clean(exclude=["confirm_by", "ask_again_at"])
    withholding.save()
    withholding.refresh_from_db()


def _record_and_move(withholding: Withholding, *, by: User) -> None:
    """Write its event, and move the checks whose address spells the words.

    In the order of their chains, so that two editors at once don't wait for each other.
    """
    moves = _addresses_to_leave(withholding) if withholding.words else []
    own = withholding.publication.claim.chain
    for check in (one for one in moves if one.claim.chain < own):
        move_address(check, withheld=False, by=by)
    _record_event(withholding, "withhold", by=by, reason=withholding.reason)
    for check in (one for one in moves if one.claim.chain >= own):
        move_address(check, withheld=False, by=by)


@transaction.atomic
def confirm_withholding(withholding: Withholding, *, by: User) -> Withholding:
    """Confirm as the second editor: it stays withheld until an editor lifts it."""
    _only_editors(by)
    withholding = _in_force(withholding)
    if withholding.withheld_by_id == by.pk:
        raise PermissionDenied(_("You withheld it, so another editor must confirm it."))
    if withholding.confirmed_at:
        raise Refused(_("It was confirmed already."))
    withholding.confirmed_by, withholding.confirmed_at = by, Now()
    withholding.ask_again_at = Now() + timedelta(days=settings.WITHHOLD_ASK_AGAIN_DAYS)
    withholding.save(update_fields=["confirmed_by", "confirmed_at", "ask_again_at"])
    _record_event(withholding, "confirm-withholding", by=by)
    withholding.refresh_from_db()
    return withholding


@transaction.atomic
def lift_withholding(withholding: Withholding, *, note: str = "", by: User) -> Withholding:
    """Show it to readers again. Before it is confirmed, this takes it back."""
    _only_editors(by)
    withholding = _in_force(withholding)
    withholding.lifted_by, withholding.lifted_at = by, Now()
    withholding.save(update_fields=["lifted_by", "lifted_at"])
    _record_event(withholding, "lift-withholding", by=by, note=note.strip())
    withholding.refresh_from_db()
    return withholding


@transaction.atomic
def keep_withholding(withholding: Withholding, *, by: User) -> Withholding:
    """Record that it is still needed: both editors are asked again later."""
    _only_editors(by)
    withholding = _in_force(withholding)
    if not withholding.confirmed_at:
        raise Refused(_("Nobody has confirmed it yet: that is asked first."))
    withholding.ask_again_at = Now() + timedelta(days=settings.WITHHOLD_ASK_AGAIN_DAYS)
    withholding.save(update_fields=["ask_again_at"])
    _record_event(withholding, "keep-withholding", by=by)
    withholding.refresh_from_db()
    return withholding


def lapse_withholdings() -> int:
    """Record what nobody confirmed in time. Readers see it from then on in any case."""
    system = User.objects.system()
    due = Withholding.objects.to_lapse()
    lapsed = 0
    for pk in due.values_list("pk", flat=True)[:500]:
        with transaction.atomic():
            rows = due.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
            if row := rows.first():
                row.lapsed_at = Now()
                row.save(update_fields=["lapsed_at"])
                _record_event(row, "lapse-withholding", by=system)
                lapsed += 1
    return lapsed


def _only_editors(user: User) -> None:
    if user.is_system or not user.is_editor:
        raise PermissionDenied(_("Only an editor may withhold something, or show it again."))


def _in_force(withholding: Withholding) -> Withholding:
    """The row as it is now, locked. Raises `NotInForce` if it has ended."""
    rows = Withholding.objects.select_for_update(of=("self",)).in_force()
    found = rows.select_related("publication").filter(pk=withholding.pk).first()
    if found is None:
        raise NotInForce(
            _("This is shown again: it was lifted, or nobody confirmed it in time.")
        )
    return found


def _known(what: str) -> str:
    if what not in What.values:
        choices = ", ".join(What.values)
        raise ValidationError({"what": _("Choose one of %(choices)s.") % {"choices": choices}})
    return what


def _version(publication: Publication, number: int | None) -> PublishedVersion:
    found = publication.versions.filter(number=number or 0).first()
    if found is None:
        numbers = ", ".join(map(str, publication.versions.values_list("number", flat=True)))
        raise ValidationError(
            {"version": _("Say which version: %(numbers)s.") % {"numbers": numbers}}
        )
    return found


def _copy(publication: Publication, number: int | None) -> Snapshot:
    """Our copy of the page that the newest version with this number cites."""
    for version in publication.versions.order_by("-number").select_related("revision"):
        for piece in version.revision.frozen["evidence"]:
            page = piece["snapshot"]
            if piece["number"] == number and page:
                return Snapshot.objects.get(pk=page["id"])
    raise ValidationError({"evidence": _("Say which evidence, by its number, has the page.")})


def _exact(words: str) -> str:
    words = unicodedata.normalize("NFC", " ".join(words.replace("\x00", "").split()))
    if sum(character.isalnum() for character in words) < SHORTEST:
        sentence = _("Give the exact words, at least %(count)s letters or digits.")
        raise ValidationError({"words": sentence % {"count": SHORTEST}})
    return words


def _others(words: str, spellings: Collection[str]) -> list[str]:
    """Other spellings, each once, longest first."""
    found = dict.fromkeys(map(_exact, filter(str.strip, spellings)))
    found.pop(_exact(words), None)
    return sorted(found, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another way to write a name. `checks`: how many published checks search finds with it.

    `is_known`: the desk knows the claimant of that name by it, too.
    """

    words: str
    checks: int
    is_known: bool


def other_spellings(name: str) -> list[Spelling]:
    """What to withhold with a name: what the claimant is also called, initials, the surname.

    An initial is offered only where a published check has it, the surname always: whoever
    withholds the name decides whether it is common a word.
    """
    name = " ".join(name.split())
    claimants = Claimant.objects.spelled(name) if name else ()
    known = {one for each in claimants for one in (each.name, *each.aliases)} - {name}
    *forenames, surname = name.split() or [""]
    guesses = [surname, f"{forenames[0][0]}. {surname}"] if forenames else []
    offered = [
        Spelling(one, _checks_with(one), one in known) for one in [*sorted(known), *guesses]
    ]
    return [
        one
        for one in {each.words: each for each in reversed(offered)}.values()
        if one.is_known or one.checks or one.words == surname
    ][::-1]


def _checks_with(words: str) -> int:
    phrase = SearchQuery(words, config="english", search_type="phrase")
    return Publication.objects.filter(search=phrase).count()


def where_words_are(publication: Publication, blank: Blank) -> dict[str, dict[str, int]]:
    """How often the words are in each part, by version, and in corrections."""
    found = {
        f"version {one.number}": places(one.revision.public_part, blank)
        for one in publication.versions.select_related("revision")
    }
    texts = publication.corrections.values_list("text", flat=True)
    found["corrections"] = {"text": count} if (count := sum(map(blank.count, texts))) else {}
    return {name: parts for name, parts in found.items() if parts}


def _check_words(publication: Publication, withholding: Withholding) -> None:
    """Refuse words that the check does not have, and a claimant's name that is not a name."""
    found = where_words_are(publication, Blank(withholding.words, ""))
    if not found:
        raise ValidationError(
            {
                "words": _(
                    "These words are in no version of this check. Copy them exactly: capitals"
                    " count."
                )
            }
        )
    is_claimant = any("who said it" in parts for parts in found.values())
    if withholding.what != What.NAME and is_claimant:
        raise ValidationError(
            {"words": _("That is the claimant’s name: withhold it as a name, everywhere.")}
        )


def _check_not_repeated(withholding: Withholding) -> None:
    """Refuse a second row for the same thing: nobody may prolong it alone."""
    same = Withholding.objects.filter(
        what=withholding.what,
        version=withholding.version,
        snapshot=withholding.snapshot,
        words=withholding.words,
    )
    if withholding.what in (What.CHECK, What.PASSAGE, What.WORDS):
        same = same.filter(publication=withholding.publication)
    if same.in_force().exists():
        raise WithheldAlready(_("It is withheld already."))
    lapsed = Q(lapsed_at__isnull=False) | Q(lifted_at=None, confirmed_at=None)
    if same.filter(lapsed, withheld_by=withholding.withheld_by).exists():
        raise PermissionDenied(
            _(
                "You withheld this before and no second editor confirmed it, so another editor"
                " must withhold it now."
            )
        )


def _addresses_to_leave(withholding: Withholding) -> list[Publication]:
    """Checks whose address spells the words: of this claim, and for a name of all claims."""
    claims: set[int | None] = {withholding.publication.claim_id}
    if withholding.what == What.NAME:
        claims.add(None)
    found = {
        check.pk: check
        for blank in blanks_of(withholding)
        for claim in claims
        for check in checks_spelling(blank, claim=claim)
    }
    return sorted(found.values(), key=lambda check: (check.claim.chain, check.pk))


def _record_event(withholding: Withholding, kind: str, *, by: User, **more: object) -> None:
    publication = withholding.publication
    record(
        f"claim:{publication.claim_id}",
        kind,
        by=by,
        review=publication.review_id,
        withholding=withholding.pk,
        what=withholding.what,
        **more,
    )
