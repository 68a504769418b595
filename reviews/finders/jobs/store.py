"""Stores what a finder found: each page once, with its relevant sentence if that is known."""

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from history.record import record
from jobs.models import JobState
from reviews.evidence.models.evidence import Source
from reviews.finders import ArchiveLink, ClaimFacts, FoundPage
from reviews.finders.models import Proposal, Search
from reviews.finders.relevance import ClaimTerms, RankedPassage, best_passage, rank_sentence
from reviews.review.models.reviews import Review
from sources import urls as source_urls
from sources.captures.actions import ask_for_capture
from sources.safe_fetch import CannotFetch, Policy
from sources.safe_fetch.addresses import why_blocked
from sources.safe_fetch.url_parser import parse
from sources.snapshots.archive_addresses import note_archived
from sources.snapshots.models import Content, Snapshot

READ = "reviews.read_proposal"
MOST_PAGES, MOST_PAGES_OF_ONE = 8, 3
"""The most pages fetched automatically for one review, and for one finder's proposals."""
UNREAD = 0.8
"""What a finder says about a page counts for less than what is on the page."""


@transaction.atomic
def store_results(
    search: Search,
    facts: ClaimFacts,
    found: Sequence[FoundPage | ArchiveLink],
    policy: Policy,
    *,
    title: str,
) -> None:
    """Save what a finder found as proposals, under our lease: all, or nothing if it was lost.

    The searches of a review are stored one after the other, so that a page that two of them
    found is one proposal, and no more pages are fetched than allowed.
    """
    together = Search.objects.select_for_update().filter(review=search.review_id)
    if search.pk not in together.order_by("pk").values_list("pk", flat=True):
        return
    links = [one for one in found if isinstance(one, ArchiveLink)]
    for link in sorted(links, key=lambda link: f"snapshot:{link.snapshot}"):
        _note_archive_link(search, link, policy)
    pages = [one for one in found if isinstance(one, FoundPage)]
    made = _propose_pages(search, facts, pages, policy)
    _fetch_best(search, made)
    rows = Proposal.objects.filter(review=search.review_id).filter(
        Q(search=search) | Q(about__also__contains=[search.finder])
    )
    if not search.done(found=rows.count()):
        transaction.set_rollback(True)
        return
    if made:
        record(
            f"claim:{facts.claim}",
            "find",
            by=User.objects.system(),
            review=search.review_id,
            finder=search.finder,
            title=title,
            count=len(made),
        )


def _propose_pages(
    search: Search, facts: ClaimFacts, pages: list[FoundPage], policy: Policy
) -> list[Proposal]:
    """New proposals for pages that the review doesn't have yet."""
    terms = ClaimTerms.of(facts.text, claimant=facts.claimant, language=facts.language)
    known = {_key(row.url): row for row in search.review.proposals.select_related("search")}
    in_review = _pages_in_review(search.review, facts)
    made: list[Proposal] = []
    for one in map(_with_archived_page, pages):
        url = _dialable(one, policy)
        key = _key(url)
        if not url or key in in_review:
            continue
        if key in known:
            note_second_finder(known[key], search)
            continue
        known[key] = _proposal(search, replace(one, url=url), terms)
        made.append(known[key])
    return made


def _key(url: str) -> str:
    return source_urls.normalize_url(url) or url


def _dialable(found: FoundPage, policy: Policy) -> str:
    """The address as the safe fetcher spells it; "" for one that it would never connect to.

    A page that the desk has archived or publishes is not fetched, so any address will do.
    """
    if found.snapshot is not None or found.is_ours:
        return found.url[:2048]
    try:
        target = parse(found.url, policy)
    except CannotFetch:
        return ""
    if target.is_literal and why_blocked(target.host, policy.also_blocked):
        return ""
    return target.url


def _pages_in_review(review: Review, facts: ClaimFacts) -> set[str]:
    """The pages that the review already has, archived or waiting."""
    have = {
        source_urls.normalize_url(page.url) for page in facts.pages if page.snapshot is not None
    }
    sources = Source.objects.filter(review=review).select_related("capture")
    return have | {
        source_urls.normalize_url(source.capture.url) for source in sources if source.capture
    }


