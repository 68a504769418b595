"""E-mails that break the standards are read as mail programs show them."""

import pytest

from sources.parsing import parser as parsing_parser
from sources.safe_fetch.media_type import EML

SAID = "The mayor, Mara Brook, said that police funding was cut by 40 percent in a year."
GREEK = "Ο δήμαρχος είπε ότι οι δαπάνες για τα σχολεία μειώθηκαν κατά σαράντα τοις εκατό φέτος."


def mail(*fields, body=SAID, codec="utf-8"):
    head = ["From: Jo Reed <jo@north.example>", *fields]
    return "\r\n".join([*head, "", body]).encode(codec)


def alternative(plain, page, boundary="b1", *, named=True):
    kind = f'multipart/alternative; boundary="{boundary}"' if named else "multipart/alternative"
    parts = "".join(
        f"--{boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{words}\r\n"
        for kind, words in (("plain", plain), ("html", page))
    )
    return mail("MIME-Version: 1.0", f"Content-Type: {kind}", body=f"{parts}--{boundary}--\r\n")


def read(body):
    return parsing_parser.parse(body, EML)


@pytest.mark.parametrize(
    ("field", "codec", "note"),
    [
        ("Content-Type: text/plain; charset=GB2312", "utf-8", "text is in GB2312, but"),
        ("Content-Type: text/plain; charset=us-ascii", "utf-8", "text is in US-ASCII, but"),
        ("Content-Type: text/plain; charset=utf-8", "iso8859_7", "text is in UTF-8, but"),
        ("Content-Type: text/plain", "utf-8", "does not say in which encoding"),
    ],
)
def test_a_wrong_charset_is_mended_and_said(field, codec, note):
    parsed = read(mail(field, "Content-Transfer-Encoding: 8bit", body=GREEK, codec=codec))

    assert parsed.article_text.strip() == GREEK
    (said,) = parsed.notes
    assert note in said


def test_a_right_charset_needs_no_note():
    body = mail("Content-Type: text/plain; charset=iso-8859-7", body=GREEK, codec="iso8859_7")

    assert read(body).article_text.strip() == GREEK
    assert read(body).notes == ()


@pytest.mark.parametrize("plain", ["", " \r\n \u00a0", "View this e-mail in your browser."])
def test_a_blank_or_bare_plain_part_gives_way_to_the_page(plain):
    parsed = read(alternative(plain, f"<p>{SAID}</p><p>{SAID}</p><p>{SAID}</p><p>{SAID}</p>"))

    assert parsed.article_text.count("Mara Brook") == 4


def test_a_full_plain_part_is_preferred():
    parsed = read(alternative(SAID, f"<p>{SAID}</p><p>Unsubscribe</p>"))

    assert parsed.article_text.strip() == SAID


def test_parts_whose_boundary_is_not_named_are_found():
    parsed = read(alternative(SAID, f"<p>{SAID}</p>", named=False))

    assert parsed.article_text.strip() == SAID
    assert "From: Jo Reed" in parsed.text


def test_a_line_that_is_no_field_does_not_end_the_head():
    parsed = read(
        mail("this is no field", "Subject: Budget", "Date: Mon, 2 Mar 2026 10:00 +0000")
    )

    assert (parsed.title, parsed.article_text.strip()) == ("Budget", SAID)
    assert str(parsed.published_on) == "2026-03-02"


def test_blank_lines_before_the_head_are_passed_over():
    assert read(b"\r\n\r\n" + mail("Subject: Budget")).title == "Budget"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?B?QnVkZ2V0IMKjNDA=?=", "Budget £40"),
        ("=?utf-8?Q?Budget_=C2=A340?=", "Budget £40"),
        ("=?utf-8?Q?Budget =C2=A340?=", "Budget £40"),
        ('"=?utf-8?Q?Budget?=" =?utf-8?Q?_=C2=A340?=', '"Budget" £40'),
        ("Budget £40", "Budget £40"),
        ("=?nonsense?Q?Budget?=", "Budget"),
        ("", ""),
    ],
)
def test_a_subject_is_read_however_it_is_encoded(subject, title):
    assert read(mail(f"Subject: {subject}", "MIME-Version: 1.0")).title == title


def test_a_mail_without_words_says_so():
    parsed = read(mail("Subject: Budget", body=""))

    assert parsed.marks == ("text_empty",)
    assert parsed.notes == ("The e-mail has no text of its own; only its head is shown.",)
