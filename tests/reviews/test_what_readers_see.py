"""What readers see of a published check changes only by an editor."""

import pytest
from django.core.exceptions import PermissionDenied

from readers.check import source_status
from reviews.evidence import actions as evidence_actions
from reviews.evidence.models import Evidence
from reviews.exceptions import NotReady
from reviews.watch import actions as watch_actions
from reviews.watch import checks as watch_checks
from reviews.watch.shown_facts import settle_or_propose
from reviews.workflow import moves, publication_moves
from tests import given
from tests.calling import Caller, is_problem
from tests.desk.requests import url
from tests.reviews.watch import watched_pages

pytestmark = pytest.mark.django_db

URL = "https://city.example.org/budget"
OTHER = "The budget is being revised.\n"


@pytest.fixture
def piece():
    """The one piece of evidence of a published check."""
    return watched_pages.published(URL)


def changed(piece):
    """A later copy of the page no longer has the passage."""
    editor = given.editor()
    copy = given.kept_page(OTHER, by=editor, url=URL)
    return watch_checks.check_copy(piece, snapshot=copy, by=editor)


# --- a look by hand ------------------------------------------------------------------------


def test_only_an_editor_puts_in_a_copy_as_the_live_page_of_a_published_check(piece):
    checker = piece.added_by
    copy = given.kept_page(OTHER, by=checker, url=URL)

    with pytest.raises(PermissionDenied):
        watch_checks.check_copy(piece, snapshot=copy, by=checker)
    by_api = Caller(checker).post(f"evidence/{piece.pk}/look/", {"snapshot": copy.pk})

    assert is_problem(by_api, 403, "Only an editor or the holder of the review")
    assert source_status.of_review(piece.review_id) == {}


def test_only_the_holder_and_editors_put_in_a_copy_for_a_review_in_work():
    by = given.checker()
    page = given.kept_page(by=by, url=URL)
    piece = given.evidence(given.taken(by=by), by=by, snapshot=page)
    copy = given.kept_page(OTHER, by=by, url=URL)

    with pytest.raises(PermissionDenied):
        watch_checks.check_copy(piece, snapshot=copy, by=given.checker())

    assert watch_checks.check_copy(piece, snapshot=copy, by=by).passage == "absent"


def test_the_form_for_a_copy_is_shown_to_those_who_may_put_one_in(client, piece):
    changed(piece)

    def shown(person):
        client.force_login(person)
        return client.get(url("compare", piece.pk)).content.decode()

    form = url("evidence_later_copy", piece.pk)
    assert form in shown(given.editor())
    assert form not in shown(given.checker())


# --- settling ends what readers are told ---------------------------------------------------


def test_settling_a_change_of_a_source_ends_what_readers_are_told_of_it(piece):
    watch, editor = changed(piece), given.editor()
    assert "no longer on it" in source_status.of_review(piece.review_id)[1].sentence

    settle_or_propose(watch, by=editor)
    assert source_status.of_review(piece.review_id) == {}
    assert Caller(editor).get("watches/").json()["results"][0]["told"] == ""

    watch_actions.unsettle_watch(watch, by=editor)
    assert "no longer on it" in source_status.of_review(piece.review_id)[1].sentence


# --- no citation without its anchor --------------------------------------------------------


def test_no_review_is_submitted_with_a_citation_whose_words_are_not_on_their_page():
    by = given.checker()
    review = given.weighed(by=by)
    given.evidence(review, by=by, quote="Words that are not there.")
    given.write(review, by=by, body="The budget [1] and the note [2].")

    with pytest.raises(NotReady, match=r"The words of \[2\], which is cited, are not found"):
        moves.submit(review, by=by)


@pytest.mark.parametrize(
    ("state", "move", "more"),
    [
        ("submitted", moves.approve, {"revision": 1}),
        ("approved", publication_moves.publish, {}),
    ],
)
def test_no_version_is_approved_or_published_whose_citation_lost_its_anchor(state, move, more):
    review = getattr(given, state)()
    Evidence.objects.filter(review=review).update(anchored=False)

    with pytest.raises(NotReady, match=r"The words of \[1\], which is cited, are not found"):
        move(review, by=given.editor(), **more)


# --- a capture belongs to its review -------------------------------------------------------


def failed_source(review, *, by):
    source = evidence_actions.add_source(review, url="https://example.org/", by=by)
    capture = type(source.capture).objects.lease(source.capture.pk)
    capture.failed("site_refused", "The site asked for a password (401).")
    return capture


def test_a_capture_is_tried_again_under_the_review_that_waits_for_it(client):
    by = given.checker()
    mine, other = given.taken(by=by), given.taken(by=by)
    capture = failed_source(mine, by=by)
    client.force_login(by)

    wrong = client.post(url("capture_retry", other.pk, capture.pk))
    right = client.post(url("capture_retry", mine.pk, capture.pk))

    assert (wrong.status_code, right.status_code) == (404, 302)
    capture.refresh_from_db()
    assert capture.state == "waiting"


def test_only_those_who_may_write_in_a_review_have_its_page_tried_again(client):
    by, stranger = given.checker(), given.checker()
    review = given.taken(by=by)
    capture = failed_source(review, by=by)
    client.force_login(stranger)

    assert client.post(url("capture_retry", review.pk, capture.pk)).status_code == 403
    assert is_problem(Caller(stranger).post(f"captures/{capture.pk}/retry/"), 403)
    assert Caller(by).post(f"captures/{capture.pk}/retry/").status_code == 200
