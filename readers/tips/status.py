"""The status of a tip, in words for its sender, taken from the rows alone.

Nobody at the desk is named, and words that nobody at the desk has looked at are not shown.
"""

from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
"""How many decisions on what a tip says are listed; a long article may have more."""
WORDS = {
    Tip.State.RECEIVED: gettext_lazy("Received, not read yet"),
    Tip.State.READ: gettext_lazy("Read by us"),
    Tip.State.ANSWERED: gettext_lazy("Answered"),
    Tip.State.SPAM: gettext_lazy("Closed"),
    Tip.State.WITHDRAWN: gettext_lazy("Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class TipOutcome:
    """What became of one thing that a tip says. `words` are empty if they are not shown.

    `stage` is declined, checking, dropped, published, withheld or retracted; `detail` is a
    sentence.
    """

    stage: str
    words: str
    detail: str = ""
    slug: str = ""
    rating: Grade | None = None
    conclusion: str = ""


class TipStatus(TypedDict):
    """The private page of a tip.

    `reading` is the state of its article; `found` and `waiting` count statements, once the
    article was read.
    """

    tip: Tip
    answer: str
    head: str
    outcomes: NotRequired[list[TipOutcome]]
    reading: NotRequired[str]
    found: NotRequired[int]
    waiting: NotRequired[int]


def standing(tip: Tip, withheld: Withheld) -> TipStatus:
    """What the private page of a tip shows."""
    article = _read_from(tip)
    answer = withheld.text(tip.answer, tip.claim_id)
    context: TipStatus = {
        "tip": tip,
        "answer": answer,
        "head": str(WORDS[Tip.State(tip.state)]),
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
    return {
        **context,
        "found": counted["found"],
        "waiting": counted["waiting"],
        "outcomes": outcomes,
        "head": _head(outcomes, counted),
    }


def _read_from(tip: Tip) -> Article | None:
    """The article whose statements are decided on: the first of two with the same text."""
    article = tip.article
    return article.copy_of or article if article else None


def _head(outcomes: list[TipOutcome], counted: dict[str, int]) -> str:
    stages = {one.stage for one in outcomes}
    if "published" in stages:
        return _("Checked and published")
    if "checking" in stages:
        return _("Being checked")
    if counted["waiting"]:
        return _("Read, and waiting for a decision")
    if not counted["found"]:
        return _("Read: nothing in it can be checked")
    if stages <= {"declined", "dropped"}:
        return _("Looked at, and not checked")
    return _("Looked at")


def _outcomes(article: Article, withheld: Withheld) -> list[TipOutcome]:
    """The decisions on the statements of an article: checks first, then what was declined."""
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


def _of_claim(claim: Claim, withheld: Withheld, *, said: str = "") -> TipOutcome:
    """What became of a claim.

    A claim that was made from somebody else's text, which may be private, is shown in the words
    that the tip itself `said` until a check is published.
    """
    publication = next(iter(claim.newest_publications), None)  # type: ignore[attr-defined]
    words = withheld.text(said or claim.text, claim.pk)
    if publication and withheld.check(publication):
        return TipOutcome("withheld", "", str(SENTENCE))
    if publication and publication.retracted_at is None:
        check = withheld.document(publication.revision)
        return TipOutcome(
            "published",
            str(headline(check)),
            slug=publication.slug,
            rating=content.grade(check),
            conclusion=check["conclusion"],
        )
    review = next(iter(claim.newest_reviews), None)  # type: ignore[attr-defined]
    if publication and (review is None or review.state == State.RETRACTED):
        detail = _("We published a check and no longer stand by it.")
        return TipOutcome("retracted", words, detail, slug=publication.slug)
    if review is not None and review.state == State.DROPPED:
        return TipOutcome("dropped", words, withheld.text(review.drop_reason, claim.pk))
    return TipOutcome("checking", words)


def _declined(statement: Statement, withheld: Withheld) -> TipOutcome:
    reason = Statement.Reason(statement.decline_reason)
    is_private = reason == Statement.Reason.PRIVATE_PERSON
    return TipOutcome(
        "declined", "" if is_private else withheld.text(statement.quote), str(reason.label)
    )
