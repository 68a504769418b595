"""A text or a tip that may be illegal to possess: its words are set aside from everywhere."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from claims.articles.models import Article
from claims.processing import actions as article_actions
from claims.processing import extract
from claims.quarantine import actions as quarantine_actions
from claims.set_aside.models import SetAside
from claims.statements import actions as statement_actions
from claims.statements import speakers
from claims.statements.models import Statement
from claims.tips import actions as tip_actions
from claims.tips.models import Tip
from history.models import Event
from reviews.archived_pages import quarantine
from reviews.publication.models import Publication
from reviews.triage import actions as triage_actions
from sources.quarantine.models import Quarantine
from sources.snapshots.storage_errors import Quarantined
from tests import given
from tests.calling import Caller
from tests.claims.articles import example_files

pytestmark = pytest.mark.django_db
WHY = "It may be illegal to possess."
TEXT = "The mayor of Zanzibar said that crime fell by 12 percent in 2026. She said so twice."


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def closed(article=None, *, by=None):
    article = article or given.article(TEXT)
    row = quarantine.quarantine_article(article, why=WHY, by=by or given.checker())
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
    article = article_actions.submit_file(TEXT.encode(), "words.txt", by=given.checker())

    article, row = closed(article)

    assert row.sha256 == quarantine_actions.quarantine_key(Article(text=TEXT))
    assert article.text == ""


def test_a_released_text_says_what_it_said_and_can_be_worked_on():
    article = given.article(TEXT, title="Crime")
    before = words_of(article)
    _, row = closed(article)

    quarantine.release_quarantine(row.sha256, by=given.admin())

    assert words_of(article) == before
    assert not SetAside.objects.exists()
    statement = Article.objects.get(pk=article.pk).statements.first()
    assert (
        statement_actions.decline_statement(statement, reason="vague", by=given.checker()).state
        == "declined"
    )


def test_destroyed_words_are_gone_and_the_hash_stays(django_capture_on_commit_callbacks):
    article, row = closed()

    with django_capture_on_commit_callbacks(execute=True):
        quarantine.destroy_quarantined(row.sha256, by=given.admin())

    aside = SetAside.objects.get(article=article)
    assert aside.words is None
    assert aside.text_sha256 == row.sha256
    assert kinds(f"article:{article.pk}")[-1] == "destroy-quarantined"
    with pytest.raises(ValidationError, match="destroyed"):
        quarantine.release_quarantine(row.sha256, by=given.admin())


def test_destroying_a_file_also_removes_the_words_of_the_article_made_of_it():
    article = example_files.take_in("speech.docx")
    quarantine.quarantine_page(article.page, why=WHY, by=given.checker())

    quarantine.destroy_quarantined(article.page.sha256, by=given.admin())

    assert SetAside.objects.get(article=article).words is None


def test_the_same_text_put_in_again_is_closed_before_anybody_reads_it():
    closed()

    again = article_actions.submit_article(text=TEXT, title="Zanzibar", by=given.checker())

    again.refresh_from_db()
    assert (again.text, again.title) == ("", "")
    assert Article.objects.lease(again.pk) is None
    assert kinds(f"article:{again.pk}") == ["submit-article", "quarantine"]


def test_a_text_that_was_destroyed_and_comes_again_is_kept_nowhere():
    _, row = closed()
    quarantine.destroy_quarantined(row.sha256, by=given.admin())

    again = article_actions.submit_article(text=TEXT, by=given.checker())

    assert SetAside.objects.get(article=again).words is None


def test_a_chosen_speaker_comes_back_with_the_words():
    one = given.two_may_have_said_it()
    speakers.choose_speaker(one, speaker="Mara Brook", by=given.checker())

    _, row = closed(one.article)

    one.refresh_from_db()
    assert (one.speaker, one.speaker_candidates) == (None, [])
    quarantine.release_quarantine(row.sha256, by=given.admin())
    one.refresh_from_db()
    assert (one.speaker, one.speaker_candidates) == ("Mara Brook", ["Petra Vald", "Mara Brook"])


def test_a_text_that_waits_is_not_read_and_is_once_it_is_released():
    article = article_actions.submit_article(text=TEXT, by=given.checker())
    leased = Article.objects.lease(article.pk)
    _, row = closed(article)

    extract.extract_article(leased)

    assert not Statement.objects.filter(article=article).exists()
    assert Article.objects.get(pk=article.pk).text == ""
    quarantine.release_quarantine(row.sha256, by=given.admin())
    assert given.read(article).statements.exists()


def test_nothing_is_decided_on_statements_of_a_quarantined_text():
    article, _ = closed()
    statement = article.statements.first()

    for act in (
        lambda: statement_actions.decline_statement(
            statement, reason="vague", by=given.checker()
        ),
        lambda: triage_actions.accept_statement(
            statement, text="Crime fell", by=given.checker()
        ),
        lambda: statement_actions.mark_statement(
            article, start=0, end=3, speaker="", by=given.checker()
        ),
        lambda: article_actions.retry_article(article, by=given.checker()),
    ):
        with pytest.raises(Quarantined):
            act()


def test_an_article_of_which_nothing_is_kept_has_nothing_to_quarantine():
    article = article_actions.submit_article(url="https://paper.example/", by=given.checker())

    with pytest.raises(ValidationError, match="Nothing of this article is kept yet"):
        closed(article)


def test_only_people_of_the_desk_quarantine_a_text_and_say_why():
    article = given.article(TEXT)

    with pytest.raises(PermissionDenied):
        quarantine.quarantine_article(article, why=WHY, by=given.outsider())
    with pytest.raises(ValidationError, match="Say in a few words"):
        quarantine.quarantine_article(article, why=" ", by=given.checker())


def test_what_came_in_an_email_and_was_opened_is_closed_with_it_and_decided_on_with_it():
    mail = example_files.take_in("press-release.eml")
    made = example_files.read(example_files.unpack(mail)[0])
    admin = given.admin()

    quarantine.quarantine_article(mail, why=WHY, by=given.checker())

    assert Article.objects.get(pk=made.pk).text == ""
    assert made.page is not None
    shown = signed_in(admin).get(reverse("desk:inbox")).content.decode()
    assert shown.count("is in quarantine: destroy it, or release it") == 1
    quarantine.release_quarantine(made.page.sha256, by=admin)
    for page in (mail.page, made.page):
        given.parsed(page)
    assert not Quarantine.objects.filter(released_at=None).exists()
    assert Article.objects.get(pk=made.pk).text != ""


def test_other_files_of_an_email_stay_open_when_one_is_quarantined():
    mail = example_files.take_in("press-release.eml")
    one = article_actions.submit_file(
        b"One text.", "1.txt", attached_to=mail, by=mail.submitted_by
    )
    two = article_actions.submit_file(
        b"Two texts.", "2.txt", attached_to=mail, by=mail.submitted_by
    )

    closed(one)

    assert Article.objects.get(pk=mail.pk).is_quarantined
    assert not Article.objects.get(pk=two.pk).is_quarantined


def test_a_published_check_no_longer_shows_where_its_claim_was_said():
    article = given.article("The mayor said that crime fell by 12 percent in Zanzibar.")
    statement = article.statements.first()
    review = triage_actions.accept_statement(
        statement, text="Crime fell by 12 percent", by=given.checker()
    )
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
    article = given.read(tip_actions.submit_tip_as_article(tip, by=given.checker()))

    quarantine.quarantine_tip(tip, why=WHY, by=given.checker())

    for one in (tip, other):
        assert Tip.objects.get(pk=one.pk).text == ""
    assert Article.objects.get(pk=article.pk).is_quarantined
    assert kinds(tip.chain)[-1] == "quarantine"


def test_a_quarantined_tip_waits_for_nobody_but_an_admin_and_nothing_is_done_with_it():
    tip = given.tip(TEXT)
    row = quarantine.quarantine_tip(tip, why=WHY, by=given.checker())

    assert not Tip.objects.to_read().exists()
    for act in (
        lambda: tip_actions.submit_tip_as_article(tip, by=given.checker()),
        lambda: tip_actions.close_as_spam(tip, by=given.checker()),
    ):
        with pytest.raises(Quarantined):
            act()
    with pytest.raises(ValidationError, match="in quarantine"):
        tip_actions.erase_tip(tip, why="The law.", by=given.editor())
    quarantine.release_quarantine(row.sha256, by=given.admin())
    assert Tip.objects.to_read().get().text == TEXT


def test_the_same_tip_sent_again_is_closed_as_it_comes():
    quarantine.quarantine_tip(given.tip(TEXT), why=WHY, by=given.checker())

    again = given.tip(TEXT)

    again.refresh_from_db()
    assert again.text == ""


def test_a_tip_that_its_sender_takes_back_does_not_come_back_with_a_release():
    tip = given.tip(TEXT)
    row = quarantine.quarantine_tip(tip, why=WHY, by=given.checker())
    tip_actions.withdraw_tip(tip)

    quarantine.release_quarantine(row.sha256, by=given.admin())

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
        there = reverse(f"desk:{kind}", args=[one.pk])
        put_in = reverse(f"desk:{kind}_quarantine", args=[one.pk])
        assert 'data-key="q"' in signed_in(checker).get(there).content.decode()

        assert signed_in(checker).post(put_in, {"why": WHY})["Location"] == there

        shown = signed_in(checker).get(there).content.decode()
        assert "not undone with z" in shown
        assert "Destroy it for good" not in shown
        assert "Destroy it for good" in signed_in(admin).get(there).content.decode()

        def act(user, name, kind=kind, pk=one.pk):
            address = reverse(f"desk:decide_{kind}_quarantine", args=[pk, name])
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

    quarantine.quarantine_page(piece.snapshot, why="A reason.", by=checker)

    there = reverse("desk:archived_page", args=[piece.snapshot_id])
    shown = signed_in(checker).get(there).content.decode()
    assert "“[in quarantine]”" not in shown
    assert "put it in quarantine: A reason." in shown
