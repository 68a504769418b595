"""The rules of the moves, on the real database. Each is told once, here."""

import itertools
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import User
from claims.claims.actions import join_statement
from claims.statements import actions as statement_actions
from claims.statements import splits
from claims.statements.actions import AlreadyTriaged
from history.models import Event
from reviews.evidence import actions as evidence_actions
from reviews.evidence.models import Evidence
from reviews.exceptions import AlreadyInWork, IllegalMove, NotReady, NotWritable, Refused, Stale
from reviews.publication.models import Publication
from reviews.replies import actions as reply_actions
from reviews.review import actions as review_actions
from reviews.review import table as review_table
from reviews.review.actions import StaleDraft
from reviews.review.models import Draft, DraftSave, Review
from reviews.review.table import MOVES, State
from reviews.revisions.models import Approval, Revision
from reviews.triage import actions as triage_actions
from reviews.workflow import maintenance, moves, publication_moves
from reviews.workflow.actions import action_of
from reviews.workflow.claim_changes import reword_claim
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import parse_job
from sources.snapshots.models import Content
from tests import given

pytestmark = pytest.mark.django_db

REACH = {
    State.QUEUED: given.queued,
    State.EVIDENCE: given.taken,
    State.VERDICT: given.drafted,
    State.SUBMITTED: given.submitted,
    State.APPROVED: given.approved,
    State.PUBLISHED: given.published,
    State.RETRACTED: given.retracted,
    State.DROPPED: given.dropped,
}
BODIES = {
    "assign": lambda: {"to": given.checker()},
    "send-back": lambda: {"note": "Which year?"},
    "approve": lambda: {"revision": 1},
    "revoke": lambda: {"note": "Wait for the reply."},
    "correct": lambda: {"kind": "minor", "text": "A typing error."},
    "reopen": lambda: {"note": "A reader wrote."},
    "stand": lambda: {"note": "It was right."},
    "ask-retract": lambda: {"note": "Our lawyer rang.", "text": "The source was forged."},
    "retract": lambda: {"text": "The source was forged."},
    "drop": lambda: {"reason": "Nobody said it."},
}


