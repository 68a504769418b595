"""Mend e-mails that break the standards, as mail programs do when they show them.

Encoded words where none may be and raw bytes in headers (RFC 2047), a wrong or missing charset
(RFC 2045), lines that are no header fields among them (RFC 5322), and parts whose boundary the
head does not name (RFC 2046).
"""

import base64
import binascii
import quopri
import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import charset_normalizer

SAMPLE = 32 * 1024
FIELD = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")
FOLDED = (b" ", b"\t")
MBOX = b"From "
ENCODED = re.compile(r"=\?([\w-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?]{0,2000})\?=")
BETWEEN = re.compile(r"(\?=)\s+(=\?)")
PARTS = re.compile(
    r"^--([^\s][^\r\n]{0,69})[ \t]*\r?\n(?:Content|MIME)-[A-Za-z-]{1,40}:", re.MULTILINE
)
MOST_LOOKED_AT = 20_000
"""Characters of a body in which a boundary is looked for."""


def mended_head(body: bytes) -> bytes:
    """Return the e-mail without blank lines before its head, and lines in it that are no field.

    At such a line the parser would take the rest of the head for the text.
    """
    body = body.lstrip(b"\xef\xbb\xbf\r\n\t ")
    head, blank, text = _split(body)
    lines = head.splitlines(keepends=True)
    kept = [line for line in lines if FIELD.match(line) or line.startswith((*FOLDED, MBOX))]
    is_head = sum(FIELD.match(line) is not None for line in kept) > len(lines) // 2
    return b"".join(kept) + blank + text if is_head and len(kept) < len(lines) else body


def _split(body: bytes) -> tuple[bytes, bytes, bytes]:
    match = re.search(rb"(?<=\n)\r?\n", body)
    return (body[: match.start()], match[0], body[match.end() :]) if match else (body, b"", b"")


def with_its_parts(message: EmailMessage) -> EmailMessage:
    """Return the e-mail with the parts whose boundary its head does not name.

    They are recognised by the first line of dashes with a field of a part below it.
    """
    text = message.get_payload()
    if not isinstance(text, str) or message.get_content_maintype() not in {"text", "multipart"}:
        return message
    found = PARTS.search(text[:MOST_LOOKED_AT])
    if found is None:
        return message
    boundary = found[1].replace("\\", "").replace('"', "").strip()
    head = f'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="{boundary}"\n\n'
    raw = (head + text).encode("utf-8", "surrogateescape")
    whole = BytesParser(policy=policy.default).parsebytes(raw)
    if not whole.is_multipart():
        return message
    for name, value in message.raw_items():
        if not name.lower().startswith(("content-", "mime-version")):
            whole.set_raw(name, value)
    return whole


def redecoded(part: EmailMessage, text: str) -> tuple[str, str]:
    """Decode a part again whose declared charset left holes; return its text and the codec.

    UTF-8 if all of it is, else by charset-normalizer; the codec is "" if that is no better.
    """
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return text, ""
    best = _codec(content)
    again = content.decode(best, "replace") if best else text
    if again.count("\ufffd") >= max(1, text.count("\ufffd")) and text != "\ufffd":
        return text, ""
    return again, best.upper().replace("_", "-")


def _codec(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(content[:SAMPLE]).best()
        return best.encoding if best else ""
    return "utf-8"


def decoded_words(message: EmailMessage, name: str) -> str:
    """Return a header field in one line, with its encoded words and raw bytes decoded."""
    raw = next((v for n, v in message.raw_items() if n.lower() == name.lower()), "")
    value = str(message.get(name, ""))
    if any("\udc80" <= character <= "\udcff" for character in str(raw)):
        content = str(raw).encode("utf-8", "surrogateescape")
        value = content.decode(_codec(content) or "utf-8", "replace")
    value = ENCODED.sub(_word, BETWEEN.sub(r"\1\2", value))
    return " ".join(value.split())


def _word(match: re.Match[str]) -> str:
    charset, encoding, words = match.groups()
    try:
        if encoding in "bB":
            content = base64.b64decode(words + "=" * (-len(words) % 4))
        else:
            content = quopri.decodestring(words.replace("_", " "), header=False)
        return content.decode(charset)
    except (LookupError, ValueError, binascii.Error):
        return match[0]
