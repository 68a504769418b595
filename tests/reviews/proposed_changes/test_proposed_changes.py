"""Changes to what readers see: made by editors, proposed by others."""

import pytest
from django.core.exceptions import ValidationError

from claims.claimants.models import Claimant
from desk.inbox import alerts
from history.models import Event
from reviews.archived_pages.actions import (
    forget_archived_or_propose,
    set_public_or_propose,
)
from reviews.claimants.actions import describe_claimant_or_propose
from reviews.evidence import metadata
from reviews.exceptions import StaleChange
from reviews.proposed_changes import actions as proposed_change_actions
from reviews.proposed_changes.models import ProposedChange
from reviews.triage import actions as triage_actions
from reviews.watch import checks as watch_checks
from reviews.watch.shown_facts import settle_or_propose
from reviews.workflow import moves
from sources.snapshots.models import Content
from tests import given
from tests.calling import Caller
from tests.reviews.proposed_changes.given_changes import OPEN, URL, kinds, licence, proposed
from tests.reviews.watch import watched_pages

pytestmark = pytest.mark.django_db


def test_a_checkers_change_of_what_readers_see_waits_for_an_editor(page):
    by = given.checker()

    change = proposed(page, by=by)

    assert isinstance(change, ProposedChange)
    assert (change.proposed_by, change.state) == (by, "proposed")
    assert (change.before, change.after) == ({"is_public": False, "licence": ""}, OPEN)
    assert licence(page) == ""


def test_an_editors_own_change_applies_at_once_and_is_told_in_each_claim(page, piece):
    set_public_or_propose(page, **OPEN, by=given.editor())

    assert licence(page) == "CC BY 4.0"
    assert kinds(piece.review.claim.chain)[0] == "change-shown"
    assert not ProposedChange.objects.exists()


def test_a_checker_changes_a_page_that_nobody_elses_review_uses():
    by = given.checker()
    page = given.evidence(given.taken(by=by), by=by).snapshot

    set_public_or_propose(page, **OPEN, by=by)

    assert Content.objects.get(pk=page.pk).is_public


def test_a_checker_only_proposes_to_rename_the_publisher_in_anothers_review():
    by, other = given.checker(), given.checker()
    mine = given.evidence(given.taken(by=by), by=by)
    theirs = given.evidence(given.taken(by=other), by=other, snapshot=mine.snapshot)

    metadata.describe_evidence(theirs, publisher="A forger", by=other)

    assert Content.objects.get(pk=mine.snapshot_id).publisher is None
    change = ProposedChange.objects.get()
    assert (change.kind, change.after) == ("publisher", {"publisher": "A forger"})


def test_a_checker_only_proposes_to_take_away_where_an_archive_has_a_published_page(page):
    checker, editor = given.checker(), given.editor()
    copy = given.archived(page, by=checker)

    answer = Caller(checker).delete(f"archived/{copy.pk}/")

    assert answer.status_code == 202
    assert list(page.archived_copies.all()) == [copy]
    (change,) = ProposedChange.objects.all()
    assert change.facts() == [("address at an archive", copy.url, "")]
    proposed_change_actions.confirm_change(change, by=editor)
    assert not page.archived_copies.exists()
    assert "forget-archived" in kinds(f"snapshot:{page.pk}")


def test_an_editor_takes_away_where_an_archive_has_a_published_page(page):
    copy = given.archived(page, by=given.checker())

    answer = Caller(given.editor()).delete(f"archived/{copy.pk}/")

    assert answer.status_code == 204
    assert not page.archived_copies.exists()


def test_an_archives_address_that_was_taken_away_meanwhile_is_not_taken_away_again(page):
    copy = given.archived(page, by=given.checker())
    change = forget_archived_or_propose(copy, by=given.checker())
    forget_archived_or_propose(copy, by=given.editor())

    with pytest.raises(StaleChange):
        proposed_change_actions.confirm_change(change, by=given.editor())


def test_the_same_change_proposed_twice_is_one(page):
    assert proposed(page) == proposed(page)


def test_what_could_not_be_set_cannot_be_proposed(page, mara):
    with pytest.raises(ValidationError, match="Name the licence"):
        set_public_or_propose(page, is_public=True, licence="", by=given.checker())
    with pytest.raises(ValidationError, match="same_as"):
        describe_claimant_or_propose(mara, same_as="no address", by=given.checker())

    assert not ProposedChange.objects.exists()


