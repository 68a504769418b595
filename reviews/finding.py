"""The worker's part of finding: ask one finder about a claim, and keep what it brings.

A finder is asked with no connection to the database held. What it brings is a stranger's word:
an address that the strangers' door would not parse or dial is no proposal. The pages of the
best are fetched as any source is, and read for the sentence that bears on the claim.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from claims import copies
from claims.models import OPEN_JOB
from history.recording import record
from jobs.models import JobState
from reviews import finders
from reviews.finders import Archived, Facts, Found, Page
from reviews.models import Proposal, Review, Search, Source
from reviews.relevance import Claimed, Passage, best_passage, weigh
from reviews.workflow import CLOSED
from sources.actions import ask_for_capture, note_archived
from sources.door import DEFAULT, CannotFetch, Policy
from sources.door.addresses import why_blocked
from sources.door.urls import parse
from sources.models import Content, Snapshot
from sources.services import ServiceFailed

READ = "reviews.read_proposal"
MOST_PAGES, MOST_PAGES_OF_ONE = 8, 3
"""Pages that are fetched unasked for one review, and of these for one finder's proposals."""
UNREAD = 0.8
"""What a finder says of a page counts for less than what stands on it."""


def prepare(search: Search) -> Facts | None:
    """What to tell the finder of a leased search; None where there is nothing to look for."""
    finder = finders.named(search.finder)
    if finder is None or not finder.is_on():
        search.failed("switched_off", "This finder is not set up any more.")
        return None
    review = Review.objects.select_related("claim__claimant").get(pk=search.review_id)
    if review.state in CLOSED:
        search.done()
        return None
    return facts_of(review)


def facts_of(review: Review) -> Facts:
    """What is known of a review's claim."""
    claim = review.claim
    first = claim.appearances.select_related("article__capture").first()
    article = first.article if first else None
    return Facts(
        review=review.pk,
        claim=claim.pk,
        text=claim.text,
        claimant=claim.claimant.name,
        same_as=claim.claimant.same_as,
        said=first.quote if first else "",
        article=article.pk if article else None,
        start=first.start if first else 0,
        language=(article.language if article else "") or "en",
        pages=tuple(_pages(review, article)),
    )


def _pages(review: Review, article: "object | None") -> list[Page]:
    """The addresses that the review has to do with, each once: article, sources, evidence."""
    pages: dict[str, Page] = {}

    def note(url: str, snapshot: int | None) -> None:
        key = copies.address(url)
        if key and (key not in pages or pages[key].snapshot is None):
            pages[key] = Page(url, snapshot)

    capture = getattr(article, "capture", None)
    if capture is not None and capture.state not in OPEN_JOB:
        note(capture.url, capture.snapshot_id)
    for source in review.sources.with_pages():
        if source.page is not None:
            note(source.page.address, source.page.pk)
        elif source.page_state == "failed" and source.capture is not None:
            note(source.capture.url, None)
    for piece in review.evidence.standing().with_pages():
        if piece.snapshot is not None:
            note(piece.snapshot.address, piece.snapshot.pk)
        elif piece.page_state == "failed" and piece.capture is not None:
            note(piece.capture.url, None)
    failed = review.proposals.filter(capture__state=JobState.FAILED).exclude(
        state=Proposal.State.DISMISSED
    )
    for url in failed.values_list("url", flat=True):
        note(url, None)
    return list(pages.values())


def run(search: Search, facts: Facts, policy: Policy = DEFAULT) -> None:
    """Ask the finder and keep what it proposes. A failure is a sentence on the row.

    `policy` is an argument that only tests pass.
    """
    finder = finders.named(search.finder)
    if finder is None:
        return
    try:
        found = finder.find(facts)
    except ServiceFailed as error:
        if error.retriable:
            search.again(error.kind, error.detail, wait=error.wait)
        else:
            search.failed(error.kind, error.detail)
        return
    _write(search, facts, found[: finder.most], policy)


