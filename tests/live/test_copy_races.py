"""The same text, page or feed at the same instant: threads, real commits, one that is first."""

import pytest

from claims.articles.models import Article
from claims.feeds import actions as feed_actions
from claims.feeds.models import Feed
from claims.processing import actions as article_actions
from claims.processing import extract
from jobs.models import JobState
from sources.captures import run as capture_run
from sources.captures.models import Capture
from sources.snapshots import parse_job
from sources.snapshots.models import Content
from tests import given
from tests.claims.feeds.feed_server import SAID, page
from tests.live.test_races import at_once
from tests.sources.safe_fetch.hostile_servers import Stranger, policy

pytestmark = pytest.mark.usefixtures("live_db")
NAME = "gazette.test"


def leased(text):
    """An article that a worker has taken and not yet read."""
    article = article_actions.submit_article(text=text, came_by="feed", by=given.checker())
    taken = Article.objects.lease(article.pk)
    assert taken is not None
    return taken


def test_of_the_same_text_read_by_four_at_once_three_are_copies():
    text = SAID.format(what="the river rose by 3 metres in a night", number="third")
    four = [leased(text) for _ in range(4)]

    at_once(*(lambda one=one: extract.extract_article(one) for one in four))

    four = [Article.objects.get(pk=one.pk) for one in four]
    (first,) = (one for one in four if one.copy_of is None)
    assert {one.state for one in four} == {JobState.DONE}
    assert {one.copy_of for one in four} == {first, None}
    assert first.statements.exists()
    assert not any(one.statements.exists() for one in four if one != first)


def test_two_looks_at_a_changed_page_make_one_version():
    words = SAID.format(what="the ferry carried 900 people in May", number="fourth")
    texts = iter([page(words), *[page(words.replace("900", "9,000"))] * 2])
    with Stranger(lambda connection, _request, _site: connection.sendall(next(texts))) as site:
        here = policy((NAME, site.port), ports=[site.port])
        first = _taken(f"http://{NAME}:{site.port}/ferry", here)
        extract.extract_article(first)
        two = [_taken(first.url, here) for _ in range(2)]

    at_once(*(lambda one=one: extract.extract_article(one) for one in two))

    two = [Article.objects.get(pk=one.pk) for one in two]
    (version,) = (one for one in two if one.replaces == first)
    (copy,) = (one for one in two if one != version)
    assert copy.copy_of == version


def _taken(url, here):
    """An article whose page is fetched and parsed, taken by a worker and not yet read."""
    article = article_actions.submit_article(url=url, by=given.checker())
    capture_run.fetch_capture(Capture.objects.lease(article.capture.pk), here)
    parse_job.parse_content(
        Content.objects.lease(Capture.objects.get(pk=article.capture.pk).snapshot_id)
    )
    return Article.objects.lease(article.pk)


def test_two_people_following_a_feed_at_once_follow_it_once():
    url = "https://at-once.example.org/feed"
    people = [given.checker(), given.checker()]

    answers = at_once(*(lambda by=by: feed_actions.add_feed(url=url, by=by) for by in people))

    assert Feed.objects.filter(url=url).count() == 1
    assert sum(isinstance(one, Feed) for one in answers) == 1
