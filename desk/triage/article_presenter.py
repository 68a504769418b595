"""An article on the triage page: its statements by rank, the open one, and the text."""

from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import gettext as _

from claims.articles import policies as article_policies
from claims.articles.models import Article
from claims.extraction.lexicon.language import known_languages
from claims.statements import annotated_text
from claims.statements.annotated_text import Block
from claims.statements.models import Statement
from desk.triage.statement_presenter import KnownClaimants, StatementPresenter

LETTERS = {"proposed": "p", "declined": "d", "accepted": "a", "split": "s"}
JOINED = "j"


class ArticlePresenter:
    """One article as it is now. `active` is the statement whose card is open, if any.

    `everything` is every statement in the order of the text; `statements` has the parts of
    split statements instead of the whole ones; `ranked` are undecided, `triaged` decided.
    """

    def __init__(self, article: Article, *, chosen: int | None = None, ask: str = "") -> None:
        self.article = article_policies.refuse_quarantined(article)
        self.ask = ask
        self.everything = sorted(
            article.statements.without_article(),
            key=lambda one: (one.start, one.end, one.number),
        )
        for statement in self.everything:
            statement.article = article
        self.people = KnownClaimants(
            {one.speaker: one.speaker_role for one in self.everything if one.speaker}
        )
        self.statements = [one for one in self.everything if one.state != "split"]
        self.ranked = sorted(
            (one for one in self.statements if one.state == Statement.State.PROPOSED), key=rank
        )
        self.triaged = sorted(
            (one for one in self.everything if one.state != Statement.State.PROPOSED),
            key=lambda one: (one.triaged_at is not None, one.triaged_at),
            reverse=True,
        )
        self.active = self.at_or_after(chosen)

    def at_or_after(self, pk: int | None) -> Statement | None:
        """The statement itself if it is undecided, else the next in rank, else the first."""
        chosen = next((one for one in self.everything if one.pk == pk), None)
        if chosen is None or chosen in self.ranked:
            return chosen or next(iter(self.ranked), None)
        later = (one for one in self.ranked if rank(one) > rank(chosen))
        return next(later, next(iter(self.ranked), None))

    def after(self, statement: Statement) -> Statement | None:
        """The next statement in the list, starting over after the last; None if it is alone."""
        place = self.ranked.index(statement) + 1
        following = self.ranked[place % len(self.ranked)]
        return None if following == statement else following

    @cached_property
    def blocks(self) -> list[Block]:
        return annotated_text.annotated_blocks(
            self.article.text, self.statements, self.article.left_over
        )

    def blocks_of(self, statements: Iterable[Statement]) -> list[Block]:
        """The paragraphs that contain any words of these statements or of their parts."""
        wanted = {one.pk for one in statements}
        wanted |= {one.pk for one in self.everything if one.whole_id in wanted}
        return [
            block
            for block in self.blocks
            if any(one.pk in wanted for line in block.lines for run in line for one in run.over)
        ]

    @property
    def is_foreign(self) -> bool:
        """Whether only marked quotations can be found, because we don't know its language."""
        return bool(self.article.language) and self.article.language not in known_languages()

    @property
    def is_all_left_over(self) -> bool:
        return bool(self.blocks) and all(block.is_left_over for block in self.blocks)

    @property
    def reasons(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Statement.Reason.choices]

    @property
    def states(self) -> str:
        """ "12p.13d": every statement's state in a letter, in the order of the text."""
        return ".".join(f"{one.pk}{letter(one)}" for one in self.everything)

    @property
    def told(self) -> str:
        """ "2 accepted, 2 declined, 1 joined" """
        states = [letter(one) for one in self.statements]
        found = (
            ("a", _("%(count)s accepted")),
            ("d", _("%(count)s declined")),
            (JOINED, _("%(count)s joined")),
        )
        return ", ".join(
            words % {"count": states.count(one)} for one, words in found if one in states
        )

    @property
    def asks_who(self) -> bool:
        """Whether two may have said an undecided statement, so that digits choose."""
        return any(one.open_candidates for one in self.ranked)

    @cached_property
    def unread_from(self) -> int | None:
        """The number of the paragraph from which nothing was read, or None."""
        place = self.article.unread_from
        if place is None:
            return None
        return next((one.number for one in self.blocks if one.span[1] > place), None)

    @property
    def n_triaged(self) -> int:
        return len(self.statements) - len(self.ranked)

    @cached_property
    def card(self) -> StatementPresenter | None:
        return self.card_of(self.active) if self.active else None

    def card_of(self, statement: Statement) -> StatementPresenter:
        return StatementPresenter(
            statement, people=self.people, following=self.after(statement), ask=self.ask
        )


def rank(statement: Statement) -> tuple[float, int, int]:
    """Sort key: most worth checking first, then in the order of the text."""
    return (-statement.worth, statement.start, statement.pk)


def letter(statement: Statement) -> str:
    is_joined = statement.state == Statement.State.ACCEPTED and not statement.made_claim
    return JOINED if is_joined else LETTERS[statement.state]


def states_of(article: int) -> str:
    """`ArticlePresenter.states` in one short query, for pages that ask what is new."""
    rows = Statement.objects.filter(article=article).order_by("start", "end", "number")
    found = rows.only("pk", "state", "made_claim")
    return ".".join(f"{one.pk}{letter(one)}" for one in found)
