"""Words that readers must never meet are planted, and every public address is read for them."""

import json
import re

import pytest

from claims.articles.models import Article
from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from claims.tips import actions as tip_actions
from readers.pagecache import store as pagecache_store
from reviews.publication.models import Publication
from reviews.revisions.public_document import public_documents
from reviews.tips import actions as answer_actions
from reviews.triage import actions as triage_actions
from reviews.triage import privacy
from reviews.workflow import moves, publication_moves
from tests import given
from tests.claims.articles import example_files
from tests.readers import stories

pytestmark = pytest.mark.django_db

MAIL = f"""\
From: Sally Planted-Sender <planted.sender@example.org>
To: desk@example.org
Subject: Planted subject
Date: Tue, 3 Mar 2026 10:00:00 +0000
Content-Type: text/plain; charset=utf-8

Planted words to the desk.

{given.ARTICLE}

Planted words at the end.
"""
PLANTED = re.compile(r"planted|sally", re.IGNORECASE)


def published_from(article):
    """A check of what an article says, with the mail's own page as evidence."""
    checker = given.checker()
    statement = article.statements.filter(speaker="Mara Brook").order_by("-worth")[0]
    review = triage_actions.accept_statement(
        statement,
        text="Police funding was cut by 40 percent",
        claimant="Mara Brook",
        by=checker,
    )
    review = moves.take(review, by=checker)
    given.evidence(review, by=checker)
    if article.page:
        words = "police funding was cut by 40 percent in a single year"
        given.evidence(review, by=checker, snapshot=article.page, quote=words)
    review = moves.weigh(review, by=checker)
    given.write(review, by=checker)
    editor = given.editor()
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    return stories.publication_of(publication_moves.publish(review, by=editor))


def plant():
    """A desk full of words that nobody may read, some of it published."""
    checker = given.checker()
    mail = example_files.take_in_bytes(MAIL.encode(), "mail.eml", by=checker)
    published_from(mail)
    tip, _ = tip_actions.send_tip(
        text=f"Planted tip. {given.ARTICLE}",
        why="Planted why.",
        email="planted@example.org",
        url="https://planted.example/tip",
    )
    unread, _ = tip_actions.send_tip(text="Planted and unread.", email="planted@example.org")
    answer_actions.answer_tip(unread, answer="Planted answer.", by=checker)
    upload = given.article(publisher="", title="Planted title", published_on=None, by=checker)
    given.accepted(upload.statements.order_by("-worth")[0])
    told = "Hugo Planted said that planted rents doubled in a single year.\n"
    for reason in Statement.Reason.values:
        statement = given.statement(text=told, publisher="Courier", by=checker)
        statement_actions.decline_statement(
            statement, reason=reason, note="Planted note.", by=checker
        )
    triage_actions.file_claim(
        text="Planted rents doubled in a year", claimant="Hugo Planted", by=checker
    )
    dropped = triage_actions.file_claim(
        text="Planted rents fell by a half", claimant="Hugo Planted", by=checker
    )
    moves.drop(dropped, reason="Nobody said it.", by=given.editor())
    return tip


def public_addresses(client):
    """Every address that a stranger can find or guess, with what search brings."""
    found = ["/", "/checks/", "/claimants/", "/corrections/", "/docket/", "/methodology/"]
    found += ["/sitemap.xml", "/robots.txt", "/tip/", "/api/checks/", "/api/schema/"]
    found += [f"/feeds/{name}" for name in ("checks.atom", "checks.rss", "checks.json")]
    found += ["/feeds/claimreview.json"]
    found += [f"/docket/?show={part}" for part in ("work", "declined")]
    found += [f"/checks/?q={word}" for word in ("police", "planted", "sally")]
    found += [f"/api/checks/?q={word}" for word in ("police", "planted")]
    found += ["/checks/?claimant=hugo-planted", "/claimants/hugo-planted/"]
    for slug in Publication.objects.values_list("slug", flat=True):
        found += [f"/checks/{slug}/", f"/checks/{slug}/versions/1/", f"/api/checks/{slug}/"]
        found += [f"/checks/{slug}/evidence/{number}/" for number in (1, 2)]
        found += [f"/embed/{slug}/", f"/oembed?url=http://testserver/checks/{slug}/"]
    return found


def asked_for(address):
    """The words that the address itself brought, as a page may repeat them."""
    return [word for word in ("hugo-planted", "planted", "sally") if word in address]


def walk(client):
    """Everything that links lead to from there, each page once; its address and its text."""
    waiting, seen = public_addresses(client), set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        text = client.get(address).content.decode(errors="replace")
        yield address, text
        for link in re.findall(r'(?:href|src)="(/[^"#]*|\?[^"#]*)', text):
            target = link if link.startswith("/") else address.partition("?")[0] + link
            if not target.startswith(("/static/", "/accounts/", "/desk/", "/admin/")):
                waiting.append(target.replace("&amp;", "&"))


def test_no_public_address_tells_planted_words(client):
    plant()

    asked = 0
    for address, text in walk(client):
        asked += 1
        heard = text
        for own in asked_for(address):  # a page repeats what was searched for
            heard = heard.replace(own, "")
        found = PLANTED.search(heard)
        assert not found, (address, heard[max(0, found.start() - 80) : found.end() + 80])
    assert asked > 25


def test_a_check_of_a_private_text_keeps_the_claimants_words(client):
    check = published_from(example_files.take_in_bytes(MAIL.encode(), "mail.eml"))

    html = client.get(f"/checks/{check.slug}/").content.decode()
    told = client.get(f"/api/checks/{check.slug}/").json()

    assert "police funding was cut by 40 percent" in html
    assert told["said"]["quote"]
    assert {
        told["said"][name] for name in ("publisher", "title", "before", "after", "url")
    } == {""}
    assert told["said"]["date"] is None
    assert "firstAppearance" not in json.dumps(told["claimreview"])
    assert "An e-mail" in html


def test_a_text_marked_as_private_leaves_a_published_check_at_once(client):
    checker = given.checker()
    article = given.article(publisher="Planted Post", title="Planted", by=checker)
    check = published_from(article)
    address = f"/checks/{check.slug}/"
    stamp = pagecache_store.read(address, check.slug, None, "")[0]
    hash_before = check.revision.hash
    assert "Planted Post" in client.get(address).content.decode()

    privacy.set_private(article, is_private=True, by=checker)

    assert pagecache_store.read(address, check.slug, None, "")[0] != stamp
    for page in (address, f"{address}versions/1/", f"/api/checks/{check.slug}/"):
        assert not PLANTED.search(client.get(page).content.decode())
    check.revision.refresh_from_db()
    assert check.revision.hash == hash_before

    privacy.set_private(article, is_private=False, by=given.editor())

    assert "Planted Post" in client.get(address).content.decode()


def test_a_revision_that_does_not_name_its_text_is_private_unless_a_public_one_has_the_words():
    check = published_from(given.article(url="https://courier.example/1"))
    old = check.revision.frozen
    del old["said"]["article"]

    (before,) = public_documents([old])
    Article.objects.update(private_because="unnamed")
    (after,) = public_documents([old])

    assert before["said"]["publisher"] == "Northfield Courier"
    assert after["said"]["publisher"] == ""
    assert after["said"]["quote"] == old["said"]["quote"]
