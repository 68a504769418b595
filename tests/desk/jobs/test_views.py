"""The page of jobs: how work stands, what failed, and who may have it tried again."""

import itertools
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.functions import Now
from django.template.defaultfilters import date
from django.test import Client
from django.utils import timezone

from claims.articles.models import Article
from claims.feeds import actions as feed_actions
from claims.feeds.models import Feed
from claims.processing import actions as article_actions
from desk.jobs.views import NAMES
from history.models import Event
from jobs import health
from jobs.dispatch import job_models
from jobs.models import JobState
from jobs.stats import kind_of, model_of, stats_of
from reviews.failed_jobs import actions
from reviews.watch.checks import LOOK
from sources.captures import actions as capture_actions
from sources.captures.models import Capture
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import storage_errors
from sources.snapshots.models import Content
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db
ALIVE = health.JobsHealth(
    broker=True, beat=True, workers={"captures": True, "work": True}, queued={"captures": 3}
)
DEAD = health.JobsHealth(broker=False, beat=False, workers={"captures": False, "work": False})
NUMBERS = itertools.count(1)
LONG_AGO = Now() - timedelta(minutes=10)


@pytest.fixture(autouse=True)
def felt(monkeypatch):
    """Whoever is at work; the workers themselves answer in tests/live."""
    now = {"pulse": ALIVE}
    monkeypatch.setattr(health, "check_health", lambda: now["pulse"])
    return now


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def capture(**changes):
    made = capture_actions.ask_for_capture(
        f"https://paper{next(NUMBERS)}.example.org/", by=given.checker()
    )
    Capture.objects.filter(pk=made.pk).update(**changes)
    return Capture.objects.get(pk=made.pk)


def failed():
    made = capture()
    Capture.objects.lease(made.pk).failed("not_found", "There is no page at this address.")
    return Capture.objects.get(pk=made.pk)


def unread():
    snapshot = snapshot_actions.archive_by_hand(
        b"\x89PNG", media_type="image/png", by=given.checker()
    )
    Content.objects.lease(snapshot.pk).failed("unreadable", "It is no text.")
    return Content.objects.get(pk=snapshot.pk)


def test_what_waits_runs_is_done_and_failed_is_counted_each_for_itself():
    capture()
    capture(run_after=Now() + timedelta(hours=1))
    Capture.objects.lease(capture().pk)
    Capture.objects.lease(capture().pk).done()
    Capture.objects.filter(pk=(old := capture()).pk)
    Capture.objects.lease(old.pk).done()
    Capture.objects.filter(pk=old.pk).update(ended_at=Now() - timedelta(hours=25))
    failed()

    found = stats_of(Capture)

    assert (found.waiting, found.resting, found.running) == (2, 1, 1)
    assert (found.done, found.failed, found.stuck) == (1, 1, 0)
    assert [row.failure for row in found.failures] == ["not_found"]
    assert found.oldest is not None


@pytest.mark.parametrize(
    ("changes", "is_stuck"),
    [
        ({"run_after": LONG_AGO, "dispatched_at": LONG_AGO}, True),
        ({"run_after": LONG_AGO}, False),  # rung lately: it waits for a worker, in a queue
        ({"dispatched_at": LONG_AGO}, False),  # due a moment ago
        ({"state": "running", "attempts": 1, "lease_until": LONG_AGO}, True),
        ({"state": "running", "attempts": 1, "lease_until": Now()}, False),
    ],
)
def test_stuck_is_what_was_due_and_unheard_or_left_in_the_middle(changes, is_stuck):
    capture(**changes)

    assert stats_of(Capture).stuck == is_stuck


def test_a_feed_that_was_stopped_is_neither_due_nor_stuck():
    feed = feed_actions.stop_feed(given.feed(), by=given.checker())
    Feed.objects.filter(pk=feed.pk).update(run_after=LONG_AGO, dispatched_at=LONG_AGO)

    found = stats_of(Feed)

    assert (found.oldest, found.stuck) == (None, 0)


def test_every_kind_of_work_has_a_name_for_the_page():
    assert {kind_of(model) for model in job_models()} == set(NAMES)
    assert model_of("review") is None


