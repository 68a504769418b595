"""Builds the document of a review, which `submit` freezes and a preview shows.

Passages around a quote are at most 300 characters together.
"""

from datetime import date
from typing import cast

from django.db import models
from django.utils import timezone

from claims.claimants.models import Claimant
from claims.claims.facts import CLAIM_FACTS
from claims.claims.models import Claim
from claims.statements.models import Statement
from history.record import canonical
from reviews import calculations
from reviews.evidence.models.evidence import Evidence
from reviews.replies.models import ReplyRequest
from reviews.review.models.drafts import Draft
from reviews.review.models.ratings import Rating
from reviews.review.models.reviews import Review
from reviews.revisions.desk_part import SealedDocument, seal
from reviews.revisions.document import (
    FORMAT,
    Document,
    FirstAppearance,
    FrozenAnswer,
    FrozenArchiveLink,
    FrozenCalculation,
    FrozenClaim,
    FrozenClaimant,
    FrozenComparison,
    FrozenConversation,
    FrozenEvidence,
    FrozenFacts,
    FrozenFigure,
    FrozenRating,
    FrozenReply,
    FrozenSelector,
    FrozenSnapshot,
    FrozenStandard,
    Verdict,
    load_document,
)
from reviews.revisions.public_document import NO_SOURCE
from reviews.standards.models import Standard
from sources.snapshots.models import Snapshot
from textmatch.anchoring import around


def freeze(review: Review) -> SealedDocument:
    """Build the document of the review as it is now, with its secrets taken out."""
    return seal(document_of(review))


def document_of(review: Review) -> Document:
    """Build the document of the review as it is now. Nothing is saved."""
    return load_document(canonical(_document(review)))


def _document(review: Review) -> Document:
    draft = Draft.objects.select_related("rating").get(pk=review.pk)
    authors = review.authors.select_related("user").order_by("pk")
    claim = review.claim
    return {
        "claim": _claim(claim, [topic.name for topic in claim.topics.all()]),
        "claimant": _claimant(claim.claimant),
        "said": _said(claim),
        "appearances": claim.appearances.count(),
        "rating": rating_of(draft.rating) if draft.rating else None,
        "conclusion": draft.conclusion.strip(),
        "body": draft.body.strip(),
        "evidence": [_evidence(piece) for piece in _pieces(review)],
        "sums": [_calculation(one) for one in calculations.calculations_of(review)],
        "replies": [_reply(reply) for reply in review.replies.with_people()],
        "standard": _standard(Standard.current()),
        "authors": [author.user.public_id for author in authors],
        "format": FORMAT,
    }


def verdict_of(claim: Claim, draft: Draft) -> Verdict:
    """What ClaimReview is made of, before anything is frozen; without the topics."""
    return {
        "claim": _claim(claim, []),
        "claimant": _claimant(claim.claimant),
        "said": _said(claim),
        "rating": rating_of(draft.rating) if draft.rating else None,
        "conclusion": draft.conclusion.strip(),
    }


def _day(value: date | None) -> str | None:
    """A day or a moment in ISO 8601."""
    return value.isoformat() if value else None


def _claim(claim: Claim, topics: list[str]) -> FrozenClaim:
    return {
        "id": claim.pk,
        "text": claim.text,
        **_facts(claim),
        "compared": _comparison(claim),
        "topics": topics,
    }


def _facts(claim: Claim) -> FrozenFacts:
    return cast(FrozenFacts, {fact.name: fact.frozen(claim) for fact in CLAIM_FACTS})


def _comparison(claim: Claim) -> FrozenComparison | None:
    """What somebody compared the wording with; without it the claim is "as reported by …"."""
    if not claim.compared_with or claim.compared_at is None:
        return None
    return {
        "with": claim.compared_with,
        "on": timezone.localdate(claim.compared_at).isoformat(),
    }


def _claimant(claimant: Claimant) -> FrozenClaimant:
    known: FrozenClaimant = {
        "id": claimant.pk,
        "name": claimant.name,
        "slug": claimant.slug,
        "role": claimant.role,
        "same_as": claimant.same_as,
    }
    if claimant.kind:
        known["kind"] = claimant.kind
    return known


def _said(claim: Claim) -> FirstAppearance | None:
    """The first appearance in a public text, or in a private one if there is none."""
    first = (
        claim.appearances.select_related("article__publisher")
        .alias(
            is_private=models.Case(
                models.When(article__private_because="", then=False), default=True
            )
        )
        .order_by("is_private", models.F("article__published_on").asc(nulls_last=True), "pk")
        .first()
    )
    return _appearance(first) if first else None


def _appearance(statement: Statement) -> FirstAppearance:
    article = statement.article
    if article.is_private:
        return {
            **NO_SOURCE,
            "article": article.pk,
            "quote": statement.quote,
            "kind": statement.kind,
        }
    before, after = around(article.text, statement.start, statement.end)
    return {
        "article": article.pk,
        "quote": statement.quote,
        "kind": statement.kind,
        "before": before,
        "after": after,
        "publisher": article.publisher.name if article.publisher else "",
        "title": article.title,
        "date": _day(article.published_on),
        "url": article.url,
    }


