"""From an expression to a tree: `[1] / [2] * 100`.

    sum     = product {("+" | "−") product}
    product = signed {("×" | "÷") signed}
    signed  = ("+" | "−") signed | part
    part    = (number [scale] | "[" digits "]" | "(" sum ")") {"%"}

`*` and `x` are `×`; `/` and `:` are `÷`; `%` is a hundredth. A number may have thousands
parted by commas or hard spaces, a currency sign before it, and a unit after it, which is not
looked at; `thousand`, `million`, `billion` (`bn`) and `trillion` are part of the number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

LONGEST = 300
"""Characters of an expression."""
MOST_PARTS = 60
"""Numbers, figures, signs and brackets of an expression."""
DEEPEST = 12
"""Brackets and signs within one another."""
LONGEST_NUMBER = 24

SIGNS = {
    **dict.fromkeys("-−–", "-"),
    **dict.fromkeys("*×x·", "*"),
    **dict.fromkeys("/÷:", "/"),
    **{sign: sign for sign in "+()%"},
}
SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
TOO_SHORT = {"k": "thousand", "m": "million", "b": "billion", "t": "trillion"}

_TOKEN = re.compile(
    r"\s*(?:"
    r"\[\s*(?P<figure>\d{1,5})\s*\]"
    r"|(?:[£$€¥]\s*)?(?P<number>\d{1,3}(?:[,\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?"
    r"|\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<sign>[-−–*×·/÷:+()%]|x(?![^\W\d_]))"
    r"|(?P<word>[^\W\d_]+)"
    r")"
)


class SumError(ValueError):
    """Why an expression gives no number: a sentence for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number, and how it was written."""

    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """The figure of the evidence with this number."""

    number: int


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in brackets."""

    inside: "Node"


@dataclass(frozen=True, slots=True)
class Negated:
    of: "Node"


@dataclass(frozen=True, slots=True)
class Hundredths:
    """`5 %`: five hundredths."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two parts and what is done with them: one of + - * /."""

    sign: str
    left: "Node"
    right: "Node"


Node = Number | Term | Group | Negated | Hundredths | Binary


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def read(expression: str) -> Node:
    """The tree of an expression; `SumError` says what is wrong with it, and where."""
    if len(expression) > LONGEST:
        raise SumError(f"The sum is longer than {LONGEST} characters: make two of it.")
    tokens = list(_tokens(expression))
    if not tokens:
        raise SumError("Write a sum of figures, like [1] / [2] * 100.")
    if len(tokens) > MOST_PARTS:
        raise SumError(f"The sum has more than {MOST_PARTS} parts: make two of it.")
    return _Reader(tokens).whole()


def numbers_in(node: Node) -> list[int]:
    """The evidence that a sum takes figures from, each once, in order."""
    return list(dict.fromkeys(_numbers(node)))


def _numbers(node: Node) -> Iterator[int]:
    match node:
        case Term(number):
            yield number
        case Group(part) | Negated(part) | Hundredths(part):
            yield from _numbers(part)
        case Binary(_, left, right):
            yield from _numbers(left)
            yield from _numbers(right)


def _tokens(expression: str) -> Iterator[_Token]:
    place, rest = 0, expression.rstrip()
    before: _Token | None = None
    while place < len(rest):
        found = _TOKEN.match(rest, place)
        if found is None:
            raise SumError(f"“{rest[place:].strip()[:10]}” cannot be part of a sum.")
        place = found.end()
        kind = str(found.lastgroup)
        token = _Token(kind, found[kind])
        if kind == "word" and not _belongs(token, before):
            continue
        yield token
        before = token


def _belongs(word: _Token, before: _Token | None) -> bool:
    """Whether a word is part of the number before it; units are passed over."""
    if before is None or (before.kind == "sign" and before.text not in ")%"):
        raise SumError(f"“{word.text}” is no number: write figures, like [1], and numbers.")
    name = word.text.casefold()
    if before.kind == "number" and name in TOO_SHORT:
        raise SumError(f"Write “{TOO_SHORT[name]}” instead of “{word.text}”.")
    return before.kind == "number" and name in SCALES


class _Reader:
    """Recursive descent over the tokens, no deeper than `DEEPEST`."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._sum()
        if self._place < len(self._tokens):
            left_over = self._tokens[self._place]
            if left_over.text == ")":
                raise SumError("A bracket is closed that was not opened.")
            raise SumError(f"A sign is missing before {_quoted(left_over)}.")
        return node

    def _sum(self) -> Node:
        node = self._product()
        while sign := self._sign("+", "-"):
            node = Binary(sign, node, self._product())
        return node

    def _product(self) -> Node:
        node = self._signed()
        while sign := self._sign("*", "/"):
            node = Binary(sign, node, self._signed())
        return node

    def _signed(self) -> Node:
        sign = self._sign("+", "-")
        if not sign:
            return self._part()
        self._deeper()
        inside = self._signed()
        self._depth -= 1
        return Negated(inside) if sign == "-" else inside

    def _part(self) -> Node:
        if self._place >= len(self._tokens):
            raise SumError("The sum ends too early: a number or a figure is missing.")
        token = self._tokens[self._place]
        self._place += 1
        if token.kind == "number":
            node: Node = self._number(token)
        elif token.kind == "figure":
            node = Term(int(token.text))
        elif token.text == "(":
            node = self._group()
        else:
            raise SumError(f"A number or a figure is missing before {_quoted(token)}.")
        while self._sign("%"):
            node = Hundredths(node)
        return node

    def _number(self, token: _Token) -> Number:
        digits = re.sub(r"[,\s]", "", token.text)
        if len(digits) > LONGEST_NUMBER:
            raise SumError(f"{digits[:8]}… has more than {LONGEST_NUMBER} digits.")
        value, text = Decimal(digits), token.text
        while self._place < len(self._tokens) and self._tokens[self._place].kind == "word":
            word = self._tokens[self._place].text
            value, text = value * SCALES[word.casefold()], f"{text} {word}"
            self._place += 1
        return Number(value, text)

    def _group(self) -> Group:
        self._deeper()
        inside = self._sum()
        if not self._sign(")"):
            raise SumError("A bracket is opened and not closed.")
        self._depth -= 1
        return Group(inside)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise SumError(f"More than {DEEPEST} brackets stand in one another.")

    def _sign(self, *wanted: str) -> str:
        """The next token if it is one of these signs, taken; else empty."""
        if self._place < len(self._tokens):
            token = self._tokens[self._place]
            sign = SIGNS.get(token.text, "") if token.kind == "sign" else ""
            if sign in wanted:
                self._place += 1
                return sign
        return ""


def _quoted(token: _Token) -> str:
    return f"[{token.text}]" if token.kind == "figure" else f"“{token.text}”"
