"""No word on a page escapes translation: all pages in a language where each text is ⟦ ⟧.

What a page shows outside these marks must be data: words of the database or of the settings.
"""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.test import Client
from lxml import etree, html

from accounts.models import User
from tests.i18n.pseudo import CLOSE, OPEN
from tests.sweep.routes import routes
from tests.sweep.world import build

NOT_READ = {"script", "style", "template", "code", "pre", "kbd", "textarea"}
"""Elements whose text is no language: keys, hashes, code, what somebody typed."""

ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-label")

DATA = (
    r"\d+(\.\d+)? ?(%|KB|MB|h|min|s|d)?",
    r"[0-9a-f]{4,64}",
    r"(https?://)\S+( · .*)?|[\w.-]+\.example(\.org)?\S*|127\.0\.0\.1\S*|mailto:\S+",
    r"[\w.+-]+@[\w.-]+",
    r"(application|text|image|audio)/[\w.+-]+",
    r"SHA-256 [0-9a-f]{64}",
    r"UTC|SHA-256|sha-256|Atom|RSS|JSON Feed|DataFeed|ClaimReview|CSV|PDF|WARC|API|Wikidata",
)
"""What is the same in every language: numbers, hashes, addresses, names of formats."""

DATA_IN_PARTS = (
    r"Archived page \d+|\[?\d*\]? ?Zq\w+( \w+)?",  # rows without a title, planted words
    r"the desk",  # the by-line, as frozen revisions have it
    r"A neighbour said .*|The source was a forgery\.?( \d+)?",  # a name taken out, a cut
    r"EFCSN|IFCN",
    r"[\d.,]+ (million|billion)( \w+)?",  # a figure as its evidence gives it
)
"""Names, and words of the database that a page shows in another form than is stored."""

PATTERNS = (*DATA, *DATA_IN_PARTS)

LETTERS = re.compile(r"[^\W\d_]{2,}")
EDGES = " \t\n·.,:;!?()[]{}“”‘’\"'…→←↑↓↵×–—−-+=/|#&%•✓"


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class Known:
    """What the database and the settings hold: all that a page may show untranslated."""

    def __init__(self) -> None:
        values = {settings.DESK_NAME, settings.DESK_TAGLINE, settings.SITE_URL}
        for model in apps.get_models():
            names = [
                field.attname
                for field in model._meta.concrete_fields
                if isinstance(field, (models.CharField, models.TextField, models.JSONField))
                and not field.choices  # its values are words of ours
            ]
            for row in model._base_manager.values_list(*names) if names else ():
                for value in row:
                    values.update(_strings(value))
        values |= {person.name for person in User.objects.all()}
        self.values = {flat(value).strip(EDGES).lower() for value in values}
        self.all = "\n".join(self.values)

    def holds(self, text: str, *, in_part: bool) -> bool:
        words = flat(text).strip(EDGES).lower()
        if words in self.values:
            return True
        return (in_part or len(words.split()) > 3) and words in self.all


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


INLINE = {
    "a",
    "b",
    "strong",
    "em",
    "i",
    "small",
    "span",
    "time",
    "br",
    "abbr",
    "sub",
    "sup",
    "cite",
}

DATA_CLASSES = {
    "said",
    "words",
    "claim",
    "claim-line",
    "article-text",
    "statement",
    "conclusion",
}
DATA_ELEMENTS = {"mark", "del", "ins", "blockquote", "q"}
"""Elements with pieces of what somebody said."""


def untranslated(page: str, known: Known) -> set[str]:
    """Texts and labels of the page outside ⟦ ⟧ that are no data."""
    if not page.strip():
        return set()
    tree = html.document_fromstring(page)
    found = set()
    depth = 0
    for text, in_part in _texts(tree, in_part=False):
        if text is None:
            depth = 0
            continue
        outside, depth = _outside(text, depth)
        found |= {piece for piece in outside if not is_data(piece, known, in_part=in_part)}
    for element in tree.iter(etree.Element):
        for name in ATTRIBUTES:
            outside, _ = _outside(element.get(name, ""), 0)
            found |= {
                f"{name}: {flat(piece)}"
                for piece in outside
                if not is_data(piece, known, in_part=True)
            }
    return {flat(piece) for piece in found}


def _texts(element, *, in_part: bool) -> Iterator[tuple[str | None, bool]]:
    """The texts of a page in reading order, and whether they are parts of longer ones.

    None where a block begins or ends: no translated text goes on from one to another.
    """
    if not isinstance(element.tag, str) or element.tag in NOT_READ:
        return
    if element.get("translate") == "no":
        return
    in_part = (
        in_part
        or element.tag in DATA_ELEMENTS
        or bool(DATA_CLASSES & set(element.get("class", "").split()))
    )
    is_block = element.tag not in INLINE
    if is_block:
        yield None, False
    if element.text:
        yield element.text, in_part
    for child in element:
        yield from _texts(child, in_part=in_part)
        if child.tail:
            yield child.tail, in_part
    if is_block:
        yield None, False


def _outside(text: str, depth: int) -> tuple[list[str], int]:
    """The pieces of a text outside the marks, and how deep the text ends."""
    pieces = [""]
    for letter in text:
        if letter == OPEN:
            depth += 1
            pieces.append("")
        elif letter == CLOSE:
            depth = max(depth - 1, 0)
        elif depth == 0:
            pieces[-1] += letter
    return pieces, depth


def is_data(piece: str, known: Known, *, in_part: bool) -> bool:
    words = flat(piece).strip(EDGES)
    if not LETTERS.search(words) or known.holds(words, in_part=in_part):
        return True
    if any(re.fullmatch(one, words) for one in PATTERNS):
        return True
    parts = [part.strip(EDGES) for part in re.split(r"[·,:;]| - |(?<=\s)→(?=\s)", words)]
    return all(
        not LETTERS.search(part)
        or any(re.fullmatch(one, part) for one in PATTERNS)
        or known.holds(part, in_part=in_part)
        for part in parts
    )


class Undo(Exception):
    """Takes back what a request did."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield build()
                raise Undo
        except Undo:
            pass


LEFT_OUT = ("api/", "healthz")


def pages_of(world, person) -> Iterator[tuple[str, str]]:
    """Each address that answers with a page, and the page."""
    client = Client()
    if person:
        client.force_login(person)
    for route in routes():
        if route.pattern.startswith(LEFT_OUT) or (route.is_desk and not person):
            continue
        address = world.address(route)
        page = _get(client, address)
        if page:
            yield route.pattern, page


def _get(client: Client, address: str) -> str:
    cache.clear()
    try:
        with transaction.atomic():
            answer = client.get(address)
            is_page = "text/html" in answer.headers.get("Content-Type", "")
            page = answer.content.decode() if is_page and not answer.streaming else ""
            assert answer.status_code < 500, f"{address}: {answer.status_code}"
            raise Undo
    except Undo:
        return page


@pytest.mark.parametrize("who", ["stranger", "holder", "editor", "admin"])
def test_no_word_on_a_page_escapes_translation(world, pseudo, who):
    known = Known()
    person = None if who == "stranger" else getattr(world, who)

    escaped: dict[str, str] = {}
    read = 0
    for pattern, page in pages_of(world, person):
        read += 1
        for words in untranslated(page, known):
            escaped.setdefault(words, pattern)

    assert read > (8 if who == "stranger" else 40)
    assert escaped == {}
