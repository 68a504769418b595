"""The review of one claim and all that is written in it. The database guards the rules."""

from reviews.models.changes import ProposedChange
from reviews.models.corrections import ProposedCorrection
from reviews.models.drafts import Draft, DraftSave
from reviews.models.evidence import Evidence, EvidenceQuerySet, Source, SourceQuerySet
from reviews.models.origins import SharedOrigin
from reviews.models.proposals import Proposal, Search
from reviews.models.publications import (
    CorrectedReport,
    Correction,
    Publication,
    PublicationQuerySet,
    PublishedVersion,
)
from reviews.models.ratings import Rating
from reviews.models.replies import ReplyTemplate
from reviews.models.reviews import Author, ReplyRequest, Review, ReviewQuerySet
from reviews.models.revisions import Approval, Revision, Seen
from reviews.models.standards import TEMPLATES, Standard, StandardTemplate
from reviews.models.sums import Sum
from reviews.models.watches import SettledWords, Watch, WatchQuerySet
from reviews.models.withholdings import OldAddress, Withholding, WithholdingQuerySet

__all__ = [
    "TEMPLATES",
    "Approval",
    "Author",
    "CorrectedReport",
    "Correction",
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
    "Sum",
    "Watch",
    "WatchQuerySet",
    "Withholding",
    "WithholdingQuerySet",
]
