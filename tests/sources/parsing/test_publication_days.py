"""The day that a page declares for machines, as it is written."""

import pytest
import trafilatura

from sources.parsing.formats.publication_days import declared_days


def read(head="", body="", guess=""):
    tree = trafilatura.load_html(
        f"<html><head>{head}</head><body><p>The council met.</p>{body}</body></html>"
    )
    return declared_days(tree).best(guess)


def meta(name, content, attribute="property"):
    return f'<meta {attribute}="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (meta("article:published_time", "2026-03-04T23:30:00-05:00"), ""),
        (meta("article:published", "2026-03-04T10:00:00Z"), ""),
        (meta("datePublished", "2026-03-04", "itemprop"), ""),
        (meta("PDATE", "20260304", "name"), ""),
        (meta("ptime", "20260304103251", "name"), ""),
        (meta("pubdate", "Wed, 4 Mar 2026 21:30:09 -0500", "name"), ""),
        ("", "<span itemprop=datePublished content='2026-03-04T08:00'>today</span>"),
        ("", "<time datetime='2026-03-04T08:00Z'>1 day ago</time>"),
        (
            (
                '<script type="application/ld+json">{"@type": "NewsArticle",'
                ' "datePublished": "2026-03-04T23:59:00-08:00"}</script>'
            ),
            "",
        ),
    ],
)
def test_the_declared_day_is_the_one_written(head, body):
    assert read(head, body, guess="2026-02-11") == "2026-03-04"


def test_nothing_is_published_after_it_was_changed():
    changed = meta("dateModified", "2026-03-04T23:00:00-08:00", "itemprop")

    assert read(changed, guess="2026-03-05") == "2026-03-04"
    assert read(changed, guess="2026-03-01") == "2026-03-01"


def test_the_local_day_of_the_text_wins_over_universal_time():
    timed = "<time datetime='2026-03-04T23:30:00Z'>5 March 2026</time>"

    assert read(body=timed, guess="2026-03-05") == "2026-03-05"


def test_times_of_several_days_say_nothing():
    timed = "<time datetime='2026-03-04'>a</time><time datetime='2026-02-04'>b</time>"

    assert read(body=timed, guess="2026-03-01") == "2026-03-01"
    assert read(body=timed) == ""


def test_a_day_that_there_is_not_is_none():
    assert read(meta("pdate", "20260231", "name"), guess="") == ""
