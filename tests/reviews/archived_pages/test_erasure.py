"""Erasing a page as the law asks: what its reviews lose, what readers keep, what is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from history.models import Event, Payload
from reviews.archived_pages import erasure
from reviews.evidence import actions as evidence_actions
from reviews.evidence import common_origins
from reviews.evidence.models import Evidence, SharedOrigin
from reviews.exceptions import NotReady
from reviews.finders.models import Proposal
from reviews.proposals import actions as proposal_actions
from reviews.replies import actions as reply_actions
from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from reviews.workflow import gates, moves, publication_moves
from reviews.workflow.history_text import event_sentence
from sources.snapshots.models import Content
from tests import given

pytestmark = pytest.mark.django_db

WHY = "A court has ordered it: case 12/2026."
SECRET = "The clerk Ann Lee was dismissed in 2019 over the missing accounts."
NEAR = "The clerk Ann Lee was dismissed in 2018 over the missing accounts."


def erase(page, **more):
    more.setdefault("by", given.admin())
    return erasure.erase_page(page, why=WHY, **more)


def secret_page(**more):
    return given.kept_page(f"Minutes.\n\n{SECRET}\n\nOther business.\n", **more)


def tables_with(words):
    """Tables of the desk in which some row still has the words, sealed ones too."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS row WHERE strpos(row::text, %s) > 0',
                [words],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_no_row_of_the_desk_has_the_words_of_a_page_that_was_never_published():
    by = given.checker()
    review = given.taken(by=by)
    page = secret_page(by=by, title=SECRET)
    given.evidence(review, by=by, snapshot=page, quote=SECRET)
    near = given.evidence(review, by=by, snapshot=page, quote=NEAR)
    assert near.near_passage == SECRET
    taken = evidence_actions.take_near(near, by=by)
    assert taken.quote == SECRET

    erase(page)

    assert tables_with(SECRET) == []


def test_its_evidence_is_withdrawn_and_says_why():
    by, admin = given.checker(), given.admin()
    review = given.taken(by=by)
    piece = given.evidence(review, by=by, snapshot=secret_page(by=by), quote=SECRET)

    erase(piece.snapshot, by=admin)

    piece.refresh_from_db()
    assert (piece.withdrawn_by, piece.withdrawn_note) == (
        admin,
        "Its page was erased, as the law asked.",
    )
    assert (piece.anchored, piece.start, piece.end) == (False, None, None)
    event = Event.objects.of(review.claim.chain).get(kind="erase-page")
    assert (
        event_sentence(event, event.payload)
        == "erased a page it used, as the law requires; withdrawn: [1]"
    )


def test_who_erases_is_no_author():
    by = given.checker()
    review = given.taken(by=by)
    piece = given.evidence(review, by=by)

    erase(piece.snapshot)

    assert [author.user for author in review.authors.all()] == [by]


def test_evidence_of_an_erased_page_is_not_put_back():
    by = given.checker()
    piece = given.evidence(given.taken(by=by), by=by)
    erase(piece.snapshot)

    with pytest.raises(ValidationError, match="was erased"):
        evidence_actions.restore_evidence(piece, by=by)


def test_no_words_are_taken_from_an_erased_page():
    by = given.checker()
    review, page = given.taken(by=by), given.kept_page(by=by)
    erase(page)

    with pytest.raises(ValidationError, match="was erased"):
        given.evidence(review, by=by, snapshot=page)


def test_a_proposal_of_it_is_blanked_and_refused():
    by = given.checker()
    proposal = given.proposal(by=by)
    page = secret_page(by=by, title=SECRET)
    Proposal.objects.filter(pk=proposal.pk).update(
        snapshot=page, title=SECRET, snippet=SECRET, passage=SECRET, about={"why": [SECRET]}
    )
    proposal_actions.dismiss_proposal(proposal, by=by)
    proposal_actions.undo_proposal(proposal, by=by)
    assert "history_payload" in tables_with(SECRET)

    erase(page)

    proposal.refresh_from_db()
    assert tables_with(SECRET) == []
    assert proposal.state == Proposal.State.DISMISSED


def test_the_words_of_an_answer_go_with_its_file():
    by = given.checker()
    asked = given.asked(by=by)
    reply_actions.note_answer(asked, reply=SECRET, answer=secret_page(by=by), by=by)
    asked.refresh_from_db()

    erase(asked.answer)

    asked.refresh_from_db()
    assert asked.reply == ""
    assert asked.answer.content.is_erased
    assert tables_with(SECRET) == []


def test_words_that_two_pages_share_go_with_either():
    by = given.checker()
    pair = given.one_story(by=by)
    assert pair.words

    erase(pair.first.snapshot)

    assert SharedOrigin.objects.get(pk=pair.pk).words == ""


def test_a_story_compared_while_a_page_was_erased_tells_none_of_it(monkeypatch):
    by = given.checker()
    pair = given.one_story(by=by)
    review = pair.first.review
    SharedOrigin.objects.all().delete()
    common_origins.ask_to_compare({review.pk})
    compared = common_origins.independence.find_shared_origins

    def meanwhile(pieces):
        found = compared(pieces)
        erase(pair.first.snapshot)
        return found

    monkeypatch.setattr(common_origins.independence, "find_shared_origins", meanwhile)

    assert common_origins.compare_origins(review.pk) == 0


