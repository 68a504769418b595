"""Which articles are private: e-mails, tips, texts without a source, marked texts."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from claims.articles import privacy
from claims.articles.models import Article
from claims.claims import defaults as claim_defaults
from claims.processing import actions as article_actions
from claims.processing import extract
from claims.tips import actions as tip_actions
from history.models import Event
from tests import given
from tests.claims.articles import example_files

pytestmark = pytest.mark.django_db
MAIL = Path(__file__).parent.parent / "files" / "press-release.eml"


def reason(**about):
    return article_actions.submit_article(
        text=given.ARTICLE, by=given.checker(), **about
    ).private_because


def test_a_pasted_text_is_private_unless_somebody_names_publisher_or_address():
    assert reason() == "unnamed"
    assert reason(title="A title") == "unnamed"
    assert reason(publisher="Courier") == ""
    assert reason(url="https://courier.example/1") == ""


def test_so_is_an_uploaded_file():
    by = given.checker()

    unnamed = article_actions.submit_file(b"The mayor said so.", "notes.txt", by=by)
    named = article_actions.submit_file(
        b"The mayor said so.", "a.txt", publisher="Courier", by=by
    )

    assert (unnamed.private_because, named.private_because) == ("unnamed", "")


def test_an_email_is_private_whoever_is_named_as_its_publisher():
    article = example_files.take_in("press-release.eml", publisher="Northfield Courier")

    assert article.private_because == "mail"


def test_an_email_behind_a_link_is_private_once_it_is_read():
    snapshot = given.kept_page(MAIL.read_text(), media_type="message/rfc822")
    article = given.article(url="https://list.example/1", publisher="Courier")
    again = Article.objects.create(
        url="https://list.example/2",
        page=snapshot,
        came_by="link",
        submitted_by=given.checker(),
    )

    read = given.read(again)

    assert article.private_because == ""
    assert read.private_because == "mail"


def test_what_came_with_an_email_is_private():
    mail = given.article()

    attached = article_actions.submit_file(
        b"The mayor said so.",
        "a.txt",
        publisher="Courier",
        attached_to=mail,
        by=given.checker(),
    )

    assert attached.private_because == "mail"


def test_a_tip_is_private_with_or_without_a_link():
    by = given.checker()

    words = tip_actions.submit_tip_as_article(given.tip("Crime doubled."), by=by)
    link = tip_actions.submit_tip_as_article(given.tip(url="https://courier.example/2"), by=by)

    assert (words.private_because, link.private_because) == ("tip", "tip")


def test_a_new_version_of_a_private_text_is_private():
    page = "https://courier.example/3"
    first = given.article(url=page, came_by="link")
    Article.objects.filter(pk=first.pk).update(addresses=["courier.example/3"])
    privacy.set_private(first, is_private=True, by=given.checker())
    changed = given.ARTICLE.replace("40 percent", "45 percent")

    second = article_actions.submit_article(
        text=changed, url=page, came_by="link", by=given.checker()
    )
    Article.objects.filter(pk=second.pk).update(addresses=["courier.example/3"])
    second = given.read(second)

    assert second.replaces == first
    assert second.private_because == "marked"


def test_anybody_at_the_desk_marks_a_text_and_an_editor_unmarks_it():
    article = given.article()

    marked = privacy.set_private(article, is_private=True, by=given.checker())
    with pytest.raises(PermissionDenied):
        privacy.set_private(article, is_private=False, by=given.checker())
    public = privacy.set_private(article, is_private=False, by=given.editor())

    assert (marked.private_because, public.private_because) == ("marked", "")
    kinds = [event.kind for event in Event.objects.of(f"article:{article.pk}")]
    assert kinds[:2] == ["mark-public", "mark-private"]
    with pytest.raises(PermissionDenied):
        privacy.set_private(article, is_private=True, by=given.outsider())


@pytest.mark.parametrize("was", ["unnamed", ""])
def test_what_a_person_decided_while_it_is_read_stays(was):
    snapshot = given.kept_page(MAIL.read_text(), media_type="message/rfc822")
    article = Article.objects.create(
        private_because=was, page=snapshot, came_by="file", submitted_by=given.checker()
    )
    leased = Article.objects.lease(article.pk)
    privacy.set_private(article, is_private=True, by=given.checker())
    privacy.set_private(article, is_private=False, by=given.editor())

    extract.extract_article(leased)

    assert Article.objects.get(pk=article.pk).private_because == ""


def test_the_narration_of_a_private_text_is_nobodys():
    narrated = (
        "Police spending fell from 90.2 million crowns in 2025 to 86.6 million in 2026.\n"
    )
    article = given.article(narrated, publisher="Sam Sender")
    statement = article.statements.get()
    before = claim_defaults.default_claimant(statement)

    privacy.set_private(article, is_private=True, by=given.checker())
    statement = Article.objects.get(pk=article.pk).statements.get()

    assert statement.kind == "narration"
    assert (before, claim_defaults.default_claimant(statement)) == ("Sam Sender", "")
