"""Builds every state through the real actions: `given.submitted(by=…)` walks the real path.

Names are unique per call, so tests do not lean on each other. Nothing here writes a row that
the product could not have written.
"""

import itertools
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.db.models.functions import Now

from accounts import actions as accounts
from accounts.models import Role, User
from claims.articles.models import Article
from claims.claims.models import Claim
from claims.feeds import actions as feed_actions
from claims.feeds.models import Feed
from claims.processing import actions as article_actions
from claims.processing import extract
from claims.ranking import actions as ranking_actions
from claims.statements.models import Statement
from claims.tips import actions as tip_actions
from claims.tips.models import Tip
from reviews.archived_pages.actions import set_public_or_propose
from reviews.calculations import actions as calculation_actions
from reviews.calculations.models import Calculation
from reviews.evidence import actions as evidence_actions
from reviews.evidence import common_origins, metadata
from reviews.evidence.models import Evidence, SharedOrigin
from reviews.finders import jobs as finder_jobs
from reviews.finders.models import Proposal, Search
from reviews.proposed_changes.models import ProposedChange
from reviews.publication.models import Publication
from reviews.publication.models.withholdings import Withholding
from reviews.replies import actions as reply_actions
from reviews.replies.models import ReplyRequest
from reviews.review import actions as review_actions
from reviews.review.models import Review
from reviews.revisions.models import Revision
from reviews.standards import actions as standard_actions
from reviews.standards.models import Standard
from reviews.tips import reports
from reviews.triage import actions as triage_actions
from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from reviews.withholding import actions as withholding_actions
from reviews.workflow import moves, plans, publication_moves
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import archive_addresses, conversations, parse_job
from sources.snapshots.models import ArchivedCopy, Content, Snapshot
from tests.reviews import stories

_numbers = itertools.count(1)

PAGE = (
    "Budget 2026, public safety\n\n"
    "Police spending falls from 90.2 million crowns in 2025 to 86.6 million in 2026.\n\n"
    "The Safer Streets grant is 3.0 million crowns, down from 5.0 million.\n"
)
PASSAGE = "Police spending falls from 90.2 million crowns in 2025 to 86.6 million in 2026."
FORGED = "The source was a forgery."
"""What readers are told of a retraction."""
WOMEN = ("Petra Vald", "Mara Brook")
"""Who may have said it, the likelier first."""
ARTICLE = (
    "The mayor of Northfield, Mara Brook, told the council on Tuesday that police funding was "
    "cut by 40 percent in a single year.\n"
    "“We had 312 officers on the street in 2024,” she said.\n"
)


def person(role: str, *, name: str = "", username: str = "") -> User:
    username = username or f"{role}{next(_numbers)}"
    return accounts.invite(
        username=username,
        password=f"correct-horse-{username}",
        role=role,
        name=name,
        by=User.objects.system(),
    )


def checker(**more) -> User:
    return person(Role.CHECKER, **more)


def editor(**more) -> User:
    return person(Role.EDITOR, **more)


def admin(**more) -> User:
    return person(Role.ADMIN, **more)


def outsider() -> User:
    """Somebody with an account and no role."""
    return person("", username=f"outsider{next(_numbers)}")


def article(text: str = ARTICLE, *, by: User | None = None, **more) -> Article:
    """An article that was read, by the worker's own function."""
    more.setdefault("publisher", "Northfield Courier")
    more.setdefault("published_on", date(2026, 3, 4))
    article = article_actions.submit_article(text=text, by=by or checker(), **more)
    return read(article)


def read(article: Article) -> Article:
    leased = Article.objects.lease(article.pk)
    assert leased is not None
    extract.extract_article(leased)
    article.refresh_from_db()
    return article


def statement(**more) -> Statement:
    return article(**more).statements.order_by("-worth")[0]


TWO_WOMEN = (
    "Petra Vald, the prime minister, met Mara Brook, the mayor, in Northfield on Tuesday.\n"
    "She told reporters afterwards that the force had lost 71 officers since 2024.\n"
)


def two_may_have_said_it(article: Article | None = None, *, words: str = "71") -> Statement:
    """A statement that leaves open which of two women said it, as extraction writes it."""
    article = article or globals()["article"](TWO_WOMEN)
    one = article.statements.get(quote__contains=words)
    fields = {"speaker": None, "speaker_role": "", "speaker_candidates": list(WOMEN)}
    Statement.objects.filter(pk=one.pk).update(**fields)
    one.refresh_from_db()
    return one


def feed(*, by: User | None = None, **more) -> Feed:
    """A feed that is followed and was not polled yet."""
    more.setdefault("url", f"https://courier{next(_numbers)}.example.org/feed")
    return feed_actions.add_feed(by=by or checker(), **more)


