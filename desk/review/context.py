"""What the page of one review shows, in a bounded number of queries."""

from dataclasses import dataclass
from typing import TypedDict

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from claims.articles.models import Article
from claims.claims.facts import ListedFact, facts_of, listed
from claims.claims.models import Claim
from claims.statements.annotated_text import Block, annotated_blocks
from claims.statements.models import Statement
from desk.move_offers import MoveOffer, move_offers
from desk.review.evidence_list import EvidenceList, evidence_list
from desk.review.evidence_metadata import EvidenceChoices, choices_of
from history.models import Event
from jobs.models import JobState
from reviews.exceptions import Missing
from reviews.proposals.suggestions import Suggestions, suggestions_of
from reviews.publication.models.publications import Publication
from reviews.publication.models.withholdings import Withholding
from reviews.review import policies
from reviews.review import table as review_table
from reviews.review.models import Draft, Rating, Review
from reviews.review.models.drafts import CONCLUSION_WORDS
from reviews.revisions.models import Revision
from reviews.workflow import history_text
from reviews.workflow.requirements import ReviewFacts, missing_for

EVENTS = 60
BLOCKS_AROUND = 25


class ReviewProgress(TypedDict):
    """The next move and what it still needs (`needed_now`), and the other moves (`steps`).

    `needed_later` is what submitting will need on top of that.
    """

    next: MoveOffer | None
    needed_now: list[Missing]
    needed_later: list[Missing]
    steps: list[MoveOffer]
    can_approve: MoveOffer | None
    newest_revision: Revision | None
    publication: Publication | None


def progress_of(review: Review, user: User) -> ReviewProgress:
    facts = ReviewFacts(review)
    steps = move_offers(review, user, facts)
    move = review_table.leading_on_from(review.state)
    step = steps.get(move.action) if move else None
    later: list[Missing] = []
    if move == review_table.WEIGH and step is not None:
        now = {one.sentence for one in step.missing}
        later = [
            one
            for one in missing_for(review_table.SUBMIT, review)
            if one.sentence not in now and one.where != "evidence"
        ]
    asked = bool(review.retract_asked_by_id)
    elsewhere = {move, review_table.ASK_RETRACT if asked else review_table.RETRACT}
    return {
        "next": step,
        "needed_now": step.missing if step else [],
        "needed_later": later,
        "steps": [
            other
            for other in steps.values()
            if other.move not in elsewhere
            and other.move.page != "desk:approval"
            and (facts.publication or not other.move.needs_publication)
        ],
        "can_approve": steps.get("approve"),
        "newest_revision": facts.revision,
        "publication": facts.publication,
    }


@dataclass(frozen=True, slots=True)
class FirstAppearancePane:
    """The article with the claim's first appearance, as far as the page shows it."""

    statement: Statement
    blocks: list[Block]
    statements: int
    is_cut: bool
    newer: Article | None
    """A newer version of the article: its page has changed since."""


def first_appearance(review: Review) -> FirstAppearancePane | None:
    """The text around the claim's first appearance, its statements marked; None without one."""
    first = review.claim.appearances.select_related(
        "article__publisher", "article__submitted_by", "article__capture__snapshot__kept_by"
    ).first()
    if first is None or first.article.is_quarantined:
        return None
    article = first.article
    statements = list(article.statements.all())
    found = annotated_blocks(article.text, statements, article.left_over)
    here = next((place for place, block in enumerate(found) if block.has(first)), 0)
    shown = found[max(0, here - BLOCKS_AROUND) : here + BLOCKS_AROUND]
    newer = Article.objects.filter(replaces=article, state=JobState.DONE).only("submitted_at")
    is_cut = len(shown) < len(found)
    return FirstAppearancePane(
        first, shown, len(statements), is_cut=is_cut, newer=newer.first()
    )


class ReviewPageContext(ReviewProgress, EvidenceChoices):
    """What the page of a review shows, without its forms."""

    review: Review
    claim: Claim
    facts: list[ListedFact]
    draft: Draft
    ledger: EvidenceList
    suggestions: Suggestions
    ratings_on_line: list[Rating]
    ratings_off_line: list[Rating]
    said: FirstAppearancePane | None
    appearances: int
    published_rating: Rating | None
    events: list[history_text.HistoryLine]
    events_count: int
    withheld: QuerySet[Withholding]
    may_plan: bool
    may_write: bool
    is_writable: bool
    holds: bool
    conclusion_words: int
    numbers: list[int]
    place: str
    home: str


def review_page_context(review: Review, user: User) -> ReviewPageContext:
    ledger = evidence_list(review)
    ratings = list(Rating.current())
    events = Event.objects.of(review.claim.chain)
    shown = progress_of(review, user)
    publication = shown["publication"]
    return {
        "review": review,
        "claim": review.claim,
        "facts": listed(facts_of(review.claim)),
        "draft": review.draft,
        "ledger": ledger,
        "suggestions": suggestions_of(review),
        "ratings_on_line": [rating for rating in ratings if rating.ordinal is not None],
        "ratings_off_line": [rating for rating in ratings if rating.ordinal is None],
        "said": first_appearance(review),
        "appearances": review.claim.appearances.count(),
        "published_rating": next(
            (r for r in ratings if publication and r.slug == publication.rating_slug), None
        ),
        "events": history_text.event_lines(list(events[:EVENTS])),
        "events_count": events.count(),
        "withheld": Withholding.objects.of_claim(review.claim_id).in_force().for_lists(),
        "may_plan": not policies.why_not_plan(user) and review.state not in review_table.CLOSED,
        "may_write": policies.may_write(user, review) and policies.is_writable(review),
        "is_writable": policies.is_writable(review),
        "holds": review.holder_id == user.pk,
        "conclusion_words": CONCLUSION_WORDS,
        "numbers": [card.piece.number for card in ledger.standing],
        **choices_of(review),
        "place": "turn",
        "home": reverse("desk:review", args=[review.pk]),
        **shown,
    }
