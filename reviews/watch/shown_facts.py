"""That a changed source is settled, as a fact that a checker proposes to change."""

from accounts.models import User
from reviews.proposed_changes.actions import change_shown
from reviews.proposed_changes.models import ProposedChange
from reviews.proposed_changes.shown_facts import ShownFact, Values
from reviews.publication.models.publications import Publication
from reviews.watch import actions as watch_actions
from reviews.watch import assess as watch_assess
from reviews.watch.models import Watch


def settle_or_propose(watch: Watch, *, note: str = "", by: User) -> Watch | ProposedChange:
    """Settle a changed source, or propose it if an editor must confirm."""
    proposed = change_shown(ProposedChange.Kind.SOURCE_CHANGE, watch, by=by, note=note)
    return proposed or Watch.objects.get(pk=watch.pk)


def needs_editor(watch: Watch, _by: User) -> bool:
    """Whether readers are told of it: the review has a check that is live."""
    return Publication.objects.live_of(watch.evidence.review) is not None


def _settled(watch: Watch, _wanted: Values) -> Values:
    page = watch_assess.describe_state(watch.page, watch.passage, watch.near_percent)
    return {"note": watch.settled_note, "page": page}


def _settle(watch: Watch, *, note: str, page: str = "", by: User) -> None:
    del page  # how it stood, for whoever confirms
    watch_actions.settle_watch(watch, note=note, by=by)


def _chains(watch: Watch) -> list[str]:
    return [f"claim:{watch.evidence.review.claim_id}"]


WATCH_FACTS: dict[str, ShownFact] = {
    ProposedChange.Kind.SOURCE_CHANGE: ShownFact(
        field="watch",
        model=Watch,
        locks=Watch,
        read=_settled,
        write=_settle,
        needs_editor=needs_editor,
        chains=_chains,
    )
}
