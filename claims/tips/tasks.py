"""The task that sends an e-mail to the sender of a tip."""

from celery import shared_task
from django.db import connection

from claims.tips import mailer
from claims.tips.models import Letter


@shared_task(name="claims.send_letter", ignore_result=True)
def send_letter(tip_id: int) -> None:
    """Send the e-mail that answers a tip, if that hasn't been done yet."""
    if letter := Letter.objects.lease(tip_id):
        message = mailer.compose_mail(letter)
        connection.close()  # return it to the pool while waiting for the mail server
        mailer.send_letter(letter, message)
