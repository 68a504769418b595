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

from reviews.sentences import Sentence

Markup = dict[str, Any]
"""JSON-LD, of which schema.org decides the keys."""


def lint(markup: Markup, *, site: str = "") -> list[Sentence]:
    """Every rule that the markup breaks, one sentence each; empty if it may be published.

    `site` is the address of the pages it will be on; `SITE_URL` by default.
    """
    host = _host(site or settings.SITE_URL)
    if markup.get("@type") != "ClaimReview":
        return [Sentence("markup-is-no-claimreview")]
    return [
        *_lint_review(markup, host),
        *_lint_claim_reviewed(markup),
        *_lint_rating(markup.get("reviewRating")),
        *_lint_claim(markup.get("itemReviewed"), markup.get("author"), host),
    ]


def lint_before_submitting(markup: Markup, *, site: str = "") -> list[Sentence]:
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


def warnings(markup: Markup) -> list[Sentence]:
    """Weaknesses of a ClaimReview that may be published."""
    if markup and not markup.get("citation"):
        return [Sentence("only-confidential-sources")]
    return []


def _lint_review(review: Markup, host: str) -> Iterator[Sentence]:
    url = str(review.get("url", ""))
    if not _is_address(url):
        yield Sentence("check-without-address")
    elif not _is_under(_host(url), host):
        yield Sentence("check-on-other-host", host=host)
    author = review.get("author")
    if not isinstance(author, dict) or not (author.get("name") or author.get("url")):
        yield Sentence("desk-without-name")
    published, modified = (
        _time(review.get(name)) for name in ("datePublished", "dateModified")
    )
    if published is None:
        yield Sentence("no-publication-day")
    if modified is None:
        yield Sentence("no-change-day")
    if published and modified and modified < published:
        yield Sentence("changed-before-publication")


def _lint_claim_reviewed(review: Markup) -> Iterator[Sentence]:
    claim = str(review.get("claimReviewed", "")).strip()
    if not claim:
        yield Sentence("claim-without-words")
    rating = review.get("reviewRating")
    word = _word_of(rating) if isinstance(rating, dict) else ""
    if word and re.match(rf"\W*{re.escape(word)}\s*[:.–—-]", claim, re.IGNORECASE):
        yield Sentence("claim-begins-with-rating", rating=word)


def _word_of(rating: Markup) -> str:
    return str(rating.get("alternateName") or rating.get("name") or "").strip()


def _lint_rating(rating: object) -> Iterator[Sentence]:
    if not isinstance(rating, dict):
        yield Sentence("check-without-rating")
        return
    if not _word_of(rating):
        yield Sentence("rating-without-word")
    numbers = [rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if all(number is None for number in numbers):
        return
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        yield Sentence("rating-without-numbers")
        return
    worst, value, best = (float(number or 0) for number in numbers)
    if worst < 1:
        yield Sentence("scale-below-one")
    if best <= worst:
        yield Sentence("scale-upside-down")
    elif not worst <= value <= best:
        yield Sentence("rating-off-scale")


def _lint_claim(claim: object, desk: object, host: str) -> Iterator[Sentence]:
    if not isinstance(claim, dict) or claim.get("@type") not in ("Claim", "CreativeWork"):
        yield Sentence("claim-without-origin")
        return
    for author in _listed(claim.get("author")):
        if not isinstance(author, dict) or not str(author.get("name", "")).strip():
            yield Sentence("claimant-without-name")
        elif isinstance(desk, dict) and author["name"] == desk.get("name"):
            yield Sentence("claimant-is-this-desk", name=author["name"])
        elif (same := author.get("sameAs")) and not all(map(_is_address, _listed(same))):
            yield Sentence("claimant-without-address")
    if "datePublished" in claim and _time(claim["datePublished"]) is None:
        yield Sentence("day-said-is-no-date")
    if claim.get("appearance") and claim.get("firstAppearance"):
        yield Sentence("two-appearances")
    for seen in _listed(claim.get("firstAppearance") or claim.get("appearance")):
        url = seen.get("url", "") if isinstance(seen, dict) else seen
        if url and not _is_address(url):
            yield Sentence("appearance-without-address")
        elif url and _is_under(_host(url), host):
            yield Sentence("appearance-on-this-site", host=host)


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
