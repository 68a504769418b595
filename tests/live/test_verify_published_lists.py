"""Forged words in the docket and forged states of live pages: `verify_published` names them."""

from claims.claims import privacy as claim_privacy
from claims.statements import actions as statement_actions
from claims.statements import privacy as statement_privacy
from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from reviews.watch.shown_facts import settle_or_propose
from reviews.workflow import moves, publication_moves
from reviews.workflow.claim_changes import reword_claim
from tests import given
from tests.live.verifiers import forge, verify
from tests.readers import stories


def with_a_live_page():
    """A published check that cites a page of a site, and the piece of evidence."""
    by, editor = given.checker(), given.editor()
    page = given.kept_page(by=by, url="https://city.example.org/budget")
    review = given.taken(by=by)
    piece = given.evidence(review, by=by, snapshot=page)
    given.write(moves.weigh(review, by=by), by=by)
    review = moves.submit(given.fresh(review), by=by)
    review = moves.approve(review, revision=1, by=editor)
    return stories.publication_of(publication_moves.publish(review, by=editor)), piece


def test_a_forged_word_on_the_live_page_of_a_source_is_named(live_db):
    check, piece = with_a_live_page()
    state = "page = 'gone', passage = '', since = now()"
    forge(live_db, (f"UPDATE reviews_watch SET {state} WHERE evidence_id = %s", [piece.pk]))

    said, is_well = verify("verify_published")

    assert not is_well
    what = 'is "the page is gone", but should be "the page is the same"'
    assert f"claim:{check.claim_id}: what became of the live page of [1] {what}" in said


def test_what_a_look_found_on_the_live_page_verifies(live_db):
    check, piece = with_a_live_page()
    later = given.kept_page("The budget is being revised.\n", url=piece.snapshot.address)
    watch_checks.check_copy(piece, snapshot=later, by=given.editor())

    said, _ = verify("verify_published")

    assert Watch.objects.get(pk=piece.pk).page == "changed"
    assert not [line for line in said if line.startswith(f"claim:{check.claim_id}:")]


def test_a_forged_reason_in_the_docket_is_named(live_db):
    statement = given.statement()
    statement_actions.decline_statement(statement, reason="opinion", by=given.checker())
    dropped = given.dropped()
    forge(
        live_db,
        (
            "UPDATE claims_statement SET decline_reason = 'not-said' WHERE id = %s",
            [statement.pk],
        ),
        ("UPDATE reviews_review SET drop_reason = 'It is true.' WHERE id = %s", [dropped.pk]),
    )

    said, is_well = verify("verify_published")

    assert not is_well
    why = f"why statement {statement.pk} was declined"
    assert (
        f'article:{statement.article_id}: {why} is "not-said", but should be "opinion"' in said
    )
    why = f"why review {dropped.pk} was dropped"
    text = f'claim:{dropped.claim_id}: {why} is "It is true.", but should be "Nobody said it."'
    assert text in said


def test_a_changed_source_that_nobody_settled_is_named(live_db):
    check, piece = with_a_live_page()
    later = given.kept_page("The budget is being revised.\n", url=piece.snapshot.address)
    watch_checks.check_copy(piece, snapshot=later, by=given.editor())
    settled = "settled_at = now(), settled_note = 'Seen, it stands.', settled_by_id = 1"
    forge(live_db, (f"UPDATE reviews_watch SET {settled} WHERE evidence_id = %s", [piece.pk]))

    said, is_well = verify("verify_published")

    assert not is_well
    what = "readers are not told of the live page of [1], and history does not say why"
    assert f"claim:{check.claim_id}: {what}" in said


def test_a_changed_source_that_an_editor_settled_verifies(live_db):
    check, piece = with_a_live_page()
    later = given.kept_page("The budget is being revised.\n", url=piece.snapshot.address)
    watch = watch_checks.check_copy(piece, snapshot=later, by=given.editor())
    settle_or_propose(watch, by=given.editor())

    said, _ = verify("verify_published")

    assert Watch.objects.get(pk=piece.pk).settled_at
    assert not [line for line in said if line.startswith(f"claim:{check.claim_id}:")]


def test_a_forged_day_on_which_a_live_page_changed_is_named(live_db):
    check, piece = with_a_live_page()
    later = given.kept_page("The budget is being revised.\n", url=piece.snapshot.address)
    watch_checks.check_copy(piece, snapshot=later, by=given.editor())
    since = "UPDATE reviews_watch SET since = '2020-01-01' WHERE evidence_id = %s"
    forge(live_db, (since, [piece.pk]))

    said, _ = verify("verify_published")

    what = "the day on which the live page of [1] changed is 2020-01-01, but should be "
    assert [line for line in said if line.startswith(f"claim:{check.claim_id}: {what}")]


def test_forged_words_of_a_claim_that_the_docket_shows_are_named(live_db):
    shown, dropped, untold = given.queued(), given.queued(), given.queued()
    editor = given.editor()
    for review in (shown, dropped):
        claim_privacy.set_docket(review.claim, docket="shown", by=editor)
    moves.drop(given.fresh(dropped), reason="Nobody said it.", by=editor)
    words = "UPDATE claims_claim SET text = 'The mayor stole it' WHERE id = %s"
    docket = "UPDATE claims_claim SET docket = 'shown' WHERE id = %s"
    forge(
        live_db,
        (words, [shown.claim_id]),
        (words, [dropped.claim_id]),
        (docket, [untold.claim_id]),
    )

    said, is_well = verify("verify_published")

    assert not is_well
    for review in (shown, dropped):
        what = 'its wording is "The mayor stole it", but should be "'
        assert [one for one in said if one.startswith(f"claim:{review.claim_id}: {what}")], said
    what = "the docket shows its words, and history does not say so"
    assert f"claim:{untold.claim_id}: {what}" in said


def test_declined_words_that_nobody_released_are_named(live_db):
    statement = given.statement()
    statement_actions.decline_statement(statement, reason="opinion", by=given.checker())
    words = "UPDATE claims_statement SET released_by_id = 1 WHERE id = %s"
    forge(live_db, (words, [statement.pk]))

    said, is_well = verify("verify_published")

    assert not is_well
    what = (
        f"the docket shows the words of statement {statement.pk}, and history does not say so"
    )
    assert f"article:{statement.article_id}: {what}" in said


def test_words_that_an_editor_lets_the_docket_show_verify(live_db):
    editor, statement = given.editor(), given.statement()
    statement_actions.decline_statement(statement, reason="opinion", by=given.checker())
    statement_privacy.release_words(statement, released=True, by=editor)
    by = given.checker()
    review = given.taken(by=by)
    claim_privacy.set_docket(review.claim, docket="shown", by=editor)
    reword_claim(
        given.fresh(review),
        text="  Rents\u00a0fell by half of Cafe\u0301 ",
        claimant="Mara Brook",
        said_on=None,
        by=by,
    )

    said, _ = verify("verify_published")

    ours = (f"article:{statement.article_id}:", f"claim:{review.claim_id}:")
    assert not [line for line in said if line.startswith(ours)]
