"""Published checks by API, as anybody reads them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.publication.models import Publication
from reviews.revisions.hidden_names import hidden_names
from reviews.revisions.models import Revision
from reviews.workflow import moves, publication_moves
from reviews.workflow.claim_changes import reword_claim
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


def _published(text="", **draft):
    """A check by people whose names readers see."""
    writer, editor = given.checker(name="Jo Reed"), given.editor(name="Ann Editor")
    review = given.published(by=writer, editor_=editor, review=given.queued(text=text), **draft)
    return Publication.objects.live_of(review)


def test_a_check_needs_no_token_and_leaves_no_cookie():
    slug = _published().slug

    for path in ("checks/", f"checks/{slug}/"):
        answer = Caller().get(path)
        assert answer.status_code == 200
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert (
            answer.headers["Cache-Control"] == "public, max-age=30, stale-while-revalidate=30"
        )


def test_a_dead_token_does_not_keep_anybody_from_reading():
    _published()

    assert Caller(token="nonsense").get("checks/").status_code == 200


def test_a_check_tells_what_was_approved():
    check = _published("Police funding was cut by 40 percent")

    told = Caller().get(f"checks/{check.slug}/").json()

    assert told["claim"] == "Police funding was cut by 40 percent"
    assert told["claimant"]["name"] == "Mara Brook"
    assert told["said_on"] == "2026-03-03"
    assert (told["rating"]["slug"], told["rating"]["ordinal"]) == ("half-true", 3)
    assert told["conclusion"].startswith("One grant fell")
    assert told["body"] == "The budget gives the figures [1]."
    assert told["checked_by"] == ["Jo Reed"]
    assert told["hash"] == check.revision.hash
    version = told["versions"][0]
    assert (version["number"], version["approved_by"]) == (1, "Ann Editor")
    assert version["hash"] == check.revision.hash
    assert version["url"].endswith(f"/checks/{check.slug}/versions/1/")
    assert told["claimreview"]["@type"] == "ClaimReview"
    assert told["claimreview"]["url"] == told["url"]
    assert (told["corrections"], told["retracted_at"], told["retraction"]) == ([], None, "")
    piece = told["evidence"][0]
    assert (piece["number"], piece["stance"], piece["passage"]) == (1, "refutes", given.PASSAGE)
    assert len(piece["before"] + piece["after"]) <= 300
    assert len(piece["snapshot"]["sha256"]) == 64


def test_nobodys_username_and_nothing_of_the_desk_is_told():
    writer, editor = given.checker(name="Jo Reed"), given.editor(name="Ann Editor")
    check = Publication.objects.live_of(given.published(by=writer, editor_=editor))

    told = Caller().get(f"checks/{check.slug}/").content.decode()

    assert writer.username not in told
    assert editor.username not in told


def test_confidential_evidence_is_only_described():
    writer, editor = given.checker(), given.editor()
    review = given.weighed(by=writer)
    given.evidence(
        review,
        by=writer,
        is_confidential=True,
        described_as="A letter that we have seen",
        note="From the treasurer's deputy",
        origin="The deputy",
        primary=True,
    )
    given.write(review, by=writer)
    review = moves.submit(given.fresh(review), by=writer)
    review = moves.approve(review, revision=1, by=editor)
    check = Publication.objects.live_of(publication_moves.publish(review, by=editor))

    answer = Caller().get(f"checks/{check.slug}/")

    hidden = answer.json()["evidence"][1]
    assert hidden == {
        "number": 2,
        "stance": "refutes",
        "primary": False,
        "confidential": True,
        "described_as": "A letter that we have seen",
        "passage": "",
        "before": "",
        "after": "",
        "origin": "",
        "point": "",
        "interest": "",
        "figure": None,
        "selector": None,
        "typed": False,
        "archived": [],
        "conversation": None,
        "snapshot": None,
        "page_state": None,
    }
    assert "deputy" not in answer.content.decode()


def test_what_is_in_work_again_shows_nowhere_until_it_is_approved():
    writer, editor = given.checker(), given.editor()
    review = given.reopened(by=editor, to=writer)
    before = Caller().get("checks/").json()
    given.evidence(review, by=writer)
    moves.weigh(review, by=writer)
    given.write(review, by=writer, rating="false", conclusion="Not a word of it holds.")
    reword_claim(
        review, text="Nothing was cut at all", claimant="Somebody Else", said_on=None, by=writer
    )

    assert Caller().get("checks/").json() == before
    assert Caller().get("checks/", rating="false").json()["results"] == []
    assert Caller().get("checks/", claimant="somebody-else").json()["results"] == []


def test_a_correction_is_told_openly():
    writer, editor = given.checker(), given.editor()
    review = given.reopened(by=editor, to=writer)
    given.evidence(review, by=writer)
    moves.weigh(review, by=writer)
    given.write(review, by=writer, conclusion="Two grants fell; the budget did not.")
    review = moves.submit(given.fresh(review), by=writer)
    review = moves.approve(
        review, revision=Revision.objects.newest_of(review).number, by=editor
    )
    check = Publication.objects.live_of(
        publication_moves.correct(
            review, kind="substantial", text="A second grant was added.", by=editor
        )
    )

    told = Caller().get(f"checks/{check.slug}/").json()

    assert told["conclusion"] == "Two grants fell; the budget did not."
    assert [version["number"] for version in told["versions"]] == [1, 2]
    correction = told["corrections"][0]
    assert (correction["kind"], correction["text"]) == (
        "substantial",
        "A second grant was added.",
    )
    assert (correction["before"], correction["after"]) == (1, 2)
    assert told["changed_at"] > told["published_at"]


def test_a_retracted_check_stays_and_says_so():
    given.retracted()
    check = Publication.objects.get()

    told = Caller().get(f"checks/{check.slug}/").json()

    assert told["retracted_at"]
    assert told["retraction"] == "The source was a forgery."
    assert told["claimreview"] is None
    assert (told["rating"], told["conclusion"], told["body"]) == (None, "", "")
    assert Caller().get("checks/").json()["results"] == []


def test_whoever_took_checks_asks_what_changed_since_and_meets_the_retracted_ones():
    live = _published()
    given.retracted()
    gone = Publication.objects.get(retracted_at__isnull=False)
    start = timezone.now() - timedelta(days=1)
    old = _published()
    Publication.objects.filter(pk=old.pk).update(changed_at=start - timedelta(days=1))

    first = Caller().get("checks/", changed_since=start.isoformat(), page_size=1).json()
    second = Caller().client.get(first["next"]).json()

    (row,) = first["results"]
    assert (row["slug"], row["rating"], row["conclusion"]) == (gone.slug, None, "")
    assert row["retracted_at"]
    assert [one["slug"] for one in second["results"]] == [live.slug]
    assert second["results"][0]["retracted_at"] is None
    assert second["next"] is None


def test_checks_are_found_by_words_claimant_grade_and_time():
    bridge = _published("The bridge was closed for nine months", rating="true")
    rents = _published("Rents rose by ten percent", rating="false")
    Publication.objects.filter(pk=bridge.pk).update(
        published_at=timezone.now() - timedelta(days=3)
    )

    def found(**query):
        return [row["slug"] for row in Caller().get("checks/", **query).json()["results"]]

    yesterday = timezone.now() - timedelta(days=1)
    assert found() == [rents.slug, bridge.slug]
    assert found(q="bridges") == [bridge.slug]
    assert found(q="Mara rents") == [rents.slug]
    assert found(q="lighthouse") == []
    assert found(claimant="mara-brook") == [rents.slug, bridge.slug]
    assert found(claimant="nobody") == []
    assert found(rating="true") == [bridge.slug]
    assert found(since=yesterday.isoformat()) == [rents.slug]
    assert found(since=yesterday.date().isoformat()) == [rents.slug]
    assert found(q="", claimant="", rating="") == [rents.slug, bridge.slug]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"since": "lately"}, "since:"),
        ({"claimant": "Mara Brook"}, "claimant:"),
        ({"q": "x" * 301}, "q:"),
        ({"q": "\x00"}, "q:"),
    ],
)
def test_what_cannot_be_asked_is_422(query, words):
    assert is_problem(Caller().get("checks/", **query), 422, words)


def test_nothing_is_written_here():
    slug = _published().slug

    for verb in ("post", "put", "patch", "delete"):
        assert is_problem(
            getattr(Caller(given.admin()).client, verb)(f"/api/checks/{slug}/"), 405
        )


def test_checks_cost_as_many_queries_however_many_there_are():
    counts = []
    hidden_names()  # a process reads them once
    for number in (1, 9):
        for _ in range(number):
            _published()
        with CaptureQueriesContext(connection) as queries:
            rows = Caller().get("checks/").json()["results"]
        counts.append((len(rows), len(queries)))

    assert [rows for rows, _ in counts] == [1, 10]
    # The checks; who of their claimants is private; what is withheld; what is
    # quarantined; whether the hidden names changed.
    assert counts[0][1] == counts[1][1] == 5
