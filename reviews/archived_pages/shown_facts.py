"""What readers see of an archived page, as facts that a checker proposes to change."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from accounts.models import User
from reviews.evidence.models.evidence import Evidence
from reviews.evidence.publishers import publisher_name, set_publisher
from reviews.proposed_changes.models import ProposedChange
from reviews.proposed_changes.shown_facts import ShownFact, Values
from reviews.publication.models.publications import Publication
from reviews.review.models.reviews import Review
from sources.snapshots import actions, archive_addresses
from sources.snapshots.models import ArchivedCopy, Content, Snapshot


def needs_editor(page: Snapshot, by: User) -> bool:
    """Whether a published check uses the page, or somebody else's open review."""
    uses = Evidence.objects.filter(snapshot=page)
    if Publication.objects.filter(review__in=uses.values("review")).exists():
        return True
    standing = uses.standing().values("review")
    return Review.objects.open().filter(pk__in=standing).exclude(holder=by).exists()


def claims_using(page: Snapshot) -> list[str]:
    """The chains of claims whose evidence uses a page, sorted."""
    uses = Evidence.objects.filter(snapshot=page)
    published = Publication.objects.values("review")
    uses = uses.filter(Q(withdrawn_at=None) | Q(review__in=published))
    return sorted({f"claim:{pk}" for pk in uses.values_list("review__claim", flat=True)})


def _copy(page: Snapshot, _wanted: Values) -> Values:
    content = _content(page)
    return {"is_public": content.is_public, "licence": content.licence}


def _title(page: Snapshot, _wanted: Values) -> Values:
    content = _content(page)
    return {"title": content.title, "description": content.description}


def _publisher(page: Snapshot, _wanted: Values) -> Values:
    return {"publisher": publisher_name(page)}


def _archive_link(page: Snapshot, wanted: Values) -> Values:
    """The address that would be removed; empty once it is."""
    address = wanted["removed"]
    known = ArchivedCopy.objects.filter(snapshot=page, url=address).exists()
    return {"url": address if known else "", "removed": address}


def _remove_archive_link(page: Snapshot, *, removed: str, url: str = "", by: User) -> None:
    del url  # shown to whoever confirms; always empty afterwards
    if copy := ArchivedCopy.objects.filter(snapshot=page, url=removed).first():
        archive_addresses.forget_archived(copy, by=by)


def _content(page: Snapshot) -> Content:
    facts = ("is_public", "licence", "title", "description")
    content: Content = Content.objects.only(*facts).get(pk=page.pk)
    return content


def _chains(page: Snapshot) -> list[str]:
    """The claims that use the page, or the page itself if there are none."""
    return claims_using(page) or [f"snapshot:{page.pk}"]


def _page_fact(
    read: Callable[[Any, Values], Values], write: Callable[..., object]
) -> ShownFact:
    return ShownFact(
        field="snapshot",
        model=Snapshot,
        locks=Content,  # rows of snapshots never change, so nobody can lock one
        read=read,
        write=write,
        needs_editor=needs_editor,
        chains=_chains,
        chains_of_users=claims_using,
    )


PAGE_FACTS: dict[str, ShownFact] = {
    ProposedChange.Kind.COPY: _page_fact(_copy, actions.set_public),
    ProposedChange.Kind.TITLE: _page_fact(_title, actions.describe),
    ProposedChange.Kind.PUBLISHER: _page_fact(_publisher, set_publisher),
    ProposedChange.Kind.ARCHIVE_LINK: _page_fact(_archive_link, _remove_archive_link),
}
