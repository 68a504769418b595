"""Many things put in at once, each with its own outcome; and what a bookmarklet brings."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.articles.follow_up_jobs import LeftOver
from claims.articles.models import Article
from tests import given
from tests.claims.articles import example_files
from tests.desk.conftest import TEXT
from tests.desk.requests import HTMX, url

pytestmark = pytest.mark.django_db

ONCE = "6d9c3c0c-58a1-4a53-9d61-0f6d6f7b6b11"


def file(name, body=None):
    return SimpleUploadedFile(name, body or TEXT.encode())


def picture(name="logo.png"):
    return file(name, b"\x89PNG\r\n\x1a\n" + bytes(64))


def test_several_files_are_taken_in_and_a_bad_one_stops_no_other(client, checker):
    sent = [file("a.txt"), picture(), file("b.txt", b"Other words, she said.")]

    response = client.post(url("new_article"), {"file": sent, "publisher": "Courier"})

    assert response.status_code == 200
    page = response.content.decode()
    assert [one.name for one in response.context["lines"]] == ["a.txt", "logo.png", "b.txt"]
    assert "Text in pictures isn’t recognized." in page
    assert page.count("waits for a reader") == 2
    assert {str(one.publisher) for one in Article.objects.all()} == {"Courier"}


def test_a_text_and_files_are_articles_of_their_own(client, checker):
    about = {"text": "She said no.", "title": "Pasted", "url": "https://courier.example/a"}

    client.post(url("new_article"), {**about, "file": [file("a.txt")]})

    pasted, from_file = Article.objects.order_by("pk")
    assert (pasted.title, pasted.url) == ("Pasted", "https://courier.example/a")
    assert (from_file.text, from_file.title, from_file.url) == (TEXT, "", "")


def test_a_script_that_sends_one_file_gets_its_line(client, checker):
    taken = client.post(url("new_article"), {"file": file("a.txt")}, **HTMX).content.decode()
    refused = client.post(url("new_article"), {"file": picture()}, **HTMX).content.decode()

    article = Article.objects.get()
    assert "<html" not in taken
    assert f'hx-get="{url("submission_results", article.pk)}?name=' in taken
    assert "logo.png" in refused
    assert "Text in pictures isn’t recognized." in refused
    assert "hx-get" not in refused


def test_the_line_of_an_article_follows_it_until_it_is_read(client, checker):
    client.post(url("new_article"), {"file": file("a.txt")})
    article = Article.objects.get()
    waiting = client.get(url("submission_results", article.pk), {"name": "a.txt"}, **HTMX)

    given.read(article)

    read = client.get(
        url("submission_results", article.pk), {"name": "a.txt"}, **HTMX
    ).content.decode()
    assert "waits for a reader" in waiting.content.decode()
    assert f"{article.statements.count()} statement" in read
    assert "hx-get" not in read


def test_a_double_click_makes_one_article(client, checker):
    sent = {"text": TEXT, "once": ONCE}

    first = client.post(url("new_article"), sent)
    second = client.post(url("new_article"), sent)

    assert first["Location"] == second["Location"]
    assert Article.objects.count() == 1


def test_files_sent_twice_are_taken_in_once(client, checker):
    for _ in range(2):
        client.post(
            url("new_article"),
            {"file": [file("a.txt"), file("b.txt", b"Other words, she said.")], "once": ONCE},
        )

    assert Article.objects.count() == 2


def test_another_text_from_the_same_form_is_another_article(client, checker):
    for text in (TEXT, "Other words, she said."):
        client.post(url("new_article"), {"text": text, "once": ONCE})

    assert Article.objects.count() == 2


def test_the_form_has_a_name_of_its_own_each_time(client, checker):
    once = [client.get(url("new_article")).context["form"]["once"].value() for _ in range(2)]

    assert once[0] != once[1]


def test_what_a_bookmarklet_brings_is_shown_and_not_sent(client, checker):
    brought = {
        "url": "https://courier.example/a?b=c",
        "title": "“Quoted” <title>",
        "text": "<script>alert(1)</script> she said",
        "cut": "1",
    }

    page = client.get(url("new_article"), brought).content.decode()

    assert not Article.objects.exists()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; she said" in page
    assert 'value="https://courier.example/a?b=c"' in page
    assert "Only the first part of the selection" in page


def test_the_bookmarklet_opens_this_desks_form(client, checker):
    link = client.get(url("new_article")).context["bookmarklet"]

    assert link.startswith("javascript:")
    script = unquote(link)
    assert f'window.open("http://testserver{url("new_article")}"' in script


def test_left_over_lines_are_said_to_be_text_on_the_page(client, checker):
    article = given.article(TEXT + "\n\nRead more: “We had 312 officers,” Brook said.\n")
    start, end = article.left_over[0]

    response = client.post(url("not_left_over", article.pk), {"start": start, "end": end})

    assert response["Location"] == f"{url('article', article.pk)}#text"
    example_files.read_left_over(LeftOver.objects.get())
    assert article.statements.filter(quote__contains="312 officers").exists()


def test_the_page_of_an_article_says_what_to_know_and_shows_what_hides(client, checker):
    article = given.article(TEXT + "\n\nShe sa\u200bid “no\u202e”.\n")

    page = client.get(url("article", article.pk)).content.decode()

    assert "an invisible character" in page
    assert 'data-name="zero width space">\u200b</span>id' in page
    assert 'data-name="right-to-left override">\u202e</span>' in page
