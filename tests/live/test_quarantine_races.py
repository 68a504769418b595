"""Quarantine against work that is under way: whichever is first, nobody sees a word of it."""

import pytest

from claims.articles.models import Article
from claims.processing import actions as article_actions
from claims.processing import extract
from claims.statements.models import Statement
from history.models import Event
from reviews.archived_pages import quarantine
from reviews.evidence import actions as evidence_actions
from reviews.evidence.models import Evidence
from sources.parsing.render import CannotDraw
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import page_images, parse_job
from sources.snapshots.models import Content, Snapshot
from tests import given
from tests.claims.articles import example_files
from tests.live.test_races import at_once

pytestmark = pytest.mark.usefixtures("live_db")
WHY = "It may be illegal to possess."
WORDS = "The mayor of Zanzibar said that crime fell by {n} percent in 2026."
TIMES = 4


def both(*calls):
    """At once; none of them fails, not even by a deadlock."""
    failed = [one for one in at_once(*calls) if isinstance(one, Exception)]
    assert failed == []


def unparsed(words):
    """A page that a worker has taken and not yet parsed."""
    body = f"<html><body><p>{words}</p></body></html>".encode()
    page = snapshot_actions.archive_by_hand(body, media_type="text/html", by=given.checker())
    return page, Content.objects.lease(page.pk)


@pytest.mark.parametrize("n", range(TIMES))
def test_a_page_that_is_being_parsed_has_no_text_once_it_is_quarantined(n):
    page, leased = unparsed(WORDS.format(n=f"1{n}"))

    both(
        lambda: parse_job.parse_content(leased),
        lambda: quarantine.quarantine_page(page, why=WHY, by=given.checker()),
    )

    content = Content.objects.get(pk=page.pk)
    assert content.is_quarantined
    assert (content.text, content.html, content.title) == ("", "", "")


@pytest.mark.parametrize("n", range(TIMES))
def test_a_text_that_is_being_read_has_no_words_once_it_is_quarantined(n):
    article = article_actions.submit_article(text=WORDS.format(n=f"2{n}"), by=given.checker())
    leased = Article.objects.lease(article.pk)

    both(
        lambda: extract.extract_article(leased),
        lambda: quarantine.quarantine_article(article, why=WHY, by=given.checker()),
    )

    assert Article.objects.get(pk=article.pk).text == ""
    assert not Statement.objects.filter(article=article).exclude(quote="").exists()


@pytest.mark.parametrize("n", range(TIMES))
def test_the_same_text_put_in_while_it_is_quarantined_is_closed_as_well(n):
    text = WORDS.format(n=f"3{n}")
    article, checker = given.article(text), given.checker()

    both(
        lambda: article_actions.submit_article(text=text, by=checker),
        lambda: quarantine.quarantine_article(article, why=WHY, by=given.checker()),
    )

    assert not Article.objects.filter(text=text).exists()


@pytest.mark.parametrize("n", range(TIMES))
def test_evidence_added_while_its_page_is_quarantined_is_closed_and_told_of(n):
    checker = given.checker()
    page = given.kept_page(WORDS.format(n=f"4{n}"), by=checker)
    review = given.taken(by=checker)

    both(
        lambda: evidence_actions.attach_evidence(
            review, snapshot=page, quote="crime fell by", stance="context", by=checker
        ),
        lambda: quarantine.quarantine_page(page, why=WHY, by=given.checker()),
    )

    piece = Evidence.objects.get(review=review)
    told = set(Event.objects.of(f"claim:{review.claim_id}").values_list("kind", flat=True))
    assert not piece.stands
    assert piece.near_passage == ""
    assert not piece.anchored or "quarantine-page" in told


def test_an_image_that_is_drawn_while_its_page_is_quarantined_is_not_shown_afterwards():
    body = (example_files.FILES / "minutes.pdf").read_bytes()
    page = given.parsed(
        snapshot_actions.archive_by_hand(body, media_type="application/pdf", by=given.checker())
    )

    at_once(
        lambda: page_images.image(page, 1),
        lambda: quarantine.quarantine_page(page, why=WHY, by=given.checker()),
    )

    page = Snapshot.objects.with_content().get(pk=page.pk)
    with pytest.raises(CannotDraw, match="quarantine"):
        page_images.image(page, 1)


@pytest.mark.parametrize("n", range(TIMES))
def test_an_email_and_what_came_in_it_are_quarantined_at_once_without_a_deadlock(n):
    mail = (example_files.FILES / "press-release.eml").read_bytes()
    mail = example_files.take_in_bytes(
        mail.replace(b"crowns", f"florins{n}".encode()), "release.eml"
    )
    made = example_files.unpack(mail)

    both(
        *(
            lambda one=one: quarantine.quarantine_article(one, why=WHY, by=given.checker())
            for one in (mail, *made)
        )
    )

    assert all(one.is_quarantined for one in Article.objects.filter(pk__in=[mail.pk]))
    assert Article.objects.get(pk=made[0].pk).is_quarantined
