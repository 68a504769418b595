"""The viewer of an archived page, and what people of the desk do there."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.archived_pages import transcription
from sources.parsing import render
from sources.parsing.parser import Limits
from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import ArchivedCopy, Content, Conversation, Snapshot
from tests import given
from tests.sources.papers import pdf, words
from tests.sources.pictures import picture

pytestmark = pytest.mark.django_db

PAPER = pdf(words("Budget 2026"), words("Spending falls to 86.6 million."))
FRAME_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; img-src 'self' data:; style-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


@pytest.fixture
def checker():
    return given.checker()


@pytest.fixture
def client(checker):
    client = Client()
    client.force_login(checker)
    return client


def admins():
    client = Client()
    client.force_login(given.admin())
    return client


def kept(body, by):
    kind = "application/pdf" if body.startswith(b"%PDF") else "image/png"
    return given.parsed(snapshot_actions.archive_by_hand(body, media_type=kind, by=by))


def page_of(snapshot):
    return reverse("desk:archived_page", args=[snapshot.pk])


def to(name, *args):
    return reverse(f"desk:{name}", args=args)


def text_of(response):
    return response.content.decode()


def test_a_paper_opens_at_the_page_of_the_passage_as_an_image(client, checker):
    page = kept(PAPER, checker)
    review = given.taken(by=checker)
    piece = given.evidence(review, by=checker, quote="falls to 86.6", snapshot=page)

    shown = text_of(client.get(page_of(page), {"review": review.pk, "piece": piece.number}))

    assert "page 2 of 2" in shown
    assert f"passages={piece.start}-{piece.end}&amp;active=0&amp;page=2" in shown


def test_words_are_selected_in_the_text_and_a_paper_is_looked_at_as_an_image(client, checker):
    page = kept(PAPER, checker)
    review = given.taken(by=checker)

    selects = client.get(page_of(page), {"review": review.pk}).context["view"]
    looks = client.get(page_of(page)).context["view"]

    assert (selects.name, selects.other) == ("page", "image")
    assert (looks.name, looks.other, looks.page, looks.pages) == ("image", "page", 1, 2)


@pytest.mark.parametrize(("asked", "shown"), [("2", 2), ("0", 1), ("99", 2), ("x", 1)])
def test_pages_end_with_the_last(client, checker, asked, shown):
    page = kept(PAPER, checker)

    assert client.get(page_of(page), {"page": asked}).context["view"].page == shown


def test_the_drawn_page_boxes_the_words_and_loads_only_our_image(client, checker):
    page = kept(PAPER, checker)
    start = page.content.text.index("falls")
    asked = {"as": "image", "page": 2, "passages": f"0-6,{start}-{start + 13}", "active": 1}

    frame = client.get(reverse("desk:page_frame", args=[page.pk]), asked)
    image = client.get(reverse("desk:page_image", args=[page.pk, 2]))

    assert frame["Content-Security-Policy"] == FRAME_POLICY
    assert text_of(frame).count("<rect") == 1
    assert 'class="passage is-active" data-passage="1"' in text_of(frame)
    assert f'href="/desk/archive/{page.pk}/page/2/"' in text_of(frame)
    assert image["Content-Type"] == "image/png"
    assert image["X-Content-Type-Options"] == "nosniff"
    assert image.content.startswith(b"\x89PNG")


def test_a_page_that_cannot_be_drawn_shows_its_words_and_says_why(client, checker, monkeypatch):
    page = kept(PAPER, checker)
    monkeypatch.setattr(render, "DRAWING_LIMITS", Limits(cpu=1, wall=1, megabytes=8))

    frame = client.get(reverse("desk:page_frame", args=[page.pk]), {"as": "image", "page": 2})
    image = client.get(reverse("desk:page_image", args=[page.pk, 1]))

    assert "cannot be shown as an image: Drawing this page takes more" in text_of(frame)
    assert "Spending falls to 86.6 million." in text_of(frame)
    assert image.status_code == 422


def test_a_picture_is_never_sent_as_it_came(client, checker):
    page = kept(picture() + b"<script>steal()</script>", checker)

    image = client.get(reverse("desk:page_image", args=[page.pk, 1]))

    assert image.status_code == 200
    assert b"steal" not in image.content


def test_the_words_of_a_picture_are_typed_beside_it(client, checker):
    page = kept(picture(), checker)

    assert "Type the words in it" in text_of(client.get(page_of(page)))
    client.post(to("transcribe_page", page.pk), {"page": 1, "text": "Spending falls."})

    shown = text_of(client.get(page_of(page)))
    assert f"Typed off the picture by {checker.name}" in shown
    assert Content.objects.get(pk=page.pk).text == "Spending falls."


def test_a_browser_keeps_no_words_of_a_page_that_may_be_typed_anew_or_erased(client, checker):
    page = kept(picture(), checker)

    frame = client.get(reverse("desk:page_frame", args=[page.pk]))
    image = client.get(reverse("desk:page_image", args=[page.pk, 1]))

    assert set(frame["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert set(image["Cache-Control"].split(", ")) == {"private", "max-age=60"}


def test_an_earlier_text_is_shown_with_the_evidence_that_was_taken_from_it(client, checker):
    page = kept(picture(), checker)
    transcription.transcribe_page(page, text="Spending falls.", by=checker)
    piece = given.evidence(given.taken(by=checker), by=checker, quote="falls", snapshot=page)
    transcription.transcribe_page(page, text="Spending rises.", by=checker)

    shown = text_of(client.get(page_of(page)))
    review = text_of(client.get(reverse("desk:review", args=[piece.review_id])))

    assert "Words as typed before" in shown
    assert "Spending falls." in shown
    assert f"[1] of claim {piece.review.claim_id}" in shown
    assert "typed again since" in review


def test_typing_that_is_refused_keeps_what_was_typed(client, checker):
    page = given.kept_page(by=checker)

    refused = client.post(to("transcribe_page", page.pk), {"page": 1, "text": "Mine instead."})

    assert refused.status_code == 422
    assert "a text of its own" in text_of(refused)
    assert "Mine instead." in text_of(refused)


def test_what_is_known_of_a_page_stands_beside_it(client, checker):
    page = given.kept_page(by=checker)
    snapshot_actions.describe(page, description="Mailed by the office.", by=checker)
    copy = given.archived(page)
    given.evidence(given.taken(by=checker), by=checker, snapshot=page)

    shown = text_of(client.get(page_of(page)))

    for words_ in ("Mailed by the office.", copy.url, "archived it", "for the desk", "refutes"):
        assert words_ in shown


def test_each_thing_is_done_where_it_is_told(client, checker):
    page = given.kept_page(by=checker)

    client.post(to("describe_page", page.pk), {"description": "A scan."})
    client.post(to("set_page_public", page.pk), {"is_public": "on", "licence": "CC0 1.0"})
    client.post(to("note_archive_address", page.pk), {"url": "https://archive.example/1"})

    content = Content.objects.get(pk=page.pk)
    assert (content.description, content.licence) == ("A scan.", "CC0 1.0")
    copy = ArchivedCopy.objects.get(snapshot=page)
    client.post(to("forget_archive_address", copy.pk))
    assert not ArchivedCopy.objects.exists()


@pytest.mark.parametrize(
    ("name", "given_", "words_"),
    [
        ("set_page_public", {"is_public": "on"}, "Name the licence"),
        ("note_archive_address", {"url": "nowhere"}, "isn’t a web address we can fetch"),
    ],
)
def test_what_is_refused_says_why_on_the_page(client, checker, name, given_, words_):
    page = given.kept_page(by=checker)

    refused = client.post(to(name, page.pk), given_)

    assert refused.status_code == 422
    assert words_ in text_of(refused)


def test_a_file_is_put_in_beside_a_review_with_who_and_what(client, checker):
    review = given.taken(by=checker)
    file = SimpleUploadedFile("scan.png", picture())

    client.post(
        to("upload_page") + f"?review={review.pk}",
        {"file": file, "description": "A mailed scan."},
    )

    page = Snapshot.objects.with_content().get(kept_by=checker)
    assert (page.title, page.content.description, page.by_hand) == (
        "scan.png",
        "A mailed scan.",
        True,
    )
    assert review.sources.get().snapshot == page


@pytest.mark.parametrize(
    "file", [None, SimpleUploadedFile("a.txt", b""), SimpleUploadedFile("b.txt", b"x")]
)
def test_a_file_that_cannot_be_kept_says_so_and_nothing_is_lost(client, file):
    sent = {"title": "My title", "is_public": "on", "url": "nowhere"}

    refused = client.post(to("upload_page"), {**sent, **({"file": file} if file else {})})

    assert refused.status_code == 422
    assert "My title" in text_of(refused)
    assert not Snapshot.objects.exists()


CALL = {
    "with_whom": "Ann Lee",
    "medium": "call",
    "terms": "background",
    "held_at": "2026-03-03T14:00",
    "notes": "Spending falls, she said.",
}


def test_a_conversation_is_noted_beside_a_review(client, checker):
    review = given.taken(by=checker)

    client.post(to("new_conversation") + f"?review={review.pk}", CALL)

    page = review.sources.get().snapshot
    assert Conversation.objects.get(pk=page.pk).with_whom == "Ann Lee"
    shown = text_of(client.get(page_of(page)))
    assert "on background, without the name" in shown
    assert "Ann Lee" in shown  # the desk may know


@pytest.mark.parametrize(
    "wrong",
    [
        {"notes": ""},
        {"terms": ""},
        {"held_at": "then"},
        {"held_at": f"{timezone.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"},
    ],
)
def test_a_conversation_that_cannot_be_noted_loses_no_word(client, wrong):
    refused = client.post(to("new_conversation"), CALL | {"role": "finance"} | wrong)

    assert refused.status_code == 422
    assert "finance" in text_of(refused)
    assert not Snapshot.objects.exists()


def test_erasing_asks_first_and_leaves_a_tombstone(checker):
    page = given.kept_page(by=checker, title="A name")
    client = admins()

    asked = text_of(client.get(page_of(page), {"show": "erase"}))
    client.post(to("erase_page", page.pk), {"why": "Court order 12/2026."})

    shown = text_of(client.get(page_of(page)))
    assert "There is no way back." in asked
    assert "Court order 12/2026." in shown
    assert "A name" not in shown
    assert 'id="paper"' not in shown
    assert client.get(reverse("desk:page_bytes", args=[page.pk])).status_code == 410


def test_pages_of_the_same_bytes_are_named_before_they_are_erased(checker):
    page, other = (given.kept_page("The same.", by=checker) for _ in range(2))
    client = admins()

    alone = client.post(to("erase_page", page.pk), {"why": "Court order."})
    client.post(to("erase_page", page.pk), {"why": "Court order.", "together": "1"})

    assert alone.status_code == 422
    assert f"Archived page {other.pk} has the very same bytes" in text_of(alone)
    assert Content.objects.filter(erased_at=None).count() == 0


def test_who_erases_is_told_which_other_copies_of_the_address_stay(checker):
    where = "https://city.example.org/minutes"
    page = given.kept_page("As it was.", url=where, by=checker)
    later = given.kept_page("As it is now.", url=where, by=checker)

    asked = admins().get(page_of(page), {"show": "erase"}).content.decode()

    assert "Other copies of its address" in asked
    assert reverse("desk:archived_page", args=[later.pk]) in asked


def test_erasing_is_offered_to_admins_alone(client, checker):
    page = given.kept_page(by=checker)

    assert "Erase it" not in text_of(client.get(page_of(page)))
    assert client.get(page_of(page), {"show": "erase"}).status_code == 403
    assert client.post(to("erase_page", page.pk), {"why": "x"}).status_code == 403
    assert "Erase it" in text_of(admins().get(page_of(page)))


@pytest.mark.parametrize("name", ["page_frame", "page_bytes", "page_image"])
def test_nothing_of_a_kept_page_is_for_strangers(name):
    page = given.kept_page()
    more = [1] if name == "page_image" else []

    assert Client().get(reverse(f"desk:{name}", args=[page.pk, *more])).status_code == 302
