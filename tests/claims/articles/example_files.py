"""Example files as a desk receives them, submitted and processed by the workers' functions."""

from pathlib import Path

from claims.articles.follow_up_jobs import LeftOver, Unpacking
from claims.attachments import actions as attachment_actions
from claims.attachments import unpack as attachment_unpack
from claims.processing import actions as article_actions
from claims.processing import extract_again
from sources.snapshots import parse_job
from sources.snapshots.models import Content
from tests import given

FILES = Path(__file__).parent.parent / "files"


def take_in(name, *, by=None, **about):
    """Submit one of our files, and process it in the order of the workers' tasks."""
    return take_in_bytes((FILES / name).read_bytes(), name, by=by, **about)


def take_in_bytes(body: bytes, name, *, by=None, **about):
    article = article_actions.submit_file(body, name, by=by or given.checker(), **about)
    return read(article)


def read(article):
    if article.page_id:
        parse_job.parse_content(Content.objects.lease(article.page_id))
    return given.read(article)


def unpack(article):
    """Open the attachments of an e-mail; returns their articles, not yet processed."""
    attachment_actions.open_attachments(article, by=article.submitted_by)
    attachment_unpack.unpack_attachments(Unpacking.objects.lease(article.pk))
    article.refresh_from_db()
    return list(article.attachments.order_by("pk"))


def read_left_over(asked):
    extract_again.extract_left_over(LeftOver.objects.lease(asked.pk))
