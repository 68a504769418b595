"""A quarantined file at the desk, in reviews and for readers: no route shows any of it."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.articles.models import Article
from claims.processing import actions as article_actions
from claims.processing import extract
from history.models import Event
from reviews.archived_pages import quarantine
from reviews.evidence.models import Evidence
from reviews.finders.jobs import store as job_store
from reviews.publication.withheld import SOURCE_WITHHELD, Withheld
from sources.parsing.render import CannotDraw
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import page_images
from sources.snapshots.models import Content, Snapshot
from tests import given
from tests.calling import Caller
from tests.claims.articles import example_files

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar"
WORDS = f"The mayor of {SECRET} said that crime fell by 12 percent in 2026. She said so twice."
FILE = f"<html><body><p>{WORDS}</p></body></html>".encode()
WHY = "It may be illegal to possess."


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_no_route_of_the_desk_shows_or_gives_out_a_quarantined_file():
    checker = given.checker()
    page = given.kept_page(WORDS)
    quarantine.quarantine_page(page, why=WHY, by=checker)
    client, caller = signed_in(checker), Caller(checker)

    pages = [
        reverse("desk:archived_page", args=[page.pk]),
        reverse("desk:archived_page", args=[page.pk]) + "?view=text",
        reverse("desk:page_frame", args=[page.pk]),
        reverse("desk:page_frame", args=[page.pk]) + "?as=text",
        reverse("desk:page_frame", args=[page.pk]) + "?as=image",
        reverse("desk:page_image", args=[page.pk, 1]),
        reverse("desk:page_bytes", args=[page.pk]),
        reverse("desk:page_warc", args=[page.pk]),
        reverse("desk:archived_pages"),
    ]
    answers = {path: client.get(path) for path in pages}
    answers |= {path: caller.get(path) for path in (f"snapshots/{page.pk}/", "snapshots/")}
    gone = [caller.get(f"snapshots/{page.pk}/{way}/") for way in ("raw", "warc")]

    for path, answer in answers.items():
        assert SECRET.encode() not in answer.getvalue(), path
    assert [answer.status_code for answer in gone] == [410, 404]
    assert answers[reverse("desk:page_bytes", args=[page.pk])].status_code == 410
    assert answers[reverse("desk:page_warc", args=[page.pk])].status_code == 410
    assert "nobody may open it" in answers[pages[0]].content.decode()
    assert caller.get(f"snapshots/{page.pk}/").json()["text"] is None


def test_a_drawing_that_is_remembered_is_not_shown_either():
    page = given.kept_page(WORDS, media_type="image/png")
    page_images.caches[page_images.REMEMBERED].set(f"{page.sha256}:1", (b"image", "image/png"))
    quarantine.quarantine_page(page, why=WHY, by=given.checker())
    page = Snapshot.objects.with_content().get(pk=page.pk)

    with pytest.raises(CannotDraw, match="quarantine"):
        page_images.image(page, 1)


def article_of_a_file(by):
    article = article_actions.submit_file(FILE, "words.html", title="A file", by=by)
    given.parsed(article.page)
    leased = Article.objects.lease(article.pk)
    extract.extract_article(leased)
    return Article.objects.get(pk=article.pk)


def test_no_route_shows_an_article_that_was_made_of_the_file():
    checker = given.checker()
    article = article_of_a_file(checker)
    statement = article.statements.first()
    client, caller = signed_in(checker), Caller(checker)

    answer = client.post(reverse("desk:article_quarantine", args=[article.pk]), {"why": WHY})

    assert answer["Location"] == reverse("desk:article", args=[article.pk])
    assert Article.objects.get(pk=article.pk).is_private
    assert article not in Article.objects.to_triage()
    assert caller.get(f"articles/{article.pk}/").status_code == 410
    assert caller.post(f"statements/{statement.pk}/accept/", {}).status_code == 410
    shown = client.get(reverse("desk:article", args=[article.pk])).content.decode()
    assert "nobody may open it" in shown
    assert SECRET not in shown
    for name in ("article_cards", "article_parts", "article_changes"):
        answer = client.get(reverse(f"desk:{name}", args=[article.pk]))
        assert SECRET not in answer.content.decode(), name
        assert answer.status_code == (200 if name == "article_changes" else 410), name


def test_a_file_that_is_quarantined_before_it_is_read_makes_no_article():
    checker = given.checker()
    page = given.kept_page(FILE.decode(), media_type="text/html")
    quarantine.quarantine_page(page, why=WHY, by=checker)

    article = article_actions.submit_file(FILE, "words.html", title="A file", by=checker)

    assert Article.objects.lease(article.pk) is None
    article.refresh_from_db()
    assert (article.state, article.text) == ("failed", "")
    assert "quarantine" in article.detail


def test_evidence_from_the_file_is_marked_and_does_not_count():
    checker = given.checker()
    review = given.weighed(by=checker)
    piece = Evidence.objects.get(review=review)
    assert piece.stands

    quarantine.quarantine_page(piece.snapshot, why=WHY, by=checker)

    piece = Evidence.objects.select_related("snapshot__content").get(pk=piece.pk)
    assert not piece.stands
    told = [event.kind for event in Event.objects.of(f"claim:{review.claim_id}")]
    assert "quarantine-page" in told
    page = signed_in(checker).get(reverse("desk:review", args=[review.pk]))
    assert "in quarantine" in page.content.decode()


def test_readers_of_a_published_check_see_that_the_source_is_withheld_and_no_passage():
    review = given.published()
    piece = Evidence.objects.filter(review=review, anchored=True).first()
    publication = review.claim.publications.get()
    snapshot_actions.set_public(
        piece.snapshot, is_public=True, licence="CC0", by=given.editor()
    )
    paths = [
        reverse("readers:check", args=[publication.slug]),
        reverse("readers:evidence", args=[publication.slug, piece.number]),
        reverse("readers:copy", args=[publication.slug, piece.number]),
        reverse("api_check", args=[publication.slug]),
    ]
    assert piece.passage in Client().get(paths[0]).content.decode()

    quarantine.quarantine_page(piece.snapshot, why=WHY, by=given.checker())

    for path in paths:
        assert piece.passage.encode() not in Client().get(path).getvalue(), path
    assert SOURCE_WITHHELD in Client().get(paths[0]).content.decode()
    document = Withheld.now().document(publication.revision)
    assert document["evidence"][0]["passage"] == ""


def test_finders_use_no_quarantined_page():
    page = given.kept_page(WORDS, url="https://paper.example/")
    assert job_store._archived("https://paper.example/") == page

    quarantine.quarantine_page(page, why=WHY, by=given.checker())

    assert job_store._archived("https://paper.example/") is None


def test_an_email_is_quarantined_with_the_file_that_came_in_it():
    checker = given.checker()
    mail = article_of_a_file(checker)
    file = article_actions.submit_file(
        b"<p>Attached words.</p>", "a.html", title="A", attached_to=mail, by=checker
    )

    quarantine.quarantine_page(file.page, why=WHY, by=checker)

    assert Content.objects.get(pk=mail.page_id).is_quarantined


def test_another_email_with_the_same_file_is_closed_once_it_is_opened():
    first = example_files.take_in("press-release.eml")
    speech, _ = example_files.unpack(first)
    quarantine.quarantine_page(speech.page, why=WHY, by=given.checker())
    email = (example_files.FILES / "press-release.eml").read_bytes()
    again = example_files.take_in_bytes(
        email.replace(b"4 million crowns", b"6 million crowns"), "press-release.eml"
    )

    made, _ = example_files.unpack(again)

    assert Content.objects.get(pk=made.page_id).is_quarantined
    assert Content.objects.get(pk=again.page_id).is_quarantined


def test_only_an_admin_sees_the_acts_and_does_them():
    checker, admin = given.checker(), given.admin()
    page = given.kept_page(WORDS)
    signed_in(checker).post(reverse("desk:quarantine_page", args=[page.pk]), {"why": WHY})
    there = reverse("desk:archived_page", args=[page.pk])
    assert "Destroy it for good" not in signed_in(checker).get(there).content.decode()
    assert "Destroy it for good" in signed_in(admin).get(there).content.decode()

    def act(user, name):
        return signed_in(user).post(reverse("desk:decide_quarantine", args=[page.pk, name]))

    assert act(checker, "fetch").status_code == 403
    assert act(admin, "fetch").getvalue() == WORDS.encode()
    assert act(admin, "release").status_code == 302
    assert given.parsed(page).content.text == WORDS


def test_no_words_of_evidence_from_the_file_are_shown_at_the_desk():
    checker = given.checker()
    review = given.weighed(by=checker)
    piece = Evidence.objects.get(review=review)
    paths = [
        reverse("desk:review", args=[review.pk]),
        reverse("desk:archived_page", args=[piece.snapshot_id]) + f"?review={review.pk}",
    ]

    quarantine.quarantine_page(piece.snapshot, why=WHY, by=checker)

    for path in paths:
        evidence = signed_in(checker).get(path).content.decode()
        assert piece.passage not in evidence, path
    (told,) = Caller(checker).get(f"reviews/{review.pk}/").json()["evidence"]
    assert (told["quote"], told["passage"], told["selector"]) == ("", "", None)


def test_an_admin_is_told_to_decide_and_how_often_the_same_bytes_came():
    admin, checker = given.admin(), given.checker()
    page = given.kept_page(WORDS)
    quarantine.quarantine_page(page, why=WHY, by=checker)
    snapshot_actions.archive_by_hand(WORDS.encode(), media_type="text/plain", by=checker)

    shown = signed_in(admin).get(reverse("desk:inbox")).content.decode()

    assert "A file is in quarantine" in shown
    assert "the same bytes came 2 times" in shown
    assert (
        "A file is in quarantine"
        not in signed_in(checker).get(reverse("desk:inbox")).content.decode()
    )


def test_an_editor_is_told_of_a_published_check_that_cites_the_file():
    editor = given.editor()
    review = given.published(editor_=editor)
    piece = Evidence.objects.filter(review=review, anchored=True).first()

    quarantine.quarantine_page(piece.snapshot, why=WHY, by=given.checker())

    shown = signed_in(editor).get(reverse("desk:inbox")).content.decode()
    assert "This published check cites a quarantined file" in shown
