"""The real beat and workers look at the sources of a published check again, unasked."""

import pytest

from history.models import Event
from reviews.models import Watch
from sources.models import Capture
from tests import given
from tests.claims import feeding
from tests.live import invariants
from tests.live.test_captures import OPEN_DOOR
from tests.reviews import watched
from tests.sources.strangers import answer
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("live_db")


@pytest.fixture(scope="module")
def city():
    with feeding.site() as made:
        yield made


def test_what_became_of_two_pages_is_found_and_told_with_nobody_asking(desk, city):
    city.paths["/budget"] = watched.text("The budget is being revised.\n")
    city.paths["/table"] = answer(b"", status=b"410 Gone")
    changed = watched.published(city.url("/budget"))
    twice = watched.published(city.url("/budget"))
    gone = watched.published(city.url("/table"))
    watched.fall_due()

    opening = f"{feeding.NAME}:{city.stranger.port}"
    desk.start("captures", "work", "beat", app=OPEN_DOOR, OPEN_DOOR=opening, CAPTURE_GAP="0")

    looked = Watch.objects.filter(looks=1, capture=None)
    wait_until(lambda: looked.count() == 3, seconds=90, what="all were looked at")
    found = dict(Watch.objects.values_list("evidence", "page"))
    assert found == {changed.pk: "changed", twice.pk: "changed", gone.pk: "gone"}
    assert Watch.objects.get(pk=changed.pk).passage == "absent"
    assert len(city.asked("/budget")) == 1
    assert Capture.objects.count() == 2
    told = Event.objects.filter(kind="watch")
    assert sorted(event.chain for event in told) == sorted(
        piece.review.claim.chain for piece in (changed, twice, gone)
    )
    assert not Watch.objects.due().exists()
    assert given.fresh(changed.review).state == "published"
    invariants.hold()
