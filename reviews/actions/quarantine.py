"""Quarantine a file: what was found in it goes, and evidence from it counts no more."""

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from claims.models import Article
from history.recording import record
from reviews.actions.erasing import forget_proposals, of_pages, stop_and_forget, using
from reviews.actions.moves import NO_SET_TIME
from reviews.actions.privacy import set_private
from reviews.models import Review, Watch
from sources import actions as sources
from sources.models import Snapshot


@transaction.atomic
def quarantine(snapshot: Snapshot, *, why: str, by: User) -> list[Snapshot]:
    """`sources.actions.quarantine`, also of the e-mails that the file came in, and in reviews.

    Proposals from it are blanked, looks at its live page end, and a version that quotes it is
    not published at its set time. Articles that were made of it are private, and nobody sees
    their text. Evidence stays as it was selected: it is marked, and counts
    in no gate until the file is released. Returns the pages; raises as that does.
    """
    files = [snapshot, *_mails_of(snapshot)]
    pages = [page for file in files for page in sources.pages_of(file.sha256)]
    for review in using(pages):
        _close_in(review, pages, by=by)
    for article in _articles_of(pages):
        set_private(article, is_private=True, by=by)
    Watch.objects.filter(copy__in=pages).update(copy=None, copy_by=None)
    return [page for file in files for page in sources.quarantine(file, why=why, by=by)]


def _mails_of(snapshot: Snapshot) -> list[Snapshot]:
    """E-mails that were uploaded and hold the file: their bytes are its bytes, too."""
    found: dict[int, Snapshot] = {}
    articles = Article.objects.filter(page__sha256=snapshot.sha256)
    for article in articles.order_by("pk").select_related("attached_to__page"):
        outer = article.attached_to
        while outer is not None:
            if outer.page is not None:
                found[outer.page.pk] = outer.page
            outer = outer.attached_to
    return [found[pk] for pk in sorted(found)]


def _articles_of(pages: list[Snapshot]) -> QuerySet[Article]:
    """Texts that were made of these pages; readers are told nothing of them any more."""
    made = Q(page__in=pages) | Q(capture__snapshot__in=pages)
    return Article.objects.filter(made).select_related("capture").order_by("pk")


def _close_in(review: Review, pages: list[Snapshot], *, by: User) -> None:
    pieces = review.evidence.filter(of_pages(pages))
    pieces.update(near_passage="", near_percent=None)
    stop_and_forget(list(pieces.values_list("pk", flat=True)))
    forget_proposals(review, pages, by=by)
    if review.publish_at is not None:
        Review.objects.filter(pk=review.pk).update(**NO_SET_TIME)
    numbers = ", ".join(f"[{piece.number}]" for piece in pieces.order_by("number"))
    told = {"review": review.pk, "evidence": numbers or "none"}
    record(f"claim:{review.claim_id}", "quarantine-page", by=by, **told)
