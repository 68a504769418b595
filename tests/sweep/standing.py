"""One of everything that can be written to, each in the state in which the write is possible.

`holder` holds what is in work, `author` is an editor who wrote in every check, `asker` the
editor who asked for what a second one confirms. The rows of `tests/sweep/writes.py` name these.
"""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from claims.articles.models import Article
from claims.feeds import actions as feed_actions
from claims.feeds.models import Feed
from claims.processing import actions as article_actions
from claims.second_reader.models import SecondReading
from claims.statements import actions as statement_actions
from claims.statements import speakers, splits
from claims.tips import actions as tip_actions
from reviews.archived_pages import quarantine
from reviews.calculations import actions as calculation_actions
from reviews.evidence import actions as evidence_actions
from reviews.evidence import common_origins, metadata
from reviews.proposals import actions as proposal_actions
from reviews.publication.models import Publication
from reviews.review.models import Review
from reviews.tips import reports
from reviews.watch import actions as watch_actions
from reviews.watch.shown_facts import settle_or_propose
from reviews.workflow import corrections, moves, publication_moves
from sources.captures.models import Capture
from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Snapshot
from tests import given
from tests.claims.articles import example_files
from tests.sources.pictures import picture

MAIL = (
    b"From: Ann <ann@example.org>\nTo: desk@example.org\nSubject: Rents\nMIME-Version: 1.0\n"
    b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
    b"The mayor, Mara Brook, said that rents rose by 40 percent in 2025.\n"
    b'--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\n'
    b"The mayor, Mara Brook, said that crime fell by half.\n--b--\n"
)
COMPOUND = (
    "The mayor of Northfield, Mara Brook, said:\n“Rents rose by 40 percent in 2024, and crime "
    "fell by half,” she told the council.\n\n"
    "Read more: “We had 312 officers in 2024,” she said.\n"
)


@dataclass
class Standing:
    """The cast, and the ids that addresses and bodies name."""

    holder: User
    checker: User
    author: User
    editor: User
    admin: User
    ids: dict[str, Any]


def build() -> Standing:
    """Everything, by the real actions."""
    people = given.checker(), given.checker(), given.editor(), given.editor(), given.admin()
    holder, checker, author, editor, admin = people
    asker = given.editor()
    ids: dict[str, Any] = {
        "checker": checker.username,
        "editor": editor.username,
        "author": author.username,
        "colleague": given.checker().username,
    }
    ids |= _texts(holder)
    ids |= _work(holder)
    ids |= _stages(holder, author)
    ids |= _checks(holder, author, asker)
    ids |= _pages(holder, editor)
    ids |= _letters(editor)
    return Standing(holder, checker, author, editor, admin, ids)


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("budget.txt", given.PAGE.encode(), "text/plain")


def _texts(holder):
    """Articles, statements and feeds."""
    read = given.article(COMPOUND, by=holder, url="https://courier.example.org/rents")
    start, end = read.left_over[0]
    whole = read.statements.get(quote__contains="crime")
    declined = given.statement(by=holder, text="Ann Lee said that the bridge cost 9 million.\n")
    statement_actions.decline_statement(declined, reason="too-small", by=holder)
    cut = given.article(f"{COMPOUND}Again.\n", by=holder).statements.get(
        quote__contains="crime"
    )
    splits.split_statement(cut, by=holder)
    chosen = given.two_may_have_said_it()
    speakers.choose_speaker(chosen, speaker="Mara Brook", by=holder)
    fetched = article_actions.submit_article(url="https://courier.example.org/old", by=holder)
    unread = article_actions.submit_article(text="It is too long.\n", by=holder)
    Article.objects.lease(unread.pk).failed("too_large", "The text is too long to read.")
    mail = example_files.take_in_bytes(MAIL, "mail.eml", by=holder)
    second = given.article(by=holder)
    SecondReading.objects.create(article=second, model="small")
    SecondReading.objects.lease(second.pk).failed("timeout", "It did not answer.")
    seen = _vanished(holder)
    watch_actions.settle_words(seen, by=holder)
    feed, stopped = given.feed(by=holder), given.feed(by=holder)
    feed_actions.stop_feed(stopped, by=holder)
    offering = given.feed(by=holder)
    offered = [{"url": "https://courier.example.org/local.xml", "title": "Local"}]
    Feed.objects.filter(pk=offering.pk).update(offered=offered)
    return {
        "article": read.pk,
        "start": start,
        "end": end,
        "statement": whole.pk,
        "open": given.two_may_have_said_it().pk,
        "chosen": chosen.pk,
        "declined": declined.pk,
        "declined_in": declined.article_id,
        "cut": cut.pk,
        "failed_article": unread.pk,
        "mail": mail.pk,
        "second": second.pk,
        "feed": feed.pk,
        "stopped": stopped.pk,
        "offering": offering.pk,
        "leaning": given.leaning().pk,
        "fetched": fetched.pk,
        "vanished": _vanished(holder).pk,
        "seen_vanished": seen.pk,
    }


