"""The pages of one check: the check, its versions, its evidence, and the preview of a draft."""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from accounts.http import UserRequest, desk_only
from readers.check import content
from readers.check import page as shown
from readers.check.http import with_check
from reviews.publication.models import Publication
from reviews.publication.withheld import NotShown, Withheld
from reviews.review.models import Review
from reviews.review.table import WRITABLE
from reviews.revisions import build_document
from reviews.revisions.authors import bylines
from reviews.revisions.models import Revision
from reviews.revisions.public_document import public_documents
from sources.snapshots.models import Snapshot
from sources.snapshots.storage_errors import BytesGone

log = logging.getLogger(__name__)

GONE = 410
NO_COPY = gettext_lazy(
    "Our archived copy of this page is no longer there. The check still shows the words "
    "that it quotes from it, and when it was archived. Write to us if you need more."
)


@with_check
def check(request: HttpRequest, publication: Publication, withheld: Withheld) -> HttpResponse:
    if withholding := withheld.check(publication):
        raise NotShown.by(withholding)
    if publication.is_retracted:
        return render(
            request, "readers/check/retracted.html", shown.retracted(publication, withheld)
        )
    return render(request, "readers/check/check.html", shown.check(publication, withheld))


@with_check
def version(
    request: HttpRequest, publication: Publication, withheld: Withheld, number: int
) -> HttpResponse:
    if context := shown.version(publication, number, withheld):
        return render(request, "readers/check/version.html", context)
    raise Http404


@with_check
def evidence(
    request: HttpRequest, publication: Publication, withheld: Withheld, number: int
) -> HttpResponse:
    if context := shown.evidence(publication, number, withheld):
        return render(request, "readers/check/evidence.html", context)
    raise Http404


@with_check
def copy(
    _request: HttpRequest, publication: Publication, withheld: Withheld, number: int
) -> HttpResponse:
    """The archived bytes as a download, if readers may have the whole page."""
    if context := shown.evidence(publication, number, withheld):
        pages_shown = Snapshot.objects.filter(content__is_public=True)
        snapshot = get_object_or_404(pages_shown, pk=context["source"].snapshot)
        text = snapshot.content.text
        if withholding := withheld.copy(snapshot.pk, text, publication.claim_id):
            raise NotShown.by(withholding)
        if withheld.hidden.in_text(text):
            raise Http404
        try:
            body = snapshot.body()
        except BytesGone:
            log.error(
                "The bytes of archived page %s are gone, and readers ask for them.", snapshot.pk
            )
            return HttpResponse(str(NO_COPY), status=GONE, content_type="text/plain")
        answer = HttpResponse(body, content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="kept-{snapshot.sha256[:12]}"'
        return answer
    raise Http404


@desk_only
@require_GET
def preview(request: UserRequest, pk: int) -> HttpResponse:
    """The page as readers would see it: what was submitted, or what is written now."""
    review = get_object_or_404(Review.objects.for_lists(), pk=pk)
    revision = None if review.state in WRITABLE else Revision.objects.newest_of(review)
    frozen = revision.frozen if revision else build_document.document_of(review)
    (document,) = map(Withheld.now().blanked, public_documents([frozen]))
    submitted_on = timezone.localdate(revision.submitted_at if revision else None)
    check = content.check(
        document, authors=bylines(document["authors"]), submitted_on=submitted_on
    )
    context = {"review": review, "revision": revision, "check": check}
    return render(request, "readers/check/preview.html", context)
