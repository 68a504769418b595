"""Whatever is sent, the API answers in sentences and never with an error of its own."""

import itertools
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

NASTY: list[object] = [
    *(None, True, 0, -1, 10**30, 1.5, 1e300),
    *("", " ", "\x00", "a\x00b", "\ud800", "\u202e", "x" * 5000, "2026-13-45", "null"),
    *([], [None], [[]], ["\x00"], [{}], {}, {"name": None}, {"name": "\x00"}, {"name": {}}),
    {"name": "\ud800 x"},
]
NOTE = {"note": "Why."}
SENT = {
    "articles/": {"text": "He said.", "title": "T", "published_on": None, "language": "en"},
    "articles/ by address": {"url": "https://example.org/", "publisher": "Courier"},
    "feeds/": {"url": "https://e.org/feed", "publisher": "C", "interval": 30, "take_first": 3},
    "feeds/{feed}/choose/": {"url": "https://e.org/feed"},
    "statements/{statement}/accept/": {
        "text": "Police funding was cut",
        "claimant": {"name": "Mara Brook"},
        "said_on": "2026-03-03",
        "where": "there",
        "topics": ["Police"],
        "why": "x",
    },
    "statements/{statement}/accept/ joined": {"claim": 1},
    "statements/{statement}/decline/": {"reason": "opinion", "note": "x"},
    "tips/": {"text": "Crime doubled.", "url": "", "why": "x", "email": ""},
    "reports/{report}/answer/": {"answer": "We looked.", "corrected": False},
    "tips/{tip}/answer/": {"answer": "We looked.", "check": None},
    "tips/{tip}/erase/": {"why": "Asked."},
    "claims/": {"text": "Police funding was cut", "claimant": 1, "topics": []},
    "reviews/{review}/draft/": {"version": 1, "rating": "true", "conclusion": "", "body": ""},
    "reviews/{review}/evidence/": {
        "snapshot": 1,
        "quote": "words",
        "stance": "context",
        "primary": False,
        "origin": "",
        "note": "",
        "near": 3,
        "confidential": False,
        "described_as": "",
    },
    "reviews/{review}/evidence/ by address": {
        "url": "https://e.org/",
        "quote": "x",
        "stance": "context",
    },
    "evidence/{piece}/withdraw/": NOTE,
    "reviews/{review}/assign/": {"to": "checker"},
    "reviews/{submitted}/approve/": {"revision": 1},
    "reviews/{submitted}/send-back/": NOTE,
    "reviews/{approved}/publish/": {"at": "2036-01-01T00:00:00Z"},
    "reviews/{published}/reopen/": {**NOTE, "to": "editor"},
    "reviews/{published}/ask-retract/": NOTE,
    "reviews/{published}/correction/": {
        "kind": "update",
        "text": "X.",
        "conclusion": "Y.",
        "version": 1,
        "to": "editor",
    },
    "reviews/{submitted}/correction/confirm/": {"revision": 1, "kind": "update", "text": "X."},
    "reviews/{published}/retraction/": {"text": "X."},
    "reviews/{review}/drop/": {"reason": "Nobody said it."},
}
BUILT = {
    "statement": given.statement,
    "submitted": given.submitted,
    "approved": given.approved,
    "published": given.published,
    "tip": given.tip,
    "report": given.report,
    "feed": given.feed,
}


@pytest.fixture
def editor():
    return Caller(given.editor())


def _address(path, editor):
    path = path.split(" ")[0]
    if "{piece}" in path:
        piece = given.evidence(given.taken(by=editor.person), by=editor.person)
        return path.format(piece=piece.pk)
    review = given.taken(by=editor.person).pk if "{review}" in path else 0
    return path.format(
        review=review,
        **{name: build().pk for name, build in BUILT.items() if f"{{{name}}}" in path},
    )


@pytest.mark.parametrize("path", SENT)
def test_no_value_of_a_field_is_too_much_for_it(path, editor):
    address = _address(path, editor)
    ask = editor.put if address.endswith(("draft/", "retraction/")) else editor.post

    for field, value in itertools.product(SENT[path], NASTY):
        answer = ask(address, json.dumps({**SENT[path], field: value}))

        assert answer.status_code < 500, (field, value)
        if answer.status_code >= 400:
            assert is_problem(answer, answer.status_code)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("reviews/", ("state", "holder", "cursor", "page_size")),
        ("claims/", ("q", "cursor")),
        ("articles/", ("cursor",)),
        ("tips/", ("state", "cursor")),
        ("checks/", ("q", "claimant", "rating", "since", "cursor")),
    ],
)
def test_no_question_is_too_much_for_a_list(path, names, editor):
    given.published()
    texts = [value for value in NASTY if isinstance(value, str) and value != "\ud800"]
    words = ["'", '"', "a & b", "((", "a OR", "-", "\\", "%", "<->", "é" * 200, "0" * 400]

    for name, value in itertools.product(names, texts + words):
        answer = editor.get(path, **{name: value})

        assert answer.status_code in {200, 400, 422}, (name, value)


def test_no_file_is_too_much(editor):
    names = ["", "a", "../../etc/passwd", "x" * 300 + ".html", "a\x00.txt", "ü.html", ".txt"]
    bodies = [b"\x00" * 50, b"\xff\xfe", b"\xef\xbb\xbf", b"<", b"%PDF-", b"{", b"\x1b[31m red"]

    for path in ("articles/", "snapshots/"):
        for name, body in itertools.product(names, bodies):
            answer = editor.upload(path, file=SimpleUploadedFile(name or "x", body))
            assert answer.status_code in {201, 422}, (path, name, body)
        for broken in (b"", b"--x", b"--x\r\n\r\n--x--"):
            answer = editor.post(path, broken, content_type="multipart/form-data; boundary=x")
            assert answer.status_code in {400, 422}, (path, broken)
        assert is_problem(editor.post(path, b"x", content_type="multipart/form-data"), 400)
