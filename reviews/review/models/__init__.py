"""Reviews, drafts and ratings."""

from reviews.review.models.drafts import Draft, DraftSave
from reviews.review.models.ratings import Rating
from reviews.review.models.reviews import Author, Review, ReviewQuerySet

__all__ = ["Author", "Draft", "DraftSave", "Rating", "Review", "ReviewQuerySet"]
