"""Tips at the desk: the list, one tip, what is done by page and by API, and who is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db.models.functions import Now

from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from claims.tips import actions as tip_actions
from claims.tips import mailer
from claims.tips.models import Letter, Tip
from reviews.publication.models.publications import Publication
from reviews.tips import actions as answer_actions
from reviews.triage import actions as triage_actions
from tests import given
from tests.calling import Caller, is_problem
from tests.desk.requests import HTMX, queries, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def jo(client):
    person = given.checker(name="Jo Reed")
    client.force_login(person)
    return person


def fresh(tip):
    return Tip.objects.get(pk=tip.pk)


def settle(**of):
    """As if the last decisions were made a while ago."""
    past = Now() - timedelta(minutes=11)
    Statement.objects.filter(triaged_at__isnull=False).update(triaged_at=past)
    Tip.objects.filter(handled_at__isnull=False).update(handled_at=past)


def send_letters():
    for letter in Letter.objects.all():
        Letter.objects.filter(pk=letter.pk).update(run_after=Now())
        if leased := Letter.objects.lease(letter.pk):
            mailer.send_letter(leased, mailer.compose_mail(leased))


# --- pages ------------------------------------------------------------------------------------


def test_the_list_shows_what_waits_the_newest_first_and_how_many_sent_it(client, jo):
    first, second = given.tip("Crime doubled."), given.tip("The bridge is closed.")
    given.tip("Crime DOUBLED!")
    tip_actions.close_as_spam(given.tip("Buy now."), by=jo)

    page = client.get(url("tips")).content.decode()

    assert page.index("Crime DOUBLED!") < page.index("The bridge is closed.")
    assert "2 people sent this" in page
    assert "Buy now." not in page
    assert f"tips/{first.pk}/" not in page
    assert f"tips/{second.pk}/" in page
    assert 'Tips<span class="count">3</span>' in page
    assert "Buy now." in client.get(url("tips") + "?show=decided").content.decode()


def test_the_list_costs_the_same_whatever_its_length(client, jo):
    given.tip()
    few = queries(client, url("tips"))
    for _ in range(8):
        given.tip(email="reader@example.org")

    assert queries(client, url("tips")) == few


def test_reading_a_tip_leads_to_its_article_with_undo(client, jo):
    tip = given.tip(given.ARTICLE)

    answer = client.post(url("tip_read", tip.pk))

    article = fresh(tip).article
    assert answer.headers["Location"] == url("article", article.pk)
    client.post(f"{url('tips_undo')}?tip={tip.pk}")
    assert (fresh(tip).state, fresh(tip).article) == ("received", article)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ready": "outside"}, "This is outside of what our newsroom covers."),
        ({"ready": "outside", "answer": "Nobody said it."}, "Nobody said it."),
        ({"answer": "Nobody said it."}, "Nobody said it."),
    ],
)
def test_an_answer_is_ready_or_in_own_words(client, jo, typed, said):
    tip = given.tip()

    answer = client.post(url("tip_answer", tip.pk), typed)

    assert answer.headers["Location"] == url("tips")
    assert said in fresh(tip).answer
    assert fresh(tip).handled_by == jo


@pytest.mark.parametrize(
    "form",
    [
        ("near", "{slug}"),
        ("check", "{slug}"),
        ("check", "/checks/{slug}/"),
        ("check", "http://testserver/checks/{slug}/#x"),
    ],
)
def test_a_tip_that_was_checked_before_is_answered_by_that_check(client, jo, form):
    field, address = form
    claimed = given.queued(text="Police funding was cut by 40 percent")
    check = Publication.objects.live_of(given.published(review=claimed))
    tip = given.tip("They cut police funding by 40 percent!", email="reader@example.org")
    assert (
        f'name="near" value="{check.slug}"' in client.get(url("tip", tip.pk)).content.decode()
    )

    client.post(url("tip_answer", tip.pk), {field: address.format(slug=check.slug)})

    assert fresh(tip).claim == check.claim
    assert fresh(tip).answer.startswith("We checked this before. Police funding was cut")
    assert f"http://testserver/checks/{check.slug}/" in Letter.objects.get().words


@pytest.mark.parametrize("typed", [{}, {"check": "no-such-check"}, {"answer": " "}])
def test_an_answer_that_says_nothing_is_refused_and_what_was_typed_stays(client, jo, typed):
    tip = given.tip()

    answer = client.post(url("tip_answer", tip.pk), {**typed, "ready": ""})

    assert answer.status_code == 422
    assert typed.get("check", "") in answer.content.decode()
    assert fresh(tip).state == "received"


def test_many_are_closed_as_spam_at_once_and_taken_back_at_once(client, jo):
    tips = [given.tip() for _ in range(3)]

    client.post(url("tips_spam"), {"tip": [tips[0].pk, tips[1].pk, "x", "999999"]})
    page = client.get(url("tips")).content.decode()

    assert [fresh(tip).state for tip in tips] == ["spam", "spam", "received"]
    assert "2 tips closed as spam." in page
    undo = f"{url('tips_undo')}?tip={tips[0].pk}&tip={tips[1].pk}"
    assert undo.replace("&", "\\u0026") in page
    answer = client.post(undo, **HTMX)
    assert answer.headers["HX-Redirect"] == url("tips")
    assert [fresh(tip).state for tip in tips] == ["received"] * 3


def test_what_somebody_else_decided_is_409(client, jo):
    tip = given.tip()
    tip_actions.submit_tip_as_article(tip, by=given.checker(name="Ada Okoro"))

    answer = client.post(url("tips_spam"), {"tip": tip.pk})

    assert answer.status_code == 409
    assert "Ada Okoro was first" in answer.content.decode()


def test_words_of_a_tip_are_shown_as_words(client, jo):
    attack = "<script>alert(1)</script>{{ settings.SECRET_KEY }}"
    tip = given.tip(attack, why=attack)

    for page in (client.get(url("tips")), client.get(url("tip", tip.pk))):
        text = page.content.decode()
        assert "<script>alert(1)" not in text
        assert "&lt;script&gt;alert(1)" in text
        assert "{{ settings.SECRET_KEY }}" in text


def test_only_an_editor_is_offered_erasure_and_the_page_says_why_it_is_gone(client, jo):
    tip = given.tip("My name is Kim Doe.")
    assert "Erase words" not in client.get(url("tip", tip.pk)).content.decode()
    assert client.post(url("tip_erase", tip.pk), {"why": "Asked."}).status_code == 403

    client.force_login(given.editor())
    client.post(url("tip_erase", tip.pk), {"why": "Asked by letter"})

    page = client.get(url("tip", tip.pk)).content.decode()
    assert "Kim Doe" not in page
    assert "Asked by letter" in page


def test_the_sender_s_address_is_never_shown(client, jo):
    tip = given.tip(email="reader@example.org")

    pages = [url("tips"), url("tip", tip.pk), "/api/tips/"]

    assert not any("reader@example.org" in client.get(one).content.decode() for one in pages)


# --- API --------------------------------------------------------------------------------------


def test_anybody_sends_a_tip_by_api_and_gets_its_page(client):
    answer = Caller().post("tips/", {"text": "Crime doubled.", "why": "Everybody says so."})

    assert answer.status_code == 201
    told = answer.json()
    assert told["url"] == answer.headers["Location"]
    assert told["url"].startswith("http://testserver/tip/")
    assert told["reference"] == Tip.objects.get().pk
    assert (
        "Received" in client.get(told["url"].removeprefix("http://testserver")).content.decode()
    )


def test_too_many_by_api_are_429_and_the_desk_is_not_counted(settings):
    settings.TIPS_AT_ONCE = 1
    Caller().post("tips/", {"text": "Crime doubled."})

    answer = Caller().post("tips/", {"text": "Crime doubled."})

    assert is_problem(answer, 429, "Please wait ten minutes")
    assert int(answer.headers["Retry-After"]) >= 600
    assert Caller(given.checker()).post("tips/", {"text": "By phone."}).status_code == 201


def test_a_session_of_the_desk_is_not_used_to_send_one(client, jo, settings):
    settings.TIPS_AT_ONCE = 0

    answer = client.post("/api/tips/", {"text": "x"}, content_type="application/json")

    assert answer.status_code == 429


def test_the_desk_lists_reads_answers_closes_and_undoes_by_api():
    caller = Caller(given.checker())
    one, two, three = (given.tip() for _ in range(3))

    listed = caller.get("tips/", state="received").json()["results"]
    read = caller.post(f"tips/{one.pk}/read/").json()
    answered = caller.post(f"tips/{two.pk}/answer/", {"answer": "No."}).json()
    closed = caller.post(f"tips/{three.pk}/spam/").json()
    undone = caller.post(f"tips/{three.pk}/undo/").json()

    assert [row["id"] for row in listed] == [three.pk, two.pk, one.pk]
    assert (read["state"], read["article"]) == ("read", fresh(one).article_id)
    assert (answered["state"], answered["answer"]) == ("answered", "No.")
    assert (closed["state"], undone["state"]) == ("spam", "received")
    assert is_problem(caller.post(f"tips/{one.pk}/read/"), 409)
    assert is_problem(caller.post(f"tips/{three.pk}/erase/", {"why": "x"}), 403)


# --- who is told ------------------------------------------------------------------------------


def test_a_sender_is_told_once_when_the_check_is_published():
    by = given.checker()
    tip = given.tip(given.ARTICLE, email="reader@example.org")
    article = given.read(tip_actions.submit_tip_as_article(tip, by=by))
    statement = article.statements.order_by("-worth")[0]
    review = triage_actions.accept_statement(
        statement, text="Police funding was cut by 40 percent", by=by
    )
    assert answer_actions.notify_senders() == 0

    check = Publication.objects.live_of(given.published(by=by, review=review))
    answer_actions.notify_senders()
    answer_actions.notify_senders()
    send_letters()
    answer_actions.notify_senders()

    (letter,) = mail.outbox
    assert letter.to == ["reader@example.org"]
    assert "police funding was cut by 40 percent. We rate this half true." in letter.body
    assert f"http://testserver/checks/{check.slug}/" in letter.body
    assert "Jo Reed" not in letter.body
    assert fresh(tip).email == ""
    assert Letter.objects.get().words == ""


def test_what_a_sender_wrote_around_the_claim_is_never_published(client):
    by = given.checker()
    tip = given.tip(f"I am Kim Doe of Mill Lane 4, and I heard this: {given.ARTICLE}")
    article = given.read(tip_actions.submit_tip_as_article(tip, by=by))
    statement = article.statements.order_by("-worth")[0]
    review = triage_actions.accept_statement(
        statement, text="Police funding was cut by 40 percent", by=by
    )
    check = Publication.objects.live_of(given.published(by=by, review=review))

    assert statement.quote in str(check.revision.frozen)
    assert "Mill Lane" not in str(check.revision.frozen)
    for address in ("/", "/docket/", f"/checks/{check.slug}/", f"/api/checks/{check.slug}/"):
        assert "Mill Lane" not in client.get(address).content.decode(), address


def test_a_sender_is_told_why_when_all_is_declined_and_stays_so():
    by = given.checker()
    tip = given.tip(given.ARTICLE, email="reader@example.org")
    article = given.read(tip_actions.submit_tip_as_article(tip, by=by))
    for statement in article.statements.all():
        statement_actions.decline_statement(statement, reason="vague", by=by)
    assert answer_actions.notify_senders() == 0  # it may be taken back

    settle()
    answer_actions.notify_senders()
    send_letters()

    assert (
        "We read it, and do not check what it says. Why: too vague to check."
        in mail.outbox[0].body
    )


def test_nobody_is_told_while_something_is_undecided():
    by = given.checker()
    tip = given.tip(given.ARTICLE, email="reader@example.org")
    article = given.read(tip_actions.submit_tip_as_article(tip, by=by))
    first, *others = article.statements.all()
    triage_actions.accept_statement(first, text="Police funding was cut", by=by)
    for other in others:
        statement_actions.decline_statement(other, reason="vague", by=by)
    settle()

    assert answer_actions.notify_senders() == 0
    assert fresh(tip).email == "reader@example.org"


def test_who_sent_the_same_twice_gets_one_letter():
    by = given.checker()
    tips = [given.tip(given.ARTICLE, email="reader@example.org") for _ in range(2)]
    article = given.read(tip_actions.submit_tip_as_article(tips[0], by=by))
    for statement in article.statements.all():
        statement_actions.decline_statement(statement, reason="vague", by=by)
    settle()

    answer_actions.notify_senders()
    send_letters()

    assert len(mail.outbox) == 1
    assert [fresh(tip).email for tip in tips] == ["", ""]
