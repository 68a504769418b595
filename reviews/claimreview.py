"""The ClaimReview of a publication, and its linter.

Rules: Google's "Fact check (ClaimReview)" page as of September 2026 and schema.org. One public
page is one claim is one ClaimReview; a retracted check has none.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from claims.models import Claimant
from reviews.models import Publication

Markup = dict[str, Any]

_BODIES = re.compile(
    r"\b(agency|association|authority|bank|board|bureau|church|club|college|commission|committee"
    r"|company|conference|congress|corporation|council|courier|department|federation|foundation"
    r"|fund|gazette|government|group|herald|hospital|inc|institute|journal|league|ltd|media"
    r"|ministry|movement|news|newspaper|office|organi[sz]ation|parliament|party|plc|police|post"
    r"|radio|senate|society|times|tribune|trust|tv|union|university)\b",
    re.IGNORECASE,
)


def markup(publication: Publication) -> Markup:
    """The ClaimReview as JSON-LD, made from the frozen revision, the slug and the dates alone.

    Empty for a retracted check. Confidential evidence is not cited; a grade without a place on
    the line from true to false has no number.
    """
    if publication.is_retracted:
        return {}
    frozen = publication.revision.frozen
    page = settings.SITE_URL + reverse("readers:check", args=[publication.slug])
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": page,
            "claimReviewed": frozen["claim"]["text"],
            "datePublished": publication.published_at.isoformat(timespec="seconds"),
            "dateModified": publication.changed_at.isoformat(timespec="seconds"),
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
                for correction in publication.corrections.all()
            ],
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


def _rating(frozen: Markup) -> Markup:
    rating = frozen["rating"]
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


def _claim(frozen: Markup) -> Markup:
    claimant, said = frozen["claimant"], frozen["said"]
    is_body = _is_body(claimant)
    return _filled(
        {
            "@type": "Claim",
            "author": _filled(
                {
                    "@type": "Organization" if is_body else "Person",
                    "name": claimant["name"],
                    "jobTitle": "" if is_body else claimant["role"],
                    "sameAs": claimant["same_as"],
                }
            ),
            "datePublished": frozen["claim"]["said_on"],
            "firstAppearance": _appearance(said) if said else None,
        }
    )


def _is_body(claimant: Markup) -> bool:
    """As the desk said; else guessed by the name. schema.org knows only these two."""
    if kind := claimant.get("kind"):
        return bool(kind == Claimant.Kind.BODY)
    return bool(_BODIES.search(claimant["name"]))


def _appearance(said: Markup) -> Markup | None:
    named = said["url"] or said["publisher"] or said.get("title")
    return (
        _work(said["url"], said.get("title"), said["publisher"], said["date"])
        if named
        else None
    )


def _citations(frozen: Markup, page: str) -> list[Markup]:
    cited: dict[str, Markup] = {}
    for piece in frozen["evidence"]:
        source = piece["snapshot"]
        if source is None or piece["confidential"]:
            continue
        work = _work(
            source["url"], source["title"], source["publisher"], source["published_on"]
        )
        ours = f"{page}evidence/{piece['number']}/"
        archives = [copy["url"] for copy in piece.get("archived", [])]
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


# --- the linter -------------------------------------------------------------------------------


def lint(markup: Markup, *, site: str = "") -> list[str]:
    """What the markup breaks, one sentence each, beginning with the property its rule is about.

    `site` is the address of the pages it will stand on; `SITE_URL` by default.
    """
    host = _host(site or settings.SITE_URL)
    if markup.get("@type") != "ClaimReview":
        return ["@type: it must be ClaimReview; a retracted check carries no markup."]
    return [
        *_lint_review(markup, host),
        *_lint_rating(markup.get("reviewRating"), str(markup.get("claimReviewed", ""))),
        *_lint_claim(markup.get("itemReviewed"), markup.get("author"), host),
    ]


def _lint_review(review: Markup, host: str) -> Iterator[str]:
    if not str(review.get("claimReviewed", "")).strip():
        yield "claimReviewed: it is required, a short summary of the claim."
    url = str(review.get("url", ""))
    if not _is_address(url):
        yield "url: it is required, the full address of the page with the check."
    elif not _is_under(_host(url), host):
        yield f"url: it must be on {host} or under it, where the markup stands."
    author = review.get("author")
    if not isinstance(author, dict) or not (author.get("name") or author.get("url")):
        yield "author: who publishes the check needs at least a name or an address."
    published, modified = (
        _time(review.get(name)) for name in ("datePublished", "dateModified")
    )
    if published is None:
        yield "datePublished: the day of the check is needed, in ISO 8601."
    if modified is None:
        yield "dateModified: the day of its last change is needed, in ISO 8601."
    if published and modified and modified < published:
        yield "dateModified: it cannot be before datePublished."
    if not review.get("citation"):
        yield "citation: sources must be traceable; nothing is cited."


def _lint_rating(rating: object, claim: str) -> Iterator[str]:
    if not isinstance(rating, dict):
        yield "reviewRating: it is required."
        return
    word = str(rating.get("alternateName") or rating.get("name") or "").strip()
    if not word:
        yield "alternateName: the rating's word is required; it is what is shown."
    elif re.match(rf"\W*{re.escape(word)}\s*[:.–—-]", claim, re.IGNORECASE):
        yield "claimReviewed: the rating must not stand in it."
    numbers = [rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if all(number is None for number in numbers):
        return
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        yield "ratingValue: value, best and worst are numbers, and go together."
        return
    worst, value, best = (float(number or 0) for number in numbers)
    if worst < 1:
        yield "worstRating: it must be at least 1."
    if best <= worst:
        yield "bestRating: it must be greater than worstRating."
    elif not worst <= value <= best:
        yield "ratingValue: it must lie between worstRating and bestRating."


def _lint_claim(claim: object, desk: object, host: str) -> Iterator[str]:
    if not isinstance(claim, dict) or claim.get("@type") not in ("Claim", "CreativeWork"):
        yield "itemReviewed: a Claim is needed, so that the claim has an origin."
        return
    for author in _listed(claim.get("author")):
        if not isinstance(author, dict) or not str(author.get("name", "")).strip():
            yield "itemReviewed.author: where an author is given, its name is required."
        elif isinstance(desk, dict) and author["name"] == desk.get("name"):
            yield "itemReviewed.author: the claim must come from outside the desk's own site."
        elif (same := author.get("sameAs")) and not all(map(_is_address, _listed(same))):
            yield "itemReviewed.author: sameAs is an address, such as the Wikidata entry."
    if "datePublished" in claim and _time(claim["datePublished"]) is None:
        yield "itemReviewed.datePublished: the day it was said, in ISO 8601."
    if claim.get("appearance") and claim.get("firstAppearance"):
        yield "appearance: give appearance or firstAppearance, not both."
    for seen in _listed(claim.get("firstAppearance") or claim.get("appearance")):
        url = seen.get("url", "") if isinstance(seen, dict) else seen
        if url and not _is_address(url):
            yield "appearance: an address, or a CreativeWork with one."
        elif url and _is_under(_host(url), host):
            yield "appearance: the claim must come from outside the desk's own site."


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _is_address(url: object) -> bool:
    return isinstance(url, str) and url.startswith(("http://", "https://")) and bool(_host(url))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_under(host: str, site: str) -> bool:
    return host == site or host.endswith(f".{site}")


def _time(value: object) -> datetime | None:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    # A day alone has no clock: both are compared without one.
    return time.replace(tzinfo=None) if time else None