def told():
    """The deferred trigger speaks at commit; tests roll back, so they ask it here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def make(move, review, *, by, **body):
    body = body or BODIES.get(move.name, dict)()
    return action_of(move)(review, by=by, **body)


@pytest.mark.parametrize(
    ("state", "move"),
    [
        pytest.param(state, move, id=f"{state.value}-{move}")
        for state, move in itertools.product(State, MOVES)
        if state not in move.edges
    ],
)
def test_a_move_that_does_not_start_here_is_refused_and_changes_nothing(state, move):
    review = REACH[state]()
    events = Event.objects.count()

    with pytest.raises(IllegalMove):
        make(move, review, by=given.admin())

    assert given.fresh(review).state == state
    assert Event.objects.filter(chain=review.claim.chain).count() <= events


@pytest.mark.parametrize(
    ("state", "move"),
    [
        pytest.param(state, move, id=f"{state.value}-{move}")
        for state, move in itertools.product(State, MOVES)
        if state in move.edges
    ],
)
def test_a_checker_who_is_not_the_holder_may_only_take(state, move):
    review = REACH[state]()

    if move is review_table.TAKE:
        assert moves.take(review, by=given.checker()).state == State.EVIDENCE
    else:
        with pytest.raises(PermissionDenied):
            make(move, review, by=given.checker())


def _live_in(state):
    """A review in this state whose claim has a live publication."""
    if state == State.PUBLISHED:
        return given.published()
    holder = given.checker()
    review = given.reopened(to=holder)
    if state == State.QUEUED:
        return moves.release(review, by=holder)
    if state != State.EVIDENCE:
        review = moves.weigh(review, by=holder)
    if state in (State.SUBMITTED, State.APPROVED):
        review = moves.submit(review, by=holder)
    if state == State.APPROVED:
        review = moves.approve(
            review, revision=Revision.objects.newest_of(review).number, by=given.editor()
        )
    return review


@pytest.mark.parametrize(
    ("source", "move"),
    [
        pytest.param(source, move, id=f"{move}-from-{source.value}")
        for move in MOVES
        for source in move.edges
    ],
)
def test_every_move_of_the_table_leads_where_it_says_and_is_told(source, move):
    needs_live = move.name in {"correct", "stand", "ask-retract", "retract", "reopen"}
    review = _live_in(source) if needs_live else REACH[source]()
    if move is review_table.WEIGH:
        given.evidence(review, by=review.holder)
    if move is review_table.RETRACT:
        review = moves.ask_retract(review, note="Our lawyer rang.", by=given.editor())
    body = BODIES.get(move.name, dict)()
    if move is review_table.APPROVE:
        body = {"revision": Revision.objects.newest_of(review).number}
    by = review.holder if move.who is review_table.Who.HOLDER else given.editor()

    moved = action_of(move)(review, by=by, **body)

    assert moved.state == move.edges[source]
    last = Event.objects.of(review.claim.chain)[0]
    assert (last.kind, last.payload["to"]) == (move.name, moved.state)
    told()


# --- taking, holding, releasing ---


def test_take_next_gives_the_most_important_and_then_the_oldest():
    low, high, later = (given.queued(priority=p) for p in (10, 90, 90))
    by = given.checker()

    got = [moves.take_next(by=by).pk for _ in range(3)]

    assert got == [high.pk, later.pk, low.pk]
    told()


def test_take_next_of_an_empty_queue_is_none():
    assert moves.take_next(by=given.checker()) is None


def test_take_next_is_for_people_of_the_desk():
    given.queued()

    with pytest.raises(PermissionDenied):
        moves.take_next(by=given.outsider())


def test_a_lapsed_take_on_which_nothing_was_written_goes_back_to_the_queue():
    review = given.lapsed(given.taken())

    maintenance.release_lapsed()

    review = given.fresh(review)
    assert (review.state, review.holder) == (State.QUEUED, None)
    last = Event.objects.of(review.claim.chain)[0]
    assert (last.kind, last.actor) == ("release", "system")


def test_a_lapsed_take_on_which_something_was_written_stays_and_is_idle():
    holder = given.checker()
    review = given.taken(by=holder)
    given.evidence(review, by=holder)
    given.lapsed(review)

    maintenance.release_lapsed()

    review = given.fresh(review)
    assert (review.state, review.holder) == (State.EVIDENCE, holder)
    assert review.idle_since is not None
    assert review.lease_until is None


def test_what_was_written_before_this_take_does_not_keep_it():
    first = given.checker()
    review = given.taken(by=first)
    given.evidence(review, by=first)
    review = moves.release(review, by=first)
    review = given.lapsed(moves.take(review, by=given.checker()))

    maintenance.release_lapsed()

    assert given.fresh(review).state == State.QUEUED


def test_an_assigned_review_has_no_lease():
    holder = given.checker()

    review = moves.assign(given.queued(), to=holder, by=given.editor())

    assert (review.holder, review.lease_until) == (holder, None)


def test_a_review_is_not_assigned_to_somebody_outside_the_desk():
    with pytest.raises(ValidationError, match="no checker"):
        moves.assign(given.queued(), to=given.outsider(), by=given.editor())


def test_release_keeps_draft_and_evidence():
    holder = given.checker()
    review = given.drafted(by=holder)

    review = moves.release(review, by=holder)

    assert review.draft.conclusion
    assert review.evidence.count() == 1


def test_writing_renews_the_lease():
    holder = given.checker()
    review = given.lapsed(given.taken(by=holder))

    given.evidence(review, by=holder)

    assert given.fresh(review).lease_until > timezone.now()


def test_a_holder_may_park_and_go_on():
    holder = given.checker()
    review = given.taken(by=holder)

    parked = maintenance.park_review(
        review, waiting_for="reply", until=date(2026, 12, 1), by=holder
    )
    assert (parked.parked_for, parked.parked_until) == ("reply", date(2026, 12, 1))

    assert (
        maintenance.park_review(review, waiting_for="", until=None, by=holder).parked_until
        is None
    )


# --- the gates ---


def test_weighing_needs_evidence():
    holder = given.checker()

    with pytest.raises(NotReady, match="No evidence yet"):
        moves.weigh(given.taken(by=holder), by=holder)


def test_weighing_waits_for_pages_on_their_way():
    holder = given.checker()
    review = given.taken(by=holder)
    given.evidence(review, by=holder, url="https://example.org/budget")

    with pytest.raises(NotReady, match="waiting for its page"):
        moves.weigh(review, by=holder)


def test_submit_says_all_that_is_missing_in_sentences():
    holder = given.checker()
    review = given.weighed(by=holder)
    given.write(review, by=holder, rating=None, conclusion="", body="See [1] and [7].")

    with pytest.raises(NotReady) as refused:
        moves.submit(review, by=holder)

    assert [str(one) for one in refused.value.missing] == [
        "No rating chosen yet.",
        "No conclusion yet: the sentence that decides.",
        "Citation [7] has no evidence.",
    ]


def test_a_passage_that_is_not_on_the_page_does_not_count():
    holder = given.checker()
    review = given.taken(by=holder)
    given.evidence(review, by=holder, quote="The mayor has never spoken of money at all.")
    moves.weigh(review, by=holder)
    given.write(review, by=holder, body="")

    with pytest.raises(NotReady, match="No passage yet that is found on an archived page"):
        moves.submit(review, by=holder)


def test_withdrawn_evidence_does_not_count_and_its_number_is_not_given_again():
    holder = given.checker()
    review = given.drafted(by=holder)
    piece = review.evidence.get()

    evidence_actions.withdraw_evidence(piece, note="The wrong year.", by=holder)

    with pytest.raises(NotReady):
        moves.submit(review, by=holder)
    assert given.evidence(review, by=holder).number == 2


# --- submit, approve, send back ---


def test_nobody_approves_what_they_wrote_in():
    author = given.editor()
    review = given.submitted(by=author)

    with pytest.raises(PermissionDenied, match="somebody else"):
        moves.approve(review, revision=1, by=author)


def test_whoever_added_one_piece_of_evidence_is_an_author():
    holder, helper = given.checker(), given.editor()
    review = given.drafted(by=holder)
    given.evidence(review, by=helper)
    review = moves.submit(review, by=holder)

    with pytest.raises(PermissionDenied, match="somebody else"):
        moves.approve(review, revision=1, by=helper)


def test_taking_assigning_and_sending_back_make_nobody_an_author():
    editor, holder = given.editor(), given.checker()
    review = moves.release(given.taken(by=editor), by=editor)
    review = moves.assign(review, to=holder, by=editor)
    given.evidence(review, by=holder)
    given.write(moves.weigh(review, by=holder), by=holder)
    review = moves.submit(review, by=holder)
    moves.send_back(review, note="Which year?", by=editor)
    review = moves.submit(review, by=holder)

    assert moves.approve(review, revision=2, by=editor).state == State.APPROVED


def test_a_stale_revision_is_refused():
    holder = given.checker()
    review = given.submitted(by=holder)
    review = moves.submit(moves.recall(review, by=holder), by=holder)

    with pytest.raises(Stale, match="Version 1 is not the one that waits"):
        moves.approve(review, revision=1, by=given.editor())


def test_sending_back_needs_a_note_and_the_holder_keeps_the_review():
    holder = given.checker()
    review = given.submitted(by=holder)

    with pytest.raises(ValidationError):
        moves.send_back(review, note="  ", by=given.editor())
    review = moves.send_back(review, note="Which year?", by=given.editor())

    assert (review.holder, review.sent_back) == (holder, "Which year?")


def test_a_revision_freezes_what_was_there_then():
    holder = given.checker()
    review = given.submitted(by=holder)
    before = Revision.objects.newest_of(review).content
    review = moves.recall(review, by=holder)

    given.write(review, by=holder, conclusion="Another conclusion.")

    assert review.revisions.get(number=1).content == before


def test_revoking_withdraws_the_approval_and_clears_a_set_time():
    review = given.approved()
    publication_moves.publish(review, at=timezone.now() + timedelta(days=1), by=given.editor())

    review = moves.revoke(review, note="Wait for the reply.", by=given.editor())

    assert review.publish_at is None
    assert Revision.objects.newest_of(review).approval is None
    assert Approval.objects.get().withdrawn_at is not None


# --- publish, correct, retract ---


def test_publishing_at_a_time_waits_for_the_system_and_names_the_editor():
    editor = given.editor()
    review = given.approved()
    publication_moves.publish(review, at=timezone.now() + timedelta(hours=1), by=editor)
    assert maintenance.publish_due() == 0
    Review.objects.filter(pk=review.pk).update(publish_at=timezone.now() - timedelta(1))

    assert maintenance.publish_due() == 1

    event = Event.objects.of(review.claim.chain)[0]
    assert (event.actor, event.payload["set_by"]) == ("system", editor.public_id)
    assert Publication.objects.get().published_by == editor


def test_a_published_review_lets_go_of_its_holder():
    assert given.published().holder is None


def test_a_correction_replaces_the_version_and_keeps_the_old_one():
    holder = given.checker()
    review = given.reopened(to=holder)
    review = moves.weigh(review, by=holder)
    given.write(review, by=holder, conclusion="The fall was 4 percent.")
    review = moves.submit(review, by=holder)
    review = moves.approve(review, revision=2, by=given.editor())

    review = publication_moves.correct(
        review, kind="update", text="It said 5.", by=given.editor()
    )

    publication = Publication.objects.live_of(review)
    assert [version.revision.number for version in publication.versions.all()] == [1, 2]
    assert publication.corrections.get().text == "It said 5."
    assert publication.revision.frozen["conclusion"] == "The fall was 4 percent."


def test_a_correction_has_a_kind_and_a_text():
    review = _live_in(State.APPROVED)

    with pytest.raises(ValidationError):
        publication_moves.correct(review, kind="retraction", text="Wrong.", by=given.editor())
    with pytest.raises(ValidationError):
        publication_moves.correct(review, kind="minor", text="", by=given.editor())


def test_publishing_a_reopened_check_is_a_correction():
    with pytest.raises(NotReady, match="live publication"):
        publication_moves.publish(_live_in(State.APPROVED), by=given.editor())


def test_a_reopened_check_cannot_be_dropped():
    with pytest.raises(NotReady, match="live publication"):
        moves.drop(given.reopened(), reason="No time.", by=given.editor())


def test_a_dropped_claim_may_be_queued_anew_and_a_published_one_may_not():
    again = triage_actions.queue_claim(given.dropped().claim, by=given.checker())
    assert again.state == State.QUEUED

    with pytest.raises(AlreadyInWork, match="reopen"):
        triage_actions.queue_claim(given.published().claim, by=given.checker())
    with pytest.raises(AlreadyInWork, match="already being reviewed"):
        triage_actions.queue_claim(again.claim, by=given.checker())


def test_a_retracted_claim_gets_a_new_review_and_a_new_address():
    first = given.retracted()
    review = triage_actions.queue_claim(first.claim, by=given.checker())

    review = given.published(review=review)

    slugs = Publication.objects.filter(claim=first.claim).values_list("slug", flat=True)
    assert len(set(slugs)) == 2


# --- writing ---


@pytest.mark.parametrize(
    "reach", [given.queued, given.submitted, given.approved, given.published]
)
def test_nothing_is_written_outside_evidence_and_verdict(reach):
    review = reach()
    editor = given.editor()

    with pytest.raises(NotWritable):
        review_actions.save_draft(
            review, version=1, rating=None, conclusion="x", body="", by=editor
        )
    with pytest.raises(NotWritable):
        given.evidence(review, by=editor)
    with pytest.raises(NotWritable):
        reword_claim(review, text="Another wording", claimant="X Y", said_on=None, by=editor)
    with pytest.raises(NotWritable):
        reply_actions.note_reply(review, not_asked_because="No time.", by=editor)


def test_a_checker_who_does_not_hold_it_writes_nothing():
    with pytest.raises(PermissionDenied):
        given.write(given.weighed(), by=given.checker())


def test_a_stale_draft_is_refused_with_the_other_text_and_both_are_kept():
    holder = given.checker()
    review = given.weighed(by=holder)
    draft = {"rating": None, "body": "", "by": holder}
    review_actions.save_draft(review, version=1, conclusion="One tab.", session="a", **draft)

    with pytest.raises(StaleDraft) as refused:
        review_actions.save_draft(
            review, version=1, conclusion="Another.", session="b", **draft
        )

    assert refused.value.draft.conclusion == "One tab."
    assert Draft.objects.get(pk=review.pk).conclusion == "One tab."


def test_the_same_save_sent_twice_is_one():
    holder = given.checker()
    review = given.weighed(by=holder)
    save = {"version": 1, "rating": None, "conclusion": "Once.", "body": ""}

    for _ in range(2):
        review_actions.save_draft(review, **save, session="tab", counter=1, by=holder)

    assert DraftSave.objects.filter(draft=review.pk).count() == 1


def test_an_unknown_grade_is_refused():
    holder = given.checker()

    with pytest.raises(ValidationError, match="no grade"):
        given.write(given.weighed(by=holder), by=holder, rating="pants-on-fire")


def test_rewording_makes_an_author_and_leaves_the_statement_verbatim():
    editor = given.editor()
    statement = given.statement()
    quote = statement.quote
    review = triage_actions.accept_statement(
        statement, text="The police got less money", by=given.checker()
    )
    review = moves.take(review, by=given.checker())

    review = reword_claim(
        review, text="Police money fell", claimant="Mara Brook", said_on=None, by=editor
    )

    statement.refresh_from_db()
    assert (review.claim.text, statement.quote) == ("Police money fell", quote)
    assert review.authors.get().user == editor


# --- triage ---


def test_accepting_makes_claim_and_review_by_the_speaker():
    review = triage_actions.accept_statement(
        given.statement(), text="Police funding was cut by 40 percent", by=given.checker()
    )

    assert (review.state, review.claim.claimant.name) == (State.QUEUED, "Mara Brook")
    assert review.claim.appearances.count() == 1


def test_a_statement_is_decided_once():
    statement = given.statement()
    triage_actions.accept_statement(
        statement, text="Police funding was cut", by=given.checker()
    )

    with pytest.raises(AlreadyTriaged, match="accepted this statement already"):
        triage_actions.accept_statement(
            statement, text="Police funding was cut", by=given.checker()
        )


def accepted(statement, *, by):
    triage_actions.accept_statement(statement, text="Police funding was cut", by=by)


def joined(statement, *, by):
    other = triage_actions.accept_statement(
        given.statement(), text="Police funding fell", by=by
    )
    join_statement(statement, claim=other.claim, by=by)


def declined(statement, *, by):
    statement_actions.decline_statement(statement, reason="opinion", by=by)


def split(statement, *, by):
    middle = (statement.start + statement.end) // 2
    splits.split_statement(
        statement, spans=[(statement.start, middle), (middle, statement.end)], by=by
    )


def test_undo_removes_what_accept_made_and_its_chain_keeps_the_events():
    by = given.checker()
    statement = given.statement()
    review = triage_actions.accept_statement(statement, text="Police funding was cut", by=by)
    chain = review.claim.chain

    statement = triage_actions.undo_triage(statement, by=by)

    assert statement.state == "proposed"
    assert not Review.objects.filter(pk=review.pk).exists()
    assert [event.kind for event in Event.objects.of(chain)] == ["undo", "queue", "accept"]


@pytest.mark.parametrize("decide", [accepted, joined, declined, split])
def test_nobody_but_an_editor_undoes_what_somebody_else_decided(decide):
    statement = given.statement()
    decide(statement, by=given.checker(name="Ada Okoro"))

    with pytest.raises(PermissionDenied, match="Ada Okoro decided this"):
        triage_actions.undo_triage(statement, by=given.checker())
    assert triage_actions.undo_triage(statement, by=given.editor()).state == "proposed"


def test_undo_is_refused_once_somebody_took_it():
    by = given.checker()
    statement = given.statement()
    moves.take(
        triage_actions.accept_statement(statement, text="Police funding was cut", by=by), by=by
    )

    with pytest.raises(AlreadyInWork):
        triage_actions.undo_triage(statement, by=by)


def test_undo_is_refused_once_another_statement_was_joined():
    by = given.checker()
    first, second = given.statement(), given.statement()
    review = triage_actions.accept_statement(first, text="Police funding was cut", by=by)
    join_statement(second, claim=review.claim, by=by)

    with pytest.raises(AlreadyInWork):
        triage_actions.undo_triage(first, by=by)
    assert triage_actions.undo_triage(second, by=by).state == "proposed"


# --- evidence ---


def test_the_page_s_own_words_are_stored_not_the_words_as_typed():
    holder = given.checker()
    review = given.taken(by=holder)

    piece = given.evidence(
        review, by=holder, quote="Police   spending falls\nfrom 90.2 million crowns"
    )

    assert piece.anchored is True
    assert piece.passage == "Police spending falls from 90.2 million crowns"


def test_near_words_that_are_longer_than_a_quote_may_be_are_not_taken():
    by = given.checker()
    sentences = [f"In year {n} the council spent {n} pounds on roads." for n in range(110)]
    page = given.kept_page(" ".join(sentences).replace("pounds", "pound sterling"), by=by)
    quote = " ".join(sentences)[:4999]
    piece = given.evidence(given.taken(by=by), by=by, snapshot=page, quote=quote)
    assert len(piece.near_passage) > 5000

    with pytest.raises(ValidationError, match="5000"):
        evidence_actions.take_near(piece, by=by)


def test_near_words_are_offered_and_taken_by_a_person():
    holder = given.checker()
    review = given.taken(by=holder)
    piece = given.evidence(
        review, by=holder, quote="Police spending fell from 90.2 million crown in 2025"
    )
    assert piece.anchored is False
    assert piece.near_percent >= 80

    piece = evidence_actions.take_near(piece, by=holder)

    assert piece.anchored is True
    assert "falls from 90.2 million crowns" in piece.passage


def test_evidence_needs_a_page():
    holder = given.checker()

    with pytest.raises(ValidationError, match="needs a page"):
        evidence_actions.attach_evidence(
            given.taken(by=holder), quote="words of nothing", stance="context", by=holder
        )


def test_confidential_evidence_says_how_readers_are_told():
    holder = given.checker()

    with pytest.raises(ValidationError, match="confidential"):
        given.evidence(given.taken(by=holder), by=holder, is_confidential=True)


def test_words_given_before_the_page_came_are_found_when_it_is_there():
    holder = given.checker()
    review = given.taken(by=holder)
    snapshot = snapshot_actions.archive_by_hand(
        given.PAGE.encode(), media_type="text/plain", by=holder
    )
    piece = given.evidence(review, by=holder, snapshot=snapshot)
    assert piece.anchored is None
    parse_job.parse_content(Content.objects.lease(snapshot.pk))

    assert maintenance.anchor_due() == 1

    assert Evidence.objects.get(pk=piece.pk).anchored is True


def test_every_refusal_is_a_sentence():
    assert issubclass(NotReady, Refused)
    assert str(IllegalMove(review_table.APPROVE, "queued")) == (
        "You can’t approve a review that is queued."
    )


def test_the_system_user_cannot_sign_in():
    system = User.objects.system()

    assert not system.is_active
    assert not system.has_usable_password()
