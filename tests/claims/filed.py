"""Files as a desk receives them, taken in and read by the workers' own functions."""

from pathlib import Path

from claims import actions, attachments, rereading
from claims.models import Article, LeftOver, Unpacking
from sources import fetching
from sources.models import Content
from tests import given

FILES = Path(__file__).parent / "files"


def take_in(name: str, *, by=None, **about) -> Article:
    """One of our files, read; what a worker would do, in the order of its doorbells."""
    return take_in_bytes((FILES / name).read_bytes(), name, by=by, **about)


def take_in_bytes(body: bytes, name: str, *, by=None, **about) -> Article:
    article = actions.submit_file(body, name, by=by or given.checker(), **about)
    return read(article)


def read(article: Article) -> Article:
    if article.page_id:
        fetching.parse(Content.objects.lease(article.page_id))
    return given.read(article)


def unpack(article: Article) -> list[Article]:
    """Take in what came with an e-mail; the articles made of it, unread."""
    attachments.run(Unpacking.objects.lease(article.pk))
    article.refresh_from_db()
    return list(article.attachments.order_by("pk"))


def read_left_over(asked: LeftOver) -> None:
    rereading.run(LeftOver.objects.lease(asked.pk))
