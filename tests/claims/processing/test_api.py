"""The API of articles."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.articles.models import Article
from sources.snapshots import parse_job
from sources.snapshots.models import Content
from tests import given
from tests.calling import Caller, is_problem
from tests.claims.articles import example_files
from tests.claims.articles.example_files import FILES

pytestmark = pytest.mark.django_db

STATEMENT = {
    *("id", "state", "start", "end", "quote", "speaker", "speaker_start", "speaker_end"),
    *("cue", "kind", "claim_type", "denied", "worth", "reasons", "numbers"),
    *("seconds", "found_by", "speaker_candidates", "question"),
}


def test_a_text_is_taken_in_and_read_later():
    caller = Caller(given.checker())

    made = caller.post(
        "articles/",
        {
            "text": given.ARTICLE,
            "title": "Council",
            "publisher": "Northfield Courier",
            "published_on": "2026-03-04",
            "url": "https://courier.example/council",
        },
    )

    assert made.status_code == 201
    told = made.json()
    assert told["state"] == "waiting"
    assert (
        told["url"]
        == made.headers["Location"]
        == f"http://testserver/api/articles/{told['id']}/"
    )
    article = Article.objects.get(pk=told["id"])
    assert article.submitted_by == caller.person
    assert article.url == told["source_url"] == "https://courier.example/council"
    before = caller.get(f"articles/{told['id']}/").json()
    assert (before["state"], before["statements"]) == ("waiting", [])

    given.read(article)

    after = caller.get(f"articles/{told['id']}/").json()
    assert (after["state"], after["publisher"], after["published_on"]) == (
        "done",
        "Northfield Courier",
        "2026-03-04",
    )
    assert after["text"] == given.ARTICLE
    assert after["statements"]
    for statement in after["statements"]:
        assert set(statement) >= STATEMENT
        assert after["text"][statement["start"] : statement["end"]] == statement["quote"]
        assert statement["state"] == "proposed"
    numbers = [number for one in after["statements"] for number in one["numbers"]]
    assert {"text", "value", "unit", "comparator", "base", "period", "place"} <= set(numbers[0])


def test_nul_characters_and_line_ends_go_and_nothing_else_does():
    told = Caller(given.checker()).post("articles/", {"text": " One\x00\r\ntwo \n"}).json()

    assert Article.objects.get(pk=told["id"]).text == " One\ntwo \n"


def test_an_address_is_captured_first():
    told = Caller(given.checker()).post("articles/", {"url": "https://example.org/a"}).json()

    article = Article.objects.get(pk=told["id"])
    assert article.capture.url == "https://example.org/a"
    assert article.capture.on_done == "claims.read_page"


def test_a_page_is_uploaded():
    caller = Caller(given.checker())
    page = (
        b"<!doctype html><title>Council</title><article><p>Mara Brook told the council that"
        b" police funding was cut by 40 percent in a single year.</p></article>"
    )

    made = caller.upload(
        "articles/", file=SimpleUploadedFile("a.html", page), publisher="Courier"
    )

    article = Article.objects.get(pk=made.json()["id"])
    assert article.page.body() == page
    parse_job.parse_content(Content.objects.lease(article.page.pk))
    given.read(article)
    after = caller.get(f"articles/{article.pk}/").json()
    assert after["state"] == "done"
    assert "cut by 40 percent" in after["text"]


def test_a_text_file_is_uploaded():
    file = SimpleUploadedFile("a.txt", "“We had 312 officers,” she said.\r\n".encode())

    made = Caller(given.checker()).upload("articles/", file=file)

    assert made.status_code == 201
    assert Article.objects.get().text == "“We had 312 officers,” she said.\n"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "There is no text"),
        ({"text": "  \n"}, "There is no text"),
        ({"url": "ftp:/nowhere"}, "url:"),
        ({"text": "x", "published_on": "yesterday"}, "published_on:"),
        ({"text": "x" * 2_000_001}, "text:"),
        ({"text": ["x"]}, "text:"),
        ({"text": "x", "url": "https://e.org/" + "a" * 3000}, "url:"),
    ],
)
def test_what_is_no_article_is_422(body, words):
    assert is_problem(Caller(given.checker()).post("articles/", body), 422, words)
    assert not Article.objects.exists()


def test_a_program_under_a_texts_name_is_422():
    file = SimpleUploadedFile("notes.txt", b"\x7fELF" + bytes(range(256)) * 8)

    answer = Caller(given.checker()).upload("articles/", file=file)

    assert is_problem(answer, 422, "This file isn’t readable text")


def test_a_file_over_the_limit_is_413_and_not_read(settings):
    settings.UPLOAD_LIMIT = 1000
    file = SimpleUploadedFile("notes.txt", b"words " * 20_000)

    assert is_problem(Caller(given.checker()).upload("articles/", file=file), 413, "25 MB")


def test_text_and_file_together_are_422():
    file = SimpleUploadedFile("notes.txt", b"words")

    answer = Caller(given.checker()).upload("articles/", file=file, text="other words")

    assert is_problem(answer, 422, "not both")


def test_a_failed_reading_says_why():
    caller = Caller(given.checker())
    pk = caller.post("articles/", {"url": "https://example.org/a"}).json()["id"]
    article = Article.objects.get(pk=pk)
    type(article.capture).objects.filter(pk=article.capture_id).update(
        state="failed", failure="dns", detail="The host has no address."
    )

    given.read(article)

    told = caller.get(f"articles/{pk}/").json()
    assert (told["state"], told["detail"]) == ("failed", "The host has no address.")


def test_articles_cost_as_many_queries_however_many_there_are():
    caller = Caller(given.checker())
    given.article()
    caller.get("articles/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rows = caller.get("articles/").json()["results"]
        counts.append((len(queries), len(rows)))
        for _ in range(9):
            caller.post("articles/", {"text": given.ARTICLE, "publisher": "Courier"})

    assert [rows for _, rows in counts] == [1, 10]
    assert counts[0][0] == counts[1][0]


def test_an_article_costs_as_many_queries_however_much_is_said_in_it():
    caller = Caller(given.checker())
    short = given.article(
        "Mara Brook told the council that police funding was cut by 40 percent."
    )
    long = given.article(given.ARTICLE * 5)
    counts = []
    for article in (short, long):
        with CaptureQueriesContext(connection) as queries:
            told = caller.get(f"articles/{article.pk}/").json()
        counts.append((len(queries), len(told["statements"])))

    assert counts[1][1] > counts[0][1] > 0
    assert counts[0][0] == counts[1][0]


def test_a_repeat_with_the_same_name_gives_the_article_back():
    caller = Caller(given.checker())
    sent = {"text": given.ARTICLE, "once": "6d9c3c0c-58a1-4a53-9d61-0f6d6f7b6b11"}

    first, second = caller.post("articles/", sent), caller.post("articles/", sent)

    assert first.json()["id"] == second.json()["id"]
    assert Article.objects.count() == 1
    other = Caller(given.checker()).post("articles/", {"text": given.ARTICLE})
    assert other.json()["id"] != first.json()["id"]


def test_subtitles_tell_the_second_of_each_statement():
    caller = Caller(given.checker())
    file = SimpleUploadedFile("interview.srt", (FILES / "interview.srt").read_bytes())

    made = caller.upload("articles/", file=file)

    article = example_files.read(Article.objects.get(pk=made.json()["id"]))
    told = caller.get(f"articles/{article.pk}/").json()
    seconds = {one["quote"]: one["seconds"] for one in told["statements"]}
    assert seconds["We will open two new schools by 2028."] == 765
    assert (told["came_by"], told["notes"]) == ("file", [])


def test_one_file_comes_with_a_request():
    files = [SimpleUploadedFile(name, given.ARTICLE.encode()) for name in ("a.txt", "b.txt")]

    is_problem(
        Caller(given.checker()).upload("articles/", file=files),
        422,
        "Send one file per request.",
    )
