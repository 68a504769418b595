"""Changes to an archived page that readers see: made, or proposed to the editors."""

from accounts.models import User
from reviews.proposed_changes.actions import change_shown
from reviews.proposed_changes.models import ProposedChange
from sources.snapshots.models import ArchivedCopy, Content, Snapshot


def set_public_or_propose(
    page: Snapshot, *, is_public: bool, licence: str = "", by: User
) -> Content | ProposedChange:
    """Let readers have our archived copy or not, or propose it."""
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
    """Remove the link to an archive's copy, or propose it; None where it is removed."""
    return change_shown(
        ProposedChange.Kind.ARCHIVE_LINK, copy.snapshot, removed=copy.url, by=by
    )
