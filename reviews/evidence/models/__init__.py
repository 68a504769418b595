"""Evidence, its sources, and origins that pieces share."""

from reviews.evidence.models.evidence import (
    LONG_TEXTS,
    Evidence,
    EvidenceQuerySet,
    Source,
    SourceQuerySet,
)
from reviews.evidence.models.origins import SharedOrigin

__all__ = [
    "LONG_TEXTS",
    "Evidence",
    "EvidenceQuerySet",
    "SharedOrigin",
    "Source",
    "SourceQuerySet",
]
