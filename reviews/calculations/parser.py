"""Parses the formula of a calculation, `[1] / [2] * 100`, into a tree.

    sum     = product {("+" | "−") product}
    product = signed {("×" | "÷") signed}
    signed  = ("+" | "−") signed | part
    part    = (number [scale] | "[" digits "]" | "(" sum ")") {"%"}

`*` and `x` mean `×`; `/` and `:` mean `÷`; `%` divides by 100. A number may have commas or
non-breaking spaces between thousands, a currency sign before it, and a unit after it, which is
ignored. `thousand`, `million`, `billion` (`bn`) and `trillion` are part of the number. ADR 34
says why this is our own code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reviews.sentences import Sentence

LONGEST_EXPRESSION = 300
"""The most characters in an expression."""
MOST_PARTS = 60
"""The most numbers, figures, signs and brackets in an expression."""
DEEPEST = 12
"""How deep brackets and signs can be nested."""
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


class CalculationError(ValueError):
    """An expression gives no number: the sentence says why to whoever wrote it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class PlainNumber:
    """A plain number, and how it was written."""

    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class FigureTerm:
    """The figure of the evidence with this number."""

    number: int


@dataclass(frozen=True, slots=True)
class Group:
    """An expression in brackets."""

    inside: "Node"


@dataclass(frozen=True, slots=True)
class Negated:
    of: "Node"


@dataclass(frozen=True, slots=True)
class Percentage:
    """A part followed by `%`: `5 %` is 0.05."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class BinaryOperation:
    """Two parts joined by one of the signs + - * /."""

    sign: str
    left: "Node"
    right: "Node"


Node = PlainNumber | FigureTerm | Group | Negated | Percentage | BinaryOperation


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def parse_expression(expression: str) -> Node:
    """The tree of an expression. Raises `CalculationError`, which says what is wrong."""
    if len(expression) > LONGEST_EXPRESSION:
        raise CalculationError(Sentence("calculation-too-long", most=LONGEST_EXPRESSION))
    tokens = list(_tokens(expression))
    if not tokens:
        raise CalculationError(Sentence("calculation-empty"))
    if len(tokens) > MOST_PARTS:
        raise CalculationError(Sentence("calculation-too-many-parts", most=MOST_PARTS))
    return _Parser(tokens).whole()


def evidence_numbers(node: Node) -> list[int]:
    """The numbers of the evidence that a formula uses, each once, in the order of first use."""
    return list(dict.fromkeys(_numbers(node)))


def _numbers(node: Node) -> Iterator[int]:
    match node:
        case FigureTerm(number):
            yield number
        case Group(part) | Negated(part) | Percentage(part):
            yield from _numbers(part)
        case BinaryOperation(_, left, right):
            yield from _numbers(left)
            yield from _numbers(right)


def _tokens(expression: str) -> Iterator[_Token]:
    place, rest = 0, expression.rstrip()
    before: _Token | None = None
    while place < len(rest):
        found = _TOKEN.match(rest, place)
        if found is None:
            odd = rest[place:].strip()[:10]
            raise CalculationError(Sentence("calculation-odd-characters", characters=odd))
        place = found.end()
        kind = str(found.lastgroup)
        token = _Token(kind, found[kind])
        if kind == "word" and not _is_part_of_number(token, before):
            continue
        yield token
        before = token


def _is_part_of_number(word: _Token, before: _Token | None) -> bool:
    """Whether a word is part of the number before it. Units aren't, and are skipped."""
    if before is None or (before.kind == "sign" and before.text not in ")%"):
        raise CalculationError(Sentence("calculation-word", word=word.text))
    name = word.text.casefold()
    if before.kind == "number" and name in TOO_SHORT:
        raise CalculationError(
            Sentence("calculation-short-word", instead=TOO_SHORT[name], word=word.text)
        )
    return before.kind == "number" and name in SCALES


class _Parser:
    """Recursive descent over the tokens, at most `DEEPEST` levels deep."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._sum()
        if self._place < len(self._tokens):
            left_over = self._tokens[self._place]
            if left_over.text == ")":
                raise CalculationError(Sentence("bracket-not-opened"))
            raise CalculationError(Sentence("sign-missing", before=_quoted(left_over)))
        return node

    def _sum(self) -> Node:
        node = self._product()
        while sign := self._sign("+", "-"):
            node = BinaryOperation(sign, node, self._product())
        return node

    def _product(self) -> Node:
        node = self._signed()
        while sign := self._sign("*", "/"):
            node = BinaryOperation(sign, node, self._signed())
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
            raise CalculationError(Sentence("calculation-ends-early"))
        token = self._tokens[self._place]
        self._place += 1
        if token.kind == "number":
            node: Node = self._number(token)
        elif token.kind == "figure":
            node = FigureTerm(int(token.text))
        elif token.text == "(":
            node = self._group()
        else:
            raise CalculationError(Sentence("figure-missing", before=_quoted(token)))
        while self._sign("%"):
            node = Percentage(node)
        return node

    def _number(self, token: _Token) -> PlainNumber:
        digits = re.sub(r"[,\s]", "", token.text)
        if len(digits) > LONGEST_NUMBER:
            raise CalculationError(
                Sentence("number-too-long", digits=digits[:8], most=LONGEST_NUMBER)
            )
        value, text = Decimal(digits), token.text
        while self._place < len(self._tokens) and self._tokens[self._place].kind == "word":
            word = self._tokens[self._place].text
            value, text = value * SCALES[word.casefold()], f"{text} {word}"
            self._place += 1
        return PlainNumber(value, text)

    def _group(self) -> Group:
        self._deeper()
        inside = self._sum()
        if not self._sign(")"):
            raise CalculationError(Sentence("bracket-not-closed"))
        self._depth -= 1
        return Group(inside)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise CalculationError(Sentence("brackets-too-deep", most=DEEPEST))

    def _sign(self, *wanted: str) -> str:
        """Consume the next token if it is one of these signs. Empty if it isn't."""
        if self._place < len(self._tokens):
            token = self._tokens[self._place]
            sign = SIGNS.get(token.text, "") if token.kind == "sign" else ""
            if sign in wanted:
                self._place += 1
                return sign
        return ""


def _quoted(token: _Token) -> str:
    return f"[{token.text}]" if token.kind == "figure" else f"“{token.text}”"
