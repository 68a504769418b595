"""A template loader that leaves out the white space by which template files are laid out.

Files have one element on each line, indented, for people to read. Browsers show none of that,
but it would be a quarter of every page. See docs/adr/0036-templates-are-formatted.md.
"""

import re

from django.template.base import Origin
from django.template.loaders import filesystem

_KEPT = re.compile(
    r"(<(pre|textarea|script)\b.*?</\2\s*>|\{%\s*comment\b.*?\{%\s*endcomment\s*%\})", re.DOTALL
)
# `*+` never goes back: text that only looks like a tag costs one pass.
_TAG = re.compile(
    r"</?[a-zA-Z](?:\{%.*?%\}|\{\{.*?\}\}|\"[^\"]*\"|'[^']*'|[^<>\"'{])*+>", re.DOTALL
)
_BLOCKS = (
    "article|aside|blockquote|body|button|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|head|header|html|legend|li|main|nav|ol|option|p|search|section|select|summary"
    "|table|tbody|td|template|th|thead|title|tr|ul"
)
_EDGE = re.compile(rf"(<(?:{_BLOCKS})>)\s+|\s+(</(?:{_BLOCKS})>)")
_OPENED = re.compile(
    rf"(<(?:{_BLOCKS})\s(?:\{{%.*?%\}}|\{{\{{.*?\}}\}}|\"[^\"]*\"|'[^']*'|[^<>\"'{{])*+>)\s+"
)

_LOAD = re.compile(r"(\{% load [^%]*%\})\s+")
_CELLS = re.compile(r"(</(?:dt|dd|td|th|tr)>)\s+(?=<(?:dt|dd|td|th|tr)\b)")


def compact(source: str) -> str:
    """The source of a template without white space that no browser shows.

    A line break with its indentation becomes one space, and none at the edges of blocks or
    between the cells of a table or a list of terms.
    What lies in `pre`, `textarea` and `script` stays as it is.
    """
    pieces = _KEPT.split(source)
    # Every third piece is text; between are what is kept and, of an element, its name.
    return "".join(
        _compact_text(piece) if number % 3 == 0 else piece
        for number, piece in enumerate(pieces)
        if number % 3 != 2  # noqa: PLR2004
    )


def _compact_text(text: str) -> str:
    text = _TAG.sub(lambda tag: re.sub(r"\s+>$", ">", re.sub(r"\s*\n\s*", " ", tag[0])), text)
    text = _LOAD.sub(r"\1", re.sub(r"\s*\n\s*", " ", text))
    return _CELLS.sub(r"\1", _OPENED.sub(r"\1", _EDGE.sub(r"\1\2", text)))


class Files(filesystem.Loader):
    """Finds templates in `templates/` and returns them compact."""

    def get_contents(self, origin: Origin) -> str:
        """The compact source of an HTML template; of any other its source."""
        source = super().get_contents(origin)
        return compact(source) if str(origin.name).endswith(".html") else source
