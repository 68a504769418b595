"""Fixtures of these tests."""

import pytest

from claims.claimants.models import Claimant
from tests.reviews.proposed_changes.given_changes import URL
from tests.reviews.watch import watched_pages


@pytest.fixture
def piece():
    """The one piece of evidence of a published check."""
    return watched_pages.published(URL)


@pytest.fixture
def page(piece):
    return piece.snapshot


@pytest.fixture
def mara(piece):
    return Claimant.objects.get(name="Mara Brook")
