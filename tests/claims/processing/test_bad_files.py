"""Broken and unsupported files: each gets a clear sentence, and nothing is lost."""

import io
import zipfile
from email.message import EmailMessage

import pypdf
import pytest
from django.core.exceptions import ValidationError

from claims.articles.models import Article
from claims.processing import actions
from tests import given
from tests.claims.articles import example_files
from tests.sources.papers import pdf, words

pytestmark = pytest.mark.django_db

SAID = "Mara Brook, the mayor, said that police funding was cut by 40 percent in a year."


def docx(parts):
    """Our Word file with some of its parts, by their names in it, replaced or added."""
    changed = dict(parts)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(example_files.FILES / "speech.docx") as ours,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as theirs,
    ):
        for name in ours.namelist():
            theirs.writestr(name, changed.pop(name, ours.read(name)))
        for name, content in changed.items():
            theirs.writestr(name, content)
    return made.getvalue()


def document(inside):
    return (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{inside}</w:body></w:document>"
    )


def nested_mail(depth):
    """An e-mail with deeply nested parts, unlike those of mail programs."""
    head = b"From: a@b.example\nMIME-Version: 1.0\n"
    opened = [
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
        for n in range(depth)
    ]
    closed = [b"\n--b%d--\n" % n for n in reversed(range(depth))]
    return head + b"".join([*opened, b"Content-Type: text/plain\n\nhello\n", *closed])


@pytest.mark.parametrize("body", [b"", b" \n\t", b"\xef\xbb\xbf\r\n", bytes(64)])
def test_an_empty_file_is_refused(body):
    with pytest.raises(ValidationError, match=r"The file is empty\."):
        actions.submit_file(body, "notes.txt", by=given.checker())


def test_fifty_megabytes_are_refused():
    with pytest.raises(ValidationError, match="over 25 MB"):
        actions.submit_file(b"word " * 10_000_000, "notes.txt", by=given.checker())


