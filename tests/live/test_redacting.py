"""Events on which publications and roles rest are redacted by the database's owner alone."""

from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from claims.claims import privacy as claim_privacy
from history.models import Event
from history.record import redact
from reviews.revisions.models import Revision
from reviews.workflow.claim_changes import reword_claim
from tests import given
from tests.live.verifiers import forge, spoil, verify
from tests.readers import stories

WHY = "A court ordered it."
REDACT = "SELECT redact_event(%s, 'person:x', 'admin', '', 'because')"


def event(chain, kind):
    return Event.objects.of(chain).filter(kind=kind).first()


def redact_as_owner(live_db, found, *, by):
    said = StringIO()
    with override_settings(DATABASE_OWNER_URL=live_db.owner_url):
        call_command(
            *("redact", found.chain, str(found.seq), "--why", WHY, "--by", by.username),
            *("--no-input",),
            stdout=said,
        )
    return said.getvalue()


@pytest.mark.parametrize("kind", ["approve", "publish", "correct"])
def test_the_application_does_not_redact_what_publications_rest_on(live_db, kind):
    check = stories.corrected()
    found = event(f"claim:{check.claim_id}", kind)

    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"manage\.py redact"):
        forge(live_db, (REDACT, [found.pk]))

    assert event(f"claim:{check.claim_id}", kind).payload == found.payload


def test_the_application_does_not_redact_a_retraction(live_db):
    check = stories.retracted()

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        forge(live_db, (REDACT, [event(f"claim:{check.claim_id}", "retract").pk]))


def test_the_application_does_not_redact_roles_reports_of_forging_or_redactions(live_db):
    person, check = given.checker(), stories.published()
    attached = event(f"claim:{check.claim_id}", "attach")
    redact(attached.pk, why=WHY, by=given.admin())
    kept = [
        event(f"user:{person.pk}", "invite"),
        event(f"claim:{check.claim_id}", "redact"),
    ]

    for one in kept:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            forge(live_db, (REDACT, [one.pk]))


def test_the_application_does_not_redact_what_the_facts_beside_a_check_rest_on(live_db):
    check = stories.lasting()
    stories.looked_at(check, "The budget is being revised.")
    claim = given.queued().claim
    claim_privacy.set_docket(claim, docket="shown", by=given.editor())
    withholding = given.withheld(check)
    kept = [
        event(f"claim:{check.claim_id}", "watch"),
        event(f"claim:{check.claim_id}", "file"),
        event(f"claim:{withholding.publication.claim_id}", "withhold"),
        event(claim.chain, "docket"),
    ]

    for one in kept:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            forge(live_db, (REDACT, [one.pk]))


def test_words_of_a_claim_that_its_owner_redacted_are_no_difference(live_db):
    by = given.checker()
    review = given.taken(by=by)
    before = review.claim.text
    reword_claim(review, text="A person did it", claimant="Mara Brook", said_on=None, by=by)
    chain = f"claim:{review.claim_id}"
    redact_as_owner(live_db, event(chain, "reword"), by=given.admin())

    said, _ = verify("verify_published")

    assert before not in event(chain, "redact").side.text
    assert not [line for line in said if line.startswith(f"{chain}: ")]


def test_the_owner_redacts_by_the_command_and_everything_still_verifies(live_db):
    check, admin = stories.corrected(), given.admin()
    chain = f"claim:{check.claim_id}"
    approval, correction = event(chain, "approve"), event(chain, "correct")
    was = approval.payload

    said = redact_as_owner(live_db, approval, by=admin)
    redact_as_owner(live_db, correction, by=admin)
    said_of_history, history_is_well = verify("verify_history")
    said_of_checks, checks_are_well = verify("verify_published")

    assert f"{chain} #{approval.seq} (approve," in said
    assert history_is_well, said_of_history
    assert checks_are_well, said_of_checks
    listed = [line for line in said_of_checks if line.startswith(chain)]
    assert len(listed) == 2
    for kind, line in zip(["approve", "correct"], listed, strict=True):
        assert f"({kind}) said was redacted by {admin.username}" in line
        assert line.endswith(WHY)
    copy = event(chain, "redact")
    earlier = Event.objects.of(chain).filter(kind="redact").last()
    assert "text" not in copy.payload["of"]["facts"]
    assert earlier.payload["of"]["actor"] == approval.actor
    assert earlier.payload["of"]["facts"]["hash"] == was["hash"]


def test_a_forged_text_is_named_though_the_approval_was_redacted(live_db):
    check = stories.published()
    redact_as_owner(live_db, event(f"claim:{check.claim_id}", "approve"), by=given.admin())
    was = Revision.objects.get(pk=check.revision_id).content
    change = "UPDATE reviews_revision SET content = %s WHERE id = %s"
    spoil(
        live_db,
        "reviews_revision",
        change,
        was.replace("half-true", "true"),
        check.revision_id,
    )

    said, _ = verify("verify_history")
    spoil(live_db, "reviews_revision", change, was, check.revision_id)

    what = "version 1 of review {} was published, but no line says that it was approved"
    assert any(what.format(check.review_id) in line for line in said), said


@pytest.mark.parametrize("who", ["editor", "nobody"])
def test_the_command_asks_for_an_admin_who_decides(live_db, who):
    found = event(f"claim:{stories.published().claim_id}", "approve")
    username = given.editor().username if who == "editor" else "nobody"

    with (
        override_settings(DATABASE_OWNER_URL=live_db.owner_url),
        pytest.raises(CommandError, match="is not an admin"),
    ):
        call_command(*("redact", found.chain, str(found.seq), "--why", WHY, "--by", username))


def test_the_command_asks_first_and_erases_nothing_without_a_yes(live_db, monkeypatch):
    found = event(f"claim:{stories.published().claim_id}", "approve")
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "no")

    with (
        override_settings(DATABASE_OWNER_URL=live_db.owner_url),
        pytest.raises(CommandError, match="Nothing was erased"),
    ):
        call_command(
            *("redact", found.chain, str(found.seq), "--why", WHY),
            *("--by", given.admin().username),
        )

    assert len(asked) == 1
    assert event(found.chain, "approve").payload == found.payload