def _vanished(holder):
    """A statement of a claim whose words are no longer in its article."""
    statement = given.statement(by=holder)
    moves.take(given.accepted(statement, by=holder), by=holder)
    statement.refresh_from_db()
    return statement


def _work(holder):
    """A review that is being worked on, and what stands in it."""
    review = given.taken(by=holder)
    page = given.kept_page(by=holder, url="https://city.example.org/budget")
    piece = given.evidence(review, by=holder, snapshot=page)
    described = given.evidence(review, by=holder)
    metadata.describe_evidence(described, note="From the adopted budget.", by=holder)
    withdrawn = given.evidence(review, by=holder)
    evidence_actions.withdraw_evidence(withdrawn, by=holder)
    near = given.evidence(
        review, by=holder, quote="Police spending fell from 90.2 million crown in 2025"
    )
    pageless = given.evidence(review, by=holder, url="https://city.example.org/gone")
    for capture in (pageless.capture_id, _added(review, holder).capture_id):
        Capture.objects.lease(capture).failed("site_refused", "The site refused (403).")
    given.write(review, by=holder)
    one = given.calculation(by=holder)
    out = given.calculation(by=holder)
    calculation_actions.remove_calculation(out, by=holder)
    pair, decided = given.one_story(by=holder), given.one_story(by=holder)
    common_origins.refuse_origin(decided, by=holder)
    dismissed = given.proposal(by=holder)
    proposal_actions.dismiss_proposal(dismissed, by=holder)
    settled = given.changed_source(by=holder)
    settle_or_propose(settled, by=holder)
    asked = given.asked(by=holder)
    return {
        "held": review.pk,
        "version": given.fresh(review).draft.version,
        "claim": review.claim_id,
        "claimant": review.claim.claimant_id,
        "piece": piece.pk,
        "later": given.kept_page("The budget is being revised.\n", by=holder).pk,
        "page": page.pk,
        "described": described.pk,
        "withdrawn": withdrawn.pk,
        "near": near.pk,
        "pageless": pageless.pk,
        "failed": pageless.capture_id,
        "source": review.sources.get().pk,
        "calculation": one.pk,
        "calculation_of": one.review_id,
        "removed_calculation": out.pk,
        "pair": pair.pk,
        "decided": decided.pk,
        "proposal": given.proposal(by=holder).pk,
        "dismissed": dismissed.pk,
        "watch": given.changed_source(by=holder).pk,
        "settled": settled.pk,
        "asked": asked.pk,
    }


def _added(review, holder):
    return evidence_actions.add_source(review, url="https://city.example.org/other", by=holder)


