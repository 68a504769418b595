"""Sends the letters that answer tips, and forgets the address once that is done."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from claims.tips.models import Letter, Tip

SMTP_WILL_NOT = range(500, 600)


def compose_mail(letter: Letter) -> EmailMessage:
    """The letter as mail. Its Message-ID is its own: a second try can be known as such."""
    tip = letter.tip
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >")
    return EmailMessage(
        letter.subject,
        letter.words,
        to=[tip.email] if tip.email else [],
        headers={
            "Message-ID": f"<tip-{tip.pk}-{tip.key_hash[:12]}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def send_letter(letter: Letter, message: EmailMessage) -> None:
    """Send a leased letter. A server that is away is tried again; a refusal ends it."""
    try:
        message.send()  # nothing, where the address was deleted meanwhile
    except smtplib.SMTPRecipientsRefused:
        _forget(letter, is_refused=True)
    except smtplib.SMTPResponseException as error:
        if error.smtp_code in SMTP_WILL_NOT:
            letter.failed("refused", f"The mail server refused it ({error.smtp_code}).")
        else:
            letter.again("server_error", f"The mail server is busy ({error.smtp_code}).")
    except (smtplib.SMTPException, OSError):
        letter.again("timeout", "The mail server does not answer.", wait=60)
    else:
        _forget(letter)


@transaction.atomic
def _forget(letter: Letter, *, is_refused: bool = False) -> None:
    if is_refused:
        ended = letter.failed("refused", "Nobody is known at this address.", words="")
    else:
        ended = letter.done(words="")
    if ended:
        Tip.objects.filter(pk=letter.tip_id).update(email="")
