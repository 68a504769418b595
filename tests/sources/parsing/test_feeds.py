"""Every kind of feed is read as what it says; what is hostile costs entries, never the desk."""

import json
import time
from datetime import date

import pytest

from sources.parsing import feeds
from sources.parsing.parser import Unreadable

URL = "https://courier.test/feeds/news.xml"


def read(body, *, url=URL, charset=None):
    return feeds.read(
        body.encode() if isinstance(body, str) else body, url=url, charset=charset
    )


def rss(*items, head="", start='<?xml version="1.0" encoding="UTF-8"?>'):
    return (
        f'{start}<rss version="2.0"><channel><title>Northfield &amp;amp; District</title>'
        f"<link>https://courier.test/</link>{head}{''.join(items)}</channel></rss>"
    )


def atom(*entries):
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://courier.test/blog/">'
        f"<title>Courier</title>{''.join(entries)}</feed>"
    )


def only(body, **more):
    (item,) = read(body, **more).items
    return item


def test_rss():
    item = only(
        rss(
            "<item><title>Mayor: police cut</title><link>https://courier.test/1</link>"
            "<guid isPermaLink='false'>g-1</guid><description>Short.</description>"
            "<pubDate>Tue, 3 Mar 2026 23:30:00 -0500</pubDate></item>"
        )
    )

    assert item == feeds.FeedItem(
        name="g-1",
        url="https://courier.test/1",
        title="Mayor: police cut",
        text="Short.",
        published_on=date(2026, 3, 3),
        changed="Tue, 3 Mar 2026 23:30:00 -0500",
    )
    assert read(rss()).title == "Northfield & District"


def test_atom_with_links_from_its_base():
    item = only(
        atom(
            "<entry><id>urn:1</id><title>Post</title><link rel='self' href='x'/>"
            "<link rel='alternate' href='post'/><updated>2026-03-04T10:00:00Z</updated>"
            "<published>2026-03-03T10:00:00Z</published>"
            "<content type='html'>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content>"
            "</entry>"
        )
    )

    assert (item.name, item.url) == ("urn:1", "https://courier.test/blog/post")
    assert item.text.split("\n") == ["One.", "Two."]
    assert (item.published_on, item.changed) == (date(2026, 3, 3), "2026-03-04T10:00:00Z")


def test_json_feed():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Courier",
        "items": [
            {
                "id": 17,
                "url": "/2026/grant",
                "title": "The  grant",
                "content_html": "<p>Words &amp; figures.</p><script>bad()</script>",
                "date_published": "2026-03-04T23:59:00-08:00",
                "date_modified": "2026-03-05T08:00:00Z",
            },
            "no item",
            {"id": "empty"},
        ],
    }

    found = read(json.dumps(feed))

    assert found.title == "Courier"
    assert found.items == (
        feeds.FeedItem(
            name="17",
            url="https://courier.test/2026/grant",
            title="The grant",
            text="Words & figures.",
            published_on=date(2026, 3, 4),
            changed="2026-03-05T08:00:00Z",
        ),
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<![CDATA[Cut by <b>40</b> percent]]>", "Cut by 40 percent"),
        ("AT&amp;amp;T &amp;#8217;s", "AT&T ’s"),
        ("Tea &amp; cake", "Tea & cake"),
        ("<![CDATA[<script>alert(1)</script>Hello]]>", "Hello"),
        ("Two\n   lines", "Two lines"),
    ],
)
def test_markup_in_a_title_is_no_title(written, shown):
    item = only(
        rss(f"<item><title>{written}</title><link>https://courier.test/1</link></item>")
    )

    assert item.title == shown


def test_what_atom_calls_text_is_text():
    item = only(
        atom(
            "<entry><id>1</id><title type='text'>If 3 &lt; 4 &amp;lt; 5</title>"
            "<link href='a'/></entry>"
        )
    )

    assert item.title == "If 3 < 4 &lt; 5"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Wed, 04 Mar 2026 08:00:00 GMT", date(2026, 3, 4)),
        ("4 Mar 2026 08:00 +0200", date(2026, 3, 4)),
        ("2026-03-04T23:30:00-08:00", date(2026, 3, 4)),
        ("2026-03-04", date(2026, 3, 4)),
        ("2026-03-04 08:00:00", date(2026, 3, 4)),
        ("Wednesday, 04 March 2026", date(2026, 3, 4)),
        ("04.03.2026", None),
        ("yesterday", None),
        ("", None),
        ("Wed, 04 Mar 2099 08:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("2026-13-45T99:99:99Z", None),
    ],
)
def test_days_are_read_as_they_are_written_or_not_at_all(written, day):
    item = only(
        rss(f"<item><link>https://courier.test/1</link><pubDate>{written}</pubDate></item>")
    )

    assert item.published_on == day


def test_links_may_be_relative_and_must_be_of_the_web():
    found = read(
        rss(
            "<item><title>a</title><link>/2026/a</link></item>",
            "<item><title>b</title><link>javascript:alert(1)</link></item>",
            "<item><title>c</title><link>//other.test/c</link></item>",
            "<item><title>d</title><link>file:///etc/passwd</link></item>",
        )
    )

    assert [item.url for item in found.items] == [
        "https://courier.test/2026/a",
        "https://other.test/c",
    ]