def test_what_changes_nothing_is_not_proposed(page):
    set_public_or_propose(page, is_public=False, licence="", by=given.checker())

    assert not ProposedChange.objects.exists()


@pytest.mark.parametrize(
    "facts", [{"aliases": ["The Liar"]}, {"role": "mayor, on trial"}, {"kind": "organization"}]
)
def test_what_is_known_of_a_claimant_with_a_published_check_is_only_proposed(mara, facts):
    describe_claimant_or_propose(mara, by=given.checker(), **facts)

    now = Claimant.objects.get(pk=mara.pk)
    assert (now.aliases, now.role, now.kind) == (mara.aliases, mara.role, mara.kind)
    assert ProposedChange.objects.get().after == facts
    assert kinds(f"claimant:{mara.pk}")[0] == "propose-change"


def test_confirming_a_guessed_kind_needs_no_editor_and_is_told_in_history(mara):
    Claimant.objects.filter(pk=mara.pk).update(kind="person", kind_guessed=True)
    checker = given.checker()

    describe_claimant_or_propose(mara, kind="person", by=checker)

    assert not Claimant.objects.get(pk=mara.pk).kind_guessed
    event = Event.objects.of(f"claimant:{mara.pk}")[0]
    assert (event.kind, event.actor) == ("describe", checker.public_id)
    assert event.payload["was"]["kind_guessed"]
    assert not ProposedChange.objects.exists()


def test_confirming_a_guessed_kind_with_another_role_proposes_the_role_alone(mara):
    Claimant.objects.filter(pk=mara.pk).update(kind="person", kind_guessed=True)

    describe_claimant_or_propose(mara, kind="person", role="on trial", by=given.checker())

    assert not Claimant.objects.get(pk=mara.pk).kind_guessed
    assert ProposedChange.objects.get().after == {"role": "on trial"}


def test_a_spelling_learned_at_accepting_waits_where_readers_have_a_page_of_the_claimant(mara):
    statement = given.article("“Crime fell by 9 percent,” Ms Liar said.\n").statements.get()

    triage_actions.accept_statement(
        statement, text="Crime fell", claimant="Mara Brook", remember=True, by=given.checker()
    )

    change = ProposedChange.objects.get()
    assert change.after == {"spelling": statement.speaker}
    assert statement.speaker not in Claimant.objects.get(pk=mara.pk).aliases
    proposed_change_actions.confirm_change(change, by=given.editor())
    assert statement.speaker in Claimant.objects.get(pk=mara.pk).aliases


def test_two_spellings_that_wait_do_not_hinder_each_other(mara):
    editor = given.editor()
    for name in ("Ms Brook", "Mayor Brook"):
        proposed_change_actions.change_shown(
            "spelling", mara, spelling=name, by=given.checker()
        )

    for change in ProposedChange.objects.all():
        proposed_change_actions.confirm_change(change, by=editor)

    assert Claimant.objects.get(pk=mara.pk).aliases == ["Ms Brook", "Mayor Brook"]


def test_a_holder_who_is_no_editor_only_proposes_that_a_changed_source_is_settled(piece):
    holder, editor = given.checker(), given.editor()
    copy = given.kept_page("The budget is being revised.\n", by=editor, url=URL)
    watch = watch_checks.check_copy(piece, snapshot=copy, by=editor)
    moves.reopen(piece.review, note="The page changed.", to=holder, by=editor)

    change = settle_or_propose(watch, note="The archive has it.", by=holder)

    watch.refresh_from_db()
    assert watch.settled_at is None
    assert alerts.changed_sources(holder) == []
    proposed_change_actions.confirm_change(change, by=editor)
    watch.refresh_from_db()
    assert (watch.settled_by, watch.settled_note) == (editor, "The archive has it.")


def test_what_a_checker_settled_before_publication_is_before_the_editors_after_it():
    by = given.checker()
    watch = given.changed_source(by=by)
    settle_or_propose(watch, by=by)

    watched_pages.publish(moves.weigh(watch.evidence.review, by=by), by=by)

    watch.refresh_from_db()
    assert watch.settled_at is None
