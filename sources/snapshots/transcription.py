"""Type the words from an image or a scan, so that passages can be found in them."""

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from history.record import record
from sources.parsing import parser as parsing_parser
from sources.snapshots.models import Content, EarlierText, Snapshot
from sources.snapshots.text_hashes import hash_text

EventPayload = Mapping[str, object]
Effect = Callable[[EarlierText, Content], Mapping[str, EventPayload]]
"""Updates those who use the page after its text changed. Gets the text before (unsaved) and the
page now; returns the chains whose history records it too, each with a payload."""

LONGEST_PAGE = 50_000
"""Characters of one page: more than anybody types."""
BETWEEN = "\n\n"


@transaction.atomic
def type_text(
    snapshot: Snapshot, *, text: str, page: int = 1, effect: Effect | None = None, by: User
) -> Content:
    """Store the typed words of one page, from 1; words typed before are replaced.

    Only if the page has no text of its own. `effect` updates the evidence that uses the page
    (`reviews.archived_pages.transcription`). Raises ValidationError.
    """
    content: Content = Content.objects.select_for_update(of=("self",)).get(pk=snapshot.pk)
    if not content.may_be_typed:
        raise ValidationError(
            {"text": _("This page has a text of its own, or is not parsed yet.")}
        )
    written = _cleaned(text)
    pages = typed_pages(content)
    if not 1 <= page <= len(pages):
        wrong = _("The pages are numbered from 1 to %(last)s.")
        raise ValidationError({"page": ValidationError(wrong, params={"last": len(pages)})})
    before = EarlierText(
        snapshot=snapshot,
        text=content.text,
        pages=content.pages,
        typed_by=content.typed_by,
        typed_at=content.typed_at,
    )
    pages[page - 1] = written
    content.pages = _offsets(pages)
    content.text = content.article_text = BETWEEN.join(pages)
    content.html = parsing_parser.shown_pages(pages)
    content.marks = [mark for mark in content.marks if mark != "text_empty"]
    content.parser_version = ""
    content.typed_by = by
    content.typed_at = Now()
    content.save()
    hash_text(snapshot.pk)
    users = effect(before, content) if effect else {}
    for chain, payload in sorted(users.items()):  # all of them before "snapshot"
        record(chain, "type-source", by=by, snapshot=snapshot.pk, page=page, **payload)
    record(f"snapshot:{snapshot.pk}", "type", by=by, page=page, characters=len(written))
    content.refresh_from_db()
    return content


def _cleaned(text: str) -> str:
    """The typed words as they are stored. Raises ValidationError if none, or too many."""
    written = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not written:
        raise ValidationError({"text": _("Type the words that you see in the picture.")})
    if len(written) > LONGEST_PAGE:
        long = _("One page can have at most %(limit)s characters.")
        raise ValidationError(
            {"text": ValidationError(long, params={"limit": f"{LONGEST_PAGE:,}"})}
        )
    return written


def typed_pages(content: Content | EarlierText) -> list[str]:
    """The words typed so far, page by page; at least one page."""
    if not content.text:
        return [""] * max(1, len(content.pages))
    ends = [place - len(BETWEEN) for place in content.pages[1:]]
    starts = content.pages or [0]
    return [
        content.text[start:end]
        for start, end in zip(starts, [*ends, len(content.text)], strict=True)
    ]


def _offsets(pages: list[str]) -> list[int]:
    places, place = [], 0
    for page in pages:
        places.append(place)
        place += len(page) + len(BETWEEN)
    return places
