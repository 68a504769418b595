"""Files that aren't pages: Word, subtitles, lists of statements, spreadsheets, e-mail."""

import base64
import html
from dataclasses import dataclass

from sources.parsing.child_process import Limits, run_child
from sources.parsing.parsed import (
    ChildRecord,
    Parsed,
    Unreadable,
    believable_day,
    byline,
    count,
    paragraphs,
    refusal,
    string,
    strings,
)

FILE_LIMITS = Limits(cpu=12, wall=18, megabytes=900)
MAIL_WITHOUT_TEXT = "The e-mail has no text of its own; only its head is shown."
PICTURES_ONLY = (
    "The Word file has pictures and no text. Text in pictures isn’t recognized: type or paste"
    " the words in them."
)
NOTHING_WRITTEN = "The Word file has no text."
GAVE_UP = (
    "Reading the file takes more time or memory than any document needs. Paste the part that"
    " matters as text."
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file attached to an e-mail."""

    name: str
    body: bytes


def parse_docx(body: bytes) -> Parsed:
    steps = _steps("docx", body)
    document, shown = steps.get("document", {}), steps.get("shown", {})
    text = string(shown, "text")
    author = byline(document)
    why = PICTURES_ONLY if count(document, "pictures") else NOTHING_WRITTEN
    is_empty = not text.strip()
    byline_note = f"By {author[:100]}, according to the file."
    return Parsed(
        text=text,
        article_text=text,
        html=string(shown, "html") or paragraphs(text),
        title=string(document, "title")[:500],
        author=author,
        published_on=believable_day(string(document, "published_on")),
        language=string(document, "language")[:12],
        marks=("text_empty",) if is_empty else (),
        notes=(*[why] * is_empty, *[byline_note] * bool(author)),
    )


def parse_subtitles(written: str, kind: str) -> Parsed:
    """`kind`: srt, vtt or sbv."""
    found = _steps(kind, written.encode())["text"]
    text = string(found, "text")
    untold = count(found, "untold")
    what = "One caption has no time" if untold == 1 else f"{untold:,} captions have no time"
    return Parsed(
        text=text,
        article_text=text,
        html=paragraphs(text),
        times=tuple((int(place), int(seconds)) for place, seconds in found["times"]),
        notes=(f"{what} that makes sense; the words were kept.",) if untold else (),
    )


def parse_list(written: str) -> Parsed:
    found = _steps("list", written.encode())["list"]
    return Parsed(
        text=string(found, "all"),
        article_text=string(found, "text"),
        html=string(found, "html"),
        listed=tuple(found["listed"]),
        marks=() if found["listed"] else ("list_empty",),
        notes=strings(found, "notes"),
    )


def parse_workbook(body: bytes) -> Parsed:
    """Every sheet, one after the other, under its name."""
    records, is_whole = run_child("workbook", body, "", FILE_LIMITS)
    if why := refusal(records):
        raise Unreadable(why)
    sheets = [record for record in records if record["step"] == "sheet"]
    if not is_whole and not sheets:
        raise Unreadable(GAVE_UP)
    text = "\n\n".join(f"{string(one, 'name')}\n{string(one, 'text')}" for one in sheets)
    hidden = [string(one, "name") for one in sheets if one.get("is_hidden") is True]
    notes = [note for record in records for note in strings(record, "notes")]
    notes += [f"The sheet “{name[:100]}” is hidden when the file is opened." for name in hidden]
    marks = ["text_incomplete"] * (not is_whole)
    marks += ["text_empty"] * (not any(string(one, "text").strip() for one in sheets))
    return Parsed(
        text=text,
        article_text=text,
        html="".join(string(one, "html") for one in sheets),
        marks=tuple(marks),
        notes=tuple(notes),
    )


def parse_picture(body: bytes) -> Parsed:
    """An image: no text until a person types it; its pages are those of a TIFF, or one."""
    found = _steps("picture", body)["picture"]
    size = f"{count(found, 'width'):,} × {count(found, 'height'):,} pixels"
    return Parsed(
        text="",
        article_text="",
        html="",
        marks=("text_empty",),
        pages=(0,) * max(1, count(found, "pages")),
        notes=(f"A picture of {size}: type its words to search and cite them.",),
    )


def parse_mail(body: bytes) -> Parsed:
    found = _steps("mail", body)["mail"]
    head, text = string(found, "head"), string(found, "text")
    is_empty = not text.strip()
    return Parsed(
        text=f"{head}\n\n{text}",
        article_text=text,
        html=f"<pre>{html.escape(head)}</pre><pre>{html.escape(text)}</pre>",
        title=string(found, "title")[:500],
        publisher=string(found, "publisher"),
        published_on=believable_day(string(found, "published_on")),
        marks=("text_empty",) if is_empty else (),
        notes=(*[MAIL_WITHOUT_TEXT] * is_empty, *strings(found, "notes")),
    )


def attachments(body: bytes) -> tuple[list[Attached], bool]:
    """The attachments of an e-mail, in their order, and whether these are all.

    Raises Unreadable if the bytes aren't an e-mail.
    """
    records, is_whole = run_child("attachments", body, "", FILE_LIMITS)
    if why := refusal(records):
        raise Unreadable(why)
    pieces: dict[int, list[ChildRecord]] = {}
    for record in records:
        pieces.setdefault(count(record, "number"), []).append(record)
    numbers = sorted(number for number, of_one in pieces.items() if of_one[0]["body"])
    if not is_whole and numbers:
        numbers.pop()  # the last one was cut in the middle
    found = [
        Attached(
            string(pieces[number][0], "name"),
            b"".join(base64.b64decode(string(piece, "body")) for piece in pieces[number]),
        )
        for number in numbers
    ]
    return found, is_whole and not any(record["step"] == "more" for record in records)


def _steps(mode: str, body: bytes) -> dict[str, ChildRecord]:
    """The child's records, by step. Raises Unreadable if it refused or did not end well."""
    records, is_whole = run_child(mode, body, "", FILE_LIMITS)
    if why := refusal(records):
        raise Unreadable(why)
    if not is_whole:
        raise Unreadable(GAVE_UP)
    return {record["step"]: record for record in records}