def leaning(*, kind: str = "word", amount: float = 1.0):
    return ranking_actions.add_preference(
        kind=kind, text=f"crime{next(_numbers)}", amount=amount, by=editor()
    )


def standard(**rules) -> Standard:
    """The next version of the desk's standard: rules that are left out are not asked for."""
    since = Standard.current().version
    rules.setdefault("reason", "It was discussed.")
    return standard_actions.set_standard(since=since, by=admin(), **rules)


def tip(text: str = "", **more) -> Tip:
    """Something that a reader sent; each call sends other words."""
    sent, _ = tip_actions.send_tip(text=text or f"Crime rose {next(_numbers)} times.", **more)
    return sent


def report(check: Review | None = None, text: str = "", **more) -> Tip:
    """What a reader says is wrong with a published check; each call says other words."""
    publication = Publication.objects.live_of(check or published())
    assert publication is not None
    text = text or f"Figure {next(_numbers)} is wrong."
    sent, _ = reports.send_report(publication, text=text, **more)
    return sent


def queued(*, text: str = "", priority: int | None = None, by: User | None = None) -> Review:
    """A review in the queue, of a claim that has no article."""
    by = by or checker()
    text = text or f"Police funding was cut by {next(_numbers)} percent"
    review = triage_actions.file_claim(
        text=text, claimant="Mara Brook", said_on=date(2026, 3, 3), by=by
    )
    if priority is not None:
        plans.plan_review(review, priority=priority, by=editor())
    return fresh(review)


def claim(**more) -> Claim:
    return queued(**more).claim


def taken(*, by: User | None = None, review: Review | None = None) -> Review:
    return moves.take(review or queued(), by=by or checker())


def kept_page(page: str = PAGE, *, by: User | None = None, **more) -> Snapshot:
    """A kept page that was read, put in by hand. Plain text needs no child process to read."""
    more.setdefault("media_type", "text/plain")
    return parsed(snapshot_actions.archive_by_hand(page.encode(), by=by or checker(), **more))


def parsed(snapshot: Snapshot) -> Snapshot:
    """The kept page once the worker's own function has read it."""
    leased = Content.objects.lease(snapshot.pk)
    assert leased is not None
    parse_job.parse_content(leased)
    return Snapshot.objects.with_content().get(pk=snapshot.pk)


def archived(page: Snapshot | None = None, *, by: User | None = None) -> ArchivedCopy:
    """Where an archive has a kept page, noted by hand."""
    url = f"https://archive.example/{next(_numbers)}/budget"
    return archive_addresses.note_archived(page or kept_page(), url=url, by=by or checker())


def conversation(*, by: User | None = None, **more) -> Snapshot:
    """The notes of a call, on the record unless told otherwise."""
    more.setdefault("with_whom", "Ann Lee")
    more.setdefault("role", "finance office")
    more.setdefault("medium", "call")
    more.setdefault("terms", "on-record")
    more.setdefault("held_at", datetime(2026, 3, 3, 14, tzinfo=UTC))
    more.setdefault("notes", f"{PASSAGE} That is what she said.")
    return parsed(conversations.note_conversation(by=by or checker(), **more))


def evidence(review: Review, *, by: User, stance: str = "refutes", **more) -> Evidence:
    more.setdefault("quote", PASSAGE)
    if "url" not in more:
        more.setdefault("snapshot", kept_page(by=by))
    return evidence_actions.attach_evidence(review, stance=stance, by=by, **more)


def changed_source(*, by: User) -> Watch:
    """A page that has changed since its words were taken: a later copy says so."""
    page = kept_page(by=by, url="https://city.example.org/budget")
    piece = evidence(taken(by=by), by=by, snapshot=page)
    later = kept_page("The budget is being revised.\n", by=by)
    return watch_checks.check_copy(piece, snapshot=later, by=by)


def proposed_change(*, by: User | None = None) -> ProposedChange:
    """A checker proposes that readers may have the copy that a published check cites."""
    page = Snapshot.objects.get(evidence__review=published())
    change = set_public_or_propose(
        page, is_public=True, licence="CC BY 4.0", by=by or checker()
    )
    assert isinstance(change, ProposedChange)
    return change


def calculation(*, by: User | None = None, **more) -> Calculation:
    """A calculation with one figure, in a review that its author holds."""
    by = by or checker()
    review = taken(by=by)
    piece = evidence(review, by=by)
    unit = "million crowns"
    metadata.describe_evidence(piece, figure=Decimal("90.2"), figure_unit=unit, by=by)
    more = {"label": "Half of it", "expression": "[1] / 2", **more}
    return calculation_actions.add_calculation(review, by=by, **more)


