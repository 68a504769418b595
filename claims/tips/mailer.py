"""Send the e-mails that answer tips, and delete the addresses afterwards."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from claims.tips.models import Letter, Tip

SMTP_PERMANENT = range(500, 600)


def compose_mail(letter: Letter) -> EmailMessage:
    """Compose an e-mail. Its Message-ID is the same on each attempt, to recognize repeats."""
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
    """Send a leased e-mail. It is retried if the server is unavailable, not if it refuses."""
    try:
        message.send()  # sends nothing if the address was deleted in the meantime
    except smtplib.SMTPRecipientsRefused:
        _finish(letter, is_refused=True)
    except smtplib.SMTPResponseException as error:
        if error.smtp_code in SMTP_PERMANENT:
            letter.failed("refused", f"The mail server refused the e-mail ({error.smtp_code}).")
        else:
            letter.again("server_error", f"The mail server is busy ({error.smtp_code}).")
    except (smtplib.SMTPException, OSError):
        letter.again("timeout", "The mail server didn’t answer.", wait=60)
    else:
        _finish(letter)


@transaction.atomic
def _finish(letter: Letter, *, is_refused: bool = False) -> None:
    """End the job, and delete the words and the e-mail address."""
    if is_refused:
        ended = letter.failed("refused", "The mail server doesn’t know this address.", words="")
    else:
        ended = letter.done(words="")
    if ended:
        Tip.objects.filter(pk=letter.tip_id).update(email="")
