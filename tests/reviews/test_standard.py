"""What the desk's own standard needs beyond the default one."""

import pytest

from reviews import actions, gates
from reviews.models import Standard
from reviews.refusals import NotReady
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder():
    return given.checker()


def missing(review) -> list[str]:
    return [str(one) for one in gates.to_submit(review)]


def test_the_default_asks_nothing_more(holder):
    assert missing(given.drafted(by=holder)) == []


def test_origins_are_counted_not_links(holder):
    review = given.drafted(by=holder)
    Standard.objects.create(pk=1, origins_needed=2)
    pair = given.one_story(review=review, by=holder)
    assert missing(review) == []

    Standard.objects.update(origins_needed=3)
    assert missing(review) == []
    actions.confirm_origin(pair, by=holder)

    assert missing(review) == ["2 independent origins of 3 needed."]


def test_one_origin_is_told_in_the_singular_and_links_to_where_pages_are_added(holder):
    review = given.drafted(by=holder)
    Standard.objects.create(pk=1, origins_needed=2)

    (only,) = gates.to_submit(review)

    assert only == ("1 independent origin of 2 needed.", "add-source")


def test_submitting_is_refused_with_the_gate_s_own_sentence(holder):
    review = given.drafted(by=holder)
    Standard.objects.create(pk=1, origins_needed=2)

    with pytest.raises(NotReady) as refused:
        actions.submit(review, by=holder)

    assert [str(one) for one in refused.value.missing] == ["1 independent origin of 2 needed."]


@pytest.mark.parametrize(
    "noted", [{"asked_on": "2026-03-04", "how": "mail"}, {"not_asked_because": "He has died."}]
)
def test_the_claimant_was_asked_or_it_is_said_why_not(holder, noted):
    review = given.drafted(by=holder)
    Standard.objects.create(pk=1, reply_needed=True)
    assert missing(review) == ["Mara Brook was not asked, and no reason is given."]

    actions.note_reply(review, by=holder, **noted)

    assert missing(review) == []


def test_asking_somebody_else_is_not_asking_the_claimant(holder):
    review = given.drafted(by=holder)
    Standard.objects.create(pk=1, reply_needed=True)

    actions.note_reply(
        review, by=holder, whom="The ministry", asked_on="2026-03-04", how="mail"
    )

    assert missing(review) == ["Mara Brook was not asked, and no reason is given."]


def test_an_admin_sets_the_one_standard(admin_client):
    answer = admin_client.post(
        "/admin/reviews/standard/add/", {"origins_needed": "2", "reply_needed": "on"}
    )

    assert answer.status_code == 302
    assert Standard.current().origins_needed == 2
    assert admin_client.get("/admin/reviews/standard/add/").status_code == 403


def test_the_standard_does_not_vanish_untold(admin_client):
    Standard.objects.create(pk=1, origins_needed=2)

    answer = admin_client.post("/admin/reviews/standard/1/delete/", {"post": "yes"})

    assert answer.status_code == 403
    assert Standard.objects.exists()
