"""What readers see changes by an editor: a checker's change is proposed, and confirmed or not.

One mechanism for every kind of `shown_facts`; pages, API and other actions all come here.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from claims.claimants import actions
from claims.claimants.models import Claimant
from history.record import record
from reviews.claimants.published_pages import may_be_in_checks
from reviews.evidence.models.evidence import Evidence
from reviews.exceptions import AlreadyDecided, StaleChange
from reviews.proposed_changes.models import ProposedChange
from reviews.proposed_changes.shown_facts import (
    FACTS,
    ShownFact,
    Values,
    chains_of,
    claims_using,
)
from reviews.watch.models import Watch
from sources.snapshots.models import ArchivedCopy, Content, Snapshot

Kind = ProposedChange.Kind
PROPOSED, CONFIRMED, REFUSED = ProposedChange.State


@transaction.atomic
def change_shown(
    kind: str, subject: Any, /, *, by: User, **values: Any
) -> ProposedChange | None:
    """Change a fact, or propose the change where readers see it and `by` is no editor.

    Returns the proposal; None where the change was made, or there was nothing to change. The
    same change proposed twice is one. Raises what the fact's own action raises, in both cases.
    """
    fact = FACTS[kind]
    subject = _locked(fact, subject)
    if not by.is_editor and fact.is_an_editors(subject, by):
        return _propose(kind, fact, subject, values, by=by)
    if isinstance(subject, Snapshot) and (chains := claims_using(subject)):
        before, after = _tried(fact, subject, values, by=by)
        if before != after:
            _tell("change-shown", kind, chains, subject, by=by, before=before, after=after)
    fact.write(subject, by=by, **values)
    return None


def _propose(
    kind: str, fact: ShownFact, subject: Any, values: Values, *, by: User
) -> ProposedChange | None:
    before, after = _tried(fact, subject, values, by=by)
    if before == after:
        return None
    if fact.is_of_parts:
        after = {name: value for name, value in after.items() if before[name] != value}
        before = {name: before[name] for name in after}
    about = {"kind": kind, fact.field: subject}
    waiting = ProposedChange.objects.waiting().filter(**about)
    same = next((one for one in waiting if (one.before, one.after) == (before, after)), None)
    if same is not None:
        return same
    proposed = ProposedChange(**about, before=before, after=after, proposed_by=by)
    proposed.full_clean(exclude=["before"])
    proposed.save()
    told = {"change": proposed.pk, "before": before, "after": after}
    _tell("propose-change", kind, chains_of(subject), subject, by=by, **told)
    proposed.refresh_from_db()
    return proposed


@transaction.atomic
def confirm_change(proposed: ProposedChange, *, by: User) -> ProposedChange:
    """Make the change that was proposed, if nothing it is about changed meanwhile."""
    _ask_an_editor(by)
    proposed = _waiting(proposed)
    fact = FACTS[proposed.kind]
    subject = _locked(fact, proposed.subject)
    if fact.now(subject, proposed.after) != proposed.before:
        raise StaleChange
    proposed = _decide(proposed, CONFIRMED, by=by)
    fact.write(subject, by=by, **proposed.after)
    return proposed


@transaction.atomic
def refuse_change(proposed: ProposedChange, *, note: str = "", by: User) -> ProposedChange:
    """Leave things as they are, with a note; who proposed it may take it back."""
    if proposed.proposed_by_id != by.pk:
        _ask_an_editor(by)
    return _decide(_waiting(proposed), REFUSED, note=" ".join(note.split()), by=by)


def _decide(
    proposed: ProposedChange, state: str, *, note: str = "", by: User
) -> ProposedChange:
    proposed.state, proposed.decided_by, proposed.note = state, by, note
    proposed.full_clean(exclude=["before"])
    proposed.save(update_fields=["state", "decided_by", "note"])
    ProposedChange.objects.filter(pk=proposed.pk).update(decided_at=Now())
    verb = "confirm-change" if state == CONFIRMED else "refuse-change"
    told = {"change": proposed.pk, "note": note} if note else {"change": proposed.pk}
    subject = proposed.subject
    _tell(verb, proposed.kind, chains_of(subject), subject, by=by, **told)
    proposed.refresh_from_db()
    return proposed


def _waiting(proposed: ProposedChange) -> ProposedChange:
    rows = ProposedChange.objects.select_for_update(of=("self",))
    proposed = rows.get(pk=proposed.pk)
    if proposed.state != PROPOSED:
        raise AlreadyDecided(f"This change was {proposed.state} already.")
    return proposed


def _locked(fact: ShownFact, subject: Any) -> Any:
    rows = fact.locks._default_manager.select_for_update(of=("self",), no_key=True)
    rows.only("pk").get(pk=subject.pk)
    return fact.model._default_manager.get(pk=subject.pk)


class _Undo(Exception):
    """Takes a trial back."""


def _tried(
    fact: ShownFact, subject: Any, values: Values, *, by: User
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values before and after the change, by making it and taking it back.

    So a proposal is checked by the very rules that the change itself is.
    """
    before, after = fact.now(subject, values), {}
    try:
        with transaction.atomic():
            fact.write(subject, by=by, **values)
            after = fact.now(fact.model._default_manager.get(pk=subject.pk), values)
            raise _Undo
    except _Undo:
        return before, after


