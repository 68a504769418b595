"""E-mail files (.eml): the message and its attachments."""

import base64
import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import cast

from sources.parsing.formats import MOST_CHARACTERS, CannotParse, Record
from sources.parsing.formats.html import sanitise, visible_text
from sources.parsing.formats.mail_repairs import (
    decoded_words,
    mended_head,
    redecoded,
    with_its_parts,
)

DEEPEST = 20  # parts within parts
MOST_PARTS = 500
MOST_ATTACHED = 50
CHUNK = MOST_CHARACTERS // 4 * 3 - 3  # bytes whose base64 is one text of a record
TOO_DEEP = "The e-mail has too many parts within parts. Nothing of it was read."
HTML_FACTOR = 3
HTML_MARGIN = 200
"""Characters; below that, a longer page may only be its signature and its links."""
WRONG_CHARSET = "The e-mail says that its text is in {declared}, but it was read as {found}."
NO_CHARSET = "The e-mail does not say in which encoding its text is; it was read as {found}."
BROKEN = "The e-mail is damaged: its parts cannot be separated. Paste its text instead."


def read_mail(body: bytes, _url: str) -> Iterator[Record]:
    """One step: subject, sender (the name alone), day sent (ISO), and the words.

    Plain text is preferred to HTML, of which the visible words are taken, unless it is blank
    or much shorter. `head` holds the lines From, To, Date and Subject to show above it. `notes`
    say which encoding was mended. Raises Refused for too many nested parts.
    """
    message = _message(body)
    notes: list[str] = []
    texts = [part for part in _parts(message) if _is_body(part)]
    plain, pages = (
        "\n\n".join(
            text
            for part in texts
            if part.get_content_type() == kind and (text := _words(part, notes)).strip()
        )
        for kind in ("text/plain", "text/html")
    )
    is_full = not pages or len(pages) <= HTML_FACTOR * len(plain.strip()) + HTML_MARGIN
    yield {
        "step": "mail",
        "title": _header(message, "subject"),
        "publisher": _sender(message),
        "published_on": _day(message),
        "head": "\n".join(
            f"{name.title()}: {value}"
            for name in ("from", "to", "date", "subject")
            if (value := _header(message, name))
        ),
        "text": plain if plain.strip() and is_full else pages or plain,
        "notes": list(dict.fromkeys(notes)),
    }


def read_attachments(body: bytes, _url: str) -> Iterator[Record]:
    """One record for each piece of an attached file: its number, name, and base64 of bytes.

    Pictures shown inside the text aren't attachments. A forwarded e-mail is one, as a whole.
    """
    attached = (part for part in _parts(_message(body)) if _is_attached(part))
    for number, part in enumerate(attached, start=1):
        if number > MOST_ATTACHED:
            yield {"step": "more", "number": number, "name": "", "body": ""}
            return
        name, content = _file(part, number)
        for start in range(0, max(1, len(content)), CHUNK):
            piece = base64.b64encode(content[start : start + CHUNK]).decode("ascii")
            yield {"step": "attachment", "number": number, "name": name, "body": piece}


def _message(body: bytes) -> EmailMessage:
    try:
        message = with_its_parts(
            BytesParser(policy=policy.default).parsebytes(mended_head(body))
        )
    except RecursionError:
        raise CannotParse(TOO_DEEP) from None
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        raise CannotParse(BROKEN) from None
    assert isinstance(message, EmailMessage)
    return message


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The leaves in their order; a forwarded e-mail is a leaf. Raises Refused if too many."""
    waiting = [(message, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_PARTS:
            raise CannotParse(TOO_DEEP)
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            inside = cast("list[EmailMessage]", inner)
            waiting += [(one, depth + 1) for one in reversed(inside)]
        else:
            yield part


def _is_body(part: EmailMessage) -> bool:
    return (
        part.get_content_type() in {"text/plain", "text/html"}
        and not part.get_filename()
        and part.get_content_disposition() != "attachment"
    )


def _is_attached(part: EmailMessage) -> bool:
    is_shown_inside = part.get_content_maintype() == "image" and (
        part.get_content_disposition() == "inline" or "content-id" in part
    )
    is_signature = "signature" in part.get_content_subtype()
    return not (_is_body(part) or is_shown_inside or is_signature)


def _file(part: EmailMessage, number: int) -> tuple[str, bytes]:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        whole = first.as_bytes() if isinstance(first, EmailMessage) else b""
        return part.get_filename() or "forwarded.eml", whole
    content = part.get_payload(decode=True)
    name = " ".join((part.get_filename() or f"attachment {number}").split())
    return name[-120:], content if isinstance(content, bytes) else b""


def _words(part: EmailMessage, notes: list[str]) -> str:
    try:
        text = part.get_content()
    except (LookupError, ValueError, KeyError):  # an unknown charset
        text = "\ufffd"
    if not isinstance(text, str):
        return ""
    if "\ufffd" in text:
        text, found = redecoded(part, text)
        declared = part.get_content_charset("")[:40].upper()
        if found:
            notes.append(
                (WRONG_CHARSET if declared else NO_CHARSET).format(
                    declared=declared, found=found
                )
            )
    if part.get_content_type() == "text/html":
        markup = text.encode("utf-8", "replace").decode()
        text = visible_text(str(sanitise(markup)["html"]) or markup)
    elif str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?<=\S) \r?\n(?!>|-- )", " ", text)  # RFC 3676: a soft line end
    return text.strip("\r\n")


def _header(message: EmailMessage, name: str) -> str:
    try:
        return decoded_words(message, name)[:500]
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""  # a malformed header


def _sender(message: EmailMessage) -> str:
    try:
        addresses = message["from"].addresses
        return str(addresses[0].display_name)[:200] if addresses else ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _day(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