@transaction.atomic
def _write(
    search: Search, facts: Facts, found: Sequence[Found | Archived], policy: Policy
) -> None:
    """The proposals under our lease: all, or nothing if it was lost or the review is gone.

    The searches of a review write one after the other, so that a page that two of them found is
    one proposal, and no more pages are fetched than agreed.
    """
    together = Search.objects.select_for_update().filter(review=search.review_id)
    if search.pk not in together.order_by("pk").values_list("pk", flat=True):
        return
    claimed = Claimed.of(facts.text, claimant=facts.claimant, language=facts.language)
    for copy in found:
        if isinstance(copy, Archived):
            _note(search, copy, policy)
    pages = [one for one in found if isinstance(one, Found)]
    known = {_key(row.url): row for row in search.review.proposals.select_related("search")}
    beside = _beside(search.review, facts)
    made: list[Proposal] = []
    for one in pages:
        if one.snapshot is None and not one.is_ours:
            one = replace(one, snapshot=_kept(one.url))  # noqa: PLW2901
        url = _dialable(one, policy)
        key = _key(url)
        if not url or key in beside:
            continue
        if key in known:
            _also_found(known[key], search)
            continue
        known[key] = _proposal(search, replace(one, url=url), claimed)
        made.append(known[key])
    _fetch_best(search, made)
    told = Proposal.objects.filter(review=search.review_id).filter(
        Q(search=search) | Q(about__also__contains=[search.finder])
    )
    if not search.done(found=told.count()):
        transaction.set_rollback(True)
        return
    if made:
        record(
            f"claim:{facts.claim}",
            "find",
            by=User.objects.system(),
            review=search.review_id,
            finder=search.finder,
            count=len(made),
        )


def _key(url: str) -> str:
    return copies.address(url) or url


def _dialable(found: Found, policy: Policy) -> str:
    """The address in the door's spelling; "" for one that the door would never dial.

    A page that the desk has kept or publishes is not fetched, so its address is only a name.
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


def _beside(review: Review, facts: Facts) -> set[str]:
    """Pages that the review has already; its evidence's own pages may hold more."""
    have = {copies.address(page.url) for page in facts.pages if page.snapshot is not None}
    sources = Source.objects.filter(review=review).select_related("capture")
    return have | {copies.address(source.capture.url) for source in sources if source.capture}


def _proposal(search: Search, found: Found, claimed: Claimed) -> Proposal:
    """A new row, with the sentence that bears on the claim where the page is there already."""
    told: Passage | None = None
    if found.passage:
        told = replace(weigh(claimed, found.passage), start=found.start or 0)
    elif found.snapshot is not None:
        told = _read(claimed, found.snapshot)
    unread = weigh(claimed, f"{found.title}. {found.snippet}" if found.snippet else found.title)
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
        _tell(proposal, told)
    proposal.rank = max(proposal.rank, found.rank)
    proposal.save()
    return proposal


def _kept(url: str) -> int | None:
    """A page of this address that the desk has and could read, the newest."""
    kept = Snapshot.objects.filter(content__state=JobState.DONE, content__erased_at=None)
    addressed = kept.filter(Q(url=url) | Q(final_url=url)).exclude(content__text="")
    return addressed.order_by("-pk").values_list("pk", flat=True).first()


def _read(claimed: Claimed, page: int) -> Passage | None:
    text = Content.objects.values_list("text", flat=True).get(pk=page)
    return best_passage(claimed, text)


def _tell(proposal: Proposal, told: Passage) -> None:
    proposal.passage = told.text
    proposal.start = told.start
    proposal.words = list(told.words)
    proposal.rank = told.rank
    proposal.about = {**proposal.about, "why": list(told.why)}


def _also_found(known: Proposal, search: Search) -> None:
    """Another finder has it too: one row, which names both."""
    also = list(known.about.get("also", []))
    if known.search_id != search.pk and search.finder not in also:
        known.about = {**known.about, "also": [*also, search.finder]}
        known.save(update_fields=["about"])


