"""Evidence, its sources, and origins that pieces share."""

from reviews.evidence.models.evidence import Evidence, EvidenceQuerySet, Source, SourceQuerySet
from reviews.evidence.models.origins import SharedOrigin

__all__ = [
    "Evidence",
    "EvidenceQuerySet",
    "SharedOrigin",
    "Source",
    "SourceQuerySet",
]