def test_asking_costs_the_same_however_many_jobs_there_are(django_assert_num_queries):
    failed()
    with django_assert_num_queries(7):
        stats_of(Capture)
    for _ in range(3):
        failed()
        capture()

    with django_assert_num_queries(7):
        stats_of(Capture)


def test_the_page_lists_what_failed_with_its_sentence_and_its_button():
    row = failed()

    page = browser(given.editor()).get("/desk/jobs/").content.decode()

    assert "There is no page at this address." in page
    assert f"/desk/jobs/capture/{row.pk}/retry/" in page
    assert "Messages queued: 3 in “captures”" in page


def held(model, pk, failure):
    storage_errors.wait_for_storage(model.objects.lease(pk), failure, "It waits.")


def test_work_that_waits_for_the_store_is_told_where_people_look():
    held(Capture, capture(asked_at=LONG_AGO).pk, "disk_full")
    held(Capture, (last := capture()).pk, "disk_full")
    page = snapshot_actions.archive_by_hand(
        b"Minutes.", media_type="text/plain", by=given.checker()
    )
    held(Content, page.pk, "store_away")
    capture()
    first = Capture.objects.exclude(pk=last.pk).order_by("pk").first()

    shown = browser(given.checker()).get("/desk/jobs/").content.decode()
    kinds = Caller(given.checker()).get("jobs/").json()["kinds"]

    assert "The storage of archived pages is full or cannot be written." in shown
    assert f"Captures: 2 wait for it, the first since {moment(first.asked_at)}." in words(shown)
    assert "The storage of archived pages cannot be read." in shown
    assert (
        f"Archived pages to parse: 1 waits for it, the first since {moment(page.kept_at)}."
        in (words(shown))
    )
    assert "Nothing failed." not in shown
    told = {kind["kind"]: kind["held"] for kind in kinds}
    assert [(one["failure"], one["waiting"]) for one in told["capture"]] == [("disk_full", 2)]
    assert told["capture"][0]["since"].startswith(f"{first.asked_at:%Y-%m-%dT%H:%M:%S}")
    assert "is full" in told["capture"][0]["detail"]
    assert [one["failure"] for one in told["content"]] == ["store_away"]
    assert told["article"] == []


def test_work_that_waits_for_its_own_reasons_is_no_outage():
    Capture.objects.lease(capture().pk).again("dns", "The name was not found.")

    assert stats_of(Capture).held == []
    assert "Nothing failed." in browser(given.checker()).get("/desk/jobs/").content.decode()


def words(page):
    return " ".join(re.sub(r"<[^>]*>", "", page).split())


def moment(at):
    return date(timezone.localtime(at), "j F Y, H:i")


def test_looks_that_failed_are_no_work_for_a_person():
    ask = {"on_done": LOOK, "by": given.checker()}
    page = capture_actions.ask_for_capture("https://gone.example.org/", **ask)
    Capture.objects.lease(page.pk).failed("not_found", "There is no page at this address.")
    copy = snapshot_actions.archive_by_hand(b"\x89PNG", media_type="image/png", **ask)
    Content.objects.lease(copy.pk).failed("unreadable", "It is no text.")
    editor = given.editor()

    shown = browser(editor).get("/desk/jobs/").content.decode()

    assert "Nothing failed." in shown
    for model in (Capture, Content):
        assert (stats_of(model).failed, stats_of(model).failures) == (0, ())
        assert actions.retry_all_jobs(model, by=editor) == 0


def test_a_checker_reads_it_and_has_no_buttons():
    failed()

    page = browser(given.checker()).get("/desk/jobs/").content.decode()

    assert "There is no page at this address." in page
    assert "/retry/" not in page
    assert "An editor can have these tried again." in page


def test_an_outsider_sees_no_jobs():
    assert browser(given.outsider()).get("/desk/jobs/").status_code == 403
    assert Client().get("/desk/jobs/").status_code == 302


def test_without_a_broker_the_page_says_that_nothing_is_lost(felt):
    felt["pulse"] = DEAD
    capture()

    page = browser(given.checker()).get("/desk/jobs/").content.decode()

    assert "Jobs wait; nothing is lost." in page
    assert "Messages queued" not in page


