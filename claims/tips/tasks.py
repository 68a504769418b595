"""The worker's task that sends the letter to the sender of a tip."""

from celery import shared_task
from django.db import connection

from claims.tips import mailer
from claims.tips.models import Letter


@shared_task(name="claims.send_letter", ignore_result=True)
def send_letter(tip_id: int) -> None:
    """Send the letter that answers a tip, if it is still to be sent."""
    if letter := Letter.objects.lease(tip_id):
        message = mailer.compose_mail(letter)
        connection.close()  # back to the pool while the mail server makes us wait
        mailer.send_letter(letter, message)
