from celery import shared_task
from django.db import connection

from claims import second_reader
from claims.attachments import unpack as attachment_unpack
from claims.processing import extract, extract_again
from claims.articles.follow_up_jobs import LeftOver, Unpacking
from claims.articles.models import Article
from claims.feeds import poll as feed_poll
from claims.feeds.models import Feed
from claims.second_reader.models import SecondReading
from claims.tips import mailer
from claims.tips.models import Letter
from sources.snapshots.models import Snapshot


@shared_task(name="claims.read", ignore_result=True, soft_time_limit=280, time_limit=300)
def read(article_id: int) -> None:
    """Read an article if it is still to be read."""
    if article := Article.objects.lease(article_id):
        extract.run(article)


@shared_task(name="claims.read_left_over", ignore_result=True)
def read_left_over(asked_id: int) -> None:
    """Read lines that somebody says are text after all, if that is still to be done."""
    if asked := LeftOver.objects.lease(asked_id):
        extract_again.run(asked)


@shared_task(name="claims.unpack", ignore_result=True)
def unpack(article_id: int) -> None:
    """Take in what came with an e-mail, if that is still to be done."""
    if unpacking := Unpacking.objects.lease(article_id):
        attachment_unpack.run(unpacking)


@shared_task(name="claims.read_page", ignore_result=True)
def read_page(snapshot_id: int) -> None:
    """A page is read: articles made of it can be read too."""
    if snapshot := Snapshot.objects.filter(pk=snapshot_id).first():
        extract.page_arrived(snapshot)


@shared_task(name="claims.poll", ignore_result=True)
def poll(feed_id: int) -> None:
    """Poll a feed if its time has come and its site is not being asked."""
    if (feed := Feed.objects.lease(feed_id)) and feed_poll.may_ask(feed):
        connection.close()  # back to the pool while the network makes us wait
        feed_poll.run(feed)


@shared_task(name="claims.send_letter", ignore_result=True)
def send_letter(tip_id: int) -> None:
    """Send the letter that answers a tip, if it is still to be sent."""
    if letter := Letter.objects.lease(tip_id):
        message = mailer.compose(letter)
        connection.close()  # back to the pool while the mail server makes us wait
        mailer.send(letter, message)


@shared_task(name="claims.read_second", ignore_result=True)
def read_second(article_id: int) -> None:
    """Ask the second reader about the next piece of an article, if one is left."""
    if leased := SecondReading.objects.lease(article_id):
        question = second_reader.prepare(leased)
        if question is not None:
            connection.close()  # back to the pool while the model makes us wait
            second_reader.run(leased, question)
