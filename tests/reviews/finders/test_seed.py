"""A claim of the seed article gets proposals from each finder, against services on loopback."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as desk

from factcheck.cache import ForgivingClient
from jobs.models import JobState
from reviews import actions, finders, tasks
from reviews.proposing import suggestions_of
from sources import fetching
from sources.models import ArchivedCopy, Capture, Content
from tests import given
from tests.reviews.finders.answering import every_service
from tests.sources.strangers import Stranger, answer, by_path, policy

pytestmark = pytest.mark.django_db

SEED = Path(desk.BASE_DIR).parent / "shared" / "seed" / "article.txt"
OWN = "https://news.example.org/world/zelenskyy-interview"
AID = "David Lammy promises £55m in support for Ukraine"
PAGE = (
    b"<!doctype html><title>Support for Ukraine</title><article><h1>Support for Ukraine</h1>"
    b"<p>The foreign secretary spoke in Kyiv on Wednesday.</p>"
    b"<p>The United Kingdom will give Ukraine a further 65 million pounds in support, "
    b"David Lammy said.</p><p>More is to follow in the spring of next year.</p></article>"
)


@pytest.fixture
def services(settings, monkeypatch):
    """Every service of the finders, on loopback, and a site whose page may be fetched."""
    monkeypatch.setattr(ForgivingClient, "_down_until", 0.0)

    with (
        Stranger(by_path(page=answer(PAGE))) as site,
        every_service(
            f"http://found.test:{site.port}/page",
            claim=AID,
            fact_check="https://facts.example.org/aid",
            subject="https://wiki.example.org/wiki/Aid",
            website="https://lammy.example.org/",
        ) as named,
    ):
        for name, value in named.items():
            setattr(settings, name, value)
        yield policy(("found.test", site.port), ports=[site.port])


@pytest.fixture
def article():
    """The seed article, put in with the page it was kept as, which leads to another."""
    text = SEED.read_text(encoding="utf-8")
    read = given.article(text, url=OWN, published_on=date(2025, 2, 5))
    page = given.kept_page(text, url=OWN)
    link = {"url": "https://news.example.org/politics/lammy-promises-support", "text": AID}
    Content.objects.filter(pk=page.pk).update(links=[link])
    type(read).objects.filter(pk=read.pk).update(page=page)
    return read


@pytest.mark.skipif(not SEED.is_file(), reason="The seed article is not here.")
def test_a_claim_of_the_seed_article_gets_proposals_from_each_finder(services, article):
    by = given.checker()
    earlier = given.taken(
        by=by, review=given.queued(text="The UK gave Ukraine £50m in support")
    )
    given.evidence(earlier, by=by)

    statement = article.statements.order_by("-worth")[0]
    text = "The UK gives Ukraine £55m in support"
    review = actions.accept(statement, text=text, claimant="David Lammy", by=by)
    review = actions.take(review, by=by)
    actions.add_source(review, snapshot=given.kept_page(url="https://a.example.org/1"), by=by)
    for finder in finders.every():
        search = given.looked(review, finder.name, policy=services)
        assert (finder.name, search.state, search.detail) == (finder.name, JobState.DONE, "")

    found = {row.search.finder for row in review.proposals.select_related("search")}
    assert found == {finder.name for finder in finders.every()} - {"wayback"}
    assert ArchivedCopy.objects.filter(found_by="wayback").exists()

    capture = Capture.objects.get(url__contains="found.test")
    fetching.fetch(Capture.objects.lease(capture.pk), services)
    capture.refresh_from_db()
    assert capture.state == JobState.DONE, capture.detail
    fetching.parse(Content.objects.lease(capture.snapshot_id))
    tasks.read_proposal(capture.snapshot_id)

    best = suggestions_of(review).all[0]
    assert best.proposal.capture == capture
    assert best.proposal.passage.startswith("The United Kingdom will give Ukraine")
    assert "other figure: 65 million pounds, not £55m" in best.why
