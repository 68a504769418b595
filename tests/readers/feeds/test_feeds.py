"""What feeds tell those who took a check: every change, a retraction above all."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.db.models.functions import Now

from readers.feeds import data_feed
from reviews.publication import claimreview
from reviews.publication.claimreview import linter
from reviews.publication.models import Publication
from reviews.workflow import moves, publication_moves
from tests import given
from tests.readers import stories

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def _parsed(client, kind):
    answer = client.get(f"/feeds/checks.{kind}")
    assert kind in answer["Content-Type"]
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def _xml(client, kind):
    return ET.fromstring(client.get(f"/feeds/checks.{kind}").content)


def _data_feed(client, **query):
    answer = client.get("/feeds/claimreview.json", query)
    assert answer["Content-Type"] == "application/ld+json"
    return answer.json()


def _dated(check, days_ago):
    """A check of earlier: its row is moved, since its times are the database's."""
    then = Now() - timedelta(days=days_ago)
    Publication.objects.filter(pk=check.pk).update(published_at=then, changed_at=then)
    return Publication.objects.for_page().get(pk=check.pk)


def _retract(check, text=given.FORGED):
    review = moves.ask_retract(check.review, note="Why.", text=text, by=given.editor())
    publication_moves.retract(review, by=given.editor())
    return Publication.objects.for_page().get(pk=check.pk)


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_feed_is_xml_with_rating_and_claim(client, kind):
    check = stories.from_article()

    (entry,) = _parsed(client, kind).entries

    assert entry.title == (
        "Half true: Mara Brook said that police funding was cut by 40 percent"
    )
    assert entry.link == f"http://testserver/checks/{check.slug}/"
    assert entry.summary == check.revision.frozen["conclusion"]
    assert [tag.term for tag in entry.tags] == ["Police"]


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_feed_holds_any_text_that_a_check_may_have(client, kind):
    check = stories.published(conclusion="A <b>bold</b> & \x08 bare < conclusion.")

    parsed = _parsed(client, kind)

    assert check.revision.frozen["conclusion"].startswith("A <b>")
    told = parsed.entries[0].summary.replace("&lt;", "<").replace("&amp;", "&")
    assert told == "A <b>bold</b> & \ufffd bare < conclusion."


def test_a_retraction_tells_all_feeds_what_readers_are_told_and_never_the_note(client):
    gone = stories.retracted()

    for kind in ("atom", "rss"):
        (entry,) = _parsed(client, kind).entries
        assert entry.title.startswith("Retracted: ")
        assert entry.summary == f"We no longer stand by this check. {given.FORGED}"
        assert "lawyer" not in str(entry)
    (item,) = client.get("/feeds/checks.json").json()["items"]
    assert item["title"].startswith("Retracted: ")
    assert item["url"].endswith(f"/checks/{gone.slug}/")


def test_an_rss_reader_takes_a_correction_and_a_retraction_for_new_items(client):
    def guid():
        (element,) = _xml(client, "rss").iter("guid")
        assert element.attrib == {"isPermaLink": "false"}
        return element.text

    check = stories.published()
    first = guid()
    review = moves.reopen(check.review, note="A.", by=(editor := given.editor()))
    review = moves.weigh(review, by=editor)
    given.write(review, by=editor, conclusion="The fall was 5 percent.")
    review = moves.submit(review, by=editor)
    review = moves.approve(review, revision=2, by=(other := given.editor()))
    publication_moves.correct(review, kind="substantial", text="It was 5.", by=other)
    second = guid()
    _retract(check)
    third = guid()

    assert first.endswith(f"checks/{check.pk}/r1")
    assert second.endswith(f"checks/{check.pk}/r2")
    assert third == f"{second}-retracted"


def test_an_rss_item_is_dated_by_its_last_change(client):
    check = _dated(stories.published(), days_ago=400)
    check = _retract(check)

    (entry,) = _parsed(client, "rss").entries

    changed = check.changed_at.astimezone(UTC)
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == changed.replace(microsecond=0)


def test_an_atom_entry_keeps_its_id_and_is_updated_by_a_retraction(client):
    check = _dated(stories.published(), days_ago=400)
    (before,) = _parsed(client, "atom").entries
    check = _retract(check)

    (after,) = _parsed(client, "atom").entries

    assert after.id == before.id
    assert after.published == before.published
    assert after.updated_parsed > before.updated_parsed


def test_the_texts_of_an_atom_entry_say_that_they_are_text(client):
    stories.published()

    entry = _xml(client, "atom").find(f"{ATOM}entry")

    assert entry.find(f"{ATOM}title").attrib == {"type": "text"}
    assert entry.find(f"{ATOM}summary").attrib == {"type": "text"}


def test_the_data_feed_holds_the_markup_of_each_live_check(client):
    check = stories.from_article()

    (element,) = _data_feed(client)["dataFeedElement"]

    assert element["item"] == [claimreview.markup(check)]
    assert linter.lint(element["item"][0]) == []
    assert "dateDeleted" not in element


def test_a_retracted_check_is_a_deleted_element_without_rating(client):
    gone = stories.retracted()

    (element,) = _data_feed(client)["dataFeedElement"]

    assert element["@type"] == "DataFeedItem"
    assert element["dateDeleted"] == gone.retracted_at.isoformat(timespec="seconds")
    assert element["dateModified"] == element["dateDeleted"]
    assert element["item"] == [
        {
            "@type": "ClaimReview",
            "url": f"http://testserver/checks/{gone.slug}/",
            "claimReviewed": gone.revision.frozen["claim"]["text"],
        }
    ]


def test_the_data_feed_is_ordered_by_last_change_however_old_the_check_is(client):
    old = _dated(stories.published(), days_ago=1000)
    newer, newest = (_dated(stories.published(), days_ago=days) for days in (5, 1))

    def slugs():
        elements = _data_feed(client)["dataFeedElement"]
        return [one["item"][0]["url"].split("/")[-2] for one in elements]

    assert slugs() == [newest.slug, newer.slug, old.slug]
    _retract(old)
    assert slugs() == [old.slug, newest.slug, newer.slug]


def test_the_last_change_of_the_data_feed_never_runs_back(client):
    _dated(stories.published(), days_ago=3)
    newest = stories.published()
    before = _data_feed(client)["dateModified"]

    _retract(newest)

    assert _data_feed(client)["dateModified"] >= before


def test_a_long_data_feed_goes_on_until_every_check_was_told(client, monkeypatch):
    monkeypatch.setattr(data_feed, "ELEMENTS", 2)
    checks = [_dated(stories.published(), days_ago=days) for days in range(5)]
    found, address = [], "/feeds/claimreview.json"

    while address:
        answer = client.get(address)
        found += [one["item"][0]["url"] for one in answer.json()["dataFeedElement"]]
        link = answer.headers.get("Link", "")
        assert not link or link.endswith('; rel="next"')
        address = link.partition(">")[0].removeprefix("<http://testserver")

    assert found == [f"http://testserver/checks/{check.slug}/" for check in checks]


def test_the_data_feed_of_a_new_desk_is_empty_and_dated_by_nothing(client):
    feed = _data_feed(client)

    assert feed["dataFeedElement"] == []
    assert "dateModified" not in feed


def test_any_key_of_a_page_is_answered(client):
    stories.published()

    for before in ("0", "-1", "x", "9" * 40, "\x00"):
        assert _data_feed(client, before=before)["@type"] == "DataFeed"
