"""Finds where the article itself leads: links of its archived page, addresses in its text.

Leaves out links to the page itself, to sharing it, and to what every page of the site has.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop

from claims.articles.models import Article
from reviews.finders.base import ArchiveLink, ClaimFacts, Finder, FoundPage
from sources import urls as source_urls
from sources.snapshots.models import Content

NEAR = 600
"""A link at most this many characters from the statement counts as near it."""
SHORTEST_TEXT = 3
MOST_LINKS = 1_000
IN_WORDS = re.compile(r"""https?://[^\s<>"'“”‘’()\[\]{}|\\^`]{4,2000}""", re.IGNORECASE)
SHARING = re.compile(
    r"(?:^|\.)(?:facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share)"
    r"|linkedin\.com/(?:share|cws)|reddit\.com/submit|pinterest\.\w+/pin/create|wa\.me\b"
    r"|(?:api|web)\.whatsapp\.com\b|t\.me/share|telegram\.me/share|getpocket\.com/save"
    r"|flipboard\.com|bsky\.app/intent|threads\.net/intent|news\.google\.com"
    r"|play\.google\.com|apps\.apple\.com|itunes\.apple\.com)"
)
FURNITURE = re.compile(
    r"about(?:-?us)?|contact(?:-?us)?|privacy(?:-?policy)?|cookies?(?:-?policy)?|terms(?:-.*)?"
    r"|legal|imprint|impressum|accessibility|log-?in|sign-?(?:in|up)|register|subscribe|account"
    r"|newsletters?|advertis\w*|careers|jobs|help|faq|rss|feeds?|sitemap|search|tags?|topics?"
    r"|authors?|categor(?:y|ies)|profile|shop|donate|comments?",
    re.IGNORECASE,
)


class ArticleLink(NamedTuple):
    """An address, the linked words, and their place in the article or None."""

    url: str
    text: str
    place: int | None


class Links(Finder):
    name = "links"
    title = gettext_noop("Links in the article")
    most = 10

    def find(self, facts: ClaimFacts) -> Sequence[FoundPage | ArchiveLink]:
        article = (
            Article.objects.not_quarantined()
            .select_related("capture")
            .only("text", "url", "addresses", "page_id", "capture__snapshot_id")
            .filter(pk=facts.article)
            .first()
        )
        if article is None:
            return []
        own = {
            source_urls.normalize_url(article.url),
            *map(source_urls.normalize_url, article.addresses),
        }
        best: dict[str, ArticleLink] = {}
        for link in _links(article):
            key = source_urls.normalize_url(link.url)
            if key and key not in own and not _is_furniture(link, own):
                known = best.get(key)
                if known is None or _far(link, facts.start) < _far(known, facts.start):
                    best[key] = link
        nearest = sorted(best.values(), key=lambda link: _far(link, facts.start))
        return [_found(link, article.text, facts.start) for link in nearest[: self.most]]


def _links(article: Article) -> Iterator[ArticleLink]:
    """The links of the page in order, each found in the text after the one before."""
    page = article.capture.snapshot_id if article.capture else None
    content = Content.objects.only("links").filter(pk=page or article.page_id).first()
    place = 0
    for row in (content.links if content else [])[:MOST_LINKS]:
        text = " ".join(str(row.get("text", "")).split())
        at = article.text.find(text, place) if len(text) >= SHORTEST_TEXT else -1
        if at < 0 <= len(text) - SHORTEST_TEXT:
            at = article.text.find(text)
        place = max(place, at)
        yield ArticleLink(str(row.get("url", "")), text, at if at >= 0 else None)
    for match in IN_WORDS.finditer(article.text):
        yield ArticleLink(match[0].rstrip(".,;:!?"), "", match.start())


def _is_furniture(link: ArticleLink, own: set[str]) -> bool:
    """Whether a link leads to what every page of the site has, or to sharing this one."""
    address = source_urls.normalize_url(link.url)
    if SHARING.search(address):
        return True
    host, _, path = address.partition("/")
    is_same_site = any(host == ours.partition("/")[0] for ours in own if ours)
    steps = [step for step in path.partition("?")[0].split("/") if step]
    if not steps:
        return is_same_site or link.place is None
    is_file = re.search(r"\.(?:pdf|csv|xlsx?|docx?)$", steps[-1], re.IGNORECASE)
    if is_file:
        return False
    if any(FURNITURE.fullmatch(step) for step in (steps[0], steps[-1])):
        return True
    return is_same_site and len(steps) == 1 and "-" not in steps[0]


def _far(link: ArticleLink, start: int) -> tuple[bool, int]:
    """How far a link is from the statement; links that are not in the text come last."""
    return link.place is None, abs((link.place or 0) - start)


def _found(link: ArticleLink, text: str, start: int) -> FoundPage:
    is_near = link.place is not None and abs(link.place - start) <= NEAR
    return FoundPage(
        url=link.url,
        title="" if link.text == link.url else link.text[:500],
        publisher=(urlsplit(link.url).hostname or "")[:200].removeprefix("www."),
        snippet=_line_of(text, link.place),
        about={"on": "linked next to the statement" if is_near else "linked from the article"},
    )


def _line_of(text: str, place: int | None) -> str:
    """The line of the article with the link, shortened around it."""
    if place is None:
        return ""
    begins = max(text.rfind("\n", 0, place) + 1, place - 200)
    ends = text.find("\n", place)
    ends = min(ends if ends >= 0 else len(text), place + 200)
    return " ".join(text[begins:ends].split())
