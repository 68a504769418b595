"""The API of feeds, copies and versions."""

import pytest

from claims.feeds.models import Feed
from tests import given
from tests.calling import Caller, is_problem
from tests.claims.feeds import feed_server
from tests.claims.feeds.feed_server import SAID, item, page, poll, read_all

pytestmark = pytest.mark.django_db
TEXT = SAID.format(what="police funding was cut by 40 percent in a single year", number="ninth")


@pytest.fixture
def caller():
    return Caller(given.checker())


@pytest.fixture
def site():
    with feed_server.site() as made:
        yield made


def test_a_feed_is_followed_and_its_entries_are_seen(caller, site):
    site.feeds(item(1, title="The hall"), item(2))

    answer = caller.post("feeds/", {"url": site.url(), "take_first": 1, "publisher": "Courier"})
    assert answer.status_code == 201
    told = answer.json()
    assert answer.headers["Location"] == told["url"]
    assert (told["polled_at"], told["is_stopped"]) == (None, False)
    poll(Feed.objects.get(), site)

    told = caller.get(f"feeds/{told['id']}/").json()
    assert (told["title"], told["publisher"], told["failure"]) == ("Courier", "Courier", "")
    assert told["polled_at"] < told["next_poll_at"]
    entries = caller.get(f"feeds/{told['id']}/entries/").json()["results"]
    assert [(entry["name"], entry["article"] is None) for entry in entries] == [
        ("g-1", False),
        ("g-2", True),
    ]
    article = caller.get(f"articles/{entries[0]['article']}/").json()
    assert (article["came_by"], article["source_url"]) == ("feed", site.url("/2026/1"))


def test_a_feed_is_changed_stopped_and_started(caller):
    feed = given.feed()

    changed = caller.client.patch(
        f"/api/feeds/{feed.pk}/", {"interval": 120}, content_type="application/json"
    )
    assert changed.json()["interval"] == 120
    stopped = caller.post(f"feeds/{feed.pk}/stop/").json()
    assert (stopped["is_stopped"], stopped["next_poll_at"]) == (True, None)
    assert is_problem(caller.post(f"feeds/{feed.pk}/poll/"), 422, "Start it first")
    assert caller.post(f"feeds/{feed.pk}/start/").json()["is_stopped"] is False


@pytest.mark.parametrize(
    "body", [{}, {"url": "courier"}, {"url": "https://e.org/", "interval": 1}, {"url": None}]
)
def test_what_cannot_be_followed_is_422(caller, body):
    assert is_problem(caller.post("feeds/", body), 422)


def test_a_feed_is_followed_once(caller):
    feed = given.feed()

    assert is_problem(
        caller.post("feeds/", {"url": feed.url}), 422, "already follows this feed"
    )


def test_a_feed_that_a_page_names_is_chosen(caller, site):
    site.paths["/"] = feed_server.answer(
        b"<html><link rel=alternate type=application/rss+xml href='/feed'></html>"
    )
    feed = poll(given.feed(url=site.url("/")), site)

    told = caller.get(f"feeds/{feed.pk}/").json()
    assert (told["failure"], told["is_stopped"]) == ("no_feed", True)
    chosen = caller.post(f"feeds/{feed.pk}/choose/", told["offered"][0]).json()

    assert (chosen["feed_url"], chosen["is_stopped"]) == (site.url("/feed"), False)


def test_a_copy_names_what_was_here_first(caller):
    first, copy = given.article(TEXT), given.article(TEXT, came_by="feed")

    told = caller.get(f"articles/{copy.pk}/").json()

    assert (told["copy_of"], told["statements"]) == (first.pk, [])
    listed = [row["id"] for row in caller.get("articles/").json()["results"]]
    assert listed == [first.pk]


def test_looking_again_makes_a_version(caller, site):
    site.paths["/story"] = page(TEXT)
    first = caller.post("articles/", {"url": site.url("/story")}).json()["id"]
    read_all(site)
    site.paths["/story"] = page(TEXT.replace("40 percent", "4 percent"))

    answer = caller.post(f"articles/{first}/look-again/")
    read_all(site)

    assert answer.status_code == 202
    again = caller.get(f"articles/{answer.json()['id']}/").json()
    assert (again["replaces"], again["copy_of"]) == (first, None)


def test_what_came_without_a_page_is_not_looked_at_again(caller):
    answer = caller.post(f"articles/{given.article().pk}/look-again/")

    assert is_problem(answer, 422, "no page that could be fetched")
