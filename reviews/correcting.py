"""A correction before it is submitted: what would differ from what readers see."""

import json
from collections.abc import Mapping
from typing import Any

from reviews import freezing
from reviews.comparing import Frozen
from reviews.models import Rating, Review


def as_corrected(review: Review, given: Mapping[str, Any]) -> Frozen:
    """The document that `submit` would freeze with these texts. Nothing is saved.

    `given` has `claim`, `rating` (a slug), `conclusion` and `body`, as somebody types them.
    """
    frozen: dict[str, Any] = json.loads(freezing.content_of(review))
    frozen["claim"] = {**frozen["claim"], "text": " ".join(given["claim"].split())}
    frozen["conclusion"] = given["conclusion"].strip()
    frozen["body"] = given["body"].replace("\r\n", "\n").strip()
    if rating := Rating.current().filter(slug=given["rating"]).first():
        frozen["rating"] = freezing.rating_of(rating)
    return frozen