def test_an_entry_without_a_link_is_its_text():
    item = only(rss("<item><description>The mayor said it.</description></item>"))

    assert (item.url, item.text) == ("", "The mayor said it.")
    assert item.name.startswith("sha256:")


def test_an_id_that_is_no_address_is_no_link():
    item = only(rss("<item><guid>post 7</guid><description>Words.</description></item>"))
    linked = only(rss("<item><guid>https://courier.test/7</guid></item>"))
    atomic = only(atom("<entry><id>urn:7</id><link href='/7'/><title>7</title></entry>"))

    assert (item.name, item.url) == ("post 7", "")
    assert linked.url == atomic.url == "https://courier.test/7"


def test_one_that_has_neither_link_nor_text_is_left_out():
    assert read(rss("<item><title>Only a title</title></item>")).items == ()


def test_an_entry_named_twice_counts_once_as_it_stands_first():
    found = read(
        rss(
            "<item><title>new</title><link>https://courier.test/1</link><guid>g</guid></item>",
            "<item><title>old</title><link>https://courier.test/1</link><guid>g</guid></item>",
            "<item><title>other</title><link>https://courier.test/2</link></item>",
        )
    )

    assert [item.title for item in found.items] == ["new", "other"]


def test_names_and_titles_have_an_end():
    item = only(
        rss(
            f"<item><title>{'t' * 9000}</title><link>https://courier.test/1</link>"
            f"<guid>{'g' * 9000}</guid></item>"
        )
    )

    assert len(item.title) == 500
    assert len(item.name) < 100


@pytest.mark.parametrize("end", ["", "</item>", "</item></channel>", "<item><title>&nbsp;"])
def test_a_feed_that_breaks_off_is_read_as_far_as_it_goes(end):
    broken = (
        "<rss version='2.0'><channel><title>C</title>"
        "<item><title>whole</title><link>https://courier.test/1</link></item>"
        f"<item><title>cut & broken</title><link>https://courier.test/2</link>{end}"
    )

    assert read(broken).items[0].title == "whole"


@pytest.mark.parametrize(
    ("declared", "codec", "charset"),
    [
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "latin-1", "utf-8"),
        ('<?xml version="1.0"?>', "cp1252", "cp1252"),
        ("", "utf-8", None),
        ("", "utf-16", None),
    ],
)
def test_letters_come_out_whatever_they_were_written_in(declared, codec, charset):
    feed = rss(
        "<item><title>Åse Müller</title><link>https://courier.test/1</link></item>",
        start=declared,
    )

    assert only(feed.encode(codec), charset=charset).title == "Åse Müller"


def test_a_bomb_of_entities_and_a_file_of_this_machine_stay_outside():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = rss(
        "<item><title>&e11;</title><link>https://courier.test/1</link></item>",
        start=f'<!DOCTYPE x [<!ENTITY e0 "boom">{entities}]>',
    )
    inside = rss(
        "<item><title>&f;</title><link>https://courier.test/1</link></item>",
        start='<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
    )
    started = time.monotonic()

    titles = [item.title for feed in (bomb, inside) for item in read(feed).items]

    assert time.monotonic() - started < 10
    assert all(len(title) < 100 and "root:" not in title for title in titles)


def test_of_a_huge_feed_so_many_are_read():
    many = rss(
        *(
            f"<item><title>{n}</title><link>https://courier.test/{n}</link></item>"
            for n in range(3000)
        )
    )

    found = read(many)

    assert len(found.items) == 500
    assert found.items[0].title == "0"


def test_a_page_offers_the_feeds_that_it_names():
    page = (
        "<!doctype html><html><head><title>Courier</title>"
        "<link rel='stylesheet' href='a.css'>"
        "<link rel='alternate' type='application/rss+xml' title='News' href='/feed'>"
        '<link rel="Alternate" type="application/feed+json; charset=utf-8" href=feed.json>'
        "<link rel='alternate' type='application/atom+xml' href='javascript:x'>"
        "<link rel='alternate' hreflang='de' href='/de'></head><body>rss</body></html>"
    )

    found = read(page, url="https://courier.test/news/")

    assert found.items == ()
    assert found.offered == (
        ("https://courier.test/feed", "News"),
        ("https://courier.test/news/feed.json", ""),
    )


@pytest.mark.parametrize(
    "body",
    ["", "Hello.", "<html><title>No feed</title></html>", "{}", '{"items": 3}', "[" * 100_000],
    ids=["empty", "text", "page", "object", "no items", "nested"],
)
def test_what_is_no_feed_is_said_to_be_none(body):
    with pytest.raises(Unreadable, match="no feed at this address"):
        read(body)


def test_hostile_nesting_costs_the_feed_and_no_more():
    started = time.monotonic()

    try:
        found = read(rss("<item>" + "<a>" * 200_000))
    except Unreadable:
        found = None

    assert found is None or len(found.items) <= 1
    assert time.monotonic() - started < 12
