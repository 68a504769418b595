"""Facts that readers see and no revision freezes: how each is read and written, and by whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from accounts.models import User
from claims.claimants.models import Claimant
from reviews.claimants.published_pages import (
    describe_with_pages,
    published_of,
    remember_with_pages,
)
from reviews.evidence.models.evidence import Evidence
from reviews.evidence.publishers import publisher_name, set_publisher
from reviews.proposed_changes.models import ProposedChange
from reviews.publication.models.publications import Publication
from reviews.review.models.reviews import Review
from reviews.watch import actions as watch_actions
from reviews.watch import assess as watch_assess
from reviews.watch.models import Watch
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import archive_addresses
from sources.snapshots.models import ArchivedCopy, Content, Snapshot

Values = Mapping[str, Any]
Now = Callable[[Any, Values], dict[str, Any]]
Write = Callable[..., object]
Kind = ProposedChange.Kind


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A kind of fact.

    `field` names its subject in a proposed change, `locks` is the model of the row to lock.
    `now(subject, wanted)` gives the values as they are, with the keys that history and a
    proposal tell; `write(subject, by=…, **after)` is the action that changes them, with its
    rules and its event; `is_an_editors(subject, by)` is whether a checker's change of it is
    only proposed.
    """

    field: str
    model: type[Model]
    locks: type[Model]
    now: Now
    write: Write
    is_an_editors: Callable[[Any, User], bool]
    is_of_parts: bool = False
    """Whether one value can be written without the others."""


def is_an_editors_page(page: Snapshot, by: User) -> bool:
    """Whether a published check uses the page, or the open review of somebody else."""
    uses = Evidence.objects.filter(snapshot=page)
    if Publication.objects.filter(review__in=uses.values("review")).exists():
        return True
    standing = uses.standing().values("review")
    return Review.objects.open().filter(pk__in=standing).exclude(holder=by).exists()


def is_an_editors_claimant(claimant: Claimant, _by: User) -> bool:
    """Whether readers have a check of what they said, or do not see their name in others."""
    return claimant.name_hidden or published_of(claimant).exists()


def is_an_editors_watch(watch: Watch, _by: User) -> bool:
    """Whether readers are told of it: the review has a check that is live."""
    return Publication.objects.live_of(watch.evidence.review) is not None


def _copy(page: Snapshot, _wanted: Values) -> dict[str, Any]:
    content = _content(page)
    return {"is_public": content.is_public, "licence": content.licence}


def _title(page: Snapshot, _wanted: Values) -> dict[str, Any]:
    content = _content(page)
    return {"title": content.title, "description": content.description}


def _publisher(page: Snapshot, _wanted: Values) -> dict[str, Any]:
    return {"publisher": publisher_name(page)}


def _archive_link(page: Snapshot, wanted: Values) -> dict[str, Any]:
    """The address that is taken away, and empty once it is."""
    address = wanted["removed"]
    known = ArchivedCopy.objects.filter(snapshot=page, url=address).exists()
    return {"url": address if known else "", "removed": address}


def _remove_archive_link(page: Snapshot, *, removed: str, url: str = "", by: User) -> None:
    del url  # empty afterwards, for whoever confirms
    if copy := ArchivedCopy.objects.filter(snapshot=page, url=removed).first():
        archive_addresses.forget_archived(copy, by=by)


def _content(page: Snapshot) -> Content:
    facts = ("is_public", "licence", "title", "description")
    content: Content = Content.objects.only(*facts).get(pk=page.pk)
    return content


def _claimant(claimant: Claimant, wanted: Values) -> dict[str, Any]:
    return {
        name: getattr(claimant, name) for name, value in wanted.items() if value is not None
    }


def _spelling(claimant: Claimant, wanted: Values) -> dict[str, Any]:
    """Empty while nobody is known by it, or somebody else."""
    spelling = " ".join(str(wanted["spelling"]).split())
    known = Claimant.objects.spelled(spelling).filter(pk=claimant.pk)
    return {"spelling": spelling if known.exists() else ""}


def _settled(watch: Watch, _wanted: Values) -> dict[str, Any]:
    page = watch_assess.in_words(watch.page, watch.passage, watch.near_percent)
    return {"note": watch.settled_note, "page": page}


def _settle(watch: Watch, *, note: str, page: str = "", by: User) -> None:
    del page  # how it stood, for whoever confirms
    watch_actions.settle(watch, note=note, by=by)


def _of_page(now: Now, write: Write) -> ShownFact:
    # Rows of snapshots never change, so nobody can lock one.
    return ShownFact("snapshot", Snapshot, Content, now, write, is_an_editors_page)


def _of_claimant(now: Now, write: Write) -> ShownFact:
    rule = is_an_editors_claimant
    return ShownFact("claimant", Claimant, Claimant, now, write, rule, is_of_parts=True)


FACTS: dict[str, ShownFact] = {
    Kind.COPY: _of_page(_copy, snapshot_actions.set_public),
    Kind.TITLE: _of_page(_title, snapshot_actions.describe),
    Kind.PUBLISHER: _of_page(_publisher, set_publisher),
    Kind.ARCHIVE_LINK: _of_page(_archive_link, _remove_archive_link),
    Kind.CLAIMANT: _of_claimant(_claimant, describe_with_pages),
    Kind.SPELLING: _of_claimant(_spelling, remember_with_pages),
    Kind.SOURCE_CHANGE: ShownFact(
        "watch", Watch, Watch, _settled, _settle, is_an_editors_watch
    ),
}


def claims_using(page: Snapshot) -> list[str]:
    """The chains of the claims whose evidence uses a page, in the order of their names."""
    uses = Evidence.objects.filter(snapshot=page)
    published = Publication.objects.values("review")
    uses = uses.filter(Q(withdrawn_at=None) | Q(review__in=published))
    return sorted({f"claim:{pk}" for pk in uses.values_list("review__claim", flat=True)})


def chains_of(subject: Snapshot | Claimant | Watch) -> list[str]:
    """Whose history tells of a proposed change, in the order of their names.

    The claims that a page or a watch is used for; where there is none, the page itself. Of a
    claimant, its own: their claims may be thousands.
    """
    if isinstance(subject, Claimant):
        return [f"claimant:{subject.pk}"]
    if isinstance(subject, Watch):
        return [f"claim:{subject.evidence.review.claim_id}"]
    return claims_using(subject) or [f"snapshot:{subject.pk}"]
