"""What readers are told about the live page of a source."""

from datetime import timedelta

import pytest
from django.db.models import F

from reviews.watch import assess as watch_assess
from reviews.watch.models import Watch
from tests import given
from tests.reviews.watch import watched_pages
from tests.reviews.watch.watched_pages import text
from tests.sources.safe_fetch.hostile_servers import answer, moved

pytestmark = pytest.mark.django_db

OTHER = "Police spending falls from 90.2 million crowns in 2025 to 88.6 million in 2026."


CHANGED = given.PAGE.replace(given.PASSAGE, OTHER)


EMPTIED = "Budget 2026, public safety\n\nThis page is being revised by the finance office.\n"


NEWS = "A notice stands above the budget now, which is open to comments.\n\n"


@pytest.mark.parametrize(
    ("served", "sentence"),
    [
        (text(given.PAGE), "it has not changed"),
        (text(given.PAGE + NEWS), "still has these words"),
        (text(CHANGED), "other words now in place of these"),
        (text(EMPTIED), "no longer on it. We first saw this on"),
        (answer(b"", status=b"404 Not Found"), "no longer there. We first saw this on"),
        (answer(b"", status=b"403 Forbidden"), "behind a wall"),
        (moved("/elsewhere"), "moved to another address. The page"),
    ],
)
def test_readers_are_told_what_became_of_the_page(site, piece, served, sentence):
    site.paths |= {"/elsewhere": text(CHANGED)}
    site.paths["/budget"] = served

    assert sentence in watch_assess.readers_note(watched_pages.look(site))


def test_readers_are_told_nothing_of_a_page_that_was_not_looked_at(piece):
    assert watch_assess.readers_note(Watch.objects.get()) == ""


def test_what_readers_are_told_does_not_change_with_each_look(site, piece):
    before = watch_assess.readers_note(watched_pages.look(site))
    Watch.objects.update(looked_at=F("looked_at") - timedelta(days=3))

    assert watch_assess.readers_note(watched_pages.look(site)) == before
