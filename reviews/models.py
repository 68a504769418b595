"""The review of one claim and all that is written in it. The database guards the rules."""

from reviews.calculations.models import Calculation
from reviews.evidence.models.evidence import Evidence, EvidenceQuerySet, Source, SourceQuerySet
from reviews.evidence.models.origins import SharedOrigin
from reviews.finders.models import Proposal, Search
from reviews.proposed_changes.models import ProposedChange
from reviews.publication.models.corrections import ProposedCorrection
from reviews.publication.models.publications import (
    CorrectedReport,
    Correction,
    Publication,
    PublicationQuerySet,
    PublishedVersion,
)
from reviews.publication.models.withholdings import OldAddress, Withholding, WithholdingQuerySet
from reviews.replies.models import ReplyRequest, ReplyTemplate
from reviews.review.models.drafts import Draft, DraftSave
from reviews.review.models.ratings import Rating
from reviews.review.models.reviews import Author, Review, ReviewQuerySet
from reviews.revisions.models import Approval, DeskPart, Revision, Seen
from reviews.standards.models import TEMPLATES, Standard, StandardTemplate
from reviews.watch.models import SettledWords, Watch, WatchQuerySet

__all__ = [
    "TEMPLATES",
    "Approval",
    "Author",
    "Calculation",
    "CorrectedReport",
    "Correction",
    "DeskPart",
    "Draft",
    "DraftSave",
    "Evidence",
    "EvidenceQuerySet",
    "OldAddress",
    "Proposal",
    "ProposedChange",
    "ProposedCorrection",
    "Publication",
    "PublicationQuerySet",
    "PublishedVersion",
    "Rating",
    "ReplyRequest",
    "ReplyTemplate",
    "Review",
    "ReviewQuerySet",
    "Revision",
    "Search",
    "Seen",
    "SettledWords",
    "SharedOrigin",
    "Source",
    "SourceQuerySet",
    "Standard",
    "StandardTemplate",
    "Watch",
    "WatchQuerySet",
    "Withholding",
    "WithholdingQuerySet",
]
