"""Scripts show no words of their own: all come from the table that the page carries."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml.html import defs

from desk.script_strings import COUNTED, SAMPLES, STRINGS, for_page
from tests.i18n.pseudo import CLOSE, OPEN

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "static" / "js").rglob("*.js"))
TEXTS = {**STRINGS, **{key: text(2) for key, text in COUNTED.items()}}

TOKEN = re.compile(
    r"""/\*.*?\*/|//[^\n]*|(?P<literal>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)""",
    re.DOTALL,
)
HTML_ELEMENTS = frozenset(
    {*defs.tags, "header", "footer", "nav", "aside", "main", "figcaption", "dialog"}
)
UNITS = frozenset({"KB", "MB", "Ctrl", "Secure"})
"""Units, a key cap and a cookie's attribute: the same in every language."""
CLASSES = frozenset(
    name
    for sheet in (ROOT / "static" / "css").glob("*.css")
    for name in re.findall(r"\.([a-z][\w-]*)", sheet.read_text())
)
SHOWN = re.compile(
    r"""(?:(?:textContent|innerText|placeholder|title|words)\s*[:=]|"aria-label",|\bsay\()\s*$"""
)
"""What stands before a literal that people read."""

CALL = re.compile(r'getText\("(?P<key>[\w-]+)"(?:, \{(?P<values>[^{}]*)\})?\)')


class Literal(NamedTuple):
    """A string of a script, with the code before it."""

    text: str
    before: str


def literals(module: Path) -> Iterator[Literal]:
    source = module.read_text()
    for token in TOKEN.finditer(source):
        if token["literal"]:
            yield Literal(token["literal"][1:-1], source[: token.start()])


def is_text(literal: Literal) -> bool:
    """Whether people read it: two words or more, or put where they look."""
    text = re.sub(r"\$\{[^}]*\}", "…", literal.text)
    if re.search(r"[<>=]", text):  # a selector, a media query
        return False
    words = text.split()
    plain = {word.strip(",.;:!?()“”") for word in words} - HTML_ELEMENTS - CLASSES - UNITS
    has_words = any(re.fullmatch(r"[A-Za-z’']+", word) for word in plain)
    return has_words and (len(words) > 1 or bool(SHOWN.search(literal.before)))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('say("Saved.");', True),
        ("line.textContent = `${n} ticked`;", True),
        ('const HINT = "Select words first";', True),
        ('button.setAttribute("aria-label", "Close");', True),
        ('button.setAttribute("aria-label", label);', False),
        ('/* "Select words first" */', False),
        ('createElement("p", { className: "taken-says danger" });', False),
        ('document.querySelectorAll("details.menu[open], a.link");', False),
    ],
)
def test_words_in_a_script_are_told_from_its_code(tmp_path, source, found):
    module = tmp_path / "page.js"
    module.write_text(source)

    assert any(is_text(literal) for literal in literals(module)) is found


def test_no_script_holds_words_that_people_read():
    held = [
        f"{module.relative_to(ROOT)}: {literal.text}"
        for module in MODULES
        for literal in literals(module)
        if is_text(literal)
    ]

    assert held == [], "Put them into desk/script_strings.py."


def test_scripts_and_table_have_the_same_keys():
    all_literals = {literal.text for module in MODULES for literal in literals(module)}
    called = {call["key"] for module in MODULES for call in CALL.finditer(module.read_text())}

    assert called - set(TEXTS) == set(), "not in the table"
    assert set(TEXTS) - all_literals == set(), "in no script"


def test_scripts_give_each_placeholder_its_value():
    missing = [
        f"{module.name}: {call['key']} needs {name}"
        for module in MODULES
        for call in CALL.finditer(module.read_text())
        for name in re.findall(r"%\((\w+)\)s", TEXTS[call["key"]])
        if not re.search(rf"\b{name}\b", call["values"] or "")
    ]

    assert missing == []


def test_each_text_of_scripts_is_translated(pseudo):
    for text in for_page().values():
        for form in [text] if isinstance(text, str) else [form for form, _ in text]:
            assert form.startswith(OPEN)
            assert form.endswith(CLOSE)


def test_each_sample_number_takes_one_form():
    forms = for_page()["files-chosen"]

    assert forms == [
        ("%(count)s files", [number for number in SAMPLES if number != 1]),
        ("%(count)s file", [1]),
    ]
