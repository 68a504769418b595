"""Uploaded files become articles: texts as they are, pages by their main text."""

import pytest
from django.core.exceptions import ValidationError

from claims.articles.models import Article
from claims.processing import actions
from sources.snapshots import parse_job
from sources.snapshots.models import Content, Snapshot
from tests import given

pytestmark = pytest.mark.django_db

PAGE = (
    "<!doctype html><html lang='en'><head><title>Council: police funding</title></head><body>"
    "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Police funding</h1>"
    "<p>The mayor of Northfield, Mara Brook, told the council on Tuesday that police funding "
    "was cut by 40 percent in a single year, and that the town would not accept it.</p>"
    "<p>“We had 312 officers on the street in 2024,” she said after the meeting ended.</p>"
    "</article></body></html>"
)


def test_a_text_file_is_taken_as_it_is():
    body = "\ufeffThe mayor said:\r\n“We had 312 officers.”\r\n".encode()

    article = actions.submit_file(body, "notes.txt", title="Notes", by=given.checker())

    assert article.text == "The mayor said:\n“We had 312 officers.”\n"
    assert article.title == "Notes"
    assert not Snapshot.objects.exists()


def test_a_text_file_in_an_old_encoding_is_read():
    article = actions.submit_file(
        "Der Bürgermeister sagte: „Größer“.".encode("cp1252"), "alt.txt", by=given.checker()
    )

    assert article.text == "Der Bürgermeister sagte: „Größer“."


def test_a_text_about_html_is_no_page():
    article = actions.submit_file(b"<p>is a tag, she said.", "notes.txt", by=given.checker())

    assert article.text == "<p>is a tag, she said."


def test_a_page_is_kept_and_read_from_there():
    article = actions.submit_file(
        PAGE.encode(), "council.html", publisher="Courier", by=given.checker()
    )
    assert Article.objects.lease(article.pk) is None, "its page is not read yet"

    parse_job.parse_content(Content.objects.lease(article.page.pk))
    article = given.read(article)

    assert article.state == "done"
    assert article.page.by_hand
    assert article.page.body() == PAGE.encode()
    assert article.title == "Police funding"
    assert "Sport" not in article.text
    assert "312 officers" in article.text
    assert article.statements.filter(quote__contains="312 officers").exists()


def test_the_page_rings_for_its_article(django_capture_on_commit_callbacks, monkeypatch):
    article = actions.submit_file(PAGE.encode(), "council.html", by=given.checker())
    rung = []
    monkeypatch.setattr("jobs.dispatch.dispatch", lambda name, pk: rung.append((name, pk)))

    with django_capture_on_commit_callbacks(execute=True):
        parse_job.parse_content(Content.objects.lease(article.page.pk))

    assert ("claims.read_page", article.page.pk) in rung


def test_a_page_without_text_says_so_on_the_article():
    article = actions.submit_file(
        b"<html><body><img src='x.png'></body></html>", "a.html", by=given.checker()
    )
    parse_job.parse_content(Content.objects.lease(article.page.pk))

    article = given.read(article)

    assert article.state == "failed"
    assert article.detail == "The page holds no text to read."


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"\x7fELF" + bytes(range(256)) * 8, "notes.txt"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), "page.html"),
        (b"PK\x03\x04" + bytes(400), "speech.docx"),
    ],
)
def test_what_is_no_text_is_refused_whatever_its_name(body, name):
    with pytest.raises(ValidationError, match="This file isn’t readable text"):
        actions.submit_file(body, name, by=given.checker())

    assert not Article.objects.exists()


def test_an_empty_file_is_refused():
    with pytest.raises(ValidationError, match="The file is empty"):
        actions.submit_file(b" \n", "notes.txt", by=given.checker())
