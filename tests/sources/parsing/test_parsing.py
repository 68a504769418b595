"""From bytes to words; and rows 57 to 61 of the hostile table: bytes that choke a reader."""

import gzip
import html
import re
import time
from datetime import date

import pytest

from sources.parsing import child_process, pages, parsed
from sources.parsing.formats.html import visible_text
from sources.parsing.parser import Limits, Unreadable, parse
from sources.safe_fetch import media_type as safe_fetch_media_type
from tests.sources.papers import packed_spaces, pdf, words
from tests.sources.safe_fetch.hostile_servers import forbidden

SENTENCE = "The council spent 5% of its budget on roads, the mayor said on Monday. "
NEWS = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Roads cost more | The Mill</title>
<meta property="og:site_name" content="The Mill">
<meta property="article:published_time" content="2025-03-04T10:00:00Z">
<link rel="canonical" href="https://mill.example.org/roads">
<style>p {{ color: red }}</style><script>var words = "<p>not said</p>"</script></head>
<body onload="alert(1)"><nav><a href="/">Home</a></nav>
<form action="/comment"><article><h1>Roads cost more</h1>
<p>{SENTENCE * 4}</p>
<p>“It is <b>ex</b>pensive,” she&nbsp;said &amp; sighed. <!-- not said either --></p>
<table><tr><th>Year</th><td>2024</td></tr><tr><th>Spent</th><td>£5m</td></tr></table>
<p>{"He added that it would not happen again in any year to come. " * 4}</p>
<textarea>typed</textarea><input value="typed too"><img src="https://spy.example/x.gif" alt="x">
<iframe src="https://spy.example/"></iframe><a href="javascript:alert(1)" onclick="x()">more</a>
</article></form><footer>© The Mill</footer></body></html>"""


def squeezed(text):
    return "".join(text.split())


def shown_words(markup):
    """What a browser would show, read by other means than the code under test."""
    assert not re.search(r"<(script|style|img|iframe|form|input|textarea)", markup)
    return squeezed(html.unescape(re.sub(r"<[^>]*>", "", markup)))


@pytest.fixture(scope="module")
def news():
    return parse(
        NEWS.encode(), "text/html", "utf-8", "https://mill.example.org/roads?from=feed"
    )


def test_a_pages_facts_are_read(news):
    assert news.title == "Roads cost more"
    assert news.publisher == "The Mill"
    assert news.published_on == date(2025, 3, 4)
    assert news.language == "en-GB"
    assert news.canonical_url == "https://mill.example.org/roads"
    assert news.marks == ()


def test_the_text_is_all_that_is_shown_in_order(news):
    lines = news.text.split("\n")

    assert lines[:2] == ["Home", "Roads cost more"]
    assert "“It is expensive,” she\xa0said & sighed." in lines
    assert "Year\t2024" in lines
    assert lines[-1] == "© The Mill"
    assert "not said" not in news.text
    assert "typed" not in news.text


def test_words_selected_in_the_shown_page_are_in_the_text(news):
    assert shown_words(news.html) == squeezed(news.text)


def test_the_shown_page_can_do_nothing(news):
    for word in ("script", "onload", "onclick", "href", "src", "style", "action", "spy"):
        assert word not in news.html


def test_the_articles_text_leaves_out_what_surrounds_it(news):
    assert news.article_text.count(SENTENCE.strip()) == 4
    assert "Home" not in news.article_text
    assert "©" not in news.article_text


def test_a_page_without_an_article_is_its_own_article():
    page = parse(b"<p>Closed.", "text/html")

    assert page.text == page.article_text == "Closed."
    assert (page.title, page.publisher, page.published_on, page.language) == ("", "", None, "")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-03-04", date(2025, 3, 4)),
        ("1066-10-14", None),
        ("2999-01-01", None),
        ("soon", None),
    ],
)
def test_only_believable_days_are_kept(written, read):
    assert parsed.believable_day(written) == read


def test_a_plain_text_is_kept_as_it_is():
    page = parse(b"Line\r\none <b>\rtwo\x00", "text/plain", "utf-8")

    assert page.text == "Line\none <b>\ntwo"
    assert page.html == "<pre>Line\none &lt;b&gt;\ntwo</pre>"


@pytest.mark.parametrize("body", [b"{\\rtf1", b"PK\x03\x04", b"\x7fELF\x02", bytes(range(256))])
def test_what_is_no_text_says_so(body):
    with pytest.raises(
        Unreadable, match=r"Upload a web page, a PDF, a Word file or a plain text\."
    ) as caught:
        parse(body, safe_fetch_media_type.media_type(body))

    assert caught.value.kind == "unreadable"


def test_a_page_kept_as_it_was_transferred_is_unpacked_first():
    packed = gzip.compress(NEWS.encode())

    assert parse(packed, "text/html").text == parse(NEWS.encode(), "text/html").text
    assert parse(gzip.compress(pdf(words("Words"))), "application/pdf").text == "Words"
    with pytest.raises(Unreadable):
        parse(packed, "application/gzip")
    with pytest.raises(Unreadable):
        parse(gzip.compress(bytes(64 << 20)), "text/html")


def test_an_empty_page_is_marked():
    assert parse(b"", "text/html").marks == ("text_empty",)
    assert parse(b" \n", "text/plain").marks == ("text_empty",)


WORDS = "Мэр сказал: «дорого»"


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        pytest.param(WORDS.encode(), "utf-8", WORDS, id="header"),
        pytest.param(WORDS.encode("cp1251"), "windows-1251", WORDS, id="windows-1251"),
        pytest.param(WORDS.encode("koi8-r", "replace"), "KOI8-R", WORDS[:10], id="koi8-r"),
        pytest.param(WORDS.encode("utf-8-sig"), "windows-1251", WORDS, id="BOM beats header"),
        pytest.param(WORDS.encode("utf-16"), None, WORDS, id="UTF-16 with BOM"),
        pytest.param(
            "Plain words, twice over".encode("utf-16-le"), None, "Plain words", id="LE"
        ),
        pytest.param(
            "Plain words, twice over".encode("utf-16-be"), None, "Plain words", id="BE"
        ),
        pytest.param(WORDS.encode(), None, WORDS, id="undeclared UTF-8"),
        pytest.param(b"caf\xe9 \x93quoted\x94", None, "café “quoted”", id="windows-1252"),
        pytest.param(b"caf\xe9 \x93quoted\x94", "iso-8859-1", "café “quoted”", id="latin-1"),
        pytest.param(b"caf\xe9", "no-such-charset", "café", id="unknown"),
        pytest.param(b"caf\xe9 +AGE-", "utf-7", "café +AGE-", id="UTF-7 is not believed"),
        pytest.param(b"caf\xe9", "unicode_escape", "café", id="Python's own"),
        pytest.param(b"caf\xe9", "rot13", "café", id="no charset at all"),
        pytest.param(b"caf\xe9", "a\x00b", "café", id="NUL in the label"),
        pytest.param("日本".encode("shift_jis"), "Shift_JIS", "日本", id="shift_jis"),
        pytest.param("中文".encode("gb18030"), "gb2312", "中文", id="gb2312"),
    ],
)
def test_case_57_charsets(body, charset, expected):
    assert expected in parse(body, "text/plain", charset).text


def test_case_57_a_charset_in_the_first_kilobyte_is_found():
    body = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    page = parse(body.encode() + WORDS.encode("cp1251"), "text/html")

    assert page.text == WORDS


def test_case_57_a_charset_that_lies_costs_letters_and_no_error():
    page = parse(WORDS.encode("cp1251"), "text/html", "utf-8")

    assert "\ufffd" in page.text


@pytest.mark.parametrize("media_type", ["text/html", "text/plain", "application/json"])
def test_case_57_what_postgresql_cannot_keep_never_leaves_the_parser(media_type):
    page = parse(b"a\x00b&#0;&#xD800;c\xed\xa0\x80", media_type, "utf-8")

    for text in (page.text, page.article_text, page.html):
        assert "\x00" not in text
        text.encode()


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        pytest.param("<div>" * 100_000 + "words", {"text_incomplete"}, id="case-58 nested div"),
        pytest.param("<b>" * 100_000 + "words", set(), id="case-58 unclosed b"),
        pytest.param("<table><tr><td>" * 20_000 + "words", set(), id="case-58 nested tables"),
        pytest.param(
            "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">words",
            {"text_incomplete"},
            id="case-59 attributes",
        ),
        pytest.param("<p>words" + "<!--" * 500_000, set(), id="case-59 comments"),
        pytest.param(
            "words " * 1_700_000, {"truncated", "text_incomplete"}, id="case-59 one text"
        ),
        pytest.param("words" + "<" * 2_000_000, set(), id="angles"),
        pytest.param("<title" + " " * 2_000_000 + "<p>words", set(), id="blanks"),
    ],
)
def test_markup_made_to_choke_costs_marks_and_less_than_ten_seconds(
    body, marks, started_programs
):
    started = time.monotonic()

    page = parse(body.encode(), "text/html", "utf-8", "https://example.org/")

    assert time.monotonic() - started < 10
    assert marks <= set(page.marks)
    assert "words" in page.text
    assert [program.returncode is None for program in started_programs] == [False]
    assert parse(b"<p>Next", "text/html").text == "Next"


def test_a_child_that_sleeps_is_killed_by_the_wall_clock(monkeypatch, tmp_path):
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text(
        'import sys, time\nsys.stdout.write(\'{"step": "bare", "text": "kept"}\\n\')\n'
        "sys.stdout.flush()\ntime.sleep(60)\n"
    )
    monkeypatch.setattr(child_process, "CHILD", sleeper)
    monkeypatch.setattr(pages, "HTML_LIMITS", Limits(cpu=1, wall=0, megabytes=100))
    started = time.monotonic()

    page = parse(b"x" * 1_000_000, "text/html")

    assert time.monotonic() - started < 5
    assert page.text == "kept"
    assert "text_incomplete" in page.marks


def test_a_child_that_never_stops_talking_is_killed(monkeypatch, tmp_path):
    talker = tmp_path / "talker.py"
    talker.write_text("while True: print('x' * 100_000)\n")
    monkeypatch.setattr(child_process, "CHILD", talker)
    monkeypatch.setattr(child_process, "MOST_OUTPUT", 1_000_000)

    assert {"text_incomplete", "text_empty"} <= set(parse(b"x", "text/html").marks)


def test_the_childs_environment_is_scrubbed(monkeypatch, tmp_path):
    teller = tmp_path / "teller.py"
    teller.write_text(
        "import json, os\n"
        "print(json.dumps({'step': 'bare', 'text': ' '.join(sorted(os.environ))}))\n"
    )
    monkeypatch.setattr(child_process, "CHILD", teller)
    monkeypatch.setenv("SECRET_KEY", "secret")

    seen = set(parse(b"x", "text/html").text.split())

    assert seen <= {"HOME", "LANG", "LC_CTYPE", "PATH"}


ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
XMLS = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{ENTITIES}]><x>&l11;</x>',
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><x>{"&a;" * 50_000}</x>',
    "external entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:{P}/e">]><x>&e;</x>',
    "external DTD": '<!DOCTYPE x SYSTEM "http://127.0.0.1:{P}/x.dtd"><x>words</x>',
    "XInclude": '<x xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="http://127.0.0.1:{P}/"/></x>',
}  # fmt: skip


@pytest.mark.parametrize("name", XMLS)
@pytest.mark.parametrize(
    "media_type", ["application/xml", "application/xhtml+xml", "text/html"]
)
def test_case_60_xml_is_never_expanded_and_fetches_nothing(name, media_type):
    with forbidden() as server:
        body = '<?xml version="1.0"?>' + XMLS[name].replace("{P}", str(server.port))

        page = parse(body.encode(), media_type)

        assert server.hits == []
    assert "aaaa" * 20_000 not in page.text
    assert "haha" not in page.text


def test_a_papers_words_pages_and_title():
    page = parse(
        pdf(words("Roads cost", "more."), words("Second page."), title=b"On roads"),
        "application/pdf",
    )

    assert page.title == "On roads"
    assert page.text[: page.pages[1]].split() == ["Roads", "cost", "more."]
    assert page.text[page.pages[1] :] == "Second page."
    assert shown_words(page.html) == squeezed(page.text)
    assert page.html.count("<section data-page=") == 2
    assert page.marks == ()


def test_case_61_a_paper_without_words_is_marked():
    assert parse(pdf(b""), "application/pdf").marks == ("text_empty",)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(pdf(packed_spaces(300), packed=True), id="300 MB stream"),
        pytest.param(pdf(words("Words"))[:300], id="cut"),
        pytest.param(b"%PDF-1.4\n" + b"x" * 1000, id="junk"),
        pytest.param(
            pdf(words("Words")).replace(b"/Kids [5 0 R] /Count 1", b"/Kids [2 0 R] /Count 9"),
            id="page tree in a circle",
        ),
        pytest.param(
            pdf(words("Words")).replace(
                b"/Info 4 0 R", b"/Encrypt << /Filter /Standard /V 9 >>"
            ),
            id="encrypted",
        ),
    ],
)
def test_case_61_papers_made_to_choke_are_kept_without_words(body):
    started = time.monotonic()

    page = parse(body, "application/pdf")

    assert time.monotonic() - started < 30
    assert "text_empty" in page.marks
    assert page.text == ""


def test_case_61_a_page_count_that_lies_does_not_cost_the_words_there_are():
    body = pdf(words("Words there are.")).replace(b"/Count 1", b"/Count 1000000")

    page = parse(body, "application/pdf")

    assert "Words there are." in page.text
    assert len(page.html) < 1_000_000


def test_case_61_a_papers_script_does_nothing():
    body = pdf(
        words("Words"), catalog=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    )

    page = parse(body, "application/pdf")

    assert page.text == "Words"
    assert "alert" not in page.html


def test_case_61_when_pdfium_is_killed_the_other_reader_is_asked(monkeypatch):
    monkeypatch.setattr(pages, "PDFIUM_LIMITS", Limits(cpu=1, wall=5, megabytes=20))

    page = parse(pdf(words("Words")), "application/pdf")

    assert page.text == "Words"
    assert page.marks == ()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One<p>two<br>three", "One\ntwo\nthree"),
        ("<pre>a  b\nc</pre>d", "a b\nc\nd"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("<svg/>seen <svg><text>unseen</text></svg>after", "seen after"),
        ("<script>a < b; '<p>'</script>after", "after"),
        ("<!-- a <p> b -->after<!-- never closed", "after"),
        ("<b>wo</b>rd <i> two</i>", "word two"),
        ("<td>a</td> <td>b</td>", "a\tb"),
    ],
)
def test_visible_text(markup, text):
    assert visible_text(markup) == text
