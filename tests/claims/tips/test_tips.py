"""Tips: what is accepted, how often, what the desk does with them, and what is deleted."""

import hashlib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.functions import Now

from claims.articles.models import Article
from claims.statements import actions as statement_actions
from claims.tips import actions as tip_actions
from claims.tips import mailer
from claims.tips.models import Letter, Tip
from history.models import Event
from jobs.models import JobState
from tests import given

pytestmark = pytest.mark.django_db

WORDS = "A leaflet in our street says that crime doubled since 2019."


def tip(**given_):
    made, _ = tip_actions.send_tip(**{"text": WORDS, **given_})
    return made


def due(letter):
    Letter.objects.filter(pk=letter.pk).update(run_after=Now() - timedelta(seconds=1))
    return Letter.objects.lease(letter.pk)


def send(letter):
    leased = due(letter)
    mailer.send_letter(leased, mailer.compose_mail(leased))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def kinds(tip):
    return list(
        Event.objects.filter(chain=tip.chain).order_by("seq").values_list("kind", flat=True)
    )


def test_only_the_hash_of_a_tip_s_secret_is_kept():
    made, secret = tip_actions.send_tip(text=WORDS)

    assert made.key_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert tip_actions.find_tip(secret) == made
    assert tip_actions.find_tip(made.key_hash) is None
    assert len(secret) >= 32


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": " \n\x00 "}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"url": "not a link"}, "url"),
        ({"url": "ftp://example.org/a"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://example.org/" + "a" * 2048}, "url"),
        ({"why": "x" * 1001}, "why"),
        ({"email": "nobody"}, "email"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "email"),
    ],
)
def test_what_is_no_tip_is_refused_by_a_sentence_at_its_field(wrong, field):
    with pytest.raises(ValidationError) as refused:
        tip_actions.send_tip(**{"text": WORDS, **wrong})

    assert field in refused.value.message_dict
    assert not Tip.objects.exists()


def test_a_sender_is_stopped_after_the_limit_and_nobody_else_is(settings):
    settings.TIPS_AT_ONCE = 3
    for _ in range(3):
        tip(address="203.0.113.9")

    with pytest.raises(tip_actions.TooManyTips, match="ten minutes") as refused:
        tip(address="203.0.113.9")

    assert refused.value.wait == 600
    assert Tip.objects.count() == 3
    tip(address="203.0.113.10")
    tip(address="203.0.113.9", by=given.checker())


def test_the_limit_opens_again_and_a_day_has_one_of_its_own(settings):
    settings.TIPS_AT_ONCE, settings.TIPS_A_DAY = 2, 3
    for _ in range(2):
        tip(address="203.0.113.9")
    Tip.objects.update(received_at=Now() - timedelta(minutes=11))
    tip(address="203.0.113.9")

    with pytest.raises(tip_actions.TooManyTips, match="tomorrow"):
        tip(address="203.0.113.9")


def test_a_network_of_ipv6_addresses_is_one_sender(settings):
    settings.TIPS_AT_ONCE = 1
    tip(address="2001:db8:1:2::1")

    with pytest.raises(tip_actions.TooManyTips):
        tip(address="2001:db8:1:2:ffff::9")
    tip(address="2001:db8:1:3::1")


def test_all_senders_together_have_a_limit_too(settings):
    settings.TIPS_AN_HOUR = 2
    tip(address="203.0.113.1")
    tip(address="203.0.113.2")

    with pytest.raises(tip_actions.TooManyTips, match="in an hour"):
        tip(address="203.0.113.3")


def test_who_sent_a_tip_is_a_keyed_hash_and_forgotten_after_a_day():
    made = tip(address="203.0.113.9")
    assert made.sender
    assert "203.0.113.9" not in made.sender
    assert made.sender not in hashlib.sha256(b"203.0.113.9").hexdigest()

    Tip.objects.update(received_at=Now() - timedelta(hours=25))
    tip_actions.forget_senders()

    assert fresh(made).sender == ""


def test_a_tip_of_words_becomes_an_article_and_its_statements_are_found():
    by = given.checker()
    made = tip(text=given.ARTICLE)

    article = given.read(tip_actions.submit_tip_as_article(made, by=by))

    assert (article.came_by, article.text) == (Article.CameBy.TIP, given.ARTICLE.strip())
    assert article.statements.exists()
    assert fresh(made).state == Tip.State.READ
    assert fresh(made).handled_by == by
    assert kinds(made) == ["send-tip", "read-tip"]


def test_a_tip_of_a_link_is_captured():
    made = tip(text="", url="https://example.org/leaflet")

    article = tip_actions.submit_tip_as_article(made, by=given.checker())

    assert article.capture.url == "https://example.org/leaflet"
    assert article.url == "https://example.org/leaflet"


def test_a_tip_is_decided_once():
    made = tip()
    tip_actions.submit_tip_as_article(made, by=given.checker(name="Jo Reed"))

    with pytest.raises(statement_actions.AlreadyTriaged, match="Jo Reed was first"):
        tip_actions.close_as_spam(made, by=given.checker())
    assert Article.objects.count() == 1


