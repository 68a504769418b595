"""The one table of keys: the page's handler, the sheet behind `?` and the docs all read it.

A press is written as a browser names it (`KeyboardEvent.key`): `j`, `Enter`, `Ctrl+K`; two
presses in a row have a space between them: `g q`.
"""

from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

CAPS = {"Enter": "↵", "Escape": "Esc", "Ctrl+Enter": "Ctrl ↵", "Ctrl+K": "Ctrl K"}


@dataclass(frozen=True)
class Key:
    """One row: what these keys do in lists and triage, and in a review or archived page."""

    presses: tuple[str, ...]
    on_lists: StrOrPromise = ""
    on_review: StrOrPromise = ""
    goes_to: str = ""  # a path, for keys that only open a page

    @property
    def everywhere(self) -> bool:
        return self.on_lists == self.on_review

    @property
    def caps(self) -> list[list[str]]:
        """The presses as printed on key caps: one list of caps for each press."""
        return [
            [CAPS[press]] if press in CAPS else [CAPS.get(cap, cap) for cap in press.split(" ")]
            for press in self.presses
        ]


def _both(press: str, does: StrOrPromise, goes_to: str = "") -> Key:
    return Key((press,), does, does, goes_to)


KEYS = (
    Key(("j", "k"), _("next, previous")),
    _both("Enter", _("open; or decide, and go to the next")),
    Key(("t",), _("take next")),
    Key(("a",), _("accept; read a tip"), _("approve, confirm")),
    Key(("d",), _("decline; a digit gives the reason; spam or abuse")),
    Key(("m",), _("join to a known claim")),
    Key(("Tab",), _("into the wording; Esc leaves it")),
    Key(("e",), _("mark words that were missed"), _("evidence from the selection")),
    Key(("b",), _("break a compound statement apart; arrows move the cut")),
    Key(("s",), _("skip")),
    Key(("x",), _("tick, to decide on many at once")),
    Key(("X",), _("tick all from the last one ticked")),
    Key(("J", "K"), _("tick, and go to the next, previous")),
    Key(("y", "u"), "", _("take, refuse a suggestion")),
    Key(("n", "p"), "", _("next, previous passage")),
    Key(("1", "2"), _("who said it, where two may have"), _("source, evidence")),
    Key(("3",), "", _("verdict")),
    Key(("4", "5", "6", "7"), "", _("and 1 to 3: rate, on the rating line")),
    Key(("[", "]"), "", _("page before, page after; in the text, [ cites")),
    Key(("r",), "", _("send back, with a note")),
    Key(("Ctrl+Enter",), "", _("send the note")),
    _both("l", _("renew the lease")),
    _both("v", _("the page as readers will see it")),
    Key(("h",), "", _("history")),
    _both("q", _("quarantine what may be illegal to possess")),
    Key(("o",), "", _("archived page, or its text")),
    _both("P", _("plan: when it is due, how urgent (editors)")),
    _both("z", _("undo")),
    _both("/", _("search")),
    Key(("c",), _("new article")),
    _both("g i", _("your turn"), "/desk/"),
    _both("g q", _("queue"), "/desk/queue/"),
    _both("g a", _("articles"), "/desk/articles/"),
    _both("g c", _("claims"), "/desk/claims/"),
    _both("g t", _("tips"), "/desk/tips/"),
    _both("Ctrl+K", _("do anything")),
    _both("Escape", _("back, close, leave a field")),
    _both("?", _("this table")),
)


def is_single(press: str) -> bool:
    """Whether it prints a character without a modifier: WCAG 2.1.4 lets people turn it off."""
    return len(press.split(" ", maxsplit=1)[0]) == 1


class Shortcut(TypedDict):
    """One press as the browser's script gets it."""

    press: str
    single: bool
    goes_to: str


class ShortcutsContext(TypedDict):
    """`key_table` is printed as JSON for the script, `key_sheet` is the sheet behind `?`."""

    key_table: list[Shortcut]
    key_sheet: list[tuple[StrOrPromise, list[tuple[Key, StrOrPromise]]]]


def table() -> list[Shortcut]:
    """One row for each press, for the browser's script."""
    return [
        {"press": press, "single": is_single(press), "goes_to": key.goes_to}
        for key in KEYS
        for press in key.presses
    ]


def sheet() -> list[tuple[StrOrPromise, list[tuple[Key, StrOrPromise]]]]:
    """The table as the sheet shows it: headings, and under each the keys with what they do."""
    return [
        (_("Everywhere"), [(key, key.on_lists) for key in KEYS if key.everywhere]),
        (
            _("Lists and triage"),
            [(key, key.on_lists) for key in KEYS if key.on_lists and not key.everywhere],
        ),
        (
            _("Review, archived page"),
            [(key, key.on_review) for key in KEYS if key.on_review and not key.everywhere],
        ),
    ]


_CONTEXT: ShortcutsContext = {"key_table": table(), "key_sheet": sheet()}


def context(_request: object) -> ShortcutsContext:
    """The table and the sheet of keys, for templates."""
    return _CONTEXT
