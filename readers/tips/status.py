"""Where a tip stands, in the words that its sender reads: from the rows, never from a guess.

Nobody of the desk is named, and no words that nobody at the desk has looked at are shown.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q

from claims.articles.models import Article
from claims.claims.models import Claim
from claims.statements.models import Statement
from claims.tips.models import Tip
from jobs.models import JobState
from readers.check import content
from readers.check.content import Grade
from reviews.publication.models import Publication
from reviews.publication.withheld import SENTENCE, Withheld
from reviews.review.models import Review
from reviews.review.table import State
from reviews.revisions.headlines import headline

MOST_FOUND = 20
"""How many decisions on what a tip says are listed; a long article may hold more."""
WORDS = {
    Tip.State.RECEIVED: "Received, not read yet",
    Tip.State.READ: "Read by us",
    Tip.State.ANSWERED: "Answered",
    Tip.State.SPAM: "Closed",
    Tip.State.WITHDRAWN: "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing that a tip says. `words` are empty where they are not shown.

    `stage` is declined, checking, dropped, published, withheld or retracted; `detail` is a
    sentence.
    """

    stage: str
    words: str
    detail: str = ""
    slug: str = ""
    rating: Grade | None = None
    conclusion: str = ""


def standing(tip: Tip, withheld: Withheld) -> dict[str, Any]:
    """All that the private page of a tip shows."""
    article = _read_from(tip)
    answer = withheld.text(tip.answer, tip.claim_id)
    context: dict[str, Any] = {
        "tip": tip,
        "answer": answer,
        "head": WORDS[Tip.State(tip.state)],
    }
    if tip.state == Tip.State.ANSWERED and tip.claim:
        context["outcomes"] = [_of_claim(claim, withheld) for claim in _claims(pk=tip.claim.pk)]
    if tip.state != Tip.State.READ or article is None or article.is_quarantined:
        return context
    context["reading"] = article.state
    if article.state != JobState.DONE:
        return context
    whole = article.statements.exclude(state=Statement.State.SPLIT)  # its parts are counted
    counted = whole.aggregate(
        found=Count("pk"), waiting=Count("pk", filter=Q(state=Statement.State.PROPOSED))
    )
    outcomes = _outcomes(article, withheld)
    context |= {**counted, "outcomes": outcomes, "head": _head(outcomes, counted)}
    return context


def _read_from(tip: Tip) -> Article | None:
    """The article whose statements are decided on: of two with one text, the first."""
    article = tip.article
    return article.copy_of or article if article else None


def _head(outcomes: list[Outcome], counted: dict[str, int]) -> str:
    stages = {one.stage for one in outcomes}
    if "published" in stages:
        return "Checked and published"
    if "checking" in stages:
        return "Being checked"
    if counted["waiting"]:
        return "Read, and waiting for a decision"
    if not counted["found"]:
        return "Read: nothing in it can be checked"
    return "Looked at, and not checked" if stages <= {"declined", "dropped"} else "Looked at"


def _outcomes(article: Article, withheld: Withheld) -> list[Outcome]:
    """What was decided on the statements of an article: checks first, then what is declined."""
    joined = article.statements.filter(claim__isnull=False, made_claim=False)
    said = dict(joined.values_list("claim", "quote"))
    claims = [
        _of_claim(one, withheld, said=said.get(one.pk, ""))
        for one in _claims(appearances__article=article)
    ]
    order = ["published", "withheld", "checking", "retracted", "dropped"]
    claims.sort(key=lambda one: order.index(one.stage))
    declined = article.statements.filter(state=Statement.State.DECLINED).order_by("number")
    return claims[:MOST_FOUND] + [_declined(one, withheld) for one in declined[:MOST_FOUND]]


def _claims(**which: Any) -> list[Claim]:
    reviews = Review.objects.order_by("-pk")
    publications = Publication.objects.select_related("revision").order_by("-pk")
    return list(
        Claim.objects.filter(**which)
        .distinct()
        .order_by("pk")
        .prefetch_related(
            Prefetch("reviews", reviews, to_attr="newest_reviews"),
            Prefetch("publications", publications, to_attr="newest_publications"),
        )
    )


def _of_claim(claim: Claim, withheld: Withheld, *, said: str = "") -> Outcome:
    """What became of a claim. One that was made of somebody else's text, which may be private,
    is told in the words that the tip itself `said` until a check is published.
    """
    publication = next(iter(claim.newest_publications), None)  # type: ignore[attr-defined]
    words = withheld.text(said or claim.text, claim.pk)
    if publication and withheld.check(publication):
        return Outcome("withheld", "", SENTENCE)
    if publication and publication.retracted_at is None:
        check = withheld.document(publication.revision)
        return Outcome(
            "published",
            str(headline(check)),
            slug=publication.slug,
            rating=content.grade(check),
            conclusion=check["conclusion"],
        )
    review = next(iter(claim.newest_reviews), None)  # type: ignore[attr-defined]
    if publication and (review is None or review.state == State.RETRACTED):
        detail = "We published a check and no longer stand by it."
        return Outcome("retracted", words, detail, slug=publication.slug)
    if review is not None and review.state == State.DROPPED:
        return Outcome("dropped", words, withheld.text(review.drop_reason, claim.pk))
    return Outcome("checking", words)


def _declined(statement: Statement, withheld: Withheld) -> Outcome:
    reason = Statement.Reason(statement.decline_reason)
    is_private = reason == Statement.Reason.PRIVATE_PERSON
    return Outcome(
        "declined", "" if is_private else withheld.text(statement.quote), str(reason.label)
    )
