"""A claim of an article gets proposals from each finder, against services on loopback."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as desk

from factcheck.cache import ForgivingClient
from jobs.models import JobState
from reviews import finders
from reviews.evidence import actions as evidence_actions
from reviews.finders.tasks import read_proposal
from reviews.proposals.suggestions import suggestions_of
from reviews.triage import actions as triage_actions
from reviews.workflow import moves
from sources.captures import run as capture_run
from sources.captures.models import Capture
from sources.snapshots import parse_job
from sources.snapshots.models import ArchivedCopy, Content
from tests import given
from tests.reviews.finders.service_stubs import every_service
from tests.sources.safe_fetch.hostile_servers import Stranger, answer, by_path, policy

pytestmark = pytest.mark.django_db

SEED = Path(desk.BASE_DIR).parent / "shared" / "seed" / "article.txt"
OWN = "https://news.example.org/world/article"


@dataclass(frozen=True)
class Story:
    """An article, the claim that is accepted of it, and what there is to find.

    `link` is what another page is called by the article and by services; `page` is one that
    they find, and `bears` how its sentence begins that bears on the claim, `why` as a person
    reads it.
    """

    claim: str
    claimant: str
    earlier: str
    link: str
    page: bytes
    bears: str
    why: str
    text: str = ""  # empty: the seed's, which is not in this repository

    @property
    def words(self):
        return self.text or SEED.read_text(encoding="utf-8")


OF_THE_SEED = Story(
    claim="The UK gives Ukraine £55m in support",
    claimant="David Lammy",
    earlier="The UK gave Ukraine £50m in support",
    link="David Lammy promises £55m in support for Ukraine",
    page=b"<!doctype html><title>Support for Ukraine</title><article>"
    b"<h1>Support for Ukraine</h1><p>The foreign secretary spoke in Kyiv on Wednesday.</p>"
    b"<p>The United Kingdom will give Ukraine a further 65 million pounds in support, "
    b"David Lammy said.</p><p>More is to follow in the spring of next year.</p></article>",
    bears="The United Kingdom will give Ukraine",
    why="other figure: 65 million pounds, not £55m",
)
OF_OURS = Story(
    text=given.ARTICLE + "Please use another browser for a more accessible video player\n1:12\n"
    "The council gives the harbour £55m in support, Ms Brook said after a meeting with Ann "
    "Lee, the treasurer.\n"
    "It would be a “major mistake” to give less, she told the Courier.\n",
    claim="The council gives the harbour £55m in support",
    claimant="Mara Brook",
    earlier="The council gave the harbour £50m in support",
    link="Mara Brook promises £55m in support for the harbour",
    page=b"<!doctype html><title>Support for the harbour</title><article>"
    b"<h1>Support for the harbour</h1><p>The mayor spoke in Northfield on Wednesday.</p>"
    b"<p>The council will give the harbour a further 65 million pounds in support, "
    b"Mara Brook said.</p><p>More is to follow in the spring of next year.</p></article>",
    bears="The council will give the harbour",
    why="other figure: 65 million pounds, not £55m",
)


@pytest.fixture(
    params=[
        pytest.param(
            OF_THE_SEED,
            id="the seed article",
            marks=pytest.mark.skipif(
                not SEED.is_file(), reason="The seed article is not here."
            ),
        ),
        pytest.param(OF_OURS, id="an article of ours"),
    ]
)
def story(request):
    return request.param


@pytest.fixture
def services(settings, monkeypatch, story):
    """Every service of the finders, on loopback, and a site whose page may be fetched."""
    monkeypatch.setattr(ForgivingClient, "_down_until", 0.0)

    with (
        Stranger(by_path(page=answer(story.page))) as site,
        every_service(
            f"http://found.test:{site.port}/page",
            claim=story.link,
            fact_check="https://facts.example.org/aid",
            subject="https://wiki.example.org/wiki/Aid",
            website="https://claimant.example.org/",
        ) as named,
    ):
        for name, value in named.items():
            setattr(settings, name, value)
        yield policy(("found.test", site.port), ports=[site.port])


@pytest.fixture
def article(story):
    """The article, put in with the page it was kept as, which leads to another."""
    read = given.article(story.words, url=OWN, published_on=date(2025, 2, 5))
    page = given.kept_page(story.words, url=OWN)
    link = {"url": "https://news.example.org/politics/promises-support", "text": story.link}
    Content.objects.filter(pk=page.pk).update(links=[link])
    type(read).objects.filter(pk=read.pk).update(page=page)
    return read


def test_a_claim_of_an_article_gets_proposals_from_each_finder(services, article, story):
    by = given.checker()
    earlier = given.taken(by=by, review=given.queued(text=story.earlier))
    given.evidence(earlier, by=by)

    statement = article.statements.order_by("-worth")[0]
    review = triage_actions.accept_statement(
        statement, text=story.claim, claimant=story.claimant, by=by
    )
    review = moves.take(review, by=by)
    evidence_actions.add_source(
        review, snapshot=given.kept_page(url="https://a.example.org/1"), by=by
    )
    for finder in finders.all_finders():
        search = given.looked(review, finder.name, policy=services)
        assert (finder.name, search.state, search.detail) == (finder.name, JobState.DONE, "")

    found = {row.search.finder for row in review.proposals.select_related("search")}
    assert found == {finder.name for finder in finders.all_finders()} - {"wayback"}
    assert ArchivedCopy.objects.filter(found_by="wayback").exists()

    capture = Capture.objects.get(url__contains="found.test")
    capture_run.fetch_capture(Capture.objects.lease(capture.pk), services)
    capture.refresh_from_db()
    assert capture.state == JobState.DONE, capture.detail
    parse_job.parse_content(Content.objects.lease(capture.snapshot_id))
    read_proposal(capture.snapshot_id)

    best = suggestions_of(review).all[0]
    assert best.proposal.capture == capture
    assert best.proposal.passage.startswith(story.bears)
    assert story.why in best.why
