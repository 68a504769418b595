"""The ClaimReview of a publication. Its rules are in `reviews.publication.claimreview.linter`.

One public page is one claim is one ClaimReview; a retracted check has none.
"""

import json
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from claims.claimants.kinds import guess_kind
from claims.claimants.models import Claimant
from reviews.publication.claimreview.linter import Markup
from reviews.publication.models.publications import Correction, Publication
from reviews.publication.withheld import Withheld
from reviews.revisions.document import (
    Document,
    FirstAppearance,
    FrozenClaimant,
    Verdict,
    rating_in,
)

ORGANIZATIONS = frozenset({Claimant.Kind.ORGANIZATION, "body"})
"""The kinds of an organization; "body" is in documents of format 1."""


def markup(publication: Publication, withheld: Withheld | None = None) -> Markup:
    """The ClaimReview of a published check as JSON-LD; empty for a retracted or withheld one.

    Made from what readers may see of the revision now, from slug, dates and corrections alone.
    """
    withheld = withheld or Withheld.now()
    if publication.is_retracted or withheld.check(publication):
        return {}
    return markup_of(
        withheld.document(publication.revision),
        slug=publication.slug,
        published_at=publication.published_at,
        changed_at=publication.changed_at,
        corrections=[
            Correction(
                text=withheld.text(one.text, publication.claim_id),
                corrected_at=one.corrected_at,
            )
            for one in publication.corrections.all()
        ],
    )


def markup_of(
    frozen: Document,
    *,
    slug: str,
    published_at: datetime,
    changed_at: datetime,
    corrections: Iterable[Correction] = (),
) -> Markup:
    """The ClaimReview of a frozen revision at an address of this desk.

    Confidential evidence is not cited; a rating without a place on the line from true to false
    has no number.
    """
    page = settings.SITE_URL + reverse("readers:check", args=[slug])
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": page,
            "claimReviewed": frozen["claim"]["text"],
            "datePublished": published_at.isoformat(timespec="seconds"),
            "dateModified": changed_at.isoformat(timespec="seconds"),
            "author": _desk(),
            "reviewRating": _rating(frozen),
            "itemReviewed": _claim(frozen),
            "citation": _citations(frozen, page),
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "text": correction.text,
                    "datePublished": correction.corrected_at.isoformat(timespec="seconds"),
                }
                for correction in corrections
            ],
        }
    )


def markup_to_come(frozen: Verdict) -> Markup:
    """What is known of a ClaimReview before the check has a page."""
    return _filled(
        {
            "@type": "ClaimReview",
            "claimReviewed": frozen["claim"]["text"],
            "author": _desk(),
            "reviewRating": _rating(frozen) if frozen["rating"] else None,
            "itemReviewed": _claim(frozen),
        }
    )


def data_block(markup: Markup) -> SafeString:
    """The markup as the text of a data block (`<script>`): nothing in it ends the block."""
    text = json.dumps(markup, ensure_ascii=False, indent=1)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308 - whatever HTML could read in it was just escaped


def _filled(properties: Markup) -> Markup:
    """Only what is known: an absent property is better than an empty one."""
    return {name: value for name, value in properties.items() if value not in (None, "", [])}


def _desk() -> Markup:
    policy = settings.SITE_URL + reverse("readers:methodology")
    return {
        "@type": "Organization",
        "name": settings.DESK_NAME,
        "url": f"{settings.SITE_URL}/",
        "publishingPrinciples": policy,
        "correctionsPolicy": f"{policy}#corrections",
    }


def _rating(frozen: Verdict) -> Markup:
    rating = rating_in(frozen)
    on_the_line = rating["ordinal"] is not None
    return _filled(
        {
            "@type": "Rating",
            "alternateName": rating["label"],
            "ratingValue": rating["ordinal"],
            "bestRating": rating["best"] if on_the_line else None,
            "worstRating": rating["worst"] if on_the_line else None,
            "ratingExplanation": frozen["conclusion"],
        }
    )


def _claim(frozen: Verdict) -> Markup:
    claimant, said = frozen["claimant"], frozen["said"]
    return _filled(
        {
            "@type": "Claim",
            # Without a slug, readers do not see the name.
            "author": _claimant(claimant) if _is_named(claimant) else None,
            "datePublished": frozen["claim"]["said_on"],
            "firstAppearance": _appearance(said) if said else None,
        }
    )


def _is_named(claimant: FrozenClaimant) -> bool:
    return bool(claimant["slug"]) and claimant.get("kind") != Claimant.Kind.PRIVATE


def _claimant(claimant: FrozenClaimant) -> Markup:
    is_body = _is_body(claimant)
    return _filled(
        {
            "@type": "Organization" if is_body else "Person",
            "name": claimant["name"],
            "jobTitle": "" if is_body else claimant["role"],
            "sameAs": claimant["same_as"],
        }
    )


def _is_body(claimant: FrozenClaimant) -> bool:
    """The kind that the desk set, or a guess by the name. schema.org has only these two."""
    if kind := claimant.get("kind"):
        return kind in ORGANIZATIONS
    return guess_kind(claimant["name"]) == Claimant.Kind.ORGANIZATION


def _appearance(said: FirstAppearance) -> Markup | None:
    named = said["url"] or said["publisher"] or said["title"]
    return _work(said["url"], said["title"], said["publisher"], said["date"]) if named else None


def _citations(frozen: Document, page: str) -> list[Markup]:
    cited: dict[str, Markup] = {}
    for piece in frozen["evidence"]:
        source = piece["snapshot"]
        if source is None or piece["confidential"]:
            continue
        work = _work(
            source["url"], source["title"], source["publisher"], source["published_on"]
        )
        ours = f"{page}evidence/{piece['number']}/"
        archives = [copy["url"] for copy in piece["archived"]]
        kept = {"archivedAt": [ours, *archives] if archives else ours}
        cited.setdefault(source["url"] or source["sha256"], {**work, **kept})
    return list(cited.values())


def _work(url: str, name: str | None, publisher: str, date: str | None) -> Markup:
    return _filled(
        {
            "@type": "CreativeWork",
            "url": url,
            "name": name if name != url else None,
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "datePublished": date,
        }
    )