def _tell(
    verb: str, kind: str, chains: list[str], subject: Any, *, by: User, **told: object
) -> None:
    """Write it to the chains; of a page, which one it is, so that erasing it finds the line."""
    what = ProposedChange.Kind(kind).label
    page = {"snapshot": subject.pk} if isinstance(subject, Snapshot) else {}
    for chain in chains:
        record(chain, verb, by=by, about=kind, what=what, **page, **told)


def _ask_an_editor(by: User) -> None:
    if not by.is_editor:
        raise PermissionDenied("Only an editor may decide on a proposed change.")


def set_public(
    page: Snapshot, *, is_public: bool, licence: str = "", by: User
) -> Content | ProposedChange:
    """As `sources.actions.set_public`, or the proposal to do so."""
    given = {"is_public": is_public, "licence": licence}
    return change_shown(Kind.COPY, page, by=by, **given) or Content.objects.get(pk=page.pk)


def describe_page(
    page: Snapshot, *, description: str, title: str = "", by: User
) -> Content | ProposedChange:
    """As `sources.actions.describe`, or the proposal to do so."""
    given = {"description": description, "title": title}
    return change_shown(Kind.TITLE, page, by=by, **given) or Content.objects.get(pk=page.pk)


@transaction.atomic
def describe_claimant(
    claimant: Claimant, *, by: User, **facts: Any
) -> Claimant | ProposedChange:
    """As `claims.actions.describe_claimant`, or the proposal to do so.

    That a guessed kind is right needs no editor: readers see the same as before.
    """
    claimant = Claimant.objects.select_for_update(of=("self",)).get(pk=claimant.pk)
    if claimant.kind_guessed and facts.get("kind") == claimant.kind:
        actions.describe_claimant(claimant, kind=claimant.kind, by=by)
    proposed = change_shown(Kind.CLAIMANT, claimant, by=by, **facts)
    if proposed:
        return proposed
    claimant = Claimant.objects.get(pk=claimant.pk)
    propose_to_hide_name(claimant, by=by)
    return claimant


def propose_to_hide_name(claimant: Claimant, *, by: User) -> None:
    """Ask an editor to hide the name in the checks of others, if it may be in one.

    A checker's word that somebody is a private person holds for what is not published. Once an
    editor publishes a check of theirs, the name is hidden everywhere.
    """
    if by.is_editor or claimant.name_hidden or not claimant.is_private:
        return
    if may_be_in_checks(claimant):
        _propose(Kind.CLAIMANT, FACTS[Kind.CLAIMANT], claimant, {"name_hidden": True}, by=by)


def forget_archived(copy: ArchivedCopy, *, by: User) -> ProposedChange | None:
    """As `sources.actions.forget_archived`, or the proposal to do so; None where it is done."""
    return change_shown(Kind.ARCHIVE_LINK, copy.snapshot, removed=copy.url, by=by)


def settle(watch: Watch, *, note: str = "", by: User) -> Watch | ProposedChange:
    """As `reviews.watch.actions.settle`, or the proposal to do so."""
    proposed = change_shown(Kind.SOURCE_CHANGE, watch, by=by, note=note)
    return proposed or Watch.objects.get(pk=watch.pk)


def waiting_for(subject: Snapshot | Claimant | Watch) -> list[ProposedChange]:
    """Changes of a page, a claimant or a changed source that wait for an editor."""
    field = {Snapshot: "snapshot", Claimant: "claimant", Watch: "watch"}[type(subject)]
    rows = ProposedChange.objects.waiting().select_related("proposed_by")
    return list(rows.filter(**{field: subject}).order_by("pk"))


def publisher_proposed(piece: Evidence, *, by: User) -> ProposedChange | None:
    """What this user proposed as the publisher of a piece's page, while it waits."""
    rows = ProposedChange.objects.waiting().select_related("proposed_by")
    return rows.filter(kind=Kind.PUBLISHER, snapshot=piece.snapshot_id, proposed_by=by).last()
