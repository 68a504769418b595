"""The task that sends an article to the second reader."""

from celery import shared_task
from django.db import connection

from claims import second_reader
from claims.second_reader.models import SecondReading


@shared_task(name="claims.read_second", ignore_result=True)
def read_second(article_id: int) -> None:
    """Send the next piece of an article to the second reader, if one is left."""
    if leased := SecondReading.objects.lease(article_id):
        question = second_reader.prepare_question(leased)
        if question is not None:
            connection.close()  # return it to the pool while waiting for the model
            second_reader.ask_second_reader(leased, question)
