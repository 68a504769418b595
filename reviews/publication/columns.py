"""What a publication's row takes from its revision, for lists, filters and search."""

from collections.abc import Mapping
from typing import Any


def columns_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a publication that shows this document (`public_document`)."""
    words = [document["claim"]["text"], document["claimant"]["name"], document["conclusion"]]
    return {
        "rating_slug": document["rating"]["slug"],
        "claimant_slug": document["claimant"]["slug"],
        "topics": list(document["claim"]["topics"]),
        "words": "\n".join(words),
    }