def _stages(holder: User, author: User) -> dict[str, Any]:
    """A review in each stage before publication; `author` wrote in each that was submitted."""

    def drafted() -> Review:
        review = given.drafted(by=holder)
        given.write(review, by=author, body="The budget gives both figures [1].")
        return given.fresh(review)

    approver = given.editor()
    approved = moves.submit(drafted(), by=holder)
    approved = moves.approve(approved, revision=1, by=approver)
    bare = given.taken(by=holder)
    given.evidence(bare, by=holder)
    return {
        "queued": given.queued(by=holder).pk,
        "bare": bare.pk,
        "drafted": drafted().pk,
        "submitted": moves.submit(drafted(), by=holder).pk,
        "approved": approved.pk,
        "dropped_claim": given.dropped().claim_id,
    }


def _checks(holder: User, author: User, asker: User) -> dict[str, Any]:
    """Checks that readers see, and what is about to become of them."""

    def published() -> Review:
        review = given.drafted(by=holder)
        given.write(review, by=author, body="The budget gives both figures [1].")
        review = moves.submit(given.fresh(review), by=holder)
        review = moves.approve(review, revision=1, by=asker)
        return publication_moves.publish(review, by=asker)

    check = published()
    piece = check.evidence.get()
    reworked = moves.reopen(published(), note="A reader wrote.", to=holder, by=asker)
    again = moves.reopen(published(), note="A reader wrote.", to=holder, by=asker)
    given.write(again, by=holder, conclusion="One grant fell; the budget barely did.")
    again = moves.submit(moves.weigh(again, by=holder), by=holder)
    again = moves.approve(again, revision=2, by=asker)
    corrected = corrections.propose_correction(
        published(), kind="update", text="We added.", body="More is known now [1].", by=author
    )
    asked = moves.ask_retract(
        published(), note="Our lawyer rang.", text=given.FORGED, by=author
    )
    withheld = [
        given.withheld(Publication.objects.get(review=published()), by=author) for _ in range(2)
    ]
    given.confirmed(withheld[1])
    public = Publication.objects.get(review=check)
    return {
        "check": check.pk,
        "check_version": check.draft.version,
        "slug": public.slug,
        "mara": check.claim.claimant_id,
        "public_piece": piece.pk,
        "public_page": piece.snapshot_id,
        "reworked": reworked.pk,
        "again": again.pk,
        "corrected": corrected.pk,
        "asked_retract": asked.pk,
        "withheld": withheld[0].pk,
        "confirmed": withheld[1].pk,
        "change": given.proposed_change(by=holder).pk,
    }


def _pages(holder: User, editor: User) -> dict[str, Any]:
    """Archived pages in every state in which something is done about them."""
    photo = snapshot_actions.archive_by_hand(picture(), media_type="image/png", by=holder)
    given.parsed(photo)
    quarantined = given.kept_page("Nobody may open this.\n", by=holder)
    quarantine.quarantine_page(quarantined, why="It may be illegal to possess.", by=editor)
    article = given.article("Nobody may read this: rents rose by 40 percent.\n", by=holder)
    quarantine.quarantine_article(article, why="It may be illegal to possess.", by=editor)
    tip = given.tip()
    quarantine.quarantine_tip(tip, why="It may be illegal to possess.", by=editor)
    return {
        "quarantined_article": article.pk,
        "quarantined_tip": tip.pk,
        "own_page": given.kept_page("Our own notes on rents.\n", by=holder).pk,
        "photo": photo.pk,
        "quarantined": quarantined.pk,
        "archived": given.archived(Snapshot.objects.get(pk=photo.pk), by=holder).pk,
    }


def _letters(editor):
    """Tips and reports, waiting and closed."""
    spam = given.tip()
    tip_actions.close_as_spam(spam, by=editor)
    abuse = given.report()
    tip_actions.close_as_spam(abuse, by=editor)
    tip, secret = tip_actions.send_tip(text="Rents rose by 80 percent, they say.")
    report = given.report()
    disputed = Publication.objects.live_of(given.published())
    _, report_secret = reports.send_report(disputed, text="The figure is of another year.")
    return {
        "tip": tip.pk,
        "tip_secret": secret,
        "spam": spam.pk,
        "report": report.pk,
        "report_secret": report_secret,
        "abuse": abuse.pk,
    }