def test_tips_with_the_same_words_or_the_same_link_are_one_and_go_together():
    words = [tip(), tip(text=f"  {WORDS.upper()}!"), tip(text="Something else.")]
    links = [
        tip(url="https://www.example.org/a/?utm_source=x"),
        tip(text="Look at this", url="https://example.org/a"),
    ]

    newest = Tip.objects.to_read().newest_of_each().order_by("pk")
    tip_actions.submit_tip_as_article(words[1], by=given.checker())

    assert {one.pk: one.n_alike for one in newest} == {words[2].pk: 1, links[1].pk: 2}
    assert fresh(words[0]).article == fresh(words[1]).article is not None
    assert fresh(words[2]).state == Tip.State.RECEIVED


def test_an_answer_is_written_once_and_the_address_forgotten():
    made = tip(email="reader@example.org")
    twin = tip(email="Reader@example.org")
    other = tip(email="other@example.org")

    tip_actions.answer_tip(made, answer="We checked this in March.", by=given.checker())
    letters = list(Letter.objects.all())
    for letter in letters:
        assert Letter.objects.lease(letter.pk) is None  # it waits a minute, for undo
        send(letter)

    assert sorted(one.to[0].lower() for one in mail.outbox) == [
        "other@example.org",
        "reader@example.org",
    ]
    assert "We checked this in March." in mail.outbox[0].body
    assert {fresh(one).state for one in (made, twin, other)} == {Tip.State.ANSWERED}
    assert {letter.words for letter in Letter.objects.all()} == {""}
    assert {letter.state for letter in Letter.objects.all()} == {JobState.DONE}
    Tip.objects.update(
        handled_at=Now() - timedelta(hours=25), received_at=Now() - timedelta(hours=25)
    )
    tip_actions.forget_senders()
    assert set(Tip.objects.values_list("email", flat=True)) == {""}


def test_an_answer_needs_words():
    made = tip()

    with pytest.raises(ValidationError, match="Write the answer"):
        tip_actions.answer_tip(made, answer=" ", by=given.checker())

    assert fresh(made).state == Tip.State.RECEIVED


def test_an_answer_can_be_taken_back_until_the_letter_is_out():
    by = given.checker()
    made = tip(email="reader@example.org")
    tip_actions.answer_tip(made, answer="No.", by=by)

    back = tip_actions.undo_tip(made, by=by)

    assert (back.state, back.answer, back.email) == ("received", "", "reader@example.org")
    assert not Letter.objects.exists()
    tip_actions.answer_tip(made, answer="Yes.", by=by)
    send(Letter.objects.get())
    with pytest.raises(statement_actions.AlreadyTriaged, match="undone"):
        tip_actions.undo_tip(made, by=by)
    assert [one.body.count("Yes.") for one in mail.outbox] == [1]


def test_undoing_spam_brings_back_all_that_went_with_it():
    by = given.checker()
    made, twin = tip(), tip()
    tip_actions.close_as_spam(made, by=by)
    later = tip()
    tip_actions.close_as_spam(later, by=by)

    tip_actions.undo_tip(made, by=by)

    states = {one: fresh(one).state for one in (made, twin, later)}
    assert states == {made: "received", twin: "received", later: "spam"}
    assert kinds(twin) == ["send-tip", "close-tip", "undo-tip"]


def test_a_tip_read_again_after_undo_keeps_its_article():
    by = given.checker()
    made = tip()
    article = tip_actions.submit_tip_as_article(made, by=by)
    tip_actions.undo_tip(made, by=by)

    assert tip_actions.submit_tip_as_article(made, by=by) == article
    assert Article.objects.count() == 1


def test_spam_is_never_written_to_and_its_address_goes_after_a_day():
    made = tip(email="victim@example.org")
    tip_actions.close_as_spam(made, by=given.checker())
    assert not Letter.objects.exists()

    Tip.objects.update(
        received_at=Now() - timedelta(hours=25), handled_at=Now() - timedelta(hours=25)
    )
    tip_actions.forget_senders()

    assert fresh(made).email == ""


def test_a_withdrawn_tip_keeps_no_word_and_no_address():
    made = tip(url="https://example.org/", why="It matters.", email="reader@example.org")
    tip_actions.answer_tip(made, answer="Soon.", by=given.checker())

    tip_actions.withdraw_tip(made)
    tip_actions.withdraw_tip(made)

    gone = fresh(made)
    assert (gone.text, gone.url, gone.why, gone.email, gone.state) == (
        "",
        "",
        "",
        "",
        "withdrawn",
    )
    assert not Letter.objects.exists()
    assert kinds(made) == ["send-tip", "answer-tip", "withdraw-tip"]
    assert not any(WORDS in str(e.payload) for e in Event.objects.of(made.chain))


def test_only_an_editor_erases_and_says_why():
    made = tip(email="reader@example.org")

    with pytest.raises(PermissionDenied):
        tip_actions.erase_tip(made, why="Asked by letter.", by=given.checker())
    with pytest.raises(ValidationError):
        tip_actions.erase_tip(made, why=" ", by=given.editor())
    tip_actions.erase_tip(made, why="Asked by letter.", by=given.editor())

    gone = fresh(made)
    assert (gone.text, gone.email, gone.erased_why) == ("", "", "Asked by letter.")
    assert kinds(made)[-1] == "erase-tip"


def test_the_address_goes_when_its_owner_says_so_and_the_tip_stays():
    made = tip(email="reader@example.org")
    tip_actions.forget_email(made)

    tip_actions.answer_tip(made, answer="No.", by=given.checker())

    assert fresh(made).text == WORDS
    assert not Letter.objects.exists()