def asked(*, by: User | None = None, **more) -> ReplyRequest:
    """A claimant who was asked, in a review that whoever asked holds."""
    by = by or checker()
    more = {"asked_on": date(2026, 3, 4), "how": "by e-mail", **more}
    return reply_actions.note_reply(taken(by=by), by=by, **more)


def weighed(*, by: User | None = None, review: Review | None = None) -> Review:
    by = by or checker()
    review = taken(by=by, review=review)
    evidence(review, by=by)
    return moves.weigh(review, by=by)


def drafted(*, by: User | None = None, review: Review | None = None, **draft) -> Review:
    """All that the default standard asks for is there."""
    by = by or checker()
    review = weighed(by=by, review=review)
    write(review, by=by, **draft)
    return fresh(review)


def write(review: Review, *, by: User, **draft):
    draft.setdefault("rating", "half-true")
    draft.setdefault(
        "conclusion", "One grant fell by 40 percent; the budget fell by 4 percent."
    )
    draft.setdefault("body", "The budget gives the figures [1].")
    version = fresh(review).draft.version
    return review_actions.save_draft(review, version=version, by=by, **draft)


def submitted(*, by: User | None = None, **more) -> Review:
    by = by or checker()
    return moves.submit(drafted(by=by, **more), by=by)


def approved(*, by: User | None = None, editor_: User | None = None, **more) -> Review:
    review = submitted(by=by, **more)
    newest = Revision.objects.newest_of(review)
    assert newest is not None
    return moves.approve(review, revision=newest.number, by=editor_ or editor())


def published(*, by: User | None = None, editor_: User | None = None, **more) -> Review:
    editor_ = editor_ or editor()
    return publication_moves.publish(approved(by=by, editor_=editor_, **more), by=editor_)


def reopened(*, to: User | None = None, by: User | None = None, **more) -> Review:
    by = by or editor()
    return moves.reopen(published(**more), note="A reader wrote.", to=to, by=by)


def dropped(*, by: User | None = None) -> Review:
    return moves.drop(queued(), reason="Nobody said it.", by=by or editor())


def asked_to_retract(*, by: User | None = None, text: str = FORGED, **more) -> Review:
    """A published check that an editor asks to retract."""
    return moves.ask_retract(
        published(**more), note="Our lawyer rang.", text=text, by=by or editor()
    )


def retracted() -> Review:
    return publication_moves.retract(asked_to_retract(), by=editor())


def withheld(check: Publication, what: str = "check", *, by: User | None = None, **more):
    """Something that one editor withheld, and nobody confirmed yet."""
    reason = "Their lawyer wrote."
    return withholding_actions.withhold(
        check, what=what, reason=reason, by=by or editor(), **more
    )


def confirmed(withholding: Withholding) -> Withholding:
    return withholding_actions.confirm_withholding(withholding, by=editor())


def lapsed(review: Review) -> Review:
    """Its lease is over: the row is moved, since leases run by the database's clock."""
    Review.objects.filter(pk=review.pk).update(lease_until=Now() - timedelta(seconds=1))
    return fresh(review)


def accepted(statement: Statement, *, by: User | None = None) -> Review:
    """A statement made a claim, in its own words."""
    return triage_actions.accept_statement(statement, text=statement.quote, by=by or checker())


def looked(review: Review, finder: str, **policy) -> Search:
    """A finder has looked, by the worker's own functions."""
    row = Search.objects.get(review=review, finder=finder)
    leased: Search | None = Search.objects.lease(row.pk)
    assert leased is not None
    if facts := finder_jobs.facts_for_search(leased):
        finder_jobs.run_search(leased, facts, **policy)
    leased.refresh_from_db()
    return leased


def proposal(*, by: User | None = None) -> Proposal:
    """What a finder proposes for a review that is held: a page to which its article leads."""
    by, number = by or checker(), next(_numbers)
    told = f"Mara Brook, the mayor, said that police funding was cut by {number} percent.\n"
    led = article(f"{told}The budget of {number}: https://budget.example.org/{number}\n", by=by)
    claim = f"Police funding was cut by {number} percent"
    review = triage_actions.accept_statement(
        led.statements.order_by("-worth")[0], text=claim, by=by
    )
    looked(moves.take(review, by=by), "links")
    return review.proposals.get()


def fresh(review: Review) -> Review:
    return Review.objects.get(pk=review.pk)


def one_story(*, by: User, review: Review | None = None) -> SharedOrigin:
    """Two pieces of a review from two papers that print one wire story, as compared."""
    review = review or taken(by=by)
    for number, text in enumerate((stories.WIRE, stories.EDITED)):
        page = kept_page(text, by=by, url=f"https://paper{number}.example.org/{next(_numbers)}")
        evidence(review, by=by, snapshot=page, quote="the Safer Streets grant")
    common_origins.compare_origins(review.pk)
    return SharedOrigin.objects.of(review).get()
