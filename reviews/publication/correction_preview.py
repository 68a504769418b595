"""A correction before it is submitted: what would differ from what readers see."""

from typing import TypedDict

from reviews.review.models.ratings import Rating
from reviews.review.models.reviews import Review
from reviews.revisions.build_document import document_of, rating_of
from reviews.revisions.document import Document


class TypedTexts(TypedDict):
    """What somebody typed into the form of a correction; `rating` is a slug."""

    claim: str
    rating: str
    conclusion: str
    body: str


def as_corrected(review: Review, given: TypedTexts) -> Document:
    """The document that `submit` would freeze with these texts. Nothing is saved."""
    frozen = document_of(review)
    frozen["claim"] = {**frozen["claim"], "text": " ".join(given["claim"].split())}
    frozen["conclusion"] = given["conclusion"].strip()
    frozen["body"] = given["body"].replace("\r\n", "\n").strip()
    if rating := Rating.current().filter(slug=given["rating"]).first():
        frozen["rating"] = rating_of(rating)
    return frozen
