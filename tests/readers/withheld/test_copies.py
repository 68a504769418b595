"""What is withheld in feeds, in pages kept in memory, and for senders of tips."""

import ast
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client

from claims.tips import actions as tip_actions
from reviews.revisions.document import digest
from reviews.withholding import actions as withholding_actions
from reviews.workflow import moves
from tests import given
from tests.calling import Caller
from tests.readers import stories
from tests.readers.withheld.planted import (
    NAME,
    REMOVED,
)

pytestmark = pytest.mark.django_db


def test_a_feed_says_in_the_place_of_a_withheld_check_that_it_is_withheld(check):
    (before,) = Client().get("/feeds/checks.json").json()["items"]
    given.withheld(check)

    (entry,) = Client().get("/feeds/checks.json").json()["items"]

    assert entry["id"] == before["id"]
    assert entry["title"] == "Withheld"
    assert entry["date_modified"] >= before["date_modified"]
    assert entry["url"].endswith("/methodology/#withheld")


def test_what_was_approved_still_verifies(check):
    given.withheld(check, "name", words=NAME)
    given.withheld(check, "words", words=REMOVED)
    check.refresh_from_db()
    told = Caller().get(f"checks/{check.slug}/").json()

    revisions = [one.revision for one in check.versions.select_related("revision")]
    assert [one["hash"] for one in told["versions"]] == [one.hash for one in revisions]
    assert all(digest(one.content) == one.hash for one in revisions)


def test_a_page_in_memory_is_withheld_within_a_second(front, check):
    address = f"/checks/{check.slug}/"
    assert front.ask(address)[0] == 200
    withholding = given.withheld(check)

    front.clock.later()
    status, headers, body = front.ask(address)
    assert (status, headers["Cache-Control"]) == (451, "public, max-age=30")
    assert NAME.encode() not in body

    withholding_actions.lift_withholding(withholding, by=given.editor())
    assert front.ask(address)[0] == 200


def test_a_name_is_gone_from_pages_in_memory_of_every_check(front, check):
    other = stories.published(
        review=given.queued(text="Water is wet"), conclusion=f"{NAME} agrees."
    )
    address = f"/checks/{other.slug}/"
    assert NAME.encode() in front.ask(address)[2]

    given.withheld(check, "name", words=NAME)
    front.clock.later()

    assert NAME.encode() not in front.ask(address)[2]


def test_readers_pages_ask_what_is_withheld_before_they_show_a_revision():
    """Only two read the document: the desk's preview, which shows what nobody approved yet, and
    the download of a document, which is refused where readers do not see all of it.
    """
    root = Path(django_settings.BASE_DIR)
    attributes = ("frozen", "public_part", "document_of")
    reads = {
        (path.name, node.attr)
        for path in (root / "readers").rglob("*.py")
        if path.parent.name != "verification"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in attributes
        if not (isinstance(node.value, ast.Name) and node.value.id == "self")
    }
    templates = [
        path.name
        for path in (root / "templates" / "readers").rglob("*.html")
        if ".frozen" in (text := path.read_text()) or ".public_part" in text
    ]

    assert reads == {
        ("views.py", "frozen"),
        ("views.py", "document_of"),
        ("api.py", "public_part"),
    }
    assert not templates


def test_a_withheld_name_is_not_told_to_whoever_sent_the_tip(check):
    tip, secret = tip_actions.send_tip(text=given.ARTICLE)
    article = given.read(tip_actions.submit_tip_as_article(tip, by=given.checker()))
    review = given.accepted(article.statements.first())
    moves.drop(review, reason=f"{NAME} said so elsewhere.", by=given.editor())
    page = f"/tip/{secret}/"
    assert NAME in Client().get(page).content.decode()

    given.withheld(check, "name", words=NAME)

    assert "[name withheld] said so elsewhere." in Client().get(page).content.decode()