def _with_archived_page(found: FoundPage) -> FoundPage:
    """The page with title and facts of our archived copy, if there is a parsed one."""
    if found.snapshot is not None or found.is_ours:
        return found
    page = _archived(found.url)
    if page is None:
        return found
    content = page.content
    return replace(
        found,
        snapshot=page.pk,
        title=content.title or found.title,
        publisher=content.publisher.name if content.publisher else found.publisher,
        published_on=content.published_on or found.published_on,
    )


def _archived(url: str) -> Snapshot | None:
    kept = Snapshot.objects.filter(
        content__state=JobState.DONE, content__erased_at=None, content__quarantined_at=None
    )
    addressed = kept.filter(Q(url=url) | Q(final_url=url)).exclude(content__text="")
    return addressed.with_content().order_by("-pk").first()


def _proposal(search: Search, found: FoundPage, claimed: ClaimTerms) -> Proposal:
    """A new proposal, with the sentence about the claim if the page is archived already."""
    told: RankedPassage | None = None
    if found.passage:
        told = replace(rank_sentence(claimed, found.passage), start=found.start or 0)
    elif found.snapshot is not None:
        told = _read(claimed, found.snapshot)
    unread = rank_sentence(
        claimed, f"{found.title}. {found.snippet}" if found.snippet else found.title
    )
    proposal = Proposal(
        search=search,
        review_id=search.review_id,
        url=found.url,
        title=found.title[:500],
        publisher=found.publisher[:200],
        published_on=found.published_on,
        snippet=found.snippet,
        about=dict(found.about),
        snapshot_id=found.snapshot,
        rank=round(UNREAD * unread.rank, 4),
        words=list(unread.words),
    )
    proposal.about["why"] = list(unread.why)
    if told is not None:
        set_passage(proposal, told)
    proposal.rank = max(proposal.rank, found.rank)
    proposal.save()
    return proposal


def _read(claimed: ClaimTerms, page: int) -> RankedPassage | None:
    text = Content.objects.values_list("text", flat=True).get(pk=page)
    return best_passage(claimed, text)


def set_passage(proposal: Proposal, told: RankedPassage) -> None:
    """Set the sentence about the claim, its rank and the reasons. Doesn't save."""
    proposal.passage = told.text
    proposal.start = told.start
    proposal.words = list(told.words)
    proposal.rank = told.rank
    proposal.about = {**proposal.about, "why": list(told.why)}


def note_second_finder(known: Proposal, search: Search) -> None:
    """Note that another finder found the page, too: one proposal names both."""
    also = list(known.about.get("also", []))
    if known.search_id != search.pk and search.finder not in also:
        known.about = {**known.about, "also": [*also, search.finder]}
        known.save(update_fields=["about"])


def _note_archive_link(search: Search, copy: ArchiveLink, policy: Policy) -> None:
    """Note the address of the copy with our archived page, if the address can be visited."""
    url = _dialable(FoundPage(copy.url), policy)
    snapshot = Snapshot.objects.filter(pk=copy.snapshot).first()
    if url and snapshot is not None:
        note_archived(
            snapshot,
            url=url,
            archived_at=copy.archived_at,
            found_by=search.finder,
            by=User.objects.system(),
        )


def _fetch_best(search: Search, made: list[Proposal]) -> None:
    """Request the pages of the best proposals that are not archived yet: a few of them."""
    asked = Proposal.objects.filter(review=search.review_id, capture__isnull=False).count()
    left = min(MOST_PAGES - asked, MOST_PAGES_OF_ONE)
    missing = [one for one in made if one.snapshot_id is None and "slug" not in one.about]
    for proposal in sorted(missing, key=lambda one: -one.rank)[: max(left, 0)]:
        try:
            proposal.capture = ask_for_capture(
                proposal.url, on_done=READ, is_automatic=True, by=User.objects.system()
            )
        except ValidationError:  # an address that the fetcher accepts and a form would not
            continue
        proposal.save(update_fields=["capture"])