@pytest.mark.parametrize(
    ("start", "name", "advice"),
    [
        (b"\xd0\xcf\x11\xe0", "speech.doc", r"Save it as \.docx"),
        (b"\xd0\xcf\x11\xe0", "mail.msg", r"Save the e-mail as \.eml"),
        (
            b"{\\rtf1\\ansi words}",
            "speech.rtf",
            r"Rich text isn’t supported\. Save it as \.docx",
        ),
        (b"{\\rtf1\\ansi words}", "speech.txt", r"Rich text isn’t supported"),
        (b"PK\x03\x04xl/workbook.xml", "list.xlsx", "Save the sheet as CSV"),
        (b"PK\x03\x04", "all.zip", "Extract the files"),
        (b"ID3\x04", "interview.mp3", r"Upload subtitles \(\.srt, \.vtt\)"),
        (b"\x89PNG\r\n\x1a\n", "quote.png", "Type or paste the words in it"),
        (b"\x7fELF\x02\x01", "notes.txt", "This file isn’t readable text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do_instead(start, name, advice):
    with pytest.raises(ValidationError, match=advice):
        actions.submit_file(start + bytes(range(1, 32)) * 40, name, by=given.checker())

    assert not Article.objects.exists()


def locked_pdf():
    writer = pypdf.PdfWriter(io.BytesIO(pdf(words("Police funding was cut by 40 percent."))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("broken.pdf", lambda: b"%PDF-1.7\n" + b"garbage " * 90, "The PDF is damaged"),
        ("locked.pdf", locked_pdf, "The PDF has a password"),
        ("scan.pdf", lambda: pdf(b""), "The PDF has pictures of its pages and no text"),
        (
            "cut.docx",
            lambda: (example_files.FILES / "speech.docx").read_bytes()[:3000],
            "The Word file is damaged",
        ),
        (
            "bomb.docx",
            lambda: docx({"word/media/a": bytes(160_000_000)}),
            "unpacks to more than any document needs",
        ),
        (
            "empty.docx",
            lambda: docx({"word/document.xml": ""}),
            "The Word file is damaged",
        ),
        ("deep.eml", lambda: nested_mail(1000), "has too many parts within parts"),
        ("deep.eml", lambda: nested_mail(60), "has too many parts within parts"),
        (
            "figures.csv",
            lambda: b"year,budget\n2024,312\n2025,187\n",
            "No column of the list is called statement, quote, claim or text",
        ),
        (
            "picture.docx",
            lambda: docx({"word/document.xml": document("<w:p/>"), "word/media/a.png": "x"}),
            "has pictures and no text",
        ),
        (
            "blank.docx",
            lambda: docx({"word/document.xml": document("<w:p/>")}),
            "The Word file has no text",
        ),
        ("empty.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\n\n", "has no captions"),
        ("empty.vtt", lambda: b"WEBVTT\n\nNOTE nothing\n", "has no captions"),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_and_says_why(name, body, sentence):
    article = example_files.take_in_bytes(body(), name)

    assert article.state == "failed"
    assert sentence in article.detail
    assert article.page.body()


def test_entities_in_a_word_file_are_not_unfolded():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>' + document("<w:p>&l10;</w:p>")

    article = example_files.take_in_bytes(docx({"word/document.xml": bomb}), "laughs.docx")

    assert article.state == "failed"
    assert "The Word file is damaged" in article.detail


def test_nothing_outside_a_word_file_is_looked_at():
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r9" TargetMode="External" Target="file:///etc/passwd" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
        "</Relationships>"
    )
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/'
        '2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/'
        'drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats'
        '.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="r9" xmlns:r="http://schemas'
        '.openxmlformats.org/officeDocument/2006/relationships"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    text = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>"
    body = docx(
        {"word/document.xml": document(picture + text), "word/_rels/document.xml.rels": links}
    )

    article = example_files.take_in_bytes(body, "linked.docx")

    assert article.text == SAID
    assert "root:" not in article.page.content.html


def test_emails_within_emails_are_opened_twice_and_then_named():
    inner = EmailMessage()
    inner["Subject"] = "innermost"
    inner.set_content(SAID)
    for number in range(3):
        outer = EmailMessage()
        outer["Subject"] = f"outer {number}"
        outer.set_content(f"{SAID} Letter {number} of them went out on Monday, she said.")
        outer.add_attachment(inner)
        inner = outer

    first = example_files.take_in_bytes(inner.as_bytes(), "outer.eml")
    (second,) = example_files.unpack(first)
    (third,) = example_files.unpack(example_files.read(second))
    opened = example_files.unpack(example_files.read(third))

    third.refresh_from_db()
    assert opened == []
    assert third.notes == [
        "forwarded.eml came with an e-mail within e-mails and was not opened."
    ]


def test_one_enormous_cell_is_left_out_and_its_neighbours_are_taken():
    body = f'statement;speaker\n{SAID};Mara Brook\n"{"word " * 4_000_000}";X\n{SAID}!;Ed\n'

    article = example_files.take_in_bytes(body.encode(), "list.csv")

    assert [one.speaker for one in article.statements.all()] == ["Mara Brook", "Ed"]
    assert article.notes[0].startswith("Row 3: over 5,000 characters, so left out.")


def test_a_list_without_end_is_cut_and_says_where():
    body = "statement\n" + "".join(f"It rose by {n} percent.\n" for n in range(2_050))

    article = example_files.take_in_bytes(body.encode(), "list.csv")

    assert article.statements.count() == 2_000
    assert "those from row 2002 on were left out" in article.notes[0]


def test_a_date_that_can_be_two_days_is_left_out_and_one_still_to_come():
    rows = f"statement;date\n{SAID};03/04/2026\nIt fell by 2 percent.;2099-01-01\n"
    article = example_files.take_in_bytes(rows.encode(), "list.csv")

    assert [one.said_on for one in article.statements.all()] == [None, None]
    assert article.notes == [
        "Row 2: 03/04/2026 can be two days, so the date is left out.",
        "One date is in the future, so left out.",
    ]


def test_captions_with_senseless_times_keep_their_words():
    body = (
        "1\n-00:00:05,000 --> 00:00:07,000\nMARA BROOK: We had 312 officers.\n\n"
        "2\n99999999:00:00,000 --> 99999999:00:01,000\nWe have 187 today.\x00\n\n"
        "3\n00:00:09,000 --> 00:00:08,000\nThat is a cut of 40 percent.\n"
    )
    article = example_files.take_in_bytes(body.encode(), "odd.srt")

    assert "312 officers. We have 187 today. That is" in article.text
    ((place, seconds),) = article.times
    assert (article.text[place:], seconds) == ("That is a cut of 40 percent.", 9)
    assert article.notes == ["2 captions have no time that makes sense; the words were kept."]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-16", SAID),
        ("utf-16-le", SAID),
        ("cp1252", "“We had 312 officers at the café,” she said."),
        ("cp1251", "Мэр сказала в понедельник, что город потратил сорок миллионов на дороги."),
    ],
)
def test_an_encoding_that_nobody_names_is_found(encoding, text):
    article = actions.submit_file(text.encode(encoding), "notes.txt", by=given.checker())

    assert article.text == text
    assert bool(article.notes) == (not encoding.startswith("utf"))


def test_bytes_that_are_no_letters_are_counted():
    body = SAID.encode() + "é".encode() + b"\xff and \xfe"

    article = actions.submit_file(body, "notes.txt", by=given.checker())

    assert SAID in article.text
    assert article.notes


def test_two_hundred_thousand_words_are_taken_in():
    article = actions.submit_article(text="words " * 200_000, by=given.checker())

    assert article.state == "waiting"


def test_invisible_characters_are_read_over_kept_and_told():
    text = "The mayor, Mara Brook, sa\u200bid that “we had 3\u206012 offi\u200bcers”.\u202e"

    article = given.article(text)

    (one,) = article.statements.all()
    assert article.text == text
    assert article.text[one.start : one.end] == one.quote
    assert "offi\u200bcers" in one.quote
    assert one.speaker == "Mara Brook"
    assert "3 invisible characters" in article.notes[0]
    assert "from right to left" in article.notes[1]


def test_joined_emoji_hide_nothing():
    article = given.article(f"{SAID} \U0001f468\u200d\U0001f469\u200d\U0001f467 she wrote.")

    assert article.notes == []


def test_a_language_that_is_not_read_is_named_and_its_quotations_are_found():
    article = given.article(
        "Die Bürgermeisterin sagte am Montag im Rathaus: „Wir hatten 312 Polizisten auf der"
        " Straße, und heute sind es nur noch 187.“ Mehr wollte sie dazu nicht sagen."
    )

    (one,) = article.statements.all()
    assert one.quote.startswith("Wir hatten 312 Polizisten")
    assert article.language == "de"
    assert article.notes == [
        "This is German, as far as we can tell: only quotations in marks are found."
    ]


def test_the_same_submission_twice_is_one_article():
    by = given.checker()
    once = "2f1c1f0e-58a1-4a53-9d61-0f6d6f7b6b11"

    first = actions.submit_article(text=SAID, once=once, by=by)
    second = actions.submit_article(text=SAID, once=once, by=by)

    assert first == second
    assert Article.objects.count() == 1
