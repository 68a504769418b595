"""Which statements may become claims, and which claims may be queued for a review."""

from claims.claims.models import Claim
from claims.statements.models import Statement
from reviews.exceptions import NotReady, missing
from reviews.publication.models.publications import Publication
from reviews.review.models.reviews import Review
from reviews.sentences import Sentence


def require_speaker(statement: Statement) -> None:
    """Refuse a claim by nobody in particular: raises NotReady if two may have said it.

    Without candidates nothing is asked here: the claimant is the speaker, or must be named.
    """
    if names := statement.open_candidates:
        one_of = Sentence("one-of", names=", ".join(names[:-1]), last=names[-1])
        raise NotReady([missing("who-said-it", "speaker", names=one_of)])


def may_queue(claim: Claim) -> bool:
    """Whether a claim may be queued again: it has no open review and no live publication."""
    is_open = Review.objects.open().filter(claim=claim).exists()
    return not is_open and not Publication.objects.live().filter(claim=claim).exists()
