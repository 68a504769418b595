"""Make an article of each attachment of an e-mail."""

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.articles.follow_up_jobs import Unpacking
from claims.articles.models import Article
from claims.processing.actions import submit_file
from claims.quarantine.actions import HOLDS, quarantine_everywhere
from claims.set_aside.actions import QUARANTINED_KIND
from claims.set_aside.models import SetAside
from history.record import record_each
from sources.parsing import parser as parsing_parser
from sources.snapshots import storage_errors
from sources.snapshots.actions import NoRoom

DEEPEST = 2
"""How deep e-mails within e-mails are opened."""
NO_ROOM = (
    "The desk cannot keep what came with this: its store is full or cannot be written. Tell "
    "who runs it; this is taken in by itself once there is room."
)


def unpack_attachments(unpacking: Unpacking) -> None:
    """Submit the attachments of a leased e-mail, and note on its article which were refused.

    All are submitted, or none: if the storage fails, the job waits until it works again.
    """
    article = Article.objects.select_related("page", "submitted_by").get(pk=unpacking.pk)
    assert article.page is not None
    try:
        files, is_whole = parsing_parser.attachments(article.page.body())
    except storage_errors.StoreAway:
        storage_errors.wait_for_storage(
            unpacking, storage_errors.AWAY, storage_errors.READ_LATER
        )
        return
    except storage_errors.BytesGone as error:
        unpacking.failed(storage_errors.GONE, str(error))
        return
    except parsing_parser.Unreadable as error:
        unpacking.failed("unreadable", error.detail)
        return
    try:
        _submit_all(unpacking, article, files, is_whole=is_whole)
    except NoRoom:
        storage_errors.wait_for_storage(unpacking, storage_errors.NO_ROOM, NO_ROOM)


def _submit_all(
    unpacking: Unpacking,
    article: Article,
    files: list[parsing_parser.Attached],
    *,
    is_whole: bool,
) -> None:
    with transaction.atomic():
        notes, has_closed_it = _submit_each(files, article)
        if not is_whole:
            notes.append(
                "It has more attachments than can be opened at once. Upload the rest yourself."
            )
        fresh = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
        if fresh.quarantined_at is None:
            fresh.notes += notes
            fresh.save(update_fields=["notes"])
        elif not has_closed_it:
            transaction.set_rollback(True)
            unpacking.failed(QUARANTINED_KIND, storage_errors.QUARANTINED)
            return
        if not unpacking.done():
            transaction.set_rollback(True)


def _submit_each(
    files: list[parsing_parser.Attached], article: Article
) -> tuple[list[str], bool]:
    """Submit each file in the name of who submitted the e-mail.

    Returns a sentence for each file that was refused, and whether one is in quarantine, which
    puts the e-mail in quarantine too. Raises NoRoom.
    """
    notes, has_closed_it = [], False
    is_too_deep = _depth(article) >= DEEPEST
    for file in files:
        name = file.name[:80]
        if is_too_deep:
            notes.append(f"{name} came with an e-mail within e-mails and was not opened.")
            continue
        try:
            made = submit_file(
                file.body,
                file.name,
                came_by=article.came_by,
                attached_to=article,
                by=article.submitted_by,
            )
            has_closed_it |= _close_if_quarantined(article, made)
        except NoRoom:
            raise
        except ValidationError as error:
            notes.append(f"{name} came with it and was not accepted. {error.messages[0]}")
    return notes, has_closed_it


def _close_if_quarantined(mail: Article, made: Article) -> bool:
    """Quarantine an e-mail with a quarantined attachment: it contains the same bytes."""
    aside = SetAside.objects.filter(article=made).select_related("quarantine").first()
    if aside is None or mail.page is None:
        return False
    row, by = aside.quarantine, mail.submitted_by
    first = row.closed_with or row
    _, events = quarantine_everywhere(mail.page.sha256, why=HOLDS, closed_with=first, by=by)
    record_each(events, by=by)
    return True


def _depth(article: Article) -> int:
    """Return how many e-mails are around an article."""
    depth, outer = 0, article.attached_to
    while outer is not None and depth < DEEPEST:
        depth, outer = depth + 1, outer.attached_to
    return depth
