"""Checks of live pages: what they find, and what history says about it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from history.models import Event
from reviews.watch import assess as watch_assess
from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from tests import given
from tests.reviews.watch import watched_pages
from tests.reviews.watch.watched_pages import text
from tests.sources.safe_fetch.hostile_servers import answer, moved

pytestmark = pytest.mark.django_db

OTHER = "Police spending falls from 90.2 million crowns in 2025 to 88.6 million in 2026."


CHANGED = given.PAGE.replace(given.PASSAGE, OTHER)


EMPTIED = "Budget 2026, public safety\n\nThis page is being revised by the finance office.\n"


NEWS = "A notice stands above the budget now, which is open to comments.\n\n"


def told(piece):
    """What history says of a piece's page, oldest first."""
    events = Event.objects.of(piece.review.claim.chain).filter(kind="watch")
    return [(event.payload["before"], event.payload["after"]) for event in events][::-1]


@pytest.mark.parametrize(
    ("page", "passage", "served"),
    [
        ("same", "exact", text(given.PAGE)),
        ("changed", "exact", text(given.PAGE + NEWS)),
        ("changed", "moved", text(NEWS * 4 + given.PAGE)),
        ("changed", "near", text(CHANGED)),
        ("changed", "absent", text(EMPTIED)),
        ("gone", "", answer(b"", status=b"404 Not Found")),
        ("gone", "", answer(b"", status=b"410 Gone")),
        ("walled", "", answer(b"", status=b"401 Unauthorized")),
        ("walled", "", answer(b"", status=b"402 Payment Required")),
        ("walled", "", answer(b"", status=b"403 Forbidden")),
        ("walled", "", answer(b"", status=b"451 Unavailable For Legal Reasons")),
        ("moved", "exact", moved("/elsewhere", status=b"301 Moved Permanently")),
        ("same", "exact", moved("/budget/?utm_source=feed")),
        ("", "", answer(b"", status=b"500 Internal Server Error")),
        ("", "", text(" \n")),
    ],
)
def test_a_look_says_how_the_page_and_the_passage_stand(site, piece, page, passage, served):
    site.paths |= {"/elsewhere": text(given.PAGE), "/budget/": text(given.PAGE)}
    site.paths["/budget"] = served

    watch = watched_pages.look(site)

    assert (watch.page, watch.passage) == (page, passage)
    assert watch.looks == 1
    assert watch.capture is None
    assert watch.detail
    assert watch.is_trouble == (page in {"gone", "walled"} or passage in {"near", "absent"})


def test_a_near_match_is_where_it_stands_and_is_not_taken(site, piece):
    site.paths["/budget"] = text(CHANGED)

    watch = watched_pages.look(site)

    assert watch.found.content.text[watch.start : watch.end] == OTHER
    assert 80 <= watch.near_percent < 100
    piece.refresh_from_db()
    assert piece.passage == given.PASSAGE
    assert piece.snapshot != watch.found


def test_a_page_that_says_the_same_writes_no_history(site, piece):
    for _ in range(2):
        watched_pages.look(site)

    assert told(piece) == []
    assert Watch.objects.get().looks == 2


def test_a_change_is_told_once_and_again_only_when_something_new_is_seen(site, piece):
    watched_pages.look(site)
    site.paths["/budget"] = text(EMPTIED)
    first = watched_pages.look(site)
    site.paths["/budget"] = text(EMPTIED + "It will be back.\n")
    again = watched_pages.look(site)
    site.paths["/budget"] = answer(b"", status=b"404 Not Found")
    watched_pages.look(site)

    assert again.since == first.since
    absent = "the page has changed; not on the page now"
    assert told(piece) == [
        ("the page is the same", absent),
        (absent, "the page is gone"),
    ]


def test_other_near_words_than_those_seen_before_are_news(site, piece):
    site.paths["/budget"] = text(CHANGED)
    watched_pages.look(site)
    site.paths["/budget"] = text(CHANGED + NEWS)
    watched_pages.look(site)
    site.paths["/budget"] = text(CHANGED.replace("88.6", "70.1"))
    watched_pages.look(site)

    assert len(told(piece)) == 2


