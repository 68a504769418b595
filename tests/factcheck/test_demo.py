"""The demo tells one story across all states, by the real actions alone."""

import json
import stat

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from accounts.models import Token, User
from claims.feeds.models import Feed
from claims.preferences.models import RankingPreference
from claims.tips.models import Tip
from desk.inbox import alerts
from factcheck.demo import people
from history.models import Event
from reviews.evidence.models import Evidence
from reviews.publication.models import Correction, Publication
from reviews.review.models import Review
from reviews.review.table import State
from reviews.revisions.models import Revision
from reviews.watch.models import Watch

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo, loaded once, in a transaction around all tests of this module."""
    var = tmp_path_factory.mktemp("demo") / "var"
    with (
        pytest.MonkeyPatch.context() as patched,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patched.setattr(settings, "VAR", var)
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded, db):
    return json.loads(people.demo_file().read_text())


def test_the_demo_shows_every_kind_of_work(demo):
    states = set(Review.objects.values_list("state", flat=True))

    assert states >= {
        State.QUEUED,
        State.VERDICT,
        State.SUBMITTED,
        State.PUBLISHED,
        State.RETRACTED,
        State.DROPPED,
    }
    assert Publication.objects.live().count() == 6
    assert set(Correction.objects.values_list("kind", flat=True)) == {
        "substantial",
        "retraction",
    }
    assert Evidence.objects.filter(anchored=False, near_percent__gte=80).exists()
    assert Event.objects.filter(kind="send-back").exists()
    first, corrected = Revision.objects.filter(review__claim__text__contains="Police funding")
    assert [one["result"] for one in first.frozen["sums"]] == ["40\u00a0%", "5\u00a0%"]
    assert [one["result"] for one in corrected.frozen["sums"]] == ["40\u00a0%", "4\u00a0%"]
    (reply,) = corrected.frozen["replies"]
    assert reply["how"]
    assert reply["message"]
    assert reply["asked_on"] < reply["replied_on"] < reply["due_on"]
    by_number = {piece["number"]: piece for piece in corrected.frozen["evidence"]}
    assert by_number[3]["interest"]
    assert by_number[3]["origin"] == by_number[5]["origin"] == "Police Federation"
    rents = Review.objects.get(state=State.VERDICT, calculations__isnull=False)
    assert not rents.replies.get().reply


def test_the_demo_follows_a_feed_that_nobody_will_ever_ask(demo):
    feed = Feed.objects.get()

    assert feed.is_stopped
    assert feed.host.endswith(".example")
    assert not Feed.objects.due().exists()
    assert Feed.objects.lease(feed.pk) is None
    assert not Feed.objects.failing_persistently().exists()


def test_the_pages_of_tips_and_of_the_ranking_have_something_to_show(demo):
    assert Tip.objects.to_read().count() == 1
    assert RankingPreference.objects.count() == 1


def test_the_demo_shows_a_check_whose_source_has_changed_after_publication(demo, client):
    editor = User.objects.get(username="editor")
    changed = alerts.changed_sources(editor)

    assert sorted(watch.passage for watch in changed) == ["absent", "near"]
    check = Publication.objects.get(review=changed[0].evidence.review)
    assert {watch.evidence.review for watch in changed} == {check.review}
    for watch in changed:
        assert watch.since > check.published_at
        assert watch.next_at is not None
    readers = client.get(f"/checks/{check.slug}/").content.decode()
    assert "these words are no longer on it" in readers
    client.force_login(editor)
    inbox = client.get("/desk/").content.decode()
    assert "A source changed" in inbox
    compared = client.get(f"/desk/evidence/{changed[0].pk}/compare/").content.decode()
    assert "<ins>" in compared
    assert Watch.objects.filter(page="same").exists()


def test_the_sign_ins_are_private_random_and_complete(demo):
    path = people.demo_file()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [user["username"] for user in demo["users"]] == [
        "checker",
        "checker2",
        "editor",
        "editor2",
        "admin",
    ]
    assert len({user["password"] for user in demo["users"]}) == 5


def test_a_token_of_the_demo_opens_the_api_and_a_dead_one_is_made_anew(demo, client):
    token = demo["users"][0]["token"]
    answer = client.get("/api/me/", headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["username"] == "checker"

    Token.objects.all().delete()
    call_command("load_demo", verbosity=0)

    token = json.loads(people.demo_file().read_text())["users"][0]["token"]
    answer = client.get("/api/me/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
