"""Changes what readers see: editors change it, others only propose.

Pages, API and other actions use this for every kind of fact in `shown_facts`.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now

from accounts.models import User
from history.record import record
from reviews.exceptions import AlreadyDecided, StaleChange
from reviews.proposed_changes.models import ProposedChange
from reviews.proposed_changes.shown_facts import ShownFact, Values, fact_of, field_of
from sources.snapshots.models import Snapshot

PROPOSED, CONFIRMED, REFUSED = ProposedChange.State


@transaction.atomic
def change_shown(
    kind: str, subject: Any, /, *, by: User, **values: Any
) -> ProposedChange | None:
    """Change a fact, or propose the change if readers see it and `by` isn't an editor.

    Returns the proposal, or None if the change was made or changes nothing. The same change
    proposed twice is one proposal. Raises what the fact's own action raises, in both cases.
    """
    fact = fact_of(kind)
    subject = _locked_subject(fact, subject)
    if not by.is_editor and fact.needs_editor(subject, by):
        return propose_change(kind, subject, values, by=by)
    if chains := fact.chains_of_users(subject):
        before, after = _try_change(fact, subject, values, by=by)
        if before != after:
            _record_change(
                "change-shown", kind, chains, subject, by=by, before=before, after=after
            )
    fact.write(subject, by=by, **values)
    return None


def propose_change(
    kind: str, subject: Any, values: Values, *, by: User
) -> ProposedChange | None:
    """Propose these values to the editors; None if nothing would change.

    Returns the same proposal if it is already waiting.
    """
    fact = fact_of(kind)
    before, after = _try_change(fact, subject, values, by=by)
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
    facts = {"change": proposed.pk, "before": before, "after": after}
    _record_change("propose-change", kind, fact.chains(subject), subject, by=by, **facts)
    proposed.refresh_from_db()
    return proposed


@transaction.atomic
def confirm_change(proposed: ProposedChange, *, by: User) -> ProposedChange:
    """Make a proposed change, unless its subject has changed in the meantime."""
    _require_editor(by)
    proposed = _locked_proposal(proposed)
    fact = fact_of(proposed.kind)
    subject = _locked_subject(fact, proposed.subject)
    if fact.read(subject, proposed.after) != proposed.before:
        raise StaleChange
    proposed = _decide(proposed, CONFIRMED, by=by)
    fact.write(subject, by=by, **proposed.after)
    return proposed


@transaction.atomic
def refuse_change(proposed: ProposedChange, *, note: str = "", by: User) -> ProposedChange:
    """Refuse a proposed change, with a note. Whoever proposed it may take it back."""
    if proposed.proposed_by_id != by.pk:
        _require_editor(by)
    return _decide(_locked_proposal(proposed), REFUSED, note=" ".join(note.split()), by=by)


def _decide(
    proposed: ProposedChange, state: str, *, note: str = "", by: User
) -> ProposedChange:
    proposed.state, proposed.decided_by, proposed.note = state, by, note
    proposed.full_clean(exclude=["before"])
    proposed.save(update_fields=["state", "decided_by", "note"])
    ProposedChange.objects.filter(pk=proposed.pk).update(decided_at=Now())
    verb = "confirm-change" if state == CONFIRMED else "refuse-change"
    facts = {"change": proposed.pk, "note": note} if note else {"change": proposed.pk}
    subject = proposed.subject
    chains = fact_of(proposed.kind).chains(subject)
    _record_change(verb, proposed.kind, chains, subject, by=by, **facts)
    proposed.refresh_from_db()
    return proposed


def _locked_proposal(proposed: ProposedChange) -> ProposedChange:
    rows = ProposedChange.objects.select_for_update(of=("self",))
    proposed = rows.get(pk=proposed.pk)
    if proposed.state != PROPOSED:
        raise AlreadyDecided(f"This change has already been {proposed.state}.")
    return proposed


def _locked_subject(fact: ShownFact, subject: Any) -> Any:
    rows = fact.locks._default_manager.select_for_update(of=("self",), no_key=True)
    rows.only("pk").get(pk=subject.pk)
    return fact.model._default_manager.get(pk=subject.pk)


class _RollBack(Exception):
    """Rolls back the transaction of a trial."""


def _try_change(
    fact: ShownFact, subject: Any, values: Values, *, by: User
) -> tuple[Values, Values]:
    """The values before and after the change, by making it and rolling it back.

    This way the rules of the change itself check a proposal.
    """
    before = fact.read(subject, values)
    after: Values = {}
    try:
        with transaction.atomic():
            fact.write(subject, by=by, **values)
            after = fact.read(fact.model._default_manager.get(pk=subject.pk), values)
            raise _RollBack
    except _RollBack:
        return before, after


def _record_change(
    verb: str, kind: str, chains: list[str], subject: Any, *, by: User, **told: object
) -> None:
    """Record it in the chains, with the id of a page, so that erasing the page finds it."""
    what = ProposedChange.Kind(kind).label
    page = {"snapshot": subject.pk} if isinstance(subject, Snapshot) else {}
    for chain in chains:
        record(chain, verb, by=by, about=kind, what=what, **page, **told)


def _require_editor(by: User) -> None:
    if not by.is_editor:
        raise PermissionDenied("Only an editor may decide on a proposed change.")


def changes_waiting_for(subject: Model) -> list[ProposedChange]:
    """Changes of a page, claimant or changed source that wait for an editor."""
    rows = ProposedChange.objects.waiting().select_related("proposed_by")
    return list(rows.filter(**{field_of(subject): subject}).order_by("pk"))
