"""The rules for a ClaimReview, in sentences for an editor.

Rules: Google's "Fact check (ClaimReview)" page as of September 2026 and schema.org. Each
sentence says what to fix, and ends with the property that the rule is about, in brackets.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

Markup = dict[str, Any]
"""JSON-LD, of which schema.org decides the keys."""


def lint(markup: Markup, *, site: str = "") -> list[str]:
    """Every rule that the markup breaks, one sentence each; empty if it may be published.

    `site` is the address of the pages it will be on; `SITE_URL` by default.
    """
    host = _host(site or settings.SITE_URL)
    if markup.get("@type") != "ClaimReview":
        return [
            "The markup is not a ClaimReview; the page of a retracted check has none. [@type]"
        ]
    return [
        *_lint_review(markup, host),
        *_lint_claim_reviewed(markup),
        *_lint_rating(markup.get("reviewRating")),
        *_lint_claim(markup.get("itemReviewed"), markup.get("author"), host),
    ]


def lint_before_submitting(markup: Markup, *, site: str = "") -> list[str]:
    """Check what can be checked without a page: claim, rating, claimant, appearance.

    A missing rating breaks none: the gate reports it in its own words.
    """
    host = _host(site or settings.SITE_URL)
    rating = markup.get("reviewRating")
    return [
        *_lint_claim_reviewed(markup),
        *(_lint_rating(rating) if rating else []),
        *_lint_claim(markup.get("itemReviewed"), markup.get("author"), host),
    ]


def warnings(markup: Markup) -> list[str]:
    """Weaknesses of a ClaimReview that may be published."""
    if markup and not markup.get("citation"):
        return ["Every source is confidential, so search engines are told of none. [citation]"]
    return []


def _lint_review(review: Markup, host: str) -> Iterator[str]:
    url = str(review.get("url", ""))
    if not _is_address(url):
        yield "The check needs a full public address: ask the admin to set SITE_URL. [url]"
    elif not _is_under(_host(url), host):
        yield f"The address of the check must be on {host} or under it. [url]"
    author = review.get("author")
    if not isinstance(author, dict) or not (author.get("name") or author.get("url")):
        yield "The desk needs a name or an address: ask the admin to set DESK_NAME. [author]"
    published, modified = (
        _time(review.get(name)) for name in ("datePublished", "dateModified")
    )
    if published is None:
        yield "The check needs the day of its publication. [datePublished]"
    if modified is None:
        yield "The check needs the day of its last change. [dateModified]"
    if published and modified and modified < published:
        yield "The last change cannot be before publication. [dateModified]"


def _lint_claim_reviewed(review: Markup) -> Iterator[str]:
    claim = str(review.get("claimReviewed", "")).strip()
    if not claim:
        yield "The claim has no words yet: say in one sentence what is checked. [claimReviewed]"
    rating = review.get("reviewRating")
    word = _word_of(rating) if isinstance(rating, dict) else ""
    if word and re.match(rf"\W*{re.escape(word)}\s*[:.–—-]", claim, re.IGNORECASE):
        yield f"The claim begins with the rating “{word}”: take it out. [claimReviewed]"


def _word_of(rating: Markup) -> str:
    return str(rating.get("alternateName") or rating.get("name") or "").strip()


def _lint_rating(rating: object) -> Iterator[str]:
    if not isinstance(rating, dict):
        yield "The check has no rating. [reviewRating]"
        return
    if not _word_of(rating):
        yield "The rating has no word, and the word is what is shown. [alternateName]"
    numbers = [rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if all(number is None for number in numbers):
        return
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        yield "The rating needs its value and both ends of the scale as numbers. [ratingValue]"
        return
    worst, value, best = (float(number or 0) for number in numbers)
    if worst < 1:
        yield "The lowest value of the scale must be at least 1. [worstRating]"
    if best <= worst:
        yield "The highest value of the scale must be above the lowest. [bestRating]"
    elif not worst <= value <= best:
        yield "The rating's value must be on the scale. [ratingValue]"


def _lint_claim(claim: object, desk: object, host: str) -> Iterator[str]:
    if not isinstance(claim, dict) or claim.get("@type") not in ("Claim", "CreativeWork"):
        yield "The claim needs an origin: who said it, and when or where. [itemReviewed]"
        return
    for author in _listed(claim.get("author")):
        if not isinstance(author, dict) or not str(author.get("name", "")).strip():
            yield "The claimant has no name: say who said it. [itemReviewed.author]"
        elif isinstance(desk, dict) and author["name"] == desk.get("name"):
            yield (
                f"{author['name']} is this desk, which cannot check its own claims: say who"
                " said it. [itemReviewed.author]"
            )
        elif (same := author.get("sameAs")) and not all(map(_is_address, _listed(same))):
            yield (
                "What identifies the claimant must be a full address, such as the one of the"
                " Wikidata entry. [itemReviewed.author]"
            )
    if "datePublished" in claim and _time(claim["datePublished"]) is None:
        yield "The day on which it was said must be a date. [itemReviewed.datePublished]"
    if claim.get("appearance") and claim.get("firstAppearance"):
        yield "Give an appearance or the first appearance, not both. [appearance]"
    for seen in _listed(claim.get("firstAppearance") or claim.get("appearance")):
        url = seen.get("url", "") if isinstance(seen, dict) else seen
        if url and not _is_address(url):
            yield "The place where it was said must be a full address. [appearance]"
        elif url and _is_under(_host(url), host):
            yield (
                f"The claim is said to appear on {host}, which is this desk's own site: give"
                " the article in which it was made. [appearance]"
            )


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
