"""Recognise a form or a document of tables by its text: labels and figures, not sentences.

Method: shape of the lines. A line of a form is a label of a few words or a row of figures, and
prose that wraps has lines of many words (the features are those of Pinto, McCallum, Wei and
Croft, "Table extraction using conditional random fields", SIGIR 2003).
"""

import re

FEWEST_LINES = 20
LABEL = 5
"""Words of a line at most that can be a label."""
STOPPED = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
BLANK = re.compile(r"_{3,}|\.{6,}|(?:\. ){5,}|[☐☑☒□❏❑]|\[ \]")
"""What a form leaves to fill in or to tick."""
SHARE_WITH_FIELDS = 0.25
SHARE_WITH_BLANKS = 0.4
SHARE_OF_BLANKS = 0.03
MANY_FIELDS = 12
PAGES_PER_FIELDS = 2


def is_form(text: str, fields: int = 0, pages: int = 1) -> bool:
    """Return whether the text of a document is that of a form.

    `fields` is how many fields the file has to fill in on its `pages`. Fields alone make a form
    only if there are many on each page, since a signed letter has one.
    """
    if fields >= max(MANY_FIELDS, PAGES_PER_FIELDS * pages):
        return True
    lines = [stripped for line in text.split("\n") if (stripped := line.strip())]
    if len(lines) < FEWEST_LINES:
        return False
    broken = sum(map(_is_fragment, lines)) / len(lines)
    blanks = sum(BLANK.search(line) is not None for line in lines) / len(lines)
    has_blanks = blanks >= SHARE_OF_BLANKS and broken >= SHARE_WITH_BLANKS
    return has_blanks or (fields > 0 and broken >= SHARE_WITH_FIELDS)


def _is_fragment(line: str) -> bool:
    """Return whether a line is a label, or mostly figures."""
    words = line.split()
    if len(words) <= LABEL and not STOPPED.search(line):
        return True
    return 2 * sum(any(map(str.isdigit, word)) for word in words) >= len(words)
