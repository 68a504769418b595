"""A correction before it is submitted: what would differ from what readers see."""

import json
from collections.abc import Mapping
from typing import Any

from reviews.review.models.ratings import Rating
from reviews.review.models.reviews import Review
from reviews.revisions import document as revision_document
from reviews.revisions.diff import Frozen


def as_corrected(review: Review, given: Mapping[str, Any]) -> Frozen:
    """The document that `submit` would freeze with these texts. Nothing is saved.

    `given` has `claim`, `rating` (a slug), `conclusion` and `body`, as somebody types them.
    """
    frozen: dict[str, Any] = json.loads(revision_document.content_of(review))
    frozen["claim"] = {**frozen["claim"], "text": " ".join(given["claim"].split())}
    frozen["conclusion"] = given["conclusion"].strip()
    frozen["body"] = given["body"].replace("\r\n", "\n").strip()
    if rating := Rating.current().filter(slug=given["rating"]).first():
        frozen["rating"] = revision_document.rating_of(rating)
    return frozen
