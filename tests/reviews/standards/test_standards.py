"""What the desk's own standard needs beyond the default one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, transaction

from history.models import Event
from reviews.evidence import actions as evidence_actions
from reviews.evidence import common_origins
from reviews.exceptions import NotReady, Stale
from reviews.replies import actions as reply_actions
from reviews.revisions.models import Revision
from reviews.standards import actions as standard_actions
from reviews.standards.models import ALWAYS, Standard
from reviews.workflow import gates, moves
from reviews.workflow.claim_changes import reword_claim
from sources.captures.models import Capture
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder():
    return given.checker()


def missing(review) -> list[str]:
    return [str(one) for one in gates.to_submit(review)]


def test_the_default_asks_nothing_more(holder):
    assert missing(given.drafted(by=holder)) == []


def test_origins_are_counted_not_links(holder):
    review = given.drafted(by=holder)
    given.standard(origins_needed=2)
    pair = given.one_story(review=review, by=holder)
    assert missing(review) == []

    given.standard(origins_needed=3)
    assert missing(review) == []
    common_origins.confirm_origin(pair, by=holder)

    assert missing(review) == ["2 independent origins of 3 needed."]


def test_one_origin_is_told_in_the_singular_and_links_to_where_pages_are_added(holder):
    review = given.drafted(by=holder)
    given.standard(origins_needed=2)

    (only,) = gates.to_submit(review)

    assert only == ("1 independent origin of 2 needed.", "add-source")


def test_a_source_that_could_not_be_archived_is_not_submitted(holder):
    """Readers are promised that every page we rely on is archived, cited in the text or not."""
    review = given.drafted(by=holder)
    piece = given.evidence(
        review, url="https://gone.example/", quote="Words.", stance="context", by=holder
    )
    Capture.objects.lease(piece.capture_id).failed("not_found", "There is no such page.")

    with pytest.raises(NotReady) as refused:
        moves.submit(given.fresh(review), by=holder)
    evidence_actions.withdraw_evidence(piece, by=holder)

    assert [str(one) for one in refused.value.missing] == [
        "[2] has no archived page: try again, upload the page, or withdraw it."
    ]
    assert moves.submit(given.fresh(review), by=holder).state == "submitted"


def test_submitting_is_refused_with_the_gate_s_own_sentence(holder):
    review = given.drafted(by=holder)
    given.standard(origins_needed=2)

    with pytest.raises(NotReady) as refused:
        moves.submit(review, by=holder)

    assert [str(one) for one in refused.value.missing] == ["1 independent origin of 2 needed."]


@pytest.mark.parametrize(
    "noted", [{"asked_on": "2026-03-04", "how": "mail"}, {"not_asked_because": "He has died."}]
)
def test_the_claimant_was_asked_or_it_is_said_why_not(holder, noted):
    review = given.drafted(by=holder)
    given.standard(reply_needed=True)
    assert missing(review) == ["Mara Brook was not asked, and no reason is given."]

    reply_actions.note_reply(review, by=holder, **noted)

    assert missing(review) == []


def test_asking_somebody_else_is_not_asking_the_claimant(holder):
    review = given.drafted(by=holder)
    given.standard(reply_needed=True)

    reply_actions.note_reply(
        review, by=holder, whom="The ministry", asked_on="2026-03-04", how="mail"
    )

    assert missing(review) == ["Mara Brook was not asked, and no reason is given."]


def test_a_claim_says_why_we_check_it_where_the_standard_asks(holder):
    review = given.drafted(by=holder)
    given.standard(why_needed=True)
    assert gates.to_submit(review) == [
        ("It doesn’t say yet why we check this claim.", "claim"),
    ]

    claim = review.claim
    reword_claim(
        review, text=claim.text, claimant="Mara Brook", said_on=None, why="A vote.", by=holder
    )

    assert missing(given.fresh(review)) == []


def test_a_standard_is_set_in_versions_and_told():
    admin = given.admin()
    standard_actions.set_standard(
        since=0, template="ifcn", origins_needed=2, reply_needed=True, by=admin
    )

    second = standard_actions.set_standard(
        since=1, origins_needed=1, reason="One is enough.", by=admin
    )

    assert [one.version for one in Standard.objects.all()] == [2, 1]
    assert Standard.current() == second
    newest = Event.objects.of("site")[0]
    told = {name: newest.payload[name] for name in ("version", "origins_needed", "reason")}
    assert (newest.kind, told) == (
        "set-standard",
        {"version": 2, "origins_needed": 1, "reason": "One is enough."},
    )


def test_readers_are_told_why_a_standard_changes():
    given.standard(origins_needed=2)

    with pytest.raises(ValidationError, match="Say why it changes"):
        standard_actions.set_standard(since=1, by=given.admin())


def test_a_standard_written_against_an_older_version_is_refused():
    given.standard(origins_needed=2)

    with pytest.raises(Stale, match="Version 1 was set in the meantime"):
        standard_actions.set_standard(since=0, by=given.admin())


@pytest.mark.parametrize("role", ["checker", "editor"])
def test_nobody_but_an_admin_sets_the_standard(role):
    with pytest.raises(PermissionDenied):
        standard_actions.set_standard(since=0, by=given.person(role))


@pytest.mark.parametrize("change", ["UPDATE reviews_standard SET reply_needed", "DELETE FROM"])
def test_the_database_lets_no_version_change(change):
    given.standard(origins_needed=2)
    statement = f"{change} = true" if "SET" in change else f"{change} reviews_standard"

    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_revision_keeps_the_rules_that_it_was_submitted_under(holder):
    given.standard(why_needed=True)
    review = given.drafted(by=holder)
    claim = review.claim
    reword_claim(
        review, text=claim.text, claimant="Mara Brook", said_on=None, why="A vote.", by=holder
    )

    frozen = Revision.objects.newest_of(moves.submit(given.fresh(review), by=holder)).frozen

    assert frozen["standard"]["version"] == 1
    assert frozen["standard"]["rules"] == Standard.current().rules
    assert "the reason why we check the claim" in frozen["standard"]["rules"]


def test_a_revision_of_a_desk_without_a_standard_keeps_what_is_always_asked(holder):
    frozen = Revision.objects.newest_of(given.submitted(by=holder)).frozen

    assert frozen["standard"] == {"version": 0, "template": "default", "rules": list(ALWAYS)}
