"""What came with an e-mail, once somebody asks: each file an article of its own."""

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
"""E-mails within e-mails that are opened."""
NO_ROOM = (
    "The desk cannot keep what came with this: its store is full or cannot be written. Tell "
    "who runs it; this is taken in by itself once there is room."
)


def unpack_attachments(unpacking: Unpacking) -> None:
    """Take in the files of a leased e-mail, and note on its article what was not taken in.

    All of them, or none: where the store fails, it waits until that works again.
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
        _take_in_all(unpacking, article, files, is_whole=is_whole)
    except NoRoom:
        storage_errors.wait_for_storage(unpacking, storage_errors.NO_ROOM, NO_ROOM)


def _take_in_all(
    unpacking: Unpacking,
    article: Article,
    files: list[parsing_parser.Attached],
    *,
    is_whole: bool,
) -> None:
    with transaction.atomic():
        told, has_closed_it = _take_in(files, article)
        if not is_whole:
            told.append(
                "More came with it than is opened at once; put those files in yourself."
            )
        fresh = Article.objects.select_for_update(of=("self",), no_key=True).get(pk=article.pk)
        if fresh.quarantined_at is None:
            fresh.notes += told
            fresh.save(update_fields=["notes"])
        elif not has_closed_it:
            transaction.set_rollback(True)
            unpacking.failed(QUARANTINED_KIND, storage_errors.QUARANTINED)
            return
        if not unpacking.done():
            transaction.set_rollback(True)


def _take_in(files: list[parsing_parser.Attached], article: Article) -> tuple[list[str], bool]:
    """Submit each file for whoever submitted the e-mail. Says, in sentences, what was not.

    One that is refused stops no other. True where one is in quarantine, and the e-mail so, too.
    Raises NoRoom.
    """
    told, has_closed_it = [], False
    is_too_deep = _depth(article) >= DEEPEST
    for file in files:
        name = file.name[:80]
        if is_too_deep:
            told.append(f"{name} came with an e-mail within e-mails and was not opened.")
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
            told.append(f"{name} came with it and was not taken in. {error.messages[0]}")
    return told, has_closed_it


def _close_if_quarantined(mail: Article, made: Article) -> bool:
    """An e-mail that something quarantined came in holds the same bytes: it is closed, too."""
    aside = SetAside.objects.filter(article=made).select_related("quarantine").first()
    if aside is None or mail.page is None:
        return False
    row, by = aside.quarantine, mail.submitted_by
    first = row.closed_with or row
    _, events = quarantine_everywhere(mail.page.sha256, why=HOLDS, closed_with=first, by=by)
    record_each(events, by=by)
    return True


def _depth(article: Article) -> int:
    """How many e-mails an article came in."""
    depth, outer = 0, article.attached_to
    while outer is not None and depth < DEEPEST:
        depth, outer = depth + 1, outer.attached_to
    return depth
