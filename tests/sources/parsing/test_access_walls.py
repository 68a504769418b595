"""A page that stands in front of the page is marked, and an ordinary short page is not."""

import json
import time

import pytest

from sources.parsing import parser as parsing_parser
from sources.parsing.formats.access_walls import wall
from sources.parsing.formats.html import visible_text
from tests.claims.feeds.feed_server import SAID
from tests.sources.safe_fetch.hostile_servers import PAGE

PROSE = " ".join(SAID.format(what="the bridge is paid for", number="third") for _ in range(12))
WHOLE = PROSE[: PROSE[:1900].rindex(".") + 1]
OFFERED = "To continue reading, choose a plan."
COUNTED = '{{"isAccessibleForFree": false, "wordCount": {}}}'
NOT_FREE = json.dumps(
    {"@context": "https://schema.org", "@type": "NewsArticle", "isAccessibleForFree": "False"}
)

WALLS = {
    "case-62 a captcha by its maker's script": (
        "captcha",
        "<script src='/cdn-cgi/challenge-platform/a'></script><p>Checking your browser.",
    ),
    "case-62 a captcha in a frame": (
        "captcha",
        "<iframe src='https://geo.captcha-delivery.com/captcha/?initialCid=1'></iframe>",
    ),
    "case-62 a captcha by its word alone": ("captcha", "<h1>Bitte lösen Sie das Captcha</h1>"),
    "case-62 consent by a form": (
        "consent",
        "<h1>Halt</h1><form action='https://consent.example.org/save'><button>Ja</button>",
    ),
    "case-62 consent in a frame": (
        "consent",
        "<p>Vi värnar om dig<iframe src='https://cdn.privacy-mgmt.com/index.html?message_id=1'>",
    ),
    "a sign-in": (
        "sign-in",
        "<h1>Prijava</h1><form method=post><input name=u><input type='password' name=p></form>",
    ),
    "a page that is not free": (
        "pay",
        f"<script type='application/ld+json'>{NOT_FREE}</script><article>"
        f"<h1>Bridge</h1><p>{PROSE[:400]}</p></article>" + f"<nav>{PROSE}</nav>",
    ),
    "a page that is cut off": (
        "pay",
        f"<script type='application/ld+json'>{NOT_FREE}</script><p>{PROSE[:1500]} …",
    ),
    "a page that is shorter than it says": (
        "pay",
        f"<script>{COUNTED.format(2000)}</script><p>{WHOLE}",
    ),
    "a page with an offer below": (
        "pay",
        f"<script type='application/ld+json'>{NOT_FREE}</script><p>{WHOLE}<p>{OFFERED}",
    ),
    "a page that is locked": (
        "pay",
        f'<meta property="article:content_tier" content="locked"><p>{PROSE[:300]}',
    ),
}


def found(markup, main=None):
    seen = visible_text(markup)
    return wall(markup, seen, seen if main is None else main)


@pytest.mark.parametrize("name", WALLS)
def test_walls_are_told_by_what_holds_in_any_language(name):
    kind, markup = WALLS[name]

    assert found(markup, main=PROSE[:400] if "<nav>" in markup else None) == kind


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(PAGE.decode(), id="a page of eight words"),
        pytest.param("<p>The council met.", id="one sentence"),
        pytest.param("", id="nothing"),
        pytest.param(
            "<p>The council met.<form action=/search><input name=q></form>", id="a search"
        ),
        pytest.param("<p>The council met.<iframe src=/map.html></iframe>", id="a map"),
        pytest.param(
            f"<article><p>{PROSE}</article><form><input type=password></form>",
            id="a log-in box",
        ),
        pytest.param(
            f"<p>{PROSE}<form action=/letters><div class=g-recaptcha></div></form>",
            id="a form for letters",
        ),
        pytest.param(
            "<script src=https://cdn.consent-maker.example/cmp.js></script><p>The council met.",
            id="a banner for consent",
        ),
        pytest.param(
            f"<p>{PROSE[:600]} The captcha is no test of humans.", id="about captchas"
        ),
        pytest.param(
            f"<script type='application/ld+json'>{NOT_FREE}</script><p>{PROSE}",
            id="not free, and all there",
        ),
        pytest.param(
            f"<script type='application/ld+json'>{NOT_FREE}</script><p>{WHOLE}",
            id="not free, short, and all there",
        ),
        pytest.param(
            f"<script>{COUNTED.format(len(WHOLE.split()) // 2)}</script><p>{WHOLE[:700]}",
            id="not free, and as long as the page says",
        ),
        pytest.param(
            '<script>{"isAccessibleForFree": true}</script><p>The council met.', id="free"
        ),
    ],
)
def test_an_ordinary_page_is_no_wall(markup):
    assert found(markup) == ""


def test_a_wall_is_a_mark_and_a_sentence_with_what_to_do():
    _, markup = WALLS["case-62 a captcha by its maker's script"]

    parsed = parsing_parser.parse(
        markup.encode(), "text/html", "utf-8", "https://one.example.org/"
    )

    assert "walled" in parsed.marks
    (note,) = parsed.notes
    assert "a test for humans instead of the page" in note
    assert "Save the page in your browser" in note


@pytest.mark.parametrize(
    "piece", ["<form action=", "<iframe src=a", "isAccessibleForFree : ", "class='", "<input "]
)
def test_markup_made_to_choke_costs_little(piece):
    started = time.monotonic()

    wall(piece * (2_000_000 // len(piece)), "", "")

    assert time.monotonic() - started < 4