def rating_of(rating: Rating) -> FrozenRating:
    """A grade, with the labels at both ends of its scale."""
    line = Rating.objects.filter(scale=rating.scale, ordinal__isnull=False).aggregate(
        best=models.Max("ordinal"), worst=models.Min("ordinal")
    )
    return {
        "slug": rating.slug,
        "label": rating.label,
        "meaning": rating.meaning,
        "ordinal": rating.ordinal,
        "scale": rating.scale,
        "best": line["best"],
        "worst": line["worst"],
        "place": rating.place,
    }


def _pieces(review: Review) -> models.QuerySet[Evidence]:
    return (
        review.evidence.standing()
        .with_texts()
        .select_related("snapshot__conversation")
        .prefetch_related("snapshot__archived_copies")
    )


def _evidence(piece: Evidence) -> FrozenEvidence:
    snapshot = piece.snapshot
    before = after = ""
    if snapshot and piece.start is not None and piece.end is not None:
        before, after = around(piece.page_text, piece.start, piece.end)
    return {
        "number": piece.number,
        "stance": piece.stance,
        "passage": piece.passage,
        "anchored": bool(piece.anchored),
        "before": before,
        "after": after,
        "primary": piece.primary,
        "origin": piece.origin,
        "note": piece.note,
        "confidential": piece.is_confidential,
        "described_as": piece.described_as,
        "point": piece.point,
        "interest": piece.interest,
        "figure": _figure(piece),
        "selector": _selector(piece),
        "typed": bool(snapshot and snapshot.content.typed_by_id),
        "archived": _archived(snapshot) if snapshot else [],
        "conversation": _conversation(snapshot) if snapshot else None,
        "snapshot": _snapshot(snapshot) if snapshot else None,
    }


def _snapshot(snapshot: Snapshot) -> FrozenSnapshot:
    publisher = snapshot.content.publisher
    return {
        "id": snapshot.pk,
        "sha256": snapshot.sha256,
        "url": snapshot.address,
        "title": snapshot.title,
        "publisher": publisher.name if publisher else snapshot.host,
        "published_on": _day(snapshot.content.published_on),
        "media_type": snapshot.media_type,
        "kept_at": snapshot.kept_at.isoformat(),
        "by_hand": snapshot.by_hand,
        "public": snapshot.content.is_public,
    }


def _figure(piece: Evidence) -> FrozenFigure | None:
    if piece.figure is None:
        return None
    return {
        "value": calculations.decimal_text(piece.figure),
        "unit": piece.figure_unit,
        "period": piece.figure_period,
        "place": piece.figure_place,
        "shown": calculations.figure_text(piece),
    }


def _selector(piece: Evidence) -> FrozenSelector | None:
    if piece.start is None or piece.end is None:
        return None
    return {
        "prefix": piece.prefix,
        "suffix": piece.suffix,
        "start": piece.start,
        "end": piece.end,
    }


def _archived(snapshot: Snapshot) -> list[FrozenArchiveLink]:
    return [
        {"url": copy.url, "archived_at": _day(copy.archived_at)}
        for copy in snapshot.archived_copies.all()
    ]


def _conversation(snapshot: Snapshot) -> FrozenConversation | None:
    talk = getattr(snapshot, "conversation", None)
    if talk is None:
        return None
    return {
        "medium": talk.medium,
        "terms": talk.terms,
        "held_at": talk.held_at.isoformat(),
        "with_whom": talk.with_whom if talk.is_on_record else "",
        "role": talk.role if talk.is_on_record else "",
    }


def _calculation(one: calculations.ShownCalculation) -> FrozenCalculation:
    return {
        "label": one.label,
        "expression": one.expression,
        "unit": one.unit,
        "decimals": one.decimals,
        "value": one.value,
        "result": one.result,
        "trouble": str(one.trouble),
        "shown": one.shown,
        "terms": [
            {
                "number": term.number,
                "figure": term.figure,
                "value": term.value,
                "unit": term.unit,
                "period": term.period,
                "place": term.place,
            }
            for term in one.terms
        ],
        "parts": [{"text": text, "number": number} for text, number in one.parts],
    }


def _standard(standard: Standard) -> FrozenStandard:
    return {
        "version": standard.version,
        "template": standard.template,
        "rules": standard.rules,
    }


def _reply(reply: ReplyRequest) -> FrozenReply:
    return {
        "whom": reply.whom,
        "asked_on": _day(reply.asked_on),
        "asked_by": reply.asked_by.public_id if reply.asked_by else "",
        "how": reply.how,
        "message": reply.message,
        "due_on": _day(reply.due_on),
        "reply": reply.reply,
        "replied_on": _day(reply.replied_on),
        "answer": _answer(reply.answer) if reply.answer else None,
        "not_asked_because": reply.not_asked_because,
    }


def _answer(answer: Snapshot) -> FrozenAnswer:
    return {
        "id": answer.pk,
        "sha256": answer.sha256,
        "title": answer.title,
        "media_type": answer.media_type,
        "kept_at": answer.kept_at.isoformat(),
    }
