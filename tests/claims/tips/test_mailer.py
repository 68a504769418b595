"""E-mails over real SMTP: what is retried, and what fails for good."""

import socket
import threading
from contextlib import suppress

import pytest
from django.core.mail import EmailMessage

from claims.tips import actions, mailer
from claims.tips.models import Letter, Tip
from jobs.models import JobState
from tests import given

pytestmark = pytest.mark.django_db


class PostOffice:
    """A mail server that answers RCPT as configured, and stores what it accepts."""

    def __init__(self, *, rcpt="250 ok"):
        self.rcpt = rcpt
        self.taken = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        # A thread that waits in `accept` would hold the closed socket open for one more caller.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection):
        with suppress(OSError), connection, connection.makefile("rwb") as lines:

            def say(words):
                lines.write(words.encode() + b"\r\n")
                lines.flush()

            say("220 here")
            for line in lines:
                verb = line[:4].upper()
                if verb == b"RCPT":
                    say(self.rcpt)
                elif verb == b"DATA":
                    say("354 go on")
                    letter = b""
                    while (one := lines.readline()) != b".\r\n":
                        letter += one
                    self.taken.append(letter.decode())
                    say("250 taken")
                elif verb == b"QUIT":
                    say("221 bye")
                    return
                else:
                    say("250 ok")


@pytest.fixture
def post(settings):
    """E-mails go to this server."""

    def to(office):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 2
        settings.DEFAULT_FROM_EMAIL = "Northfield Check <tips@example.org>"

    return to


def answered(email="reader@example.org"):
    tip = given.tip(email=email)
    actions.answer_tip(tip, answer="We looked. “Nobody” said it.", by=given.checker())
    return tip


def send(tip):
    Letter.objects.filter(pk=tip.pk).update(run_after="2020-01-01T00:00:00Z")
    leased = Letter.objects.lease(tip.pk)
    mailer.send_letter(leased, mailer.compose_mail(leased))
    return Letter.objects.get(pk=tip.pk), Tip.objects.get(pk=tip.pk)


def test_a_letter_arrives_with_an_identity_of_its_own(post):
    with PostOffice() as office:
        post(office)
        letter, tip = send(answered())

    (mail,) = office.taken
    assert "To: reader@example.org" in mail
    assert "From: Northfield Check <tips@example.org>" in mail
    assert f"Message-ID: <tip-{tip.pk}-" in mail
    assert "Auto-Submitted: auto-generated" in mail
    assert (letter.state, letter.words, tip.email) == (JobState.DONE, "", "")


def test_an_address_that_is_refused_is_forgotten(post):
    with PostOffice(rcpt="550 nobody here") as office:
        post(office)
        letter, tip = send(answered())

    assert (letter.state, letter.failure) == (JobState.FAILED, "refused")
    assert (letter.words, tip.email) == ("", "")
    assert tip.state == Tip.State.ANSWERED


def test_a_server_that_is_away_is_tried_again_and_nothing_is_forgotten(post):
    with PostOffice() as office:
        post(office)
    letter, tip = send(answered())

    assert (letter.state, letter.failure) == (JobState.WAITING, "timeout")
    assert letter.words
    assert tip.email == "reader@example.org"


def test_a_letter_whose_sender_took_the_address_back_goes_nowhere(post):
    with PostOffice() as office:
        post(office)
        tip = answered()
        Letter.objects.filter(pk=tip.pk).update(run_after="2020-01-01T00:00:00Z")
        leased = Letter.objects.lease(tip.pk)
        actions.forget_email(tip)
        leased = Letter.objects.get(pk=tip.pk)
        mailer.send_letter(leased, mailer.compose_mail(leased))

    assert office.taken == []


def test_the_post_office_takes_what_anybody_sends(post):
    with PostOffice() as office:
        post(office)
        EmailMessage("A", "B", to=["a@example.org", "b@example.org"]).send()

    assert len(office.taken) == 1
