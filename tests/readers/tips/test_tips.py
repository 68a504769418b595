"""The tip form as anybody meets it, and the private page as its sender does."""

import re

import pytest
from django.test import Client

from claims.claims import actions as claim_actions
from claims.statements import actions as statement_actions
from claims.statements import splits
from claims.statements.models import Statement
from claims.tips import actions as tip_actions
from claims.tips.models import Tip
from reviews.publication.models.publications import Publication
from reviews.triage import actions as triage_actions
from reviews.workflow import moves, publication_moves
from tests import given

pytestmark = pytest.mark.django_db

WORDS = "A leaflet in our street says that crime doubled since 2019."


def send(client, **fields):
    return client.post("/tip/", fields)


def sent(**fields):
    """A tip with the address of its page."""
    tip, secret = tip_actions.send_tip(**{"text": WORDS, **fields})
    return tip, f"/tip/{secret}/"


def text_of(client, address):
    return client.get(address).content.decode()


def test_a_tip_goes_in_without_script_cookie_or_session():
    browser = Client(enforce_csrf_checks=True)

    page = browser.get("/tip/")
    answer = send(browser, text=WORDS, why="Everybody talks of it.")
    standing = browser.get(answer.headers["Location"])

    assert page.status_code == 200
    assert answer.status_code == 302
    assert re.fullmatch(r"/tip/[\w-]{32}/", answer.headers["Location"])
    assert standing.status_code == 200
    assert not browser.cookies
    tip = Tip.objects.get()
    assert (tip.text, tip.why, tip.state) == (WORDS, "Everybody talks of it.", "received")
    assert f"Tip {tip.pk}" in standing.content.decode()
    assert f"http://testserver{answer.headers['Location']}" in standing.content.decode()


def test_every_page_of_readers_leads_to_the_form(client):
    for address in ("/", "/docket/", "/methodology/"):
        assert '<a href="/tip/"' in text_of(client, address)


def test_a_link_may_come_along_in_the_address(client):
    page = text_of(client, "/tip/?url=https://example.org/%22%3E%3Cscript%3E&text=Is+it+so")

    assert 'value="https://example.org/&quot;&gt;&lt;script&gt;"' in page
    assert "Is it so</textarea>" in page


def test_a_refusal_keeps_what_was_typed(client):
    answer = send(client, url="nonsense", text=WORDS, why="Because.", email="nobody")
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Nothing you typed is lost" in page
    for kept in ('value="nonsense"', WORDS, "Because.", 'value="nobody"'):
        assert kept in page
    assert "This isn’t an e-mail address." in page
    assert not Tip.objects.exists()


def test_an_empty_tip_is_refused_by_a_sentence(client):
    answer = send(client)

    assert answer.status_code == 422
    assert "Send us the words, or a link to them." in answer.content.decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "none"}, 302),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://testserver"}, 302),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({}, 302),
    ],
)
def test_a_form_on_another_site_sends_nothing_here(client, headers, status):
    answer = client.post("/tip/", {"text": WORDS}, headers=headers)

    assert answer.status_code == status
    assert Tip.objects.exists() == (status == 302)
    assert status == 302 or WORDS in answer.content.decode()


def test_too_many_are_429_with_a_sentence_and_nothing_typed_is_lost(client, settings):
    settings.TIPS_AT_ONCE = 2
    for _ in range(2):
        assert send(client, text="One more.").status_code == 302

    answer = send(client, text=WORDS)

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert "Please wait ten minutes" in answer.content.decode()
    assert WORDS in answer.content.decode()
    assert Client(REMOTE_ADDR="203.0.113.5").post("/tip/", {"text": WORDS}).status_code == 302


def test_a_header_that_a_stranger_writes_opens_no_new_limit(client, settings):
    settings.TIPS_AT_ONCE = 1
    send(client, text=WORDS)

    answer = client.post("/tip/", {"text": WORDS}, headers={"X-Forwarded-For": "203.0.113.77"})

    assert answer.status_code == 429


def test_pages_of_a_tip_are_told_to_no_cache_no_search_and_no_other_site(client):
    _, address = sent()

    for answer in (client.get(address), send(client, text=""), client.post(address, {})):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert client.get("/tip/").headers.get("Cache-Control") != "no-store"


def test_a_wrong_address_shows_nothing(client):
    tip, _ = sent()

    for secret in ("x" * 32, tip.key_hash, str(tip.pk)):
        answer = client.get(f"/tip/{secret}/")
        assert answer.status_code == 404
        assert WORDS not in answer.content.decode()


def test_the_page_follows_the_tip_from_receipt_to_decision(client):
    by = given.checker(name="Jo Reed")
    tip, address = sent(text=given.ARTICLE)
    assert "Received, not read yet" in text_of(client, address)

    article = tip_actions.submit_tip_as_article(tip, by=by)
    assert "The text is being read." in text_of(client, address)

    given.read(article)
    found = list(article.statements.order_by("number"))
    page = text_of(client, address)
    assert f"We found {len(found)} statements" in page

    statement_actions.decline_statement(found[0], reason="vague", by=by)
    for other in found[1:]:
        statement_actions.decline_statement(other, reason="private-person", by=by)
    page = text_of(client, address)
    assert "Looked at, and not checked" in page
    assert "We do not check it: too vague to check." in page
    assert found[0].quote in page
    assert "A statement about a private person" in page
    outcomes = page[page.index('<ol class="list opened">') : page.index('id="sent"')]
    assert not any(other.quote in outcomes for other in found[1:])
    assert "Jo Reed" not in page


