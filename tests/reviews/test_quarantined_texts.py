"""A text or a tip that may be illegal to possess: its words are set aside from everywhere."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from claims import actions as claims
from claims import reading
from claims.models import Article, SetAside, Statement, Tip
from history.models import Event
from reviews import actions
from reviews.models import Publication
from sources.models import Quarantine
from sources.outages import Quarantined
from tests import given
from tests.calling import Caller
from tests.claims import filed

pytestmark = pytest.mark.django_db
WHY = "It may be illegal to possess."
TEXT = "The mayor of Zanzibar said that crime fell by 12 percent in 2026. She said so twice."


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def closed(article=None, *, by=None):
    article = article or given.article(TEXT)
    row = actions.quarantine_article(article, why=WHY, by=by or given.checker())
    return Article.objects.get(pk=article.pk), row


def kinds(chain):
    return list(Event.objects.of(chain).order_by("pk").values_list("kind", flat=True))


def words_of(article):
    own = Article.objects.filter(pk=article.pk).values("text", "title", "left_over", "notes")
    said = Statement.objects.filter(article=article).order_by("pk")
    return own.get(), list(said.values("pk", "quote", "speaker", "cue", "numbers", "reasons"))


def test_a_pasted_text_is_taken_out_of_its_row_with_its_title_and_statements():
    article, _ = closed(given.article(TEXT, title="Zanzibar"))

    assert (article.text, article.title, article.sketch) == ("", "", [])
    assert {one.quote for one in article.statements.all()} == {""}
    assert article.is_quarantined
    assert article.is_private
    assert kinds(f"article:{article.pk}")[-1] == "quarantine"


def test_a_text_file_is_quarantined_as_a_pasted_text_is():
    article = claims.submit_file(TEXT.encode(), "words.txt", by=given.checker())

    article, row = closed(article)

    assert row.sha256 == claims.key_of(Article(text=TEXT))
    assert article.text == ""


def test_a_released_text_says_what_it_said_and_can_be_worked_on():
    article = given.article(TEXT, title="Crime")
    before = words_of(article)
    _, row = closed(article)

    actions.release_quarantine(row.sha256, by=given.admin())

    assert words_of(article) == before
    assert not SetAside.objects.exists()
    statement = Article.objects.get(pk=article.pk).statements.first()
    assert claims.decline(statement, reason="vague", by=given.checker()).state == "declined"


def test_destroyed_words_are_gone_and_the_hash_stays(django_capture_on_commit_callbacks):
    article, row = closed()

    with django_capture_on_commit_callbacks(execute=True):
        actions.destroy_quarantined(row.sha256, by=given.admin())

    aside = SetAside.objects.get(article=article)
    assert aside.words is None
    assert aside.text_sha256 == row.sha256
    assert kinds(f"article:{article.pk}")[-1] == "destroy-quarantined"
    with pytest.raises(ValidationError, match="destroyed"):
        actions.release_quarantine(row.sha256, by=given.admin())


def test_destroying_a_file_also_removes_the_words_of_the_article_made_of_it():
    article = filed.take_in("speech.docx")
    actions.quarantine(article.page, why=WHY, by=given.checker())

    actions.destroy_quarantined(article.page.sha256, by=given.admin())

    assert SetAside.objects.get(article=article).words is None


def test_the_same_text_put_in_again_is_closed_before_anybody_reads_it():
    closed()

    again = claims.submit_article(text=TEXT, title="Zanzibar", by=given.checker())

    again.refresh_from_db()
    assert (again.text, again.title) == ("", "")
    assert Article.objects.lease(again.pk) is None
    assert kinds(f"article:{again.pk}") == ["submit-article", "quarantine"]


def test_a_text_that_was_destroyed_and_comes_again_is_kept_nowhere():
    _, row = closed()
    actions.destroy_quarantined(row.sha256, by=given.admin())

    again = claims.submit_article(text=TEXT, by=given.checker())

    assert SetAside.objects.get(article=again).words is None


def test_a_text_that_waits_is_not_read_and_is_once_it_is_released():
    article = claims.submit_article(text=TEXT, by=given.checker())
    leased = Article.objects.lease(article.pk)
    _, row = closed(article)

    reading.run(leased)

    assert not Statement.objects.filter(article=article).exists()
    assert Article.objects.get(pk=article.pk).text == ""
    actions.release_quarantine(row.sha256, by=given.admin())
    assert given.read(article).statements.exists()


def test_nothing_is_decided_on_statements_of_a_quarantined_text():
    article, _ = closed()
    statement = article.statements.first()

    for act in (
        lambda: claims.decline(statement, reason="vague", by=given.checker()),
        lambda: actions.accept(statement, text="Crime fell", by=given.checker()),
        lambda: claims.mark_statement(article, start=0, end=3, speaker="", by=given.checker()),
        lambda: claims.read_again(article, by=given.checker()),
    ):
        with pytest.raises(Quarantined):
            act()


def test_an_article_of_which_nothing_is_kept_has_nothing_to_quarantine():
    article = claims.submit_article(url="https://paper.example/", by=given.checker())

    with pytest.raises(ValidationError, match="Nothing of this article is kept yet"):
        closed(article)


def test_only_people_of_the_desk_quarantine_a_text_and_say_why():
    article = given.article(TEXT)

    with pytest.raises(PermissionDenied):
        actions.quarantine_article(article, why=WHY, by=given.outsider())
    with pytest.raises(ValidationError, match="Say in a few words"):
        actions.quarantine_article(article, why=" ", by=given.checker())


def test_what_came_in_an_email_and_was_opened_is_closed_with_it_and_decided_on_with_it():
    mail = filed.take_in("press-release.eml")
    made = filed.read(filed.unpack(mail)[0])
    admin = given.admin()

    actions.quarantine_article(mail, why=WHY, by=given.checker())

    assert Article.objects.get(pk=made.pk).text == ""
    assert made.page is not None
    shown = signed_in(admin).get(reverse("reviews:inbox")).content.decode()
    assert shown.count("is in quarantine: destroy it, or release it") == 1
    actions.release_quarantine(made.page.sha256, by=admin)
    for page in (mail.page, made.page):
        given.parsed(page)
    assert not Quarantine.objects.filter(released_at=None).exists()
    assert Article.objects.get(pk=made.pk).text != ""


def test_other_files_of_an_email_stay_open_when_one_is_quarantined():
    mail = filed.take_in("press-release.eml")
    one = claims.submit_file(b"One text.", "1.txt", attached_to=mail, by=mail.submitted_by)
    two = claims.submit_file(b"Two texts.", "2.txt", attached_to=mail, by=mail.submitted_by)

    closed(one)

    assert Article.objects.get(pk=mail.pk).is_quarantined
    assert not Article.objects.get(pk=two.pk).is_quarantined


def test_a_published_check_no_longer_shows_where_its_claim_was_said():
    article = given.article("The mayor said that crime fell by 12 percent in Zanzibar.")
    statement = article.statements.first()
    review = actions.accept(statement, text="Crime fell by 12 percent", by=given.checker())
    given.published(review=review)
    page = reverse("readers:check", args=[Publication.objects.get(review=review).slug])
    assert "Zanzibar" in Client().get(page).content.decode()

    closed(article)

    shown = Client().get(page)
    assert shown.status_code == 200
    assert "Zanzibar" not in shown.content.decode()
    assert "quarantine-text" in kinds(f"claim:{review.claim_id}")


def test_a_tip_is_quarantined_with_those_alike_and_with_the_article_made_of_it():
    tip, other = given.tip(TEXT), given.tip(TEXT.upper())
    article = given.read(claims.read_tip(tip, by=given.checker()))

    actions.quarantine_tip(tip, why=WHY, by=given.checker())

    for one in (tip, other):
        assert Tip.objects.get(pk=one.pk).text == ""
    assert Article.objects.get(pk=article.pk).is_quarantined
    assert kinds(tip.chain)[-1] == "quarantine"


def test_a_quarantined_tip_waits_for_nobody_but_an_admin_and_nothing_is_done_with_it():
    tip = given.tip(TEXT)
    row = actions.quarantine_tip(tip, why=WHY, by=given.checker())

    assert not Tip.objects.to_read().exists()
    for act in (
        lambda: claims.read_tip(tip, by=given.checker()),
        lambda: claims.close_as_spam(tip, by=given.checker()),
    ):
        with pytest.raises(Quarantined):
            act()
    with pytest.raises(ValidationError, match="in quarantine"):
        claims.erase_tip(tip, why="The law.", by=given.editor())
    actions.release_quarantine(row.sha256, by=given.admin())
    assert Tip.objects.to_read().get().text == TEXT


def test_the_same_tip_sent_again_is_closed_as_it_comes():
    actions.quarantine_tip(given.tip(TEXT), why=WHY, by=given.checker())

    again = given.tip(TEXT)

    again.refresh_from_db()
    assert again.text == ""


def test_a_tip_that_its_sender_takes_back_does_not_come_back_with_a_release():
    tip = given.tip(TEXT)
    row = actions.quarantine_tip(tip, why=WHY, by=given.checker())
    claims.withdraw_tip(tip)

    actions.release_quarantine(row.sha256, by=given.admin())

    tip.refresh_from_db()
    assert (tip.text, tip.quarantined_at) == ("", None)


def test_the_database_lets_no_other_text_come_back():
    article, _ = closed()
    rows = Article.objects.filter(pk=article.pk)

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        rows.update(text="Other words.")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        rows.update(text="Other words.", quarantined_at=None)
    with pytest.raises(IntegrityError, match="put back first"), transaction.atomic():
        SetAside.objects.all().delete()
    with pytest.raises(IntegrityError, match="verbatim"), transaction.atomic():
        article.statements.update(quote="Other words.")
    open_one = given.article("The mayor said that rents rose by 3 percent.")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Article.objects.filter(pk=open_one.pk).update(text="")


def test_text_and_tip_are_quarantined_and_decided_on_by_page():
    checker, admin = given.checker(), given.admin()
    article, tip = given.article(TEXT), given.tip("Words of a tip from Zanzibar.")
    for kind, one, words in (("article", article, TEXT), ("tip", tip, tip.text)):
        there = reverse(f"reviews:{kind}", args=[one.pk])
        put_in = reverse(f"reviews:{kind}_quarantine", args=[one.pk])
        assert 'data-key="q"' in signed_in(checker).get(there).content.decode()

        assert signed_in(checker).post(put_in, {"why": WHY})["Location"] == there

        shown = signed_in(checker).get(there).content.decode()
        assert "not undone with z" in shown
        assert "Destroy it for good" not in shown
        assert "Destroy it for good" in signed_in(admin).get(there).content.decode()

        def act(user, name, kind=kind, pk=one.pk):
            address = reverse(f"reviews:decide_{kind}_quarantine", args=[pk, name])
            return signed_in(user).post(address)

        assert act(checker, "release").status_code == 403
        assert act(admin, "fetch").getvalue() == words.encode()
        assert act(admin, "release")["Location"] == there
        assert "Zanzibar" in signed_in(checker).get(there).content.decode()


def test_text_and_tip_are_quarantined_and_decided_on_by_api():
    checker, admin = Caller(given.checker()), Caller(given.admin())
    article, tip = given.article(TEXT), given.tip("Words of a tip from Zanzibar.")
    for path, words in ((f"articles/{article.pk}", TEXT), (f"tips/{tip.pk}", tip.text)):
        answer = checker.post(f"{path}/quarantine/", {"why": WHY})

        assert answer.status_code == 200
        assert answer.json()["quarantined_at"]
        assert checker.post(f"{path}/release-quarantine/", {}).status_code == 403
        fetched = admin.post(f"{path}/fetch-quarantined/", {})
        assert fetched.getvalue() == words.encode()
        assert admin.post(f"{path}/release-quarantine/", {}).json()["quarantined_at"] is None
    assert checker.get(f"articles/{article.pk}/").json()["text"] == TEXT
    assert admin.post(f"articles/{article.pk}/destroy-quarantined/", {}).status_code == 422


def test_a_quarantined_passage_has_no_quotation_marks_and_history_a_colon():
    checker = given.checker()
    review = given.weighed(by=checker)
    piece = review.evidence.get()
    assert piece.snapshot is not None

    actions.quarantine(piece.snapshot, why="A reason.", by=checker)

    there = reverse("reviews:kept", args=[piece.snapshot_id])
    shown = signed_in(checker).get(there).content.decode()
    assert "“[in quarantine]”" not in shown
    assert "put it in quarantine: A reason." in shown
