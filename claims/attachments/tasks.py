"""The task that opens the attachments of an e-mail."""

from celery import shared_task

from claims.articles.follow_up_jobs import Unpacking
from claims.attachments.unpack import unpack_attachments


@shared_task(name="claims.unpack", ignore_result=True)
def unpack(article_id: int) -> None:
    """Make articles of the attachments of an e-mail, if that hasn't been done yet."""
    if unpacking := Unpacking.objects.lease(article_id):
        unpack_attachments(unpacking)
