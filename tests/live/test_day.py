"""A day of a desk is read and triaged, and no row is lost, while its workers are killed.

A short day; `make storm` has a long one.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from django.db.models.functions import Now

from accounts.actions import make_token
from claims.articles.models import Article
from claims.extraction import extract_statements
from claims.feeds.models import Entry, Feed
from claims.statements.models import Statement
from claims.tips.models import Tip
from history.models import Event
from jobs import dispatch
from jobs.dispatch import job_models
from jobs.models import JobState
from reviews.review.models import Review
from sources.captures.models import Host
from tests import given
from tests.live import invariants
from tests.live.day import Day, as_feed
from tests.sources.safe_fetch.hostile_servers import Stranger, answer
from tests.waiting import wait_until

pytestmark = [pytest.mark.usefixtures("live_db"), pytest.mark.timeout(600)]
OPEN_DOOR = "tests.live.open_door"
WORTH = 0.95
TOO_MANY = {"TIPS_AT_ONCE": "100", "TIPS_A_DAY": "100"}
"""All tips of the day come from one address here."""


class Town:
    """The site that all feeds of the day are on."""

    def __init__(self, day):
        self.day = day
        self.stranger = Stranger(self._serve)

    @property
    def opening(self):
        return f"day.test:{self.stranger.port}"

    def feed(self, kind):
        return f"http://{self.opening}/feeds/{kind}"

    def _serve(self, connection, request, _stranger):
        path = request.split(b" ")[1].decode()
        if path == "/robots.txt":
            connection.sendall(answer(b"", status=b"404 Not Found"))
            return
        _, _, kind, *number = path.split("/")
        texts, address = self.day.feeds[int(kind)], self.feed(kind)
        if number:
            connection.sendall(answer(texts[int(number[0])].as_page(f"{address}/{number[0]}")))
            return
        body, media_type = as_feed(int(kind), texts, address)
        connection.sendall(answer(body, headers=[f"Content-Type: {media_type}".encode()]))


class Person:
    """Somebody who works by the API of a running desk."""

    def __init__(self, url, user):
        token = make_token(name="the day", by=user)
        bearer = {"Authorization": f"Bearer {token}"}
        self.http = httpx.Client(base_url=f"{url}/api/", headers=bearer, timeout=120)

    def post(self, address, *, expect=201, **sent):
        said = self.http.post(address, **sent)
        assert said.status_code == expect, (address, said.status_code, said.text)
        return said.json()


@pytest.fixture(scope="module")
def day():
    return Day(seed=20_260_304, texts=12, kinds=3, entries=3, readers=12)


@pytest.fixture(scope="module")
def town(day):
    made = Town(day)
    with made.stranger:
        yield made


@pytest.fixture(scope="module")
def running(desk, town):
    desk.start("web", **TOO_MANY)
    desk.start("captures", "work", "beat", app=OPEN_DOOR, OPEN_DOOR=town.opening)
    return desk


def kill_and_start_again(desk, town, *names):
    """`kill -9`, then as after the time of every lease; then new workers and a sweep."""
    desk.kill(*names)
    past = Now() - timedelta(minutes=10)
    for model in job_models():
        rows = model.objects.filter(state=JobState.RUNNING)
        rows.update(lease_until=past, dispatched_at=past)
    Host.objects.exclude(lease_token=None).update(lease_until=past)
    desk.start(*names, app=OPEN_DOOR, OPEN_DOOR=town.opening)
    dispatch.sweep()


def send(person, number, text):
    """Two of three texts are pasted; the others come as a file, by turns of three kinds."""
    if number % 3:
        day = text.published_on.isoformat()
        sent = {"text": text.body, "title": text.title, "published_on": day}
        person.post("articles/", json=sent)
        return
    name, body = [
        ("note.txt", text.body.encode()),
        ("note.eml", text.as_mail()),
        ("note.html", text.as_page("")),
    ][number // 3 % 3]
    person.post("articles/", files={"file": (name, body)})


def wait_for(n):
    """Until `n` articles are read, and nothing else waits but feeds."""
    wait_until(
        lambda: time_passes() and Article.objects.filter(state=JobState.DONE).count() >= n,
        seconds=180,
        every=2,
        what=f"{n} articles are read",
    )


def time_passes():
    """What waits its turn or for a second attempt is due: True."""
    past = Now() - timedelta(minutes=2)
    for model in job_models():
        if model is not Feed:
            waiting = model.objects.filter(state=JobState.WAITING, run_after__gt=Now())
            waiting.update(run_after=past)
    dispatch.sweep()
    return True


def triage(person, statements):
    """Accept what is most worth checking, decline the rest: every statement, one by one."""
    for pk, worth, quote in statements:
        if worth >= WORTH:
            body = {"text": quote[:500], "claimant": {"name": "Somebody of the council"}}
            person.post(f"statements/{pk}/accept/", json=body)
        else:
            person.post(f"statements/{pk}/decline/", json={"reason": "too-small"}, expect=200)


def test_a_day_is_read_and_triaged_without_one_lost_row(running, town, day):
    ada, ben = (Person(running.url, given.checker()) for _ in range(2))
    public = httpx.Client(base_url=f"{running.url}/api/", timeout=120)

    # Morning: feeds are added, texts come in, readers write, and both workers die twice.
    for kind in range(len(day.feeds)):
        ada.post("feeds/", json={"url": town.feed(kind)})
    for number, text in enumerate(day.given):
        send(ada, number, text)
        if number == len(day.given) // 3:
            kill_and_start_again(running, town, "captures", "work")
    for text in day.tips:
        assert public.post("tips/", json={"text": text.body}).status_code == 201
    wait_for(len(day.given) // 2)
    kill_and_start_again(running, town, "work")
    entries = day.kinds * day.entries
    wait_until(
        lambda: Entry.objects.count() == entries, seconds=120, what="the feeds are polled"
    )
    kill_and_start_again(running, town, "captures")
    wait_for(len(day.written))

    # Noon: every tip is taken in; a worker dies among them.
    for number, pk in enumerate(Tip.objects.values_list("pk", flat=True)):
        ben.post(f"tips/{pk}/read/", expect=200)
        if number == len(day.tips) // 2:
            kill_and_start_again(running, town, "work")
    wait_for(len(day.written) + len(day.tips))

    # Afternoon: two people triage all of it at once, and the workers die under them.
    rows = list(Statement.objects.values_list("pk", "worth", "quote"))
    with ThreadPoolExecutor(2) as people:
        work = [people.submit(triage, ada, rows[::2]), people.submit(triage, ben, rows[1::2])]
        kill_and_start_again(running, town, "captures", "work")
        for half in work:
            half.result()

    everything_that_came_in_is_an_article_once(day)
    every_article_holds_what_its_reading_finds()
    every_decision_is_there_once(rows)
    invariants.hold()


def everything_that_came_in_is_an_article_once(day):
    texts = [*day.written, *day.tips]
    kept = Article.objects.values_list("text", flat=True)
    notes = Counter(text.rpartition("Number ")[2].split()[0] for text in kept)
    assert notes == {str(number): 1 for number in range(1, len(texts) + 1)}
    assert not Article.objects.exclude(state=JobState.DONE).exists()
    assert not Article.objects.filter(copy_of__isnull=False).exists()
    assert Tip.objects.filter(state=Tip.State.READ, article__isnull=False).count() == len(
        day.tips
    )


def every_article_holds_what_its_reading_finds():
    for article in Article.objects.prefetch_related("statements"):
        found = extract_statements(
            article.text, published_on=article.published_on, title=article.title
        )
        kept = [(one.start, one.end, one.speaker) for one in article.statements.all()]
        assert sorted(kept) == [(one.start, one.end, one.speaker) for one in found.statements]


def every_decision_is_there_once(rows):
    assert not Statement.objects.filter(state=Statement.State.PROPOSED).exists()
    accepted = [pk for pk, worth, _ in rows if worth >= WORTH]
    claims = Statement.objects.filter(state=Statement.State.ACCEPTED).values_list("claim")
    assert claims.distinct().count() == len(accepted) == Review.objects.count()
    told = Counter(Event.objects.filter(kind__in=["accept", "decline"]).values_list("kind"))
    assert told == {("accept",): len(accepted), ("decline",): len(rows) - len(accepted)}
    assert 0 < len(accepted) < len(rows)
