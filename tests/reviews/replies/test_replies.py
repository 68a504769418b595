"""The right of reply: the message, asking, what comes back, and when it is late."""

import json
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from desk.inbox import rows as inbox_rows
from history.models import Event
from reviews.exceptions import NotWritable
from reviews.replies import actions as reply_actions
from reviews.replies import messages as reply_messages
from reviews.replies.models import ReplyRequest, ReplyTemplate
from reviews.review.models import Author
from reviews.revisions.build_document import document_of
from reviews.workflow import moves
from sources.snapshots.models import Snapshot
from tests import given
from tests.calling import Caller

pytestmark = pytest.mark.django_db

FACTS = reply_messages.template_values(
    claim="It fell.",
    claimant="Mara {due} Brook",
    due_on=date(2026, 3, 6),
    desk="Northfield Check",
    name="Jo Reed",
    url="https://check.example/",
)


# --- the message ------------------------------------------------------------------------------


def test_blanks_are_filled_and_other_words_in_braces_stay():
    text = "Dear {claimant}, “{claim}” {by} {due}. {{name}} {0} {desk.x}"

    assert reply_messages.fill_template(text, FACTS) == (
        "Dear Mara {due} Brook, “It fell.” {by} 6 March 2026. {Jo Reed} {0} {desk.x}"
    )


def test_without_a_day_the_answer_is_asked_for_as_soon_as_can_be():
    facts = reply_messages.template_values(
        claim="", claimant="", due_on=None, desk="", name="", url=""
    )

    assert reply_messages.fill_template("by {due}", facts) == "by as soon as you can"


def test_a_mail_link_opens_the_message_whole():
    link = reply_messages.mail_link("A question & more", "Dear Mara,\n50 % of it?")

    sent = parse_qs(urlsplit(link).query)
    assert sent == {"subject": ["A question & more"], "body": ["Dear Mara,\r\n50 % of it?"]}


def test_a_message_too_long_for_a_link_is_left_to_be_pasted():
    assert reply_messages.mail_link("Hello", "é" * 400) == "mailto:?subject=Hello"


def test_three_messages_are_there_from_the_start():
    names = list(ReplyTemplate.objects.values_list("name", flat=True))

    assert names == ["First request", "Reminder", "Last call"]


# --- asking -----------------------------------------------------------------------------------


@pytest.fixture
def author():
    return given.checker(name="Jo Reed")


@pytest.fixture
def review(author):
    return given.taken(by=author)


def test_whoever_notes_that_we_asked_is_who_asked_and_an_author(review, author):
    asked = reply_actions.note_reply(
        review, asked_on=date(2026, 3, 4), message="Dear …", by=author
    )

    assert (asked.asked_by, asked.message) == (author, "Dear …")
    assert Author.objects.filter(review=review, user=author).exists()


def test_somebody_else_may_have_asked(review, author):
    colleague = given.checker()

    asked = reply_actions.note_reply(
        review, asked_on=date(2026, 3, 4), asked_by=colleague, by=author
    )

    assert asked.asked_by == colleague