def test_what_was_published_stays_and_counts_no_more():
    by, editor = given.checker(), given.editor()
    review = given.reopened(by=editor, to=by)
    piece = review.evidence.get()

    erase(piece.snapshot)

    piece.refresh_from_db()
    assert piece.passage == given.PASSAGE
    assert piece.withdrawn_at is None
    gone = "The page of [1] was erased, as required by law."
    assert [str(line) for line in gates.to_submit(review)] == [
        f"No passage yet that is found on an archived page. {gone}"
    ]


def test_an_erased_page_is_no_origin():
    given.standard(origins_needed=1)
    review = given.reopened(to=given.checker())

    erase(review.evidence.get().snapshot)

    lines = [str(line) for line in gates.to_submit(review)]
    assert "0 independent origins of 1 needed." in lines


def test_nobody_looks_after_the_live_page_any_more():
    by = given.checker()
    page = secret_page(by=by, url="https://city.example.org/minutes")
    review = given.taken(by=by)
    given.evidence(review, by=by, snapshot=page, quote=SECRET)
    moves.weigh(review, by=by)
    given.write(review, by=by)
    moves.submit(review, by=by)
    editor = given.editor()
    moves.approve(review, revision=1, by=editor)
    publication_moves.publish(review, by=editor)
    watch = Watch.objects.get(evidence__snapshot=page)
    assert watch.next_at is not None

    erase(page)

    watch.refresh_from_db()
    assert watch.next_at is None
    with pytest.raises(ValidationError, match="was erased"):
        watch_checks.check_now(watch.evidence, by=by)


def test_a_submitted_version_with_its_words_is_not_approved():
    review = given.submitted()

    erase(review.evidence.get().snapshot)

    with pytest.raises(NotReady, match=r"The page of \[1\] was erased after"):
        moves.approve(review, revision=1, by=given.editor())


def test_an_approved_one_is_not_published_and_its_set_time_is_cleared():
    editor = given.editor()
    review = given.approved(editor_=editor)
    later = timezone.now() + timezone.timedelta(days=1)
    publication_moves.publish(review, at=later, by=editor)

    erase(review.evidence.get().snapshot)

    review.refresh_from_db()
    assert review.publish_at is None
    with pytest.raises(NotReady, match="was erased after"):
        publication_moves.publish(review, by=editor)


def test_sent_back_it_is_submitted_with_other_evidence():
    by = given.checker()
    review = given.submitted(by=by)
    erase(review.evidence.get().snapshot)
    moves.send_back(review, note="Its page was erased.", by=given.editor())

    given.evidence(review, by=by, snapshot=given.kept_page(f"{given.PASSAGE} Again.", by=by))
    given.write(review, by=by, body="The council’s budget says otherwise [2].")
    moves.submit(review, by=by)

    approved = moves.approve(review, revision=2, by=given.editor())
    assert approved.state == "approved"


def test_only_an_admin_erases_and_else_nothing_happens():
    by = given.checker()
    piece = given.evidence(given.taken(by=by), by=by)

    with pytest.raises(PermissionDenied):
        erase(piece.snapshot, by=given.editor())

    assert Evidence.objects.get(pk=piece.pk).passage == given.PASSAGE


def test_pages_of_the_same_bytes_lose_their_evidence_together():
    by = given.checker()
    first = given.evidence(given.taken(by=by), by=by)
    second = given.evidence(given.taken(by=by), by=by)

    erase(first.snapshot, together=True)

    assert Evidence.objects.filter(withdrawn_at=None).count() == 0
    assert second.review.evidence.get().passage == ""


def test_an_archives_address_goes_from_history_too():
    page = given.kept_page()
    copy = given.archived(page)

    erase(page)

    assert tables_with(copy.url) == []


def test_kept_pages_still_verify(django_capture_on_commit_callbacks):
    by = given.checker()
    review = given.taken(by=by)
    page = secret_page(by=by)
    piece = given.evidence(review, by=by, snapshot=page, quote=NEAR)
    evidence_actions.take_near(piece, by=by)
    given.archived(page)

    with django_capture_on_commit_callbacks(execute=True):
        erase(page)

    assert Payload.objects.exclude(redacted_why="").count() == 2
    call_command("verify_snapshots")


def test_what_its_history_told_is_said_to_be_gone():
    by = given.checker()
    review = given.taken(by=by)
    piece = given.evidence(review, by=by, snapshot=secret_page(by=by), quote=NEAR)
    evidence_actions.take_near(piece, by=by)

    erase(piece.snapshot)

    event = Event.objects.of(review.claim.chain).get(kind="take-near")
    assert event.payload == {"redacted": WHY}
    assert Content.objects.get(pk=piece.snapshot_id).is_erased


def test_a_review_moves_on_after_lines_of_its_history_were_erased():
    by = given.checker()
    review = given.taken(by=by)
    piece = given.evidence(review, by=by, snapshot=secret_page(by=by), quote=NEAR)
    evidence_actions.take_near(piece, by=by)
    erase(piece.snapshot)
    given.evidence(review, by=by)

    moved = moves.weigh(review, by=by)

    connection.check_constraints()
    assert moved.state == "verdict"
