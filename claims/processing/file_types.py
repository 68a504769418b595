"""Which files can be submitted as articles, and what to do with one that can't."""

import re
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.parsing import data_files
from sources.parsing import parser as parsing_parser
from sources.safe_fetch import media_type
from sources.snapshots.actions import HAND_LIMIT, kind_of

READ_IN_CHILD = frozenset(
    {*parsing_parser.HTML_TYPES, "application/pdf"}
    | {media_type.DOCX, media_type.CSV, media_type.EML}
    | media_type.SUBTITLES
)
"""File types that a child process parses; other text files are used as they are."""

NAMED_BY_FILE = media_type.SUBTITLES | {media_type.CSV}
"""File types that have no title inside."""

ADVICE = {
    ".doc": gettext_lazy("This is an old Word file. Save it as .docx and upload that."),
    ".rtf": gettext_lazy(
        "Rich text isn’t supported. Save it as .docx or as plain text and upload that."
    ),
    ".odt": gettext_lazy(
        "OpenDocument isn’t supported. Save it as .docx or as a PDF and upload that."
    ),
    ".pages": gettext_lazy(
        "Pages files aren’t supported. Export it as .docx or as a PDF and upload that."
    ),
    **dict.fromkeys(
        (".xlsx", ".xls", ".ods"),
        gettext_lazy("Spreadsheets aren’t supported. Save the sheet as CSV and upload that."),
    ),
    ".msg": gettext_lazy(
        "Outlook’s format isn’t supported. Save the e-mail as .eml and upload that."
    ),
    ".zip": gettext_lazy("Archives aren’t opened. Extract the files and upload them together."),
    **dict.fromkeys(
        (".mp3", ".mp4", ".m4a", ".wav", ".mov", ".mkv", ".webm", ".ogg"),
        gettext_lazy(
            "Recordings aren’t transcribed. Upload subtitles (.srt, .vtt) or a transcript."
        ),
    ),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".tif", ".tiff"),
        gettext_lazy("Text in pictures isn’t recognized. Type or paste the words in it."),
    ),
}
"""What to do with a file of an unsupported type, by file extension."""


FEED = gettext_lazy(
    "This is a feed, a list of entries for feed readers, and not an article. Subscribe to its"
    " address on the page Feeds, or submit the address of one entry."
)
NO_CAPTIONS = gettext_lazy(
    "This file is called %(suffix)s, but has no captions: no line with two times. Save it again"
    " as subtitles, or paste its words."
)
DATA = gettext_lazy(
    "This file is data for programs (JSON), not a text. Save the words that matter as plain"
    " text, or as CSV with a column called statement, and upload that."
)
SUBTITLE_NAMES = frozenset({".srt", ".vtt", ".sbv"})
FEWEST_WORDS = 20
"""Words of a file called a subtitle from which it is read as plain text."""
TIMED = re.compile(rb"^\s*\d{1,2}:\d{2}:\d{2}\b", re.MULTILINE)


def accept_file(body: bytes, filename: str) -> str:
    """Return the media type of a file that can be submitted, recognized by its bytes.

    Raises ValidationError, with advice, for an empty, too large or unsupported file.
    """
    if not body.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise ValidationError({"file": _("The file is empty.")})
    if len(body) > HAND_LIMIT:
        raise ValidationError(
            {"file": _("The file is over 25 MB. Save the part that matters.")}
        )
    kind = kind_of(body, filename)
    if kind not in READ_IN_CHILD and not media_type.is_text(kind):
        raise ValidationError({"file": _unsupported_file_error(kind, filename)})
    if error := _misnamed_error(body, kind, filename):
        raise ValidationError({"file": error})
    return kind


def _misnamed_error(body: bytes, kind: str, filename: str) -> str:
    """Return why a text can't be an article: a feed, data, or subtitles without captions."""
    suffix = PurePath(filename).suffix.lower()
    if data_files.is_feed(body):
        return str(FEED)
    if kind == "application/json" and data_files.is_json(body):
        return str(DATA)
    is_subtitle = suffix in SUBTITLE_NAMES and kind == "text/plain"
    if is_subtitle and (len(body.split()) < FEWEST_WORDS or TIMED.search(body)):
        return NO_CAPTIONS % {"suffix": suffix}
    return ""


def _unsupported_file_error(kind: str, filename: str) -> str:
    suffix = PurePath(filename).suffix.lower()
    is_rich_text = kind == "application/rtf"
    if advice := ADVICE.get(suffix) or (ADVICE[".rtf"] if is_rich_text else None):
        return str(advice)
    if suffix:
        return _(
            "This file isn’t readable text (%(kind)s), although its name ends in %(suffix)s."
            " Save it as plain text (.txt), as a Word file (.docx), as a web page (.html) or as"
            " a PDF."
        ) % {"kind": kind, "suffix": suffix}
    return _(
        "This file isn’t readable text (%(kind)s). Save it as plain text (.txt), as a Word file"
        " (.docx), as a web page (.html) or as a PDF."
    ) % {"kind": kind}
