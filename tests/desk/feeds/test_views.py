"""The desk's pages about feeds, copies and versions, as a person asks for them."""

import pytest
from django.test import Client

from claims.articles.models import Article
from claims.feeds.models import Feed
from claims.processing import actions as article_actions
from claims.statements import actions as statement_actions
from jobs.models import JobState
from reviews.triage import actions as triage_actions
from tests import given
from tests.claims.feeds import feed_server
from tests.claims.feeds.feed_server import SAID, followed, item, page, poll, read_all

pytestmark = pytest.mark.django_db
TEXT = SAID.format(what="police funding was cut by 40 percent in a single year", number="ninth")


@pytest.fixture
def person():
    return given.checker(name="Jo Reed")


@pytest.fixture
def client(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def site():
    with feed_server.site() as made:
        yield made


def shown(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_empty_list_says_what_to_do(client):
    assert "The desk follows no feed yet." in shown(client, "/desk/feeds/")


def test_outsiders_see_no_feeds():
    client = Client()
    client.force_login(given.outsider())

    assert client.get("/desk/feeds/").status_code == 403
    assert Client().get("/desk/feeds/").status_code == 302


def test_a_feed_is_followed_by_a_form(client, person):
    answer = client.post(
        "/desk/feeds/new/",
        {
            "url": "courier.example.org/feed",
            "publisher": "Courier",
            "interval": 60,
            "take_first": 3,
        },
    )

    feed = Feed.objects.get()
    assert answer.url == f"/desk/feeds/{feed.pk}/"
    assert (feed.url, feed.added_by) == ("https://courier.example.org/feed", person)
    assert (feed.interval, feed.take_first, str(feed.publisher)) == (60, 3, "Courier")
    assert "being polled for the first time" in shown(client, answer.url)


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://known.example.org/feed"])
def test_what_is_refused_keeps_what_was_typed(client, url):
    followed("https://known.example.org/feed")

    answer = client.post("/desk/feeds/new/", {"url": url, "interval": 60, "take_first": 3})

    assert answer.status_code == 422
    assert "The feed is not followed." in answer.content.decode()
    assert Feed.objects.count() == 1


def test_the_list_shows_how_each_feed_does_and_trouble_first(client, site):
    site.feeds(item(1))
    poll(followed(site), site)
    bad = followed("https://a-bad.example.org/feed")
    Feed.objects.filter(pk=bad.pk).update(
        failures=4,
        failure="dns",
        detail="The site’s name is not known.",
        polled_at="2026-03-04T08:00Z",
    )

    text = shown(client, "/desk/feeds/")

    assert text.index("a-bad.example.org") < text.index(">Courier<")
    assert "The site’s name is not known." in text
    assert "Every 30 minutes" in text


def test_a_feeds_page_leads_to_what_its_entries_became(client, site):
    site.feeds(item(1, title="<b>The</b> hall &amp; the river"), item(2), item(3))
    feed = poll(followed(site, take_first=2), site)

    text = shown(client, f"/desk/feeds/{feed.pk}/")

    for article in Article.objects.all():
        assert f"/desk/articles/{article.pk}/" in text
    assert "&lt;b&gt;" not in text
    assert "The hall &amp; the river" in text
    assert text.count("was there before") == 1


def test_a_page_that_offers_feeds_lets_somebody_choose(client, site):
    site.paths["/"] = feed_server.answer(
        b"<html><link rel=alternate type=application/rss+xml title='All' href='/feed'></html>"
    )
    feed = poll(followed(site.url("/")), site)
    assert "Which feed is meant?" in shown(client, f"/desk/feeds/{feed.pk}/")

    answer = client.post(f"/desk/feeds/{feed.pk}/choose/", {"url": site.url("/feed")})

    feed.refresh_from_db()
    assert answer.url == f"/desk/feeds/{feed.pk}/"
    assert (feed.url, feed.is_stopped) == (site.url("/feed"), False)


def test_a_feed_is_stopped_started_polled_and_changed_by_buttons(client):
    feed = followed("https://courier.example.org/feed")
    at = f"/desk/feeds/{feed.pk}/"

    client.post(f"{at}stop/")
    assert "stopped" in shown(client, at)
    assert client.post(f"{at}poll/").status_code == 422
    client.post(f"{at}start/")
    client.post(f"{at}poll/")
    client.post(f"{at}change/", {"interval": 90, "publisher": "Courier"})

    feed.refresh_from_db()
    assert (feed.state, feed.is_stopped) == (JobState.WAITING, False)
    assert (feed.interval, str(feed.publisher)) == (90, "Courier")
    assert client.post(f"{at}change/", {"interval": 1}).status_code == 422
    assert client.get(f"{at}stop/").status_code == 405


def test_a_copy_leads_to_what_was_here_first(client):
    first = given.article(TEXT, publisher="Courier")
    changed = TEXT.replace("old hall", "ancient hall")
    copy = given.article(changed, publisher="Gazette", came_by="feed")

    text = shown(client, f"/desk/articles/{copy.pk}/")

    assert f"article {first.pk}" in text
    assert "which was here first" in text
    assert "<del>old</del>" in text
    assert "<ins>ancient</ins>" in text
    assert f"/desk/articles/{copy.pk}/" not in shown(client, "/desk/articles/")


def test_a_text_that_was_put_in_twice_says_where_the_other_is(client):
    first, again = given.article(TEXT), given.article(TEXT)

    text = shown(client, f"/desk/articles/{again.pk}/")

    assert f'href="/desk/articles/{first.pk}/"' in text
    assert "was here first" in text
    assert "was here first" not in shown(client, f"/desk/articles/{first.pk}/")


def versions(site, person):
    """An article whose page changed: one statement accepted and gone, one declined and kept."""
    end = "“No town of this size spends less on its streets,” said Tom Hale, the treasurer."
    site.paths["/story"] = page(f"{TEXT}\n{end}")
    first = article_actions.submit_article(url=site.url("/story"), by=person)
    read_all(site)
    gone = first.statements.get(quote__contains="spends less")
    triage_actions.accept_statement(gone, text="No town spends less", by=person)
    kept = first.statements.get(quote__contains="40 percent")
    statement_actions.decline_statement(kept, reason="too-small", by=person)
    site.paths["/story"] = page(
        f"{TEXT}\n“The streets are as they were,” said Tom Hale, the treasurer."
    )
    return first


def test_what_changed_is_shown_with_what_became_of_each_decision(client, person, site):
    first = versions(site, person)

    answer = client.post(f"/desk/articles/{first.pk}/look-again/")
    read_all(site)

    second = Article.objects.get(replaces=first)
    assert answer.url == f"/desk/articles/{second.pk}/"
    text = shown(client, f"/desk/articles/{second.pk}/changes-since/")
    assert "No town of this size spends less on its streets" in text
    assert "no longer there" in text
    assert "No town spends less" in text, "its claim is named"
    assert "with what was decided" in text
    assert f"/desk/articles/{second.pk}/changes-since/" in shown(
        client, f"/desk/articles/{second.pk}/"
    )
    assert "A newer version exists" in shown(client, f"/desk/articles/{first.pk}/")
    listed = shown(client, "/desk/articles/")
    assert f"/desk/articles/{second.pk}/" in listed
    assert f"/desk/articles/{first.pk}/" not in listed


def test_a_look_that_finds_nothing_new_says_so(client, person, site):
    site.paths["/story"] = page(TEXT)
    first = article_actions.submit_article(url=site.url("/story"), by=person)
    read_all(site)

    look = client.post(f"/desk/articles/{first.pk}/look-again/").url
    read_all(site)

    assert "no word of it has changed" in shown(client, look)


def test_an_article_without_a_version_before_has_no_changes(client):
    assert client.get(f"/desk/articles/{given.article().pk}/changes-since/").status_code == 404
