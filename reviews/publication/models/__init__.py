"""Publications, their versions and corrections."""

from reviews.publication.models.corrections import ProposedCorrection
from reviews.publication.models.publications import (
    CorrectedReport,
    Correction,
    Publication,
    PublicationQuerySet,
    PublishedVersion,
)

__all__ = [
    "CorrectedReport",
    "Correction",
    "ProposedCorrection",
    "Publication",
    "PublicationQuerySet",
    "PublishedVersion",
]
