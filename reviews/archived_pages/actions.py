"""Changes to an archived page that readers see: made at once, or proposed to editors."""

from accounts.models import User
from reviews.proposed_changes.actions import change_shown
from reviews.proposed_changes.models import ProposedChange
from sources.snapshots.models import ArchivedCopy, Content, Snapshot


def set_public_or_propose(
    page: Snapshot, *, is_public: bool, licence: str = "", by: User
) -> Content | ProposedChange:
    """Make our archived copy public or not, or propose it."""
    given = {"is_public": is_public, "licence": licence}
    return change_shown(ProposedChange.Kind.COPY, page, by=by, **given) or Content.objects.get(
        pk=page.pk
    )


def describe_page_or_propose(
    page: Snapshot, *, description: str, title: str = "", by: User
) -> Content | ProposedChange:
    """Change title and description of an archived page, or propose it."""
    given = {"description": description, "title": title}
    return change_shown(ProposedChange.Kind.TITLE, page, by=by, **given) or Content.objects.get(
        pk=page.pk
    )


def forget_archived_or_propose(copy: ArchivedCopy, *, by: User) -> ProposedChange | None:
    """Remove the link to another archive, or propose it. None if it was removed."""
    return change_shown(
        ProposedChange.Kind.ARCHIVE_LINK, copy.snapshot, removed=copy.url, by=by
    )