@pytest.mark.parametrize(
    ("given_", "sentence"),
    [
        ({}, "Say when you asked, or why you did not ask."),
        ({"not_asked_because": "Closed.", "reply": "No."}, "Say when you asked."),
        (
            {"asked_on": date(2026, 3, 4), "not_asked_because": "Closed."},
            "You asked, so don’t give a reason for not asking.",
        ),
        (
            {"asked_on": date(2026, 3, 4), "due_on": date(2026, 3, 3)},
            "The answer can’t be due before the day you asked.",
        ),
        (
            {"asked_on": date(2026, 3, 4), "replied_on": date(2026, 3, 3), "reply": "No."},
            "The answer can’t be older than the question.",
        ),
        (
            {"asked_on": date(2100, 1, 1)},
            "This day is in the future. Note the request once you have asked.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(review, author, given_, sentence):
    with pytest.raises(ValidationError) as refused:
        reply_actions.note_reply(review, by=author, **given_)

    assert sentence in refused.value.messages


def test_an_answer_may_come_days_after(author):
    asked = given.asked(by=author, due_on=date(2026, 3, 6))

    answered = reply_actions.note_answer(asked, reply="It was the grant.", by=author)

    assert (answered.reply, answered.replied_on) == ("It was the grant.", timezone.localdate())
    event = Event.objects.of(asked.review.claim.chain).first()
    assert event.kind == "note-answer"
    assert "grant" not in json.dumps(event.payload), "history is not where their words lie"


def test_an_answer_can_be_a_file_that_stays_when_words_are_added(author):
    asked = given.asked(by=author)
    letter = given.kept_page("Dear desk", by=author)

    reply_actions.note_answer(asked, answer=letter, by=author)
    answered = reply_actions.note_answer(asked, reply="See the letter.", by=author)

    assert (answered.answer, answered.reply) == (letter, "See the letter.")


def test_an_answer_of_nothing_is_refused(author):
    with pytest.raises(ValidationError, match="Give the words of the answer"):
        reply_actions.note_answer(given.asked(by=author), by=author)


def test_nobody_answers_who_was_not_asked(review, author):
    not_asked = reply_actions.note_reply(review, not_asked_because="Closed.", by=author)

    with pytest.raises(ValidationError, match="Nobody was asked here"):
        reply_actions.note_answer(not_asked, reply="No.", by=author)


def test_an_answer_is_written_only_where_the_review_is(author):
    asked = given.asked(by=author)

    with pytest.raises(PermissionDenied):
        reply_actions.note_answer(asked, reply="No.", by=given.checker())
    moves.drop(asked.review, reason="Nobody said it.", by=given.editor())
    with pytest.raises(NotWritable):
        reply_actions.note_answer(asked, reply="No.", by=author)


# --- late -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "late"),
    [
        ({"due_on": date(2026, 3, 6)}, True),
        ({"due_on": date(2026, 3, 7)}, False),
        ({"due_on": None}, False),
        ({"due_on": date(2026, 3, 6), "reply": "No."}, False),
        ({"due_on": date(2026, 3, 6), "replied_on": date(2026, 3, 9)}, False),
        ({"due_on": date(2026, 3, 6), "answer_id": 3}, False),
    ],
)
def test_an_answer_is_late_from_the_day_after(facts, late):
    request = ReplyRequest(asked_on=date(2026, 3, 4), **facts)

    assert reply_messages.is_overdue(request, date(2026, 3, 7)) is late


def test_the_inbox_of_the_holder_says_that_the_answer_is_late(author):
    yesterday = timezone.localdate() - timedelta(days=2)
    asked = given.asked(by=author, asked_on=yesterday - timedelta(days=1), due_on=yesterday)

    (row,) = inbox_rows.your_turn(author)

    day = f"{yesterday.day} {yesterday:%B}"
    assert row.why == f"An answer was due by {day}: nothing came"
    reply_actions.note_answer(asked, reply="It was the grant.", by=author)
    (row,) = inbox_rows.your_turn(author)
    assert "due" not in row.why


# --- pages and API ----------------------------------------------------------------------------


def test_a_message_is_filled_in_for_this_claim(client, review, author):
    client.force_login(author)
    reminder = ReplyTemplate.objects.get(name="Reminder")
    fields = {"reply-template": reminder.pk, "reply-due_on": "2026-03-06"}
    address = reverse("desk:reply_message", args=[review.pk])

    part = client.post(address, fields, headers={"HX-Request": "true"}).content.decode()
    page = client.post(address, fields).content.decode()

    for html in (part, page):
        assert review.claim.text in html
        assert "by 6 March 2026" in html
        assert 'href="mailto:?subject=A%20reminder' in html
    assert "<html" not in part
    assert not ReplyRequest.objects.filter(review=review).exists()


def test_asking_and_answering_with_a_file_by_page(client, review, author):
    client.force_login(author)
    asked = {"reply-asked_on": "2026-03-04", "reply-how": "by e-mail", "reply-whom": "Ministry"}

    client.post(reverse("desk:note_reply", args=[review.pk]), asked)
    request = ReplyRequest.objects.get(review=review)
    name = f"answer-{request.pk}"
    told = {
        f"{name}-reply": "See <b>there</b>.",
        f"{name}-file": SimpleUploadedFile("letter.txt", b"Dear desk"),
    }
    client.post(reverse("desk:note_answer", args=[request.pk]), told)

    request.refresh_from_db()
    assert request.answer == Snapshot.objects.get(
        content__title="Answer of Ministry: letter.txt"
    )
    html = client.get(reverse("desk:review", args=[review.pk])).content.decode()
    assert "See &lt;b&gt;there&lt;/b&gt;." in html
    assert reverse("desk:archived_page", args=[request.answer_id]) in html


def test_a_bad_answer_loses_no_word_and_keeps_no_file(client, author):
    client.force_login(author)
    asked = given.asked(by=author)
    kept = Snapshot.objects.count()
    told = {
        f"answer-{asked.pk}-reply": "We gave it all.",
        f"answer-{asked.pk}-replied_on": "2020-01-01",
        f"answer-{asked.pk}-file": SimpleUploadedFile("letter.txt", b"Dear desk"),
    }

    answer = client.post(reverse("desk:note_answer", args=[asked.pk]), told)

    assert answer.status_code == 422
    assert "We gave it all." in answer.content.decode()
    assert Snapshot.objects.count() == kept


def test_replies_are_written_by_api(review, author):
    caller = Caller(author)
    letter = given.kept_page("Dear desk", by=author)
    told = {"asked_on": "2026-03-04", "how": "by e-mail", "due_on": "2026-03-06"}

    asked = caller.post(f"reviews/{review.pk}/replies/", told)

    assert (asked.status_code, asked.json()["asked_by"]) == (201, author.username)
    assert asked.json()["overdue"] is True
    answer = caller.post(f"replies/{asked.json()['id']}/answer/", {"answer": letter.pk})
    assert answer.json()["answer"]["sha256"] == letter.sha256
    assert answer.json()["overdue"] is False
    assert caller.get(f"reviews/{review.pk}/").json()["replies"] == [answer.json()]


def test_a_revision_keeps_the_request_the_answer_and_the_file_s_hash(review, author):
    letter = given.kept_page("Dear desk", by=author)
    asked = reply_actions.note_reply(
        review, whom="Ministry", asked_on=date(2026, 3, 4), message="Dear …", by=author
    )
    reply_actions.note_answer(asked, reply="No.", answer=letter, by=author)
    given.write(review, by=author)

    (reply,) = document_of(given.fresh(review))["replies"]

    assert (reply["whom"], reply["asked_by"], reply["message"]) == (
        "Ministry",
        author.public_id,
        "Dear …",
    )
    assert reply["answer"]["sha256"] == letter.sha256


def test_a_message_is_signed_by_the_by_line_of_who_asks(review, author):
    accounts.set_byline(author, choice="pen-name", pen_name="Quentin Fell", by=author)

    rows = Caller(author).get("reply-templates/", review=review.pk).json()["results"]

    for row in rows:
        assert "Quentin Fell" in row["message"]["text"]
        assert author.name not in row["message"]["text"]


def test_messages_are_filled_in_for_a_review_by_api(review, author):
    named = {"review": review.pk, "whom": "Ministry of Finance", "due_on": "2026-03-05"}

    rows = Caller(author).get("reply-templates/", **named).json()["results"]

    assert {row["name"] for row in rows} == {one.name for one in ReplyTemplate.objects.all()}
    for row in rows:
        assert "{" in row["text"]
        assert "{" not in row["message"]["subject"] + row["message"]["text"]
        assert "Ministry of Finance" in row["message"]["text"]
        assert author.name in row["message"]["text"]
    assert any("5 March 2026" in row["message"]["text"] for row in rows)
    assert not ReplyRequest.objects.exists()


def test_without_a_review_messages_are_listed_as_they_are(author):
    rows = Caller(author).get("reply-templates/").json()["results"]

    assert rows
    assert [row["message"] for row in rows] == [None] * len(rows)
    assert Caller(author).get("reply-templates/", review=987654).status_code == 422
