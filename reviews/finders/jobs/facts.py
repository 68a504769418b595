"""Collects what is known about the claim of a review, as plain values for a finder."""

from claims.articles.models import OPEN_JOB, Article
from jobs.models import JobState
from reviews import finders
from reviews.finders import ClaimFacts, ReviewPage
from reviews.finders.models import Proposal, Search
from reviews.review.models.reviews import Review
from reviews.review.table import CLOSED
from sources import urls as source_urls


def facts_for_search(search: Search) -> ClaimFacts | None:
    """The facts for the finder of a leased search; None if there is nothing to search for."""
    finder = finders.finder_named(search.finder)
    if finder is None or not finder.is_on():
        search.failed("switched_off", "This finder is no longer set up.")
        return None
    review = Review.objects.select_related("claim__claimant").get(pk=search.review_id)
    if review.state in CLOSED:
        search.done()
        return None
    return facts_of(review)


def facts_of(review: Review) -> ClaimFacts:
    """What is known about the claim of a review."""
    claim = review.claim
    first = claim.appearances.select_related("article__capture").first()
    article = first.article if first else None
    return ClaimFacts(
        review=review.pk,
        claim=claim.pk,
        text=claim.text,
        claimant=claim.claimant.name,
        same_as=claim.claimant.same_as,
        said=first.quote if first else "",
        article=article.pk if article else None,
        start=first.start if first else 0,
        language=(article.language if article else "") or "en",
        pages=tuple(_pages(review, article)),
    )


def _pages(review: Review, article: Article | None) -> list[ReviewPage]:
    """The addresses of a review, each once: of its article, sources and evidence."""
    pages: dict[str, ReviewPage] = {}

    def note(url: str, snapshot: int | None) -> None:
        key = source_urls.normalize_url(url)
        if key and (key not in pages or pages[key].snapshot is None):
            pages[key] = ReviewPage(url, snapshot)

    capture = article.capture if article else None
    if capture is not None and capture.state not in OPEN_JOB:
        note(capture.url, capture.snapshot_id)
    for source in review.sources.with_pages():
        if source.page is not None:
            note(source.page.address, source.page.pk)
        elif source.page_state == "failed" and source.capture is not None:
            note(source.capture.url, None)
    for piece in review.evidence.standing().with_pages():
        if piece.snapshot is not None:
            note(piece.snapshot.address, piece.snapshot.pk)
        elif piece.page_state == "failed" and piece.capture is not None:
            note(piece.capture.url, None)
    failed = review.proposals.filter(capture__state=JobState.FAILED).exclude(
        state=Proposal.State.DISMISSED
    )
    for url in failed.values_list("url", flat=True):
        note(url, None)
    return list(pages.values())
