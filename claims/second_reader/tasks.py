"""The worker's task that asks the second reader about an article."""

from celery import shared_task
from django.db import connection

from claims import second_reader
from claims.second_reader.models import SecondReading


@shared_task(name="claims.read_second", ignore_result=True)
def read_second(article_id: int) -> None:
    """Ask the second reader about the next piece of an article, if one is left."""
    if leased := SecondReading.objects.lease(article_id):
        question = second_reader.prepare_question(leased)
        if question is not None:
            connection.close()  # back to the pool while the model makes us wait
            second_reader.ask_second_reader(leased, question)
