"""Finds what this desk already has: checks of similar claims, and passages it has used."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from claims.claims.models import Claim
from jobs.models import JobState
from reviews.evidence.models.evidence import Evidence
from reviews.finders.base import ArchiveLink, ClaimFacts, Finder, FoundPage
from reviews.finders.queries import WORD, key_words
from reviews.finders.relevance import LEAST, ClaimTerms, rank_sentence
from reviews.publication.models.publications import Publication
from reviews.revisions.document import rating_in

LIKE = 12
"""How many similar claims are considered."""
MOST_PIECES = 40
OF_LIKENESS = 0.6
"""How much of the similarity of its claim counts for a passage that somebody chose."""
PASSAGE = SearchVector("passage", config="english")
LONG = ("text", "article_text", "html")


class Desk(Finder):
    name = "desk"
    title = gettext_noop("Our earlier checks")
    most = 10

    def find(self, facts: ClaimFacts) -> Sequence[FoundPage | ArchiveLink]:
        """Checks of similar claims first, then passages that they and others are based on."""
        like = {
            claim.pk: claim.similarity  # type: ignore[attr-defined]
            for claim in Claim.objects.similar_to(facts.text, limit=LIKE)
            if claim.pk != facts.claim
        }
        like[facts.claim] = 1.0  # of an earlier review of the very claim
        live = Publication.objects.live().with_revision().filter(claim__in=like)
        checks = {check.claim_id: check for check in live.exclude(claim=facts.claim)}
        found = [_check(checks[claim], like[claim]) for claim in like if claim in checks]
        claimed = ClaimTerms.of(facts.text, claimant=facts.claimant, language=facts.language)
        chosen = {
            piece.pk: piece
            for piece in _usable(facts).filter(review__claim__in=like)[:MOST_PIECES]
        }
        for piece in _holding(facts):
            if rank_sentence(claimed, piece.passage).rank >= LEAST:
                chosen.setdefault(piece.pk, piece)
        passages = [
            _passage(
                piece, checks.get(piece.review.claim_id), like.get(piece.review.claim_id, 0.0)
            )
            for piece in chosen.values()
        ]
        return [*found, *sorted(passages, key=lambda one: -one.rank)]


def _usable(facts: ClaimFacts) -> QuerySet[Evidence]:
    """Passages of other reviews that everybody at the desk may see, the oldest first."""
    return (
        Evidence.objects.standing()
        .exclude(review=facts.review)
        .filter(anchored=True, is_confidential=False)
        .filter(snapshot__content__state=JobState.DONE, snapshot__content__erased_at=None)
        .filter(snapshot__content__quarantined_at=None)
        .filter(snapshot__conversation=None)
        .select_related("snapshot__content__publisher", "review__claim")
        .defer(*(f"snapshot__content__{name}" for name in LONG))
        .order_by("pk")
    )


def _holding(facts: ClaimFacts) -> QuerySet[Evidence]:
    """Passages with words of the claim, those with the most first. Uses the index."""
    words = [
        word
        for term in key_words(facts.text, language=facts.language, numbers=False)
        for word in WORD.findall(term)
    ]
    wanted = SearchQuery(" or ".join(words), config="english", search_type="websearch")
    matching = _usable(facts).annotate(words=PASSAGE).filter(words=wanted)
    return matching.order_by(SearchRank(PASSAGE, wanted).desc(), "pk")[:MOST_PIECES]


def _check(check: Publication, likeness: float) -> FoundPage:
    frozen = check.revision.public_part
    return FoundPage(
        url=settings.SITE_URL + reverse("readers:check", args=[check.slug]),
        title=check.claim.text,
        publisher=settings.DESK_NAME,
        published_on=check.published_at.date(),
        snippet=frozen["conclusion"],
        is_ours=True,
        rank=round(likeness, 4),
        about={**_facts(check), "on": "checked before", "slug": check.slug},
    )


def _passage(piece: Evidence, check: Publication | None, likeness: float) -> FoundPage:
    page = piece.snapshot
    if page is None:  # can't be: the query demands an anchored passage
        raise ValueError(piece)
    content = page.content
    return FoundPage(
        url=page.address or reverse("desk:archived_page", args=[page.pk]),
        title=page.title,
        publisher=content.publisher.name if content.publisher else "",
        published_on=content.published_on,
        snapshot=page.pk,
        passage=piece.passage,
        start=piece.start,
        rank=round(OF_LIKENESS * likeness, 4),
        about={
            **(_facts(check) if check else {}),
            "on": f"evidence [{piece.number}] for the claim: {piece.review.claim.text}",
            "claim": piece.review.claim_id,
        },
    )


def _facts(check: Publication) -> dict[str, str]:
    return {"rating": rating_in(check.revision.public_part)["label"]}
