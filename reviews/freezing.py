"""What a revision holds: one canonical document over everything that readers will be told.

The shape, all keys always there but for `kind`:

    claim      {id, text, said_on, said_where, why, topics: [names]}
    claimant   {id, name, slug, role, same_as, kind: person | body, where somebody has said so}
    said       {quote, before, after, publisher, date, url, kind} or null: the first appearance
    appearances  how many
    rating     {slug, label, meaning, ordinal, scale, best, worst, place}
    conclusion, body
    evidence   [{number, stance, passage, before, after, primary, origin, note, confidential,
                 described_as, snapshot: {id, sha256, url, title, publisher, published_on,
                 media_type, kept_at, by_hand, public}}]
    replies    [{asked_on, how, due_on, reply, replied_on, not_asked_because}]
    authors    [usernames], author_names {username: name}

Passages around a quote are at most 300 characters together.
"""

import hashlib
from typing import Any

from django.db import models

from claims.models import Article, Claim, Claimant, Statement
from history.recording import canonical
from reviews.anchoring import around
from reviews.models import Draft, Evidence, Rating, Review


def content_of(review: Review) -> str:
    """The canonical text of what the review says now. Needs a draft with a rating."""
    draft = Draft.objects.select_related("rating").get(pk=review.pk)
    authors = [author.user for author in review.authors.select_related("user").order_by("pk")]
    claim = review.claim
    return canonical(
        {
            "claim": _claim(claim),
            "claimant": _claimant(claim.claimant),
            "said": _said(claim),
            "appearances": claim.appearances.count(),
            "rating": _rating(draft.rating) if draft.rating else None,
            "conclusion": draft.conclusion.strip(),
            "body": draft.body.strip(),
            "evidence": [_evidence(piece) for piece in review.evidence.standing().with_texts()],
            "replies": [_reply(reply) for reply in review.replies.all()],
            "authors": [author.username for author in authors],
            "author_names": {author.username: author.name for author in authors},
        }
    )


def digest(content: str) -> str:
    """The hash that readers, editors and the database know a revision by: SHA-256, hex."""
    return hashlib.sha256(content.encode()).hexdigest()


def _claim(claim: Claim) -> dict[str, object]:
    return {
        "id": claim.pk,
        "text": claim.text,
        "said_on": claim.said_on,
        "said_where": claim.said_where,
        "why": claim.why,
        "topics": [topic.name for topic in claim.topics.all()],
    }


def _claimant(claimant: Claimant) -> dict[str, object]:
    known = {
        "id": claimant.pk,
        "name": claimant.name,
        "slug": claimant.slug,
        "role": claimant.role,
        "same_as": claimant.same_as,
    }
    return {**known, "kind": claimant.kind} if claimant.kind else known


def _said(claim: Claim) -> dict[str, object] | None:
    first = (
        claim.appearances.select_related("article__publisher")
        .order_by(models.F("article__published_on").asc(nulls_last=True), "pk")
        .first()
    )
    return _appearance(first) if first else None


def _appearance(statement: Statement) -> dict[str, object]:
    article = statement.article
    before, after, title = "", "", ""
    # What a reader wrote around it was written to the newsroom alone.
    if article.came_by != Article.CameBy.TIP or article.capture_id:
        before, after = around(article.text, statement.start, statement.end)
        title = article.title
    return {
        "quote": statement.quote,
        "before": before,
        "after": after,
        "kind": statement.kind,
        "publisher": article.publisher.name if article.publisher else "",
        "title": title,
        "date": article.published_on,
        "url": article.url,
    }


def _rating(rating: Rating) -> dict[str, object]:
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


def _evidence(piece: Evidence) -> dict[str, Any]:
    snapshot = piece.snapshot
    before = after = ""
    if snapshot and piece.start is not None and piece.end is not None:
        before, after = around(snapshot.content.text, piece.start, piece.end)
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
        "snapshot": None
        if snapshot is None
        else {
            "id": snapshot.pk,
            "sha256": snapshot.sha256,
            "url": snapshot.address,
            "title": snapshot.title,
            "publisher": snapshot.content.publisher.name
            if snapshot.content.publisher
            else snapshot.host,
            "published_on": snapshot.content.published_on,
            "media_type": snapshot.media_type,
            "kept_at": snapshot.kept_at,
            "by_hand": snapshot.by_hand,
            "public": snapshot.content.is_public,
        },
    }


def _reply(reply: Any) -> dict[str, object]:
    return {
        "asked_on": reply.asked_on,
        "how": reply.how,
        "due_on": reply.due_on,
        "reply": reply.reply,
        "replied_on": reply.replied_on,
        "not_asked_because": reply.not_asked_because,
    }
