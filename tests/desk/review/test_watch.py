"""What became of a page: on its card, side by side, and in the inbox, where it is settled."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from desk.inbox import alerts
from reviews.watch import assess as watch_assess
from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from tests import given
from tests.desk.requests import HTMX, queries, url
from tests.reviews.watch import watched_pages

pytestmark = pytest.mark.django_db

ADDRESS = "https://city.example.org/budget"
NEAR = given.PAGE.replace("86.6 million", "88.6 million")
GONE = "The budget is being revised.\n"


@pytest.fixture
def piece(checker):
    page = given.kept_page(by=checker, url=ADDRESS)
    return given.evidence(given.taken(by=checker), by=checker, snapshot=page)


def later(piece, page, *, by):
    return watch_checks.check_copy(piece, snapshot=given.kept_page(page, by=by), by=by)


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (given.PAGE, "live page the same"),
        (given.PAGE + GONE, "live page changed, passage exact"),
        (GONE * 8 + given.PAGE, "passage moved"),
        (NEAR, "close match"),
        (GONE, "not on the page now, archived"),
    ],
)
def test_a_card_says_how_its_live_page_stands(client, checker, piece, page, words):
    later(piece, page, by=checker)

    assert words in text(client.get(url("review", piece.review_id)))


def test_the_button_asks_for_a_look_and_the_card_shows_that_it_is_on_its_way(client, piece):
    shown = text(client.get(url("review", piece.review_id)))
    assert url("evidence_look", piece.pk) in shown

    answer = client.post(url("evidence_look", piece.pk))

    assert answer.url.endswith("#evidence-1")
    assert Watch.objects.get().capture.url == ADDRESS
    ledger = text(client.get(url("ledger", piece.review_id)))
    assert "looking at the live page" in ledger
    assert "hx-trigger" in ledger
    assert client.get(url("compare", piece.pk), **HTMX).status_code == 204


def test_a_page_without_an_address_has_no_button_and_can_be_compared_all_the_same(
    client, checker
):
    piece = given.evidence(given.taken(by=checker), by=checker)

    shown = text(client.get(url("review", piece.review_id)))
    assert url("evidence_look", piece.pk) not in shown
    assert "Upload a later copy" in text(client.get(url("compare", piece.pk)))


def test_the_pages_stand_side_by_side_with_the_passage_marked(client, checker, piece):
    later(piece, NEAR, by=checker)

    shown = text(client.get(url("compare", piece.pk)))

    assert "<ins>88.6</ins>" in shown.replace("<mark>", "").replace("</mark>", "")
    assert "<mark>Police spending falls" in shown
    assert "show 1 unchanged sentence" in shown


def test_a_hostile_page_is_shown_as_its_words(client, checker, piece):
    later(piece, "<script>alert(1)</script>\n", by=checker)

    shown = text(client.get(url("compare", piece.pk)))

    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>alert" not in shown


def test_a_later_copy_is_put_in_where_the_pages_are_compared(client, piece):
    file = SimpleUploadedFile("today.txt", GONE.encode(), "text/plain")

    answer = client.post(url("evidence_later_copy", piece.pk), {"file": file})

    assert answer.url == url("compare", piece.pk)
    watch = Watch.objects.get()
    assert watch.copy.url == ADDRESS
    assert watch.copy_by == piece.added_by


def test_no_file_is_refused_with_a_sentence(client, piece):
    answer = client.post(url("evidence_later_copy", piece.pk), {})

    assert answer.status_code == 422
    assert "Choose the page that you saved today." in answer.content.decode()


def test_settling_in_the_inbox_takes_the_row_away_and_offers_undo(client, checker, piece):
    watch = later(piece, GONE, by=checker)
    inbox = text(client.get(url("inbox")))
    assert "A source changed: [1]" in inbox
    assert f'action="{url("watch_settle", watch.pk)}"' in inbox

    answer = client.post(url("watch_settle", watch.pk), {"from": "inbox"}, follow=True)

    shown = answer.content.decode()
    assert "A source changed: [1]" not in shown
    assert url("watch_unsettle", watch.pk) in shown
    client.post(url("watch_unsettle", watch.pk))
    assert "A source changed: [1]" in text(client.get(url("inbox")))


def test_who_has_settled_it_and_why_stands_where_the_pages_are_compared(client, checker, piece):
    watch = later(piece, GONE, by=checker)

    client.post(url("watch_settle", watch.pk), {"from": "compare", "note": "See the archive."})

    shown = text(client.get(url("compare", piece.pk)))
    assert "Settled by Jo Reed" in shown
    assert "See the archive." in shown


def test_an_editor_reopens_a_published_check_from_where_the_pages_are_compared(client):
    review = given.published()
    piece = review.evidence.get()
    editor = given.editor()
    client.force_login(editor)
    later(piece, GONE, by=editor)

    shown = text(client.get(url("compare", piece.pk)))

    assert f'action="{url("move", review.pk, "reopen")}"' in shown
    assert "the passage is not on it any more." in shown


def test_what_changed_around_our_words_stands_below_and_is_settled_by_one_button(client):
    editor = given.editor()
    piece = watched_pages.published(ADDRESS)
    client.force_login(editor)
    watch = later(piece, given.PAGE + "Correction: the grant was 4.0 million.\n", by=editor)

    inbox = text(client.get(url("inbox")))

    assert "Changed around our words" in inbox
    assert "A note of a correction: [1]" in inbox
    assert 'id="look"' not in inbox
    compared = text(client.get(url("compare", piece.pk)))
    assert "New: a note of a correction" in compared
    assert "Our check is still right" in compared
    client.post(url("watch_settle", watch.pk), {"from": "inbox"})
    assert "Changed around our words" not in text(client.get(url("inbox")))


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (given.PAGE, "Live page is the same"),
        (given.PAGE + GONE, "passage the same"),
        (GONE, "passage not on it"),
    ],
)
def test_the_bar_of_a_kept_page_says_how_its_live_page_stands(
    client, checker, piece, page, words
):
    later(piece, page, by=checker)

    assert words in text(client.get(url("archived_page", piece.snapshot_id)))


def test_a_kept_page_at_whose_address_nobody_looked_says_nothing(piece):
    assert watch_assess.live_page_of(piece.snapshot) is None


def test_the_inbox_costs_the_same_for_one_changed_source_and_for_many(client, checker):
    def one():
        page = given.kept_page(by=checker, url=ADDRESS)
        piece = given.evidence(given.taken(by=checker), by=checker, snapshot=page)
        later(piece, GONE, by=checker)

    one()
    before = queries(client, url("inbox"))
    one()
    one()

    assert queries(client, url("inbox")) == before


def test_the_inbox_costs_the_same_for_one_page_changed_around_and_for_many(client):
    editor = given.editor()
    client.force_login(editor)

    def one():
        later(watched_pages.published(ADDRESS), given.PAGE + GONE, by=editor)

    one()
    before = queries(client, url("inbox"))
    one()
    one()

    assert alerts.changed_around(editor)[2:]
    assert queries(client, url("inbox")) == before