def _note(search: Search, copy: Archived, policy: Policy) -> None:
    """Write the archive's address down beside the kept page, if it is one to follow."""
    url = _dialable(Found(copy.url), policy)
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
    """Ask for the pages of the best proposals that are not kept: a few, and by a program."""
    asked = Proposal.objects.filter(review=search.review_id, capture__isnull=False).count()
    left = min(MOST_PAGES - asked, MOST_PAGES_OF_ONE)
    missing = [one for one in made if one.snapshot_id is None and "slug" not in one.about]
    for proposal in sorted(missing, key=lambda one: -one.rank)[: max(left, 0)]:
        try:
            proposal.capture = ask_for_capture(
                proposal.url, then=READ, is_unasked=True, by=User.objects.system()
            )
        except ValidationError:  # an address that the door takes and a form would not
            continue
        proposal.save(update_fields=["capture"])


# --- pages that were fetched for a proposal ---------------------------------------------------


def read_page(snapshot: Snapshot) -> int:
    """A page is read: choose the sentence of each proposal that waits for it. How many were."""
    waiting = Proposal.objects.filter(capture__snapshot=snapshot, snapshot=None)
    return sum(_read_for(pk, snapshot) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _read_for(pk: int, snapshot: Snapshot) -> int:
    locked = Proposal.objects.select_for_update(of=("self",)).select_related(
        "review__claim__claimant"
    )
    proposal = locked.filter(pk=pk, snapshot=None).first()
    content = Content.objects.select_related("publisher").get(pk=snapshot.pk)
    if proposal is None or content.state in OPEN_JOB:
        return 0
    proposal.snapshot = snapshot
    proposal.title = content.title or proposal.title
    proposal.publisher = content.publisher.name if content.publisher else proposal.publisher
    proposal.published_on = content.published_on or proposal.published_on
    claim = proposal.review.claim
    claimed = Claimed.of(
        claim.text, claimant=claim.claimant.name, language=content.language[:2] or "en"
    )
    told = best_passage(claimed, content.text)
    if told is not None:
        _tell(proposal, told)
    elif content.text:
        proposal.rank = round(proposal.rank / 2, 4)  # the page says none of what was promised
    proposal.save()
    _merge(proposal, content)
    return 1


def _merge(proposal: Proposal, content: Content) -> None:
    """Two addresses that turned out to be one page are one proposal: the first one."""
    snapshot = content.snapshot
    own = copies.own_address(content.canonical_url, found_at=snapshot.address)
    names = set(copies.addresses(proposal.url, snapshot.final_url, own))
    others = Proposal.objects.filter(review=proposal.review_id).exclude(pk=proposal.pk)
    for other in others.select_related("search", "snapshot"):
        theirs = copies.addresses(other.url, other.snapshot.address if other.snapshot else "")
        if not names & set(theirs):
            continue
        kept, dropped = (other, proposal) if other.pk < proposal.pk else (proposal, other)
        if dropped.state != Proposal.State.PROPOSED:
            continue
        _also_found(kept, dropped.search)
        if kept.snapshot_id is None and dropped.snapshot_id is not None:
            kept.snapshot, kept.passage, kept.start = (
                dropped.snapshot,
                dropped.passage,
                dropped.start,
            )
            kept.words, kept.rank = dropped.words, dropped.rank
            kept.save()
        dropped.delete()
        return


def read_due() -> int:
    """Read pages that arrived for proposals while nobody rang."""
    due = Proposal.objects.filter(
        capture__isnull=False,
        snapshot=None,
        capture__snapshot__content__state__in=[JobState.DONE, JobState.FAILED],
    ).values_list("capture__snapshot", flat=True)[:100]
    return sum(map(read_page, Snapshot.objects.filter(pk__in=list(due))))
