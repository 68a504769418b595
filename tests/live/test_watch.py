"""The real beat and workers look for sources of a claim, and again at a published check's."""

import pytest

from claims.claimants import actions as claimant_actions
from claims.claimants.models import Claimant
from claims.processing import actions as article_actions
from history.models import Event
from jobs.models import JobState
from reviews import finders
from reviews.finders.models import Search
from reviews.proposals.suggestions import suggestions_of
from reviews.triage import actions
from reviews.watch.models import Watch
from sources.captures.models import Capture
from sources.snapshots.models import ArchivedCopy
from tests import given
from tests.claims.feeds import feed_server
from tests.live import invariants
from tests.live.test_captures import OPEN_DOOR
from tests.reviews.finders.service_stubs import ENTITY, every_service
from tests.reviews.watch import watched_pages
from tests.sources.safe_fetch.hostile_servers import answer
from tests.waiting import wait_until

pytestmark = pytest.mark.usefixtures("live_db")


@pytest.fixture(scope="module")
def city():
    with feed_server.site() as made:
        yield made


SAID = "Police funding in Northfield was cut by 4 percent, to 86.6 million crowns, it says."


@pytest.fixture(scope="module")
def services(city):
    """What finders ask, on this machine; every page that they find is the city's."""
    with every_service(
        city.url("/data/police-budget"),
        claim="Police funding was cut by 40 percent",
        fact_check=city.url("/facts/police-budget"),
        subject=city.url("/wiki/police-of-northfield"),
        website=city.url("/people/mara-brook"),
    ) as named:
        yield named


@pytest.fixture(scope="module")
def pieces(committing, city):
    """Evidence of three published checks, made before a worker is there to read their pages.

    One page has changed since, which two of them cite, and one is gone.
    """
    city.paths["/budget"] = watched_pages.text("The budget is being revised.\n")
    city.paths["/table"] = answer(b"", status=b"410 Gone")
    with committing():
        return [
            watched_pages.published(city.url(path)) for path in ("/budget", "/budget", "/table")
        ]


@pytest.fixture(scope="module")
def workers(desk, city, services, pieces):
    opening = f"{feed_server.NAME}:{city.stranger.port}"
    told = {"OPEN_DOOR": opening, "CAPTURE_GAP": "0", **services}
    desk.start("captures", "work", "beat", app=OPEN_DOOR, **told)
    return desk


def test_an_accepted_claim_gets_proposals_from_each_finder_and_the_best_page_is_read(
    workers, city, services, settings
):
    for path in ("/facts/police-budget", "/wiki/police-of-northfield", "/people/mara-brook"):
        city.paths[path] = watched_pages.text("Nothing of that is said here.\n")
    city.paths["/data/police-budget"] = feed_server.page(
        f"A page of the city.\n{SAID}\nThe end."
    )
    link = city.url("/tables/of-the-ministry")
    city.paths["/tables/of-the-ministry"] = watched_pages.text("A table of grants by town.\n")
    told = feed_server.SAID.format(what="police funding was cut by 40 percent", number="third")
    city.paths["/news/council"] = feed_server.page(f"{told}\nThe table: {link}\n")
    by = given.checker()
    same_as = f"https://www.wikidata.org/wiki/{ENTITY}"
    claimant = Claimant.objects.get(name="Mara Brook")
    claimant_actions.describe_claimant(claimant, same_as=same_as, by=by)
    for name, value in services.items():
        setattr(settings, name, value)

    article = article_actions.submit_article(url=city.url("/news/council"), by=by)
    wait_until(article.statements.exists, seconds=60, what="the article is read")
    statement = article.statements.order_by("-worth")[0]
    text = "Police funding was cut by 40 percent in Northfield"
    review = actions.accept_statement(statement, text=text, claimant="Mara Brook", by=by)

    searches = Search.objects.filter(review=review)
    done = searches.filter(state=JobState.DONE)
    wait_until(
        lambda: done.count() == len(finders.all_finders()), seconds=60, what="all looked"
    )
    found = review.proposals.filter(capture__isnull=False)
    unread = found.filter(snapshot=None)
    wait_until(lambda: not unread.exists(), seconds=60, what="the pages are read")
    assert {row.search.finder for row in review.proposals.select_related("search")} == {
        finder.name for finder in finders.all_finders()
    } - {"wayback"}
    assert ArchivedCopy.objects.get().found_by == "wayback"
    best = next(one for one in suggestions_of(review).all if one.proposal.capture)
    assert best.proposal.search.finder == "web-search"
    assert best.proposal.passage == SAID
    assert len(city.asked("/data/police-budget")) == 1
    invariants.hold()


def test_what_became_of_two_pages_is_found_and_told_with_nobody_asking(workers, city, pieces):
    changed, twice, gone = pieces
    watched_pages.fall_due()

    looked = Watch.objects.filter(looks=1, capture=None)
    wait_until(lambda: looked.count() == 3, seconds=90, what="all were looked at")
    found = dict(Watch.objects.values_list("evidence", "page"))
    assert found == {changed.pk: "changed", twice.pk: "changed", gone.pk: "gone"}
    assert Watch.objects.get(pk=changed.pk).passage == "absent"
    assert len(city.asked("/budget")) == 1
    assert (
        Capture.objects.filter(url__in=[city.url("/budget"), city.url("/table")]).count() == 2
    )
    told = Event.objects.filter(kind="watch")
    assert sorted(event.chain for event in told) == sorted(
        piece.review.claim.chain for piece in (changed, twice, gone)
    )
    assert not Watch.objects.due().exists()
    assert given.fresh(changed.review).state == "published"
    invariants.hold()
