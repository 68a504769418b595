"""An article: taken in, read, and what stops either."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.articles.models import Article
from claims.processing import actions
from tests.desk.conftest import TEXT
from tests.desk.requests import HTMX, url

pytestmark = pytest.mark.django_db


def test_a_pasted_text_is_taken_in(client, checker):
    response = client.post(
        url("new_article"), {"text": TEXT, "publisher": "Courier", "published_on": "2026-03-04"}
    )

    article = Article.objects.get()
    assert response["Location"] == url("article", article.pk)
    assert article.text == TEXT
    assert article.publisher.name == "Courier"


def test_a_pasted_link_alone_is_fetched(client, checker):
    client.post(url("new_article"), {"text": " https://courier.example/budget \n"})

    article = Article.objects.get()
    assert article.text == ""
    assert article.capture.url == article.url == "https://courier.example/budget"


def test_a_file_is_taken_in(client, checker):
    file = SimpleUploadedFile("mayor.txt", TEXT.encode(), content_type="text/plain")

    client.post(url("new_article"), {"file": file, "title": "From a file"})

    assert Article.objects.get().text == TEXT


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": "Only a title"}, "text"),
        ({"text": "Words.", "url": "not an address", "title": "Kept"}, "url"),
        ({"text": "Words.", "published_on": "yesterday", "title": "Kept"}, "published_on"),
        ({"text": "Words.", "published_on": "2099-03-31", "title": "Kept"}, "published_on"),
        ({"file": SimpleUploadedFile("a.txt", b"\x89PNG\r\n\x1a\n0000"), "title": "K"}, "file"),
    ],
)
def test_a_refused_article_keeps_what_was_typed(client, checker, typed, field):
    response = client.post(url("new_article"), typed)

    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert f'value="{typed["title"]}"' in response.content.decode()
    assert not Article.objects.exists()


def test_an_article_that_waits_shows_how_far_it_is(client, checker):
    article = actions.submit_article(text=TEXT, by=checker)

    page = client.get(url("article", article.pk)).content.decode()

    assert "Waiting for a reader." in page
    assert 'http-equiv="refresh"' in page
    fragment = client.get(url("article", article.pk), {"reading": 1}, **HTMX).content.decode()
    assert "Waiting for a reader." in fragment
    assert "<html" not in fragment


def test_the_progress_opens_the_triage_once_it_is_read(client, article):
    response = client.get(url("article", article.pk), {"reading": 1}, **HTMX)

    assert response["HX-Refresh"] == "true"


def test_a_failed_reading_says_why_and_can_be_tried_again(client, checker):
    article = actions.submit_article(text=TEXT, by=checker)
    Article.objects.lease(article.pk).failed("too_large", "The text is too long to read.")

    page = client.get(url("article", article.pk)).content.decode()
    client.post(url("extract_again", article.pk))

    assert "The text is too long to read." in page
    article.refresh_from_db()
    assert article.state == "waiting"
