"""What the triage page shows of an article: its statements in rank, the open one, the text."""

from collections.abc import Iterable
from functools import cached_property

from claims import marking, proposing
from claims.marking import Block
from claims.models import Article, Claim, Statement
from reviews.standing import with_standing

LETTERS = {"proposed": "p", "declined": "d", "accepted": "a"}
UNKNOWN = "-"
MOST_NEAR = 4
WHOLE_QUOTE = 300


class Board:
    """One article as it stands now. `active` is the statement whose card is open, if any."""

    def __init__(self, article: Article, *, chosen: int | None = None, ask: str = "") -> None:
        self.article = article
        self.ask = ask
        self.statements = list(article.statements.for_triage())
        for statement in self.statements:
            statement.article = article
        self.ranked = sorted(
            (one for one in self.statements if one.state == Statement.State.PROPOSED),
            key=lambda one: (-one.worth, one.start),
        )
        self.triaged = sorted(
            (one for one in self.statements if one not in self.ranked),
            key=lambda one: (one.triaged_at is not None, one.triaged_at),
            reverse=True,
        )
        self.active = self.at_or_after(chosen)

    def at_or_after(self, pk: int | None) -> Statement | None:
        """The statement itself while it is undecided, else the next in rank, else the first."""
        chosen = next((one for one in self.statements if one.pk == pk), None)
        if chosen is None or chosen in self.ranked:
            return chosen or next(iter(self.ranked), None)
        rank = (-chosen.worth, chosen.start)
        later = (one for one in self.ranked if (-one.worth, one.start) > rank)
        return next(later, next(iter(self.ranked), None))

    @property
    def following(self) -> Statement | None:
        """What comes after the active one; from the last, the first again."""
        if self.active is None:
            return None
        place = self.ranked.index(self.active) + 1
        return self.ranked[place % len(self.ranked)]

    def before(self, statement: Statement) -> Statement | None:
        """What stands right above a statement in the list."""
        place = self.ranked.index(statement)
        return self.ranked[place - 1] if place else None

    @cached_property
    def blocks(self) -> list[Block]:
        return marking.blocks(self.article.text, self.statements, self.article.left_over)

    def blocks_of(self, statements: Iterable[Statement | None]) -> list[Block]:
        """The paragraphs that hold any of these statements."""
        wanted = [one for one in statements if one is not None]
        return [block for block in self.blocks if any(block.has(one) for one in wanted)]

    @property
    def states(self) -> str:
        """Every statement's state in a letter, in the order of the text: what a page knows."""
        return "".join("j" if is_joined(one) else LETTERS[one.state] for one in self.statements)

    def differing(self, states: str) -> dict[Statement, str]:
        """The statements whose state is another than a page knew, with what it knew."""
        known = states.ljust(len(self.statements), UNKNOWN)
        return {
            statement: then
            for statement, now, then in zip(self.statements, self.states, known, strict=False)
            if now != then
        }

    @property
    def told(self) -> str:
        """ "2 accepted, 2 declined, 1 joined" """
        states = self.states
        found = (("a", "accepted"), ("d", "declined"), ("j", "joined"))
        return ", ".join(
            f"{states.count(letter)} {word}" for letter, word in found if letter in states
        )

    @cached_property
    def card(self) -> "Card | None":
        return Card(self.active) if self.active else None


class Card:
    """What the open statement shows and proposes."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self.wording = proposing.wording(statement)
        self.claimant = proposing.claimant(statement)
        self.said_on = proposing.said_on(statement)
        self.figures = proposing.figures(statement)

    @property
    def named_as(self) -> str:
        """The words that name the speaker here, where they are others than the name."""
        start, end = self.statement.speaker_start, self.statement.speaker_end
        if start is None or end is None:
            return ""
        words = self.statement.article.text[start:end]
        return "" if words == self.statement.speaker else words

    @cached_property
    def near(self) -> list[Claim]:
        """Claims with much the same words, as `near` gives them."""
        return near(self.wording)


def near(text: str) -> list[Claim]:
    """Claims with much the same words as a text, each with `standing` and `different`."""
    claims = with_standing(Claim.objects.much_like(text, limit=MOST_NEAR))
    for claim in claims:
        claim.different = proposing.different_figures(text, claim.text)  # type: ignore[attr-defined]
    return claims


def is_joined(statement: Statement) -> bool:
    """Whether it is one more appearance of a claim that was known before."""
    return statement.state == Statement.State.ACCEPTED and not statement.made_claim
