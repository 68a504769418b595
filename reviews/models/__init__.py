"""The review of one claim and all that is written in it. The database guards the rules."""

from reviews.models.drafts import Draft, DraftSave
from reviews.models.evidence import Evidence, EvidenceQuerySet, Source, SourceQuerySet
from reviews.models.publications import (
    Correction,
    Publication,
    PublicationQuerySet,
    PublishedVersion,
)
from reviews.models.ratings import Rating
from reviews.models.reviews import Author, ReplyRequest, Review, ReviewQuerySet
from reviews.models.revisions import Approval, Revision, Seen

__all__ = [
    "Approval",
    "Author",
    "Correction",
    "Draft",
    "DraftSave",
    "Evidence",
    "EvidenceQuerySet",
    "Publication",
    "PublicationQuerySet",
    "PublishedVersion",
    "Rating",
    "ReplyRequest",
    "Review",
    "ReviewQuerySet",
    "Revision",
    "Seen",
    "Source",
    "SourceQuerySet",
]
