"""Every route, asked for something in quarantine: no byte and no word of it comes out."""

import pytest
from django.test import Client
from django.urls import reverse

from claims.articles.models import Article
from claims.feeds.models import Entry
from claims.processing import actions as article_actions
from claims.tips import actions as tip_actions
from reviews.archived_pages import quarantine
from reviews.evidence import actions as evidence_actions
from reviews.evidence.models import Evidence
from reviews.publication.models import Publication
from reviews.triage import actions as triage_actions
from reviews.workflow import moves, publication_moves
from tests import given
from tests.calling import Caller
from tests.claims.articles import example_files
from tests.sweep.routes import routes
from tests.sweep.test_sweep import ask, client_of
from tests.sweep.world import build

pytestmark = pytest.mark.django_db
SECRET = "zanzibar"
SAID = f"Mara Brook of Zanzibar said that the tram would cost 75 million crowns in {SECRET}."
WHY = "It may be illegal to possess."
OUR_WORDS = "The tram would cost 75 million crowns"


def of_text(article):
    """What the routes are asked for: the article, a statement of it and the claim it made."""
    statement = article.statements.order_by("pk").first()
    found = {"articles": article.pk}
    if statement is not None:
        found |= {"statements": statement.pk}
    if statement is not None and statement.claim_id:
        review = statement.claim.reviews.latest("pk")
        found |= {"claims": statement.claim_id, "reviews": review.pk}
        piece = review.evidence.first()
        found |= {"evidence": piece.pk} if piece else {}
        check = Publication.objects.filter(claim=statement.claim_id).first()
        found |= {"checks": check.slug} if check else {}
    return found


def pasted(world):
    """A pasted text with a published check, and a second version of it."""
    article = given.article(
        f"{SAID}\n\nShe said that Zanzibar would pay.",
        title="Zanzibar pays",
        url="https://courier.example/tram",
        by=world.checker,
    )
    statement = article.statements.order_by("-worth").first()
    review = triage_actions.accept_statement(statement, text=OUR_WORDS, by=world.checker)
    given.published(review=review, by=world.checker, editor_=world.editor)
    feed = given.feed(by=world.checker)
    Entry.objects.create(feed=feed, name="1", title="Zanzibar pays", article=article)
    quarantine.quarantine_article(article, why=WHY, by=world.checker)
    return of_text(article) | {"feeds": feed.pk}


def unread(world):
    """A text file that no worker has read yet."""
    text = f"{SAID} Nobody has read it."
    article = article_actions.submit_file(
        text.encode(), "zanzibar.txt", title="Zanzibar", by=world.checker
    )
    quarantine.quarantine_article(article, why=WHY, by=world.checker)
    return {"articles": article.pk}


def mailed(world):
    """An e-mail whose attachment was opened and read before."""
    mail = (example_files.FILES / "press-release.eml").read_bytes()
    mail = mail.replace(b"Subject: ", b"Subject: Zanzibar ").replace(b"crowns", b"zanzibar")
    article = example_files.take_in_bytes(mail, "zanzibar.eml", by=world.checker)
    made = example_files.read(example_files.unpack(article)[0])
    quarantine.quarantine_article(article, why=WHY, by=world.checker)
    fresh = Article.objects.get(pk=made.pk)
    assert fresh.is_quarantined
    return of_text(fresh) | {"archive": article.page_id, "snapshots": article.page_id}


def cited(world):
    """An archived page that a published check cites, and an article was made of."""
    page = f"<html><head><title>Zanzibar</title></head><body><p>{SAID}</p></body></html>"
    article = example_files.take_in_bytes(page.encode(), "page.html", by=world.checker)
    assert article.page is not None
    review = given.taken(by=world.checker)
    evidence_actions.attach_evidence(
        review, snapshot=article.page, quote=SAID, stance="refutes", by=world.checker
    )
    given.evidence(review, by=world.checker)
    moves.weigh(review, by=world.checker)
    given.write(review, by=world.checker, body="The page says so [1] and [2].")
    review = moves.submit(given.fresh(review), by=world.checker)
    review = moves.approve(review, revision=1, by=world.editor)
    review = publication_moves.publish(review, by=world.editor)
    piece = Evidence.objects.filter(review=review, snapshot=article.page).get()
    assert piece.anchored
    quarantine.quarantine_page(article.page, why=WHY, by=world.checker)
    page_id = article.page_id
    check = Publication.objects.get(claim=review.claim_id)
    own = {
        "articles": article.pk,
        "archive": page_id,
        "snapshots": page_id,
        "evidence": piece.pk,
    }
    return own | {"reviews": review.pk, "claims": review.claim_id, "checks": check.slug}


def tipped(world):
    """A tip that became an article."""
    tip, secret = tip_actions.send_tip(text=SAID, why="Zanzibar matters.")
    article = given.read(tip_actions.submit_tip_as_article(tip, by=world.checker))
    quarantine.quarantine_tip(tip, why=WHY, by=world.checker)
    return of_text(article) | {"tips": tip.pk, "tip": secret}


@pytest.mark.parametrize("plant", [pasted, unread, mailed, cited, tipped])
def test_no_route_shows_a_word_of_what_is_in_quarantine_to_anybody(plant):
    world = build()
    found = plant(world)
    world.found |= found
    people = {
        "a checker": client_of(world.checker),
        "an editor": client_of(world.editor),
        "a stranger": Client(raise_request_exception=False),
    }
    about = {"", *found} if plant is pasted else set(found)
    asked = [route for route in routes() if "get" in route.methods and route.about in about]

    shown = [
        f"{who}: {route.pattern}"
        for route in asked
        for who, client in people.items()
        if not route.pattern.startswith("accounts/")
        if SECRET in ask(client, "get", world.address(route)).text
    ]

    assert shown == []


def test_no_search_finds_it():
    world = build()
    found = pasted(world) | tipped(world)
    cited(world)
    caller, client = Caller(world.editor), client_of(world.editor)
    searched = [
        caller.get("claims/?q=zanzibar"),
        caller.get("snapshots/?q=zanzibar"),
        Client().get("/api/checks/?q=zanzibar"),
    ]

    assert [answer.json()["results"] for answer in searched] == [[], [], []]
    palette = client.get(reverse("desk:palette"), {"q": "zanzibar"}).content.decode()
    assert reverse("desk:claim", args=[found["claims"]]) not in palette
    assert "pays" not in palette


def test_djangos_admin_shows_no_word_of_it():
    world = build()
    pasted(world)
    cited(world)
    client = client_of(world.admin)

    for page in ("/admin/", "/admin/history/event/", "/admin/accounts/user/"):
        assert SECRET not in client.get(page).content.decode().lower(), page
