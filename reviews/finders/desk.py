"""What this desk knows already: its published checks of like claims, and their evidence."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from claims.models import Claim
from jobs.models import JobState
from reviews.finders.base import Archived, Facts, Finder, Found
from reviews.models import Evidence, Publication

LIKE = 12
"""Claims much like this one that are looked into."""
MOST_PIECES = 40


class Desk(Finder):
    name = "desk"
    title = "This desk"
    most = 10

    def find(self, facts: Facts) -> Sequence[Found | Archived]:
        """Checks first, the nearest claim's before others'; then passages, one of each page."""
        like = {
            claim.pk: claim
            for claim in Claim.objects.much_like(facts.text, limit=LIKE)
            if claim.pk != facts.claim
        }
        order = list(like)
        checks = {
            check.claim_id: check
            for check in Publication.objects.live().with_revision().filter(claim__in=order)
        }
        found: list[Found | Archived] = [
            _check(checks[claim]) for claim in order if claim in checks
        ]
        pieces = (
            Evidence.objects.standing()
            .filter(Q(review__claim__in=order) | Q(review__claim=facts.claim))
            .exclude(review=facts.review)
            .filter(anchored=True, is_confidential=False)
            .filter(snapshot__content__state=JobState.DONE, snapshot__conversation=None)
            .select_related("snapshot__content__publisher", "review__claim")
            .defer(
                "snapshot__content__text",
                "snapshot__content__article_text",
                "snapshot__content__html",
            )
            .order_by("pk")[:MOST_PIECES]
        )
        nearest = {claim: place for place, claim in enumerate(order, start=1)}
        ordered = sorted(pieces, key=lambda one: nearest.get(one.review.claim_id, 0))
        found += [_passage(piece, checks.get(piece.review.claim_id)) for piece in ordered]
        return found


def _check(check: Publication) -> Found:
    frozen = check.revision.frozen
    return Found(
        url=settings.SITE_URL + reverse("readers:check", args=[check.slug]),
        title=check.claim.text,
        publisher=settings.DESK_NAME,
        published_on=check.published_at.date(),
        snippet=str(frozen.get("conclusion", "")),
        is_ours=True,
        about={**_facts(check), "on": "checked before", "slug": check.slug},
    )


def _passage(piece: Evidence, check: Publication | None) -> Found:
    page = piece.snapshot
    if page is None:  # the query asks for one: its passage is anchored
        raise ValueError(piece)
    content = page.content
    return Found(
        url=page.address or reverse("reviews:kept", args=[page.pk]),
        title=page.title,
        publisher=content.publisher.name if content.publisher else "",
        published_on=content.published_on,
        snapshot=page.pk,
        passage=piece.passage,
        start=piece.start,
        about={
            **(_facts(check) if check else {}),
            "on": f"evidence [{piece.number}] for “{piece.review.claim.text}”",
            "claim": piece.review.claim_id,
        },
    )


def _facts(check: Publication) -> dict[str, object]:
    rating = check.revision.frozen.get("rating")
    label = rating.get("label", "") if isinstance(rating, dict) else ""
    return {"rating": label or check.rating_slug}
