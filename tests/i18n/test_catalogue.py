"""The catalogue of `locale/` holds exactly the texts of the code: `make messages` was run.

Found by reading the sources, so that it needs no xgettext.
"""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
APPS = (
    "accounts",
    "claims",
    "desk",
    "factcheck",
    "history",
    "jobs",
    "readers",
    "reviews",
    "sources",
)
FEWEST = 600

ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
TWO = {"ngettext", "ngettext_lazy"}
LITERAL = re.compile(r"(?:gettext|_)\(u?(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')", re.DOTALL)
"""As `templatize` writes it: `_('…')`, `gettext(u'…')`, `ngettext(u'…', …)`."""


def in_python() -> Iterator[str]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and node.args:
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    if name in ONE | TWO and isinstance(node.args[0], ast.Constant):
                        yield str(node.args[0].value)


def plurals_in_python() -> Iterator[tuple[str, str]]:
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                name = getattr(getattr(node, "func", None), "id", "")
                if isinstance(node, ast.Call) and name in TWO:
                    one, many = node.args[:2]
                    if isinstance(one, ast.Constant) and isinstance(many, ast.Constant):
                        yield str(one.value), str(many.value)


def in_templates() -> Iterator[str]:
    for path in (ROOT / "templates").rglob("*"):
        if path.suffix not in {".html", ".txt", ".xml"}:
            continue
        source = templatize(path.read_text(), origin=str(path))
        for literal in LITERAL.findall(source):
            yield ast.literal_eval(literal)


def in_catalogue() -> set[str]:
    """The msgids of the catalogue, whose entries are `msgid "…"` and lines that go on."""
    entries = re.findall(
        r'^msgid ((?:"(?:[^"\\]|\\.)*"\n)+)', CATALOGUE.read_text(), re.MULTILINE
    )
    return {
        "".join(ast.literal_eval(line) for line in entry.splitlines()) for entry in entries
    } - {""}


def test_the_catalogue_holds_every_text_of_the_code():
    texts = {*in_python(), *in_templates()} - {""}
    listed = in_catalogue()

    assert len(listed) >= FEWEST, len(listed)
    assert sorted(texts - listed) == [], "Run make messages."
    assert sorted(listed - texts) == [], "Run make messages."


def test_each_plural_is_one_entry_of_the_catalogue():
    catalogue = CATALOGUE.read_text()
    pairs = set(plurals_in_python())

    apart = [
        one
        for one, many in pairs
        if f'msgid "{one}"\nmsgid_plural "{many}"\n' not in catalogue.replace('"\n"', "")
    ]

    assert len(pairs) > 10
    assert apart == []


def test_each_catalogue_is_compiled():
    for source in (ROOT / "locale").rglob("*.po"):
        with source.with_suffix(".mo").open("rb") as compiled:
            gettext.GNUTranslations(compiled)