def test_a_check_in_work_is_told_without_names_and_a_published_one_by_its_rating(client):
    by = given.checker(name="Jo Reed")
    tip, address = sent(text=given.ARTICLE)
    article = given.read(tip_actions.submit_tip_as_article(tip, by=by))
    statement = article.statements.order_by("-worth")[0]
    review = triage_actions.accept_statement(
        statement, text="Police funding was cut by 40 percent", by=by
    )

    page = text_of(client, address)
    assert "Being checked" in page
    assert "Police funding was cut by 40 percent" in page
    assert "Jo Reed" not in page

    publication = Publication.objects.live_of(given.published(by=by, review=review))
    page = text_of(client, address)
    assert "Checked and published" in page
    assert f'href="/checks/{publication.slug}/"' in page
    assert "Half true" in page
    assert "One grant fell by 40 percent; the budget fell by 4 percent." in page


def test_a_claim_that_is_dropped_or_retracted_is_told_so_with_the_reason(client):
    by, editor = given.checker(), given.editor()
    tip, address = sent(text=given.ARTICLE)
    article = given.read(tip_actions.submit_tip_as_article(tip, by=by))
    first, second, *others = article.statements.order_by("-worth")
    for other in others:
        statement_actions.decline_statement(other, reason="vague", by=by)
    dropped = triage_actions.accept_statement(
        first, text="Police funding was cut by 40 percent", by=by
    )
    moves.drop(dropped, reason="The minutes were wrong.", by=editor)
    review = triage_actions.accept_statement(
        second, text="There were 312 officers in 2024", by=by
    )
    given.published(by=by, review=review)
    moves.ask_retract(given.fresh(review), note="A.", text="A forgery.", by=editor)
    publication_moves.retract(given.fresh(review), by=given.editor())

    page = text_of(client, address)

    assert "The minutes were wrong." in page
    assert "We published a check and no longer stand by it." in page
    assert "Looked at" in page


def test_parts_of_a_split_statement_are_counted_and_not_the_whole(client):
    by = given.checker()
    tip, address = sent(text=given.ARTICLE)
    article = given.read(tip_actions.submit_tip_as_article(tip, by=by))
    whole = article.statements.order_by("number")[0]
    found = article.statements.count()
    middle = whole.start + whole.quote.index(" ", len(whole.quote) // 2)
    spans = [(whole.start, middle), (middle + 1, whole.end)]

    splits.split_statement(whole, spans=spans, by=by)

    assert f"We found {found + 1} statements" in text_of(client, address)


def test_words_that_nobody_looked_at_are_not_listed(client):
    tip, address = sent(text="", url="https://example.org/secret")
    article = tip_actions.submit_tip_as_article(tip, by=given.checker())
    article.capture = None
    article.text = given.ARTICLE
    article.save()
    given.read(article)

    page = text_of(client, address)

    assert article.statements.filter(state=Statement.State.PROPOSED).exists()
    for statement in article.statements.all():
        assert statement.quote not in page


def test_an_answer_is_shown_and_a_tip_closed_as_spam_is_told_so(client):
    answered, address = sent()
    tip_actions.answer_tip(
        answered, answer="<b>We</b> looked: nobody said it.", by=given.checker()
    )
    spam, spam_address = sent(text="Buy now")
    tip_actions.close_as_spam(spam, by=given.checker())

    assert "&lt;b&gt;We&lt;/b&gt; looked: nobody said it." in text_of(client, address)
    assert "We closed it without checking it." in text_of(client, spam_address)


def test_no_letter_is_promised_to_who_sent_spam(client):
    spam, address = sent(text="Buy now", email="reader@example.org")
    assert "You get one e-mail" in text_of(client, address)

    tip_actions.close_as_spam(spam, by=given.checker())

    assert "You get one e-mail" not in text_of(client, address)
    assert "delete your address within a day" in text_of(client, address)


def test_its_sender_takes_a_tip_back_or_the_address_alone(client):
    tip, address = sent(email="reader@example.org")
    assert "Delete my e-mail address" in text_of(client, address)

    client.post(address, {"do": "forget"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert Tip.objects.get().email == "reader@example.org"
    client.post(address, {"do": "forget"})
    assert Tip.objects.get().email == ""
    client.post(address, {"do": "withdraw"})

    page = text_of(client, address)
    assert "Your tip is withdrawn" in page
    assert WORDS not in page
    assert (Tip.objects.get().text, Tip.objects.get().state) == ("", "withdrawn")
    assert tip.pk == Tip.objects.get().pk


def test_the_address_is_never_on_the_page(client):
    _, address = sent(email="reader@example.org")

    assert "reader@example.org" not in text_of(client, address)


def test_a_claim_made_of_somebody_elses_text_is_told_in_the_tips_own_words(client):
    by = given.checker()
    secret = triage_actions.accept_statement(
        given.statement(publisher="", published_on=None), text="A secret wording", by=by
    )
    tip, address = sent(text=given.ARTICLE)
    statement = given.read(tip_actions.submit_tip_as_article(tip, by=by)).statements.order_by(
        "-worth"
    )[0]

    claim_actions.join_statement(statement, claim=secret.claim, by=by)

    page = text_of(client, address)
    assert "A secret wording" not in page
    assert "police funding was cut" in page
