"""Pages, claimants and changes that wait, for tests."""

from history.models import Event
from reviews.archived_pages.actions import (
    set_public_or_propose,
)
from reviews.publication.models.publications import Publication
from tests import given
from tests.calling import Caller

URL = "https://city.example.org/budget"


OPEN = {"is_public": True, "licence": "CC BY 4.0"}


def proposed(page, *, by=None):
    return set_public_or_propose(page, **OPEN, by=by or given.checker())


def kinds(chain):
    return [event.kind for event in Event.objects.of(chain)]


def licence(page):
    """Under which licence readers may have the copy; "" for not at all."""
    slug = Publication.objects.live_of(page.evidence.get().review).slug
    (source,) = Caller().get(f"checks/{slug}/").json()["evidence"]
    return source["snapshot"]["licence"]