def test_passing_trouble_tells_nothing_until_it_has_lasted(site, piece):
    watched_pages.look(site)
    site.paths["/budget"] = answer(b"", status=b"503 Service Unavailable")

    watch = watched_pages.look_for_days(site, 3)
    assert (watch.page, watch.failed_looks) == ("same", 3)
    assert "The last check failed" in watch.detail
    watch = watched_pages.look(site)

    assert watch.page == "unreachable"
    assert told(piece) == [("the page is the same", "the page cannot be reached")]


def test_looks_that_failed_in_one_hour_do_not_make_a_page_unreachable(site, piece):
    site.paths["/budget"] = answer(b"", status=b"503 Service Unavailable")

    for _ in range(4):
        watch = watched_pages.look(site)

    assert (watch.page, watch.failed_looks) == ("", 4)


def test_one_look_that_succeeds_forgets_those_that_failed(site, piece):
    site.paths["/budget"] = answer(b"", status=b"503 Service Unavailable")
    watched_pages.look_for_days(site, 2)
    site.paths["/budget"] = text(given.PAGE)

    watch = watched_pages.look(site)

    assert (watch.page, watch.failed_looks, watch.failing_since) == ("same", 0, None)


def test_a_page_that_cannot_be_judged_stops_no_other_look(site, piece, monkeypatch):
    other = watched_pages.published(site.url("/table"))
    site.paths["/table"] = text(EMPTIED)
    judged = watch_assess.assess_page

    def falls_over(one, found):
        if one == piece:
            raise RecursionError
        return judged(one, found)

    monkeypatch.setattr(watch_assess, "assess_page", falls_over)
    watched_pages.look(site, pk=piece.pk)
    watch = watched_pages.look(site, pk=other.pk)

    assert watch.passage == "absent"
    fallen = Watch.objects.get(pk=piece.pk)
    assert (fallen.capture, fallen.page, fallen.failed_looks) == (None, "", 1)
    assert "could not be compared" in fallen.detail


def test_anybody_of_the_desk_may_look_now_before_anything_is_published(site, checker):
    page = given.kept_page(url=site.url("/budget"))
    piece = given.evidence(given.taken(by=checker), by=checker, snapshot=page)
    site.paths["/budget"] = text(EMPTIED)

    assert watch_checks.check_now(piece, by=given.checker()).is_looking
    watched_pages.fetch_all(site)
    watch_checks.assess_due()

    watch = Watch.objects.get()
    assert (watch.passage, watch.next_at) == ("absent", None)
    assert not watched_pages.fall_due()


def test_a_page_without_an_address_is_looked_at_by_a_later_copy_alone(checker):
    review = given.taken(by=checker)
    piece = given.evidence(review, by=checker)
    with pytest.raises(ValidationError, match="has no address"):
        watch_checks.check_now(piece, by=checker)

    copy = given.kept_page(EMPTIED, by=checker)
    watch = watch_checks.check_copy(piece, snapshot=copy, by=checker)

    assert (watch.page, watch.passage, watch.found) == ("changed", "absent", copy)
    assert Event.objects.of(review.claim.chain).get(kind="watch").actor == checker.public_id


def test_an_earlier_copy_is_no_look(checker):
    earlier = given.kept_page(EMPTIED, by=checker)
    piece = given.evidence(given.taken(by=checker), by=checker)

    for copy in (earlier, piece.snapshot):
        with pytest.raises(ValidationError, match="later copy"):
            watch_checks.check_copy(piece, snapshot=copy, by=checker)


def test_a_copy_put_in_by_hand_shows_the_words_behind_a_wall_that_stays(site, piece, checker):
    wall = answer(b"", status=b"403 Forbidden")
    site.paths["/budget"] = wall
    watched_pages.look(site)

    copy = given.kept_page(CHANGED, by=checker)
    watch_checks.check_copy(piece, snapshot=copy, by=given.editor())
    watch = watched_pages.look(site)

    assert (watch.page, watch.passage) == ("walled", "near")
    assert len(told(piece)) == 2


def test_who_is_not_of_the_desk_looks_at_nothing(site, piece):
    with pytest.raises(PermissionDenied):
        watch_checks.check_now(piece, by=given.outsider())
