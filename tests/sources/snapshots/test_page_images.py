"""Pictures and pages of papers: shown as drawn by us, and typed off by people."""

import io
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from PIL import Image

from history.models import Event
from reviews.archived_pages import erasure, transcription
from reviews.evidence.models import Evidence
from reviews.workflow import moves
from sources.parsing import render
from sources.parsing.parser import Limits, Unreadable, parse
from sources.parsing.render import CannotDraw, Wanted, draw
from sources.safe_fetch import media_type as safe_fetch_media_type
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import erasure as snapshot_erasure
from sources.snapshots import page_images
from sources.snapshots import transcription as snapshot_transcription
from sources.snapshots.models import Content, Snapshot
from tests import given
from tests.sources.papers import pdf, words
from tests.sources.pictures import fax, huge, picture

PAPER = pdf(
    words("Budget 2026", "Spending falls to 86.6 million", "in 2026, the city says."),
    words("Spending falls to 86.6 million"),
)


@pytest.mark.parametrize(
    ("kind", "media_type", "shown"),
    [
        ("PNG", "image/png", "image/png"),
        ("JPEG", "image/jpeg", "image/jpeg"),
        ("WEBP", "image/webp", "image/jpeg"),
        ("GIF", "image/gif", "image/png"),
        ("TIFF", "image/tiff", "image/png"),
    ],
)
def test_a_picture_is_known_by_its_bytes_and_drawn_anew(kind, media_type, shown):
    body = picture(kind, (400, 300), "red")

    drawn = draw(body, safe_fetch_media_type.media_type(body), 1)

    assert safe_fetch_media_type.media_type(body) == media_type
    assert (drawn.width, drawn.height, drawn.media_type) == (400, 300, shown)
    assert Image.open(io.BytesIO(drawn.image)).convert("RGB").getpixel((9, 9))[0] > 250


def test_what_a_picture_says_of_itself_is_not_passed_on():
    secret = Image.Exif()
    secret[0x010E] = "taken at 51.5 N by Ann Lee"
    body = picture("JPEG", exif=secret, comment=b"Ann Lee")

    assert b"Ann Lee" in body
    assert b"Ann Lee" not in draw(body, "image/jpeg", 1).image


def test_a_picture_turned_by_its_camera_is_shown_the_right_way_up():
    turned = Image.Exif()
    turned[0x0112] = 6  # a quarter to the right

    drawn = draw(picture("JPEG", (40, 30), exif=turned), "image/jpeg", 1)

    assert (drawn.width, drawn.height) == (30, 40)


def test_a_large_picture_is_made_small_enough_to_look_at():
    drawn = draw(picture(size=(3200, 200)), "image/png", 1)

    assert (drawn.width, drawn.height) == (1600, 100)


@pytest.mark.parametrize("body", [huge(60_000, 60_000), huge(9_000, 9_000)])
def test_a_bomb_of_pixels_is_never_unpacked(body):
    with pytest.raises(Unreadable, match="more pixels"):
        parse(body, "image/png")
    with pytest.raises(CannotDraw, match="more pixels"):
        draw(body, "image/png", 1)


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n", picture()[:40], b"GIF89a" + bytes(9)])
def test_a_broken_picture_says_so(body):
    with pytest.raises(Unreadable, match="damaged"):
        parse(body, safe_fetch_media_type.media_type(body))


def test_a_fax_has_its_pages_and_a_picture_one():
    assert parse(fax(3), "image/tiff").pages == (0, 0, 0)
    assert parse(picture(), "image/png").pages == (0,)
    assert draw(fax(3), "image/tiff", 3).width == 80


def test_a_page_of_a_paper_is_drawn_with_a_box_for_each_line_of_a_passage():
    drawn = draw(
        PAPER,
        "application/pdf",
        1,
        [Wanted("falls to 86.6 million\nin 2026", 0.4), Wanted("not there", 0), Wanted("", 0)],
    )

    first, second = drawn.boxes[0]
    assert drawn.width == 1600
    assert first[1] < second[1]  # one line under the other
    assert first[0] > second[0]  # the first begins in the middle of its line
    assert drawn.boxes[1:] == ((), ())
    assert drawn.media_type == "image/png"


def test_of_several_places_the_nearest_is_boxed():
    twice = pdf(words("The same words.", *["Others."] * 9, "The same words."))

    high, low = draw(
        twice, "application/pdf", 1, [Wanted("same words", 0.1), Wanted("same words", 0.9)]
    ).boxes

    assert high[0][1] < low[0][1]


