"""Finds the sentence about the claim on pages that were fetched for proposals."""

from django.db import transaction

from claims.articles.models import OPEN_JOB
from jobs.models import JobState
from reviews.finders.jobs.store import note_second_finder, set_passage
from reviews.finders.models import Proposal
from reviews.finders.relevance import ClaimTerms, best_passage
from sources import urls as source_urls
from sources.snapshots.models import Content, Snapshot


def match_page(snapshot: Snapshot) -> int:
    """Choose the sentence of each proposal that waited for this page. Returns how many."""
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
    claimed = ClaimTerms.of(
        claim.text, claimant=claim.claimant.name, language=content.language[:2] or "en"
    )
    told = best_passage(claimed, content.text)
    if told is not None:
        set_passage(proposal, told)
    elif content.text:
        proposal.rank = round(
            proposal.rank / 2, 4
        )  # the page has nothing of what the finder promised
    proposal.save()
    _merge(proposal, content)
    return 1


def _merge(proposal: Proposal, content: Content) -> None:
    """Merge proposals whose two addresses turned out to be one page, into the first one."""
    snapshot = content.snapshot
    own = source_urls.trusted_canonical_url(content.canonical_url, found_at=snapshot.address)
    names = set(source_urls.normalize_urls(proposal.url, snapshot.final_url, own))
    others = Proposal.objects.filter(review=proposal.review_id).exclude(pk=proposal.pk)
    for other in others.select_related("search", "snapshot"):
        theirs = source_urls.normalize_urls(
            other.url, other.snapshot.address if other.snapshot else ""
        )
        if not names & set(theirs):
            continue
        kept, dropped = (other, proposal) if other.pk < proposal.pk else (proposal, other)
        if dropped.state != Proposal.State.PROPOSED:
            continue
        note_second_finder(kept, dropped.search)
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


def match_due() -> int:
    """Match pages that arrived for proposals without being noticed."""
    due = Proposal.objects.filter(
        capture__isnull=False,
        snapshot=None,
        capture__snapshot__content__state__in=[JobState.DONE, JobState.FAILED],
    ).values_list("capture__snapshot", flat=True)[:100]
    return sum(map(match_page, Snapshot.objects.filter(pk__in=list(due))))