def test_it_asks_for_itself_again_and_gets_a_part():
    client = browser(given.checker())

    whole = client.get("/desk/jobs/").content.decode()
    part = client.get("/desk/jobs/", headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 10s' in whole
    assert "<html" not in part
    assert 'id="jobs"' in part


def test_an_editor_has_one_tried_again(django_capture_on_commit_callbacks, monkeypatch):
    rung = []
    monkeypatch.setattr("jobs.dispatch.dispatch", lambda name, pk: rung.append((name, pk)))
    row, editor = unread(), given.editor()

    with django_capture_on_commit_callbacks(execute=True):
        answer = browser(editor).post(f"/desk/jobs/content/{row.pk}/retry/")

    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.attempts) == (JobState.WAITING, 0)
    told = Event.objects.filter(chain=f"snapshot:{row.pk}").last()
    assert (told.kind, told.actor) == ("try-again", editor.public_id)
    assert rung == [("sources.parse", row.pk)]


def test_kinds_with_an_action_of_their_own_keep_its_event():
    row, editor = failed(), given.editor()
    article = article_actions.submit_article(text=given.ARTICLE, by=editor)
    Article.objects.lease(article.pk).failed("too_large", "It is too long.")
    article.refresh_from_db()

    actions.retry_job(row, by=editor)
    actions.retry_job(article, by=editor)

    assert Event.objects.filter(chain=f"capture:{row.pk}", kind="retry").exists()
    assert Event.objects.filter(chain=f"article:{article.pk}", kind="read-again").exists()
    assert {row.state, article.state} == {JobState.WAITING}


def test_an_article_by_a_link_is_tried_again_with_its_page():
    article = article_actions.submit_article(
        url="https://lost.example.org/", by=given.checker()
    )
    Capture.objects.lease(article.capture_id).failed("dns", "The name could not be found.")
    Article.objects.lease(article.pk).failed("dns", "The name could not be found.")
    article.refresh_from_db()

    actions.retry_job(article, by=given.editor())

    page = Capture.objects.get(pk=article.capture_id)
    assert (article.state, page.state) == (JobState.WAITING, JobState.WAITING)


def test_all_of_a_kind_are_tried_again_at_once():
    rows = [unread(), unread()]
    other = failed()

    answer = browser(given.editor()).post("/desk/jobs/content/retry/")

    assert answer.status_code == 302
    for row in rows:
        row.refresh_from_db()
    other.refresh_from_db()
    assert {row.state for row in rows} == {JobState.WAITING}
    assert other.state == JobState.FAILED


def test_a_checker_may_not_have_it_tried_again():
    row = failed()

    with pytest.raises(PermissionDenied):
        actions.retry_job(row, by=given.checker())
    with pytest.raises(PermissionDenied):
        actions.retry_all_jobs(Capture, by=given.checker())
    assert browser(given.checker()).post("/desk/jobs/capture/retry/").status_code == 403


@pytest.mark.parametrize("state", ["waiting", "running", "done"])
def test_only_what_failed_is_tried_again(state):
    with pytest.raises(ValidationError):
        actions.retry_job(capture(state=state), by=given.editor())


def test_a_kind_that_is_none_is_404():
    client = browser(given.editor())

    assert client.post("/desk/jobs/review/1/retry/").status_code == 404
    assert client.post("/desk/jobs/nothing/retry/").status_code == 404
    assert is_problem(Caller(given.editor()).post("jobs/review/1/retry/"), 404)


def test_the_api_says_the_same_and_tries_again():
    row, caller = failed(), Caller(given.editor())

    told = caller.get("jobs/").json()
    again = caller.post(f"jobs/capture/{row.pk}/retry/")

    (kind,) = [one for one in told["kinds"] if one["kind"] == "capture"]
    assert (told["broker"], told["workers"]["work"], kind["failed"]) == (True, True, 1)
    assert kind["failures"][0]["failure"] == "not_found"
    assert again.json()["state"] == "waiting"
    assert is_problem(caller.post(f"jobs/capture/{row.pk}/retry/"), 422)