@pytest.mark.parametrize("page", [0, 3, 99_999])
def test_there_is_no_page_beyond_the_last(page):
    with pytest.raises(CannotDraw, match="no such page"):
        draw(PAPER, "application/pdf", page)


def test_a_page_that_asks_for_too_much_is_not_drawn(monkeypatch):
    monkeypatch.setattr(render, "DRAWING_LIMITS", Limits(cpu=1, wall=1, megabytes=8))

    with pytest.raises(CannotDraw, match="more time or memory"):
        draw(PAPER, "application/pdf", 1)


def kept(body, **more):
    by = given.checker()
    page = snapshot_actions.archive_by_hand(
        body, media_type=safe_fetch_media_type.media_type(body), by=by, **more
    )
    return given.parsed(page)


@pytest.mark.django_db
def test_only_the_passages_of_a_page_are_boxed_on_it():
    page = kept(PAPER)
    place = page.content.text.rindex("Spending")

    passages = [page_images.ImagePassage(place, place + 14), page_images.ImagePassage(0, 6)]
    boxes = [bool(boxes) for boxes in page_images.draw(page, 2, passages).boxes]

    assert boxes == [True, False]


@pytest.mark.django_db
def test_no_image_outlives_the_erasure_of_its_page():
    page = kept(picture())
    page_images.draw(page, 1)
    snapshot_erasure.erase(page, why="A court has ordered it.", by=given.admin())

    with pytest.raises(CannotDraw, match="erased"):
        page_images.image(Snapshot.objects.with_content().get(pk=page.pk), 1)


@pytest.mark.django_db
def test_who_finds_many_in_line_is_told_at_once(monkeypatch):
    page = kept(picture())
    monkeypatch.setattr(page_images, "_line", threading.BoundedSemaphore(1))
    page_images._line.acquire()

    with pytest.raises(CannotDraw, match="Ask again in a moment"):
        page_images.draw(page, 1)

    page_images._line.release()
    assert page_images.draw(page, 1).image


@pytest.mark.django_db
def test_words_typed_off_a_picture_are_its_text_and_say_who_typed_them():
    page = kept(picture())
    typist = given.checker()

    content = transcription.transcribe_page(
        page, text=" Spending falls.\r\nSays Lee. ", by=typist
    )

    assert content.text == "Spending falls.\nSays Lee."
    assert content.is_typed
    assert content.typed_by == typist
    assert content.typed_at is not None
    assert "text_empty" not in content.marks


@pytest.mark.django_db
def test_a_passage_stays_anchored_in_the_text_it_was_taken_from_when_that_is_typed_again():
    by = given.checker()
    page = kept(picture())
    transcription.transcribe_page(page, text="Spending falls to 86.6 million.", by=by)
    review = given.taken(by=by)
    piece = given.evidence(review, by=by, quote="falls to 86.6", snapshot=page)
    waits = given.evidence(review, by=by, quote="says Ann Lee", snapshot=page)
    assert (piece.anchored, waits.anchored) == (True, False)

    content = transcription.transcribe_page(
        page, text="Police spending falls to 86.6, says Ann Lee.", by=by
    )

    for one in (piece, waits):
        one.refresh_from_db()
        assert one.anchored
        assert one.page_text[one.start : one.end] == one.passage == one.quote
    assert piece.page_text == "Spending falls to 86.6 million."
    assert waits.page_text == content.text


TYPED = "Spending falls to 86.6 million."


def typed(body=None, *, by, words=TYPED, quote="falls to 86.6"):
    """A picture of which somebody typed the words, and a piece of evidence taken from them."""
    page = kept(body or picture())
    transcription.transcribe_page(page, text=words, by=by)
    return page, given.evidence(given.taken(by=by), by=by, quote=quote, snapshot=page)


@pytest.mark.django_db
def test_nobody_can_type_away_the_words_that_evidence_was_taken_from():
    by = given.checker()
    page, piece = typed(by=by)
    moves.weigh(piece.review, by=by)
    given.write(piece.review, by=by)
    moves.submit(piece.review, by=by)

    transcription.transcribe_page(page, text="Spending rises.", by=given.checker())
    transcription.transcribe_page(page, text=TYPED, by=given.checker())

    piece.refresh_from_db()
    assert piece.anchored
    assert piece.page_text[piece.start : piece.end] == piece.passage == "falls to 86.6"
    assert page.earlier_texts.get().text == TYPED


