"""Which claims may be queued for a review."""

from claims.claims.models import Claim
from reviews.publication.models.publications import Publication
from reviews.review.models.reviews import Review


def may_queue(claim: Claim) -> bool:
    """Whether a claim may be queued again: it has no open review and no live publication."""
    is_open = Review.objects.open().filter(claim=claim).exists()
    return not is_open and not Publication.objects.live().filter(claim=claim).exists()
