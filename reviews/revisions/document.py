"""What a revision holds: one canonical document over everything that readers will be told.

The shape; keys with a plus came with "Evidence that lasts": revisions made before lack them, so
whoever reads asks for them by `.get`. All others are always there but for `kind`:

    claim      {id, text, said_on, said_where, why, topics: [names],
                 + compared: {with: a recording or document, on: a date} or null}
    claimant   {id, name, slug, role, same_as, kind: person | body, where somebody has said so}
    said       {quote, before, after, publisher, title, date, url, kind, + article: its id} or
               null: the first appearance; of a private text only quote, kind and article
    appearances  how many
    rating     {slug, label, meaning, ordinal, scale, best, worst, place}
    conclusion, body
    evidence   [{number, stance, passage, before, after, primary, origin, note, confidential,
                 described_as, snapshot: {id, sha256, url, title, publisher, published_on,
                 media_type, kept_at, by_hand, public},
                 + point, + interest,
                 + figure: {value: a decimal in text, unit, period, place, shown} or null,
                 + selector: {prefix, suffix, start, end} or null; code points of the kept text,
                 + typed: whether a person typed the text off an image or a scan,
                 + archived: [{url, archived_at}]: the same page in archives,
                 + conversation: {medium, terms, held_at, with_whom, role} or null; who it was
                   only where it was on the record}]
    + sums     [{label, expression, unit, decimals, value, result, shown, trouble,
                 terms: [{number, figure, value, unit, period, place}],
                 parts: [{text, number or null}]}]: `reviews.calculations`
    replies    [{asked_on, how, due_on, reply, replied_on, not_asked_because,
                 + whom: empty for the claimant, + asked_by: a person, + message,
                 + answer: {id, sha256, title, media_type, kept_at} or null}]
    + standard {version: 0 where none was ever set, template, rules: [phrases]}: what the desk
               asked of a check when this was submitted
    authors    [people]
    + format   2

People are random ids (`person:…`): the document is hashed and never changes, and a name must be
able to. `reviews.review.participants` finds their current names. Documents made before
there were ids lack `format`; their `authors` are usernames, `asked_by` is the name of
then, and nothing reads `author_names` {username: name}.

Passages around a quote are at most 300 characters together. Notes, messages and all of what is
confidential but its number, stance and description are for the desk:
`readers.check.sources` and `readers.check.source_serializers` leave them out.
"""

import hashlib
import json
from typing import Any

from django.db import models
from django.utils import timezone

from claims.claimants.models import Claimant
from claims.claims.models import Claim
from claims.statements.models import Statement
from history.record import canonical
from reviews import calculations
from reviews.evidence.models.evidence import Evidence
from reviews.review.models.drafts import Draft
from reviews.review.models.ratings import Rating
from reviews.review.models.reviews import ReplyRequest, Review
from reviews.revisions.public_document import NO_SOURCE
from reviews.standards.models import Standard
from sources.snapshots.models import Snapshot
from textmatch.anchoring import around

FORMAT = 2
"""Of the documents that are made now; those of before people had ids do not name theirs."""


def content_of(review: Review) -> str:
    """The canonical text of what the review says now. Needs a draft with a rating."""
    draft = Draft.objects.select_related("rating").get(pk=review.pk)
    authors = review.authors.select_related("user").order_by("pk")
    claim = review.claim
    return canonical(
        {
            "claim": _claim(claim),
            "claimant": _claimant(claim.claimant),
            "said": _said(claim),
            "appearances": claim.appearances.count(),
            "rating": rating_of(draft.rating) if draft.rating else None,
            "conclusion": draft.conclusion.strip(),
            "body": draft.body.strip(),
            "evidence": [_evidence(piece) for piece in _pieces(review)],
            "sums": [one.frozen() for one in calculations.of_review(review)],
            "replies": [_reply(reply) for reply in review.replies.with_people()],
            "standard": Standard.current().frozen(),
            "authors": [author.user.public_id for author in authors],
            "format": FORMAT,
        }
    )


def verdict_of(claim: Claim, draft: Draft) -> dict[str, Any]:
    """What the markup of a check is made of, before anything is frozen; no topics, no evidence.

    Dates and texts as they will be in the revision.
    """
    said = {
        "claim": {"text": claim.text, "said_on": claim.said_on},
        "claimant": _claimant(claim.claimant),
        "said": _said(claim),
        "rating": rating_of(draft.rating) if draft.rating else None,
        "conclusion": draft.conclusion.strip(),
    }
    return json.loads(canonical(said))  # type: ignore[no-any-return]


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
        "compared": _comparison(claim),
        "topics": [topic.name for topic in claim.topics.all()],
    }


def _comparison(claim: Claim) -> dict[str, object] | None:
    """With what somebody compared the wording; without it the claim is "as reported by …"."""
    if not claim.compared_with or claim.compared_at is None:
        return None
    return {"with": claim.compared_with, "on": timezone.localdate(claim.compared_at)}


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
    """The first appearance in a text that readers may be told of; else in a private one."""
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


def _appearance(statement: Statement) -> dict[str, object]:
    article = statement.article
    words = {"article": article.pk, "quote": statement.quote, "kind": statement.kind}
    if article.is_private:
        return {**words, **NO_SOURCE}
    before, after = around(article.text, statement.start, statement.end)
    return {
        **words,
        "before": before,
        "after": after,
        "publisher": article.publisher.name if article.publisher else "",
        "title": article.title,
        "date": article.published_on,
        "url": article.url,
    }


def rating_of(rating: Rating) -> dict[str, object]:
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


def _evidence(piece: Evidence) -> dict[str, Any]:
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


def _figure(piece: Evidence) -> dict[str, str] | None:
    if piece.figure is None:
        return None
    return {
        "value": calculations.decimal_text(piece.figure),
        "unit": piece.figure_unit,
        "period": piece.figure_period,
        "place": piece.figure_place,
        "shown": calculations.figure_shown(piece),
    }


def _selector(piece: Evidence) -> dict[str, object] | None:
    if piece.start is None or piece.end is None:
        return None
    names = ("prefix", "suffix", "start", "end")
    return {name: getattr(piece, name) for name in names}


def _archived(snapshot: Snapshot) -> list[dict[str, object]]:
    copies = snapshot.archived_copies.all()
    return [{"url": copy.url, "archived_at": copy.archived_at} for copy in copies]


def _conversation(snapshot: Snapshot) -> dict[str, object] | None:
    talk = getattr(snapshot, "conversation", None)
    if talk is None:
        return None
    return {
        "medium": talk.medium,
        "terms": talk.terms,
        "held_at": talk.held_at,
        "with_whom": talk.with_whom if talk.is_on_record else "",
        "role": talk.role if talk.is_on_record else "",
    }


def _reply(reply: ReplyRequest) -> dict[str, object]:
    answer = reply.answer
    return {
        "whom": reply.whom,
        "asked_on": reply.asked_on,
        "asked_by": reply.asked_by.public_id if reply.asked_by else "",
        "how": reply.how,
        "message": reply.message,
        "due_on": reply.due_on,
        "reply": reply.reply,
        "replied_on": reply.replied_on,
        "answer": None
        if answer is None
        else {
            "id": answer.pk,
            "sha256": answer.sha256,
            "title": answer.title,
            "media_type": answer.media_type,
            "kept_at": answer.kept_at,
        },
        "not_asked_because": reply.not_asked_because,
    }