@pytest.mark.django_db
def test_new_evidence_is_taken_from_the_words_that_were_typed_last():
    by = given.checker()
    page, old = typed(by=by)

    transcription.transcribe_page(page, text="Spending rises to 90.2 million.", by=by)
    new = given.evidence(old.review, by=by, quote="rises to 90.2", snapshot=page)
    late = given.evidence(old.review, by=by, quote="falls to 86.6", snapshot=page)

    assert (new.anchored, late.anchored) == (True, False)
    new = Evidence.objects.get(pk=new.pk)
    assert new.page_text == "Spending rises to 90.2 million."


@pytest.mark.django_db
def test_typing_words_again_repairs_evidence_that_had_lost_its_anchor():
    by = given.checker()
    page, piece = typed(by=by)
    Evidence.objects.filter(pk=piece.pk).update(anchored=False)  # as 4c8456e left it

    transcription.transcribe_page(page, text=TYPED, by=given.checker())

    piece.refresh_from_db()
    assert piece.anchored
    assert piece.page_text[piece.start : piece.end] == piece.passage


@pytest.mark.django_db
def test_typing_is_told_in_the_history_of_every_claim_whose_evidence_uses_the_page():
    by = given.checker()
    page, first = typed(by=by)
    second = given.evidence(given.taken(by=by), by=by, quote="Spending", snapshot=page)
    given.evidence(second.review, by=by, quote="not there", snapshot=page)

    transcription.transcribe_page(page, text="Spending rises.", by=given.checker())

    told = [Event.objects.of(one.review.claim.chain)[0] for one in (first, second)]
    assert [event.kind for event in told] == ["type-source", "type-source"]
    assert [event.payload["evidence"] for event in told] == [[1], [1, 2]]
    assert [event.payload["earlier"] for event in told] == [[1], [1]]


@pytest.mark.django_db
def test_evidence_follows_where_the_next_page_of_a_scan_is_typed():
    by = given.checker()
    page = kept(pdf(b"", b"", b""))
    transcription.transcribe_page(page, text=TYPED, page=2, by=by)
    review = given.taken(by=by)
    piece = given.evidence(review, by=by, quote="falls to 86.6", snapshot=page)

    content = transcription.transcribe_page(page, text="The first page.", page=1, by=by)

    piece.refresh_from_db()
    assert content.text[piece.start : piece.end] == piece.passage
    assert not page.earlier_texts.exists()


@pytest.mark.django_db
def test_an_earlier_text_cannot_be_changed_and_is_erased_with_its_page():
    by = given.checker()
    page, _ = typed(by=by)
    transcription.transcribe_page(page, text="Spending rises.", by=by)

    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        page.earlier_texts.update(text="Spending explodes.")
    with pytest.raises(DatabaseError), transaction.atomic():
        page.earlier_texts.get().delete()
    with pytest.raises(DatabaseError, match="never the text"), transaction.atomic():
        page.earlier_texts.create(text="Spending explodes.")
    erasure.erase_page(page, why="A court has ordered it.", by=given.admin())

    assert page.earlier_texts.get().text == ""


@pytest.mark.django_db
def test_a_scan_is_typed_page_by_page_in_any_order():
    page = kept(pdf(b"", b"", b""))
    by = given.checker()

    transcription.transcribe_page(page, text="Third.", page=3, by=by)
    content = transcription.transcribe_page(page, text="First.", page=1, by=by)

    assert snapshot_transcription.typed_pages(content) == ["First.", "", "Third."]
    assert content.page_of(content.text.index("Third")) == 3
    assert content.page_of(content.text.index("First")) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": " \n"}, "Type the words"),
        ({"text": "x", "page": 2}, "numbered from 1 to 1"),
        ({"text": "x" * 50_001}, "50,000 characters"),
    ],
)
def test_what_cannot_be_typed_says_why(typed, words):
    page = kept(picture())

    with pytest.raises(ValidationError, match=words):
        snapshot_transcription.type_text(page, by=given.checker(), **typed)

    assert not Content.objects.get(pk=page.pk).is_typed


@pytest.mark.django_db
def test_nobody_types_over_a_text_that_a_page_has():
    with pytest.raises(ValidationError, match="a text of its own"):
        snapshot_transcription.type_text(
            given.kept_page(), text="Something else.", by=given.checker()
        )

    assert Snapshot.objects.count() == 1
