"""Forged words that readers would be shown: `verify_published` names each one."""

from datetime import date

import psycopg
import pytest

from accounts import actions as accounts
from accounts.models import User
from claims.claimants import actions as claimant_actions
from claims.claims import privacy as claim_privacy
from claims.statements import actions as statement_actions
from claims.statements import privacy as statement_privacy
from readers.pagecache import store as pagecache_store
from reviews.archived_pages import erasure
from reviews.claimants.actions import describe_claimant_or_propose
from reviews.triage import actions as triage_actions
from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from reviews.watch.shown_facts import settle_or_propose
from reviews.workflow import moves, publication_moves
from reviews.workflow.claim_changes import reword_claim
from sources.snapshots import actions as snapshot_actions
from tests import given
from tests.live.fixtures import django_at
from tests.live.verifiers import forge, spoil, verify
from tests.readers import stories
from tests.readers.pagecache.web_process import Front


def said_of(check):
    """What is said of one check, which is not well; other tests may have spoiled others."""
    said, is_well = verify("verify_published")
    where = f"/checks/{check.slug}/: "
    assert not is_well
    return [line.removeprefix(where) for line in said if line.startswith(where)]


def test_an_untouched_desk_is_what_was_approved(
    servers, django_test_environment, django_db_blocker
):
    with (
        servers.own_place("live_published_untouched") as place,
        django_db_blocker.unblock(),
        django_at(place),
    ):
        given.published()
        stories.corrected()
        stories.checked_anew(stories.retracted())
        given.reopened()
        given.dropped()
        shown = stories.from_article()
        statement_actions.decline_statement(
            given.statement(), reason="opinion", by=given.checker()
        )
        Front().ask(f"/checks/{shown.slug}/")

        said, is_well = verify("verify_published")
        people = User.objects.count()

    assert is_well, said
    counts = f"6 checks, 1 stored pages, {people} accounts"
    assert said == [f"{counts}: readers are shown what was approved."]


FORGED_COLUMNS = {
    "rating_slug = 'true'": 'rating_slug is "true", but should be "half-true"',
    "claimant_slug = 'nobody'": 'claimant_slug is "nobody", but should be "mara-brook"',
    "topics = '{Sport}'": "topics is ['Sport'], but should be []",
    "words = 'true'": 'words is "true", but should be "Police funding was cut by',
    "retraction = 'It was right.'": 'retraction is "It was right.", but should be ""',
    "published_at = now() - interval '1 year'": "published_at is ",
    "changed_at = now() + interval '1 day'": "changed_at is ",
    "published_by_id = 1": 'published_by is "system", but should be ',
}


@pytest.mark.parametrize("change", FORGED_COLUMNS)
def test_a_forged_column_of_a_check_is_named(live_db, change):
    check = stories.published()
    forge(live_db, (f"UPDATE reviews_publication SET {change} WHERE id = %s", [check.pk]))

    said = said_of(check)

    assert any(line.startswith(FORGED_COLUMNS[change]) for line in said), said


def test_what_is_made_of_a_forged_time_is_named_too(live_db):
    check = stories.published()
    earlier = "changed_at = published_at - interval '1 year'"
    forge(live_db, (f"UPDATE reviews_publication SET {earlier} WHERE id = %s", [check.pk]))

    said = said_of(check)

    assert "its entry in feeds is not what history makes of it: updateddate" in said
    assert "its ClaimReview is not what history makes of it: dateModified" in said
    assert "its row in the API is not what history makes of it: changed_at" in said


def test_a_forged_text_of_a_retraction_is_named(live_db):
    check = stories.retracted()
    words = "retraction = 'It was right.'"
    forge(live_db, (f"UPDATE reviews_publication SET {words} WHERE id = %s", [check.pk]))

    said = said_of(check)

    assert 'retraction is "It was right.", but should be "The source was a forgery."' in said
    assert "its entry in feeds is not what history makes of it: description" in said


def test_a_check_retracted_past_the_desk_is_named(live_db):
    check = stories.published()
    gone = "retracted_at = now(), retraction = 'Withdrawn.'"
    forge(live_db, (f"UPDATE reviews_publication SET {gone} WHERE id = %s", [check.pk]))

    assert "it is retracted, and history does not say so" in said_of(check)


def test_a_correction_that_nobody_made_is_named(live_db):
    check = stories.published()
    made_up = "INSERT INTO reviews_correction (publication_id, kind, text, corrected_by_id)"
    forge(live_db, (f"{made_up} VALUES (%s, 'minor', 'It was right.', 1)", [check.pk]))

    assert "correction 1: history does not tell of it" in said_of(check)


def test_a_version_that_nobody_published_is_named(live_db):
    check = stories.published()
    made_up = "INSERT INTO reviews_publishedversion (publication_id, number, revision_id,"
    made_up += " approved_by_id) VALUES (%s, 2, %s, 1)"
    forge(live_db, (made_up, [check.pk, check.revision_id]))

    assert "version 2 was never published, by history" in said_of(check)


def test_a_forged_text_of_a_correction_is_refused_and_by_its_owner_named(live_db):
    check = stories.corrected()
    words = "UPDATE reviews_correction SET text = 'All was right.' WHERE publication_id = %s"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        forge(live_db, (words, [check.pk]))
    spoil(live_db, "reviews_correction", words, check.pk)

    said = said_of(check)

    assert 'correction 1: text is "All was right.", but should be "4 percent was 5."' in said


def test_words_of_a_revision_that_its_owner_changed_are_named(live_db):
    check = stories.published()
    change = "UPDATE reviews_revision SET content = replace(content, 'half-true', 'true')"
    spoil(live_db, "reviews_revision", f"{change} WHERE id = %s", check.revision_id)

    assert "the words of its revision are not those that were approved" in said_of(check)


def test_a_check_that_its_owner_removed_is_named(live_db):
    check = stories.published()
    with psycopg.connect(live_db.owner_url, autocommit=True) as owner:
        owner.execute("ALTER TABLE reviews_publishedversion DISABLE TRIGGER USER")
        versions = "DELETE FROM reviews_publishedversion WHERE publication_id = %s"
        owner.execute(versions, [check.pk])
    spoil(
        live_db,
        "reviews_publication",
        "DELETE FROM reviews_publication WHERE id = %s",
        check.pk,
    )

    said, is_well = verify("verify_published")

    assert not is_well
    assert (
        f"claim:{check.claim_id}: history says that 1 checks were published, 0 are there"
        in said
    )


def test_a_passage_that_its_archived_page_does_not_have_is_named(live_db):
    check = stories.published()
    (piece,) = check.revision.frozen["evidence"]
    text = (
        "UPDATE sources_content SET text = 'Other words.', parser_version = ''"
        " WHERE snapshot_id = %s"
    )
    spoil(live_db, "sources_content", text, piece["snapshot"]["id"])

    said = said_of(check)

    assert said == ["the archived page of [1] does not have the passage that is quoted"]


def test_a_forged_stored_page_is_named(live_db):
    check = stories.published()
    Front().ask(f"/checks/{check.slug}/")
    body = "UPDATE readers_storedpage SET body = 'True after all.' WHERE path = %s"
    forge(live_db, (body, [f"/checks/{check.slug}/"]))

    what = "its stored page was not written by this desk, and no reader is sent it"
    assert said_of(check) == [what]


def test_a_stored_page_that_is_rendered_otherwise_now_is_named(live_db, settings, monkeypatch):
    """Something that its stamp does not cover has changed."""
    monkeypatch.setattr(pagecache_store, "edition", lambda: "the same")
    check = stories.published()
    Front().ask(f"/checks/{check.slug}/")
    settings.DESK_NAME = "Another desk"

    (said,) = said_of(check)

    assert said.startswith('its stored page has "')


@pytest.fixture
def ours(live_db):
    """A page put in by hand as our own document, which readers may have whole."""
    return given.kept_page("Our own notes.", is_public=True)


def test_a_copy_that_nobody_made_public_is_named(live_db, ours):
    hidden, other = given.kept_page("Somebody's work."), given.kept_page("Free for a while.")
    snapshot_actions.set_public(other, is_public=True, licence="CC BY 4.0", by=given.editor())
    snapshot_actions.set_public(other, is_public=False, by=given.editor())
    public = (
        "UPDATE sources_content SET is_public = true, licence = 'CC0' WHERE snapshot_id = %s"
    )
    forge(live_db, *((public, [page.pk]) for page in (ours, hidden, other)))

    said, is_well = verify("verify_published")

    assert not is_well
    licence = 'the licence of its public copy is "CC0", but should be "Our own document"'
    untold = "readers may have its copy, and history does not say so"
    assert {f"snapshot:{ours.pk}: {licence}"} < set(said)
    assert {f"snapshot:{page.pk}: {untold}" for page in (hidden, other)} < set(said)


def test_a_forged_reason_for_which_a_page_was_erased_is_named(live_db):
    page = given.kept_page("Words of a private person.")
    erasure.erase_page(page, why="A court ordered it.", by=given.admin())
    why = "UPDATE sources_content SET erased_why = 'It was a lie.' WHERE snapshot_id = %s"
    forge(live_db, (why, [page.pk]))

    said, is_well = verify("verify_published")

    assert not is_well
    what = 'why it was erased is "It was a lie.", but should be "A court ordered it."'
    assert f"snapshot:{page.pk}: {what}" in said


def test_a_forged_name_role_or_spelling_of_a_claimant_is_named(live_db):
    check = published_of("Ann Lee")
    forged = "name = 'Ann L. Lee', role = 'swindler', aliases = '[\"The Liar\"]'"
    forge(live_db, (f"UPDATE claims_claimant SET {forged} WHERE slug = 'ann-lee'", []))

    said, is_well = verify("verify_published")

    assert not is_well
    where = f"/claimants/{check.claimant_slug}/"
    assert f'{where}: its name is "Ann L. Lee", but should be "Ann Lee"' in said
    assert f'{where}: its role is "swindler", but should be ""' in said
    assert f'{where}: its other names is "The Liar", but should be ""' in said


def test_a_claimant_described_by_the_desk_verifies(live_db):
    check = published_of("Bo Dahl")
    claimant = check.claim.claimant
    claimant_actions.remember_spelling(claimant, spelling="B. Dahl", by=given.editor())
    facts = {"role": "treasurer", "aliases": ["Bo D."]}
    claimant_actions.describe_claimant(claimant, **facts, by=given.editor())
    claimant_actions.remember_spelling(claimant, spelling="Dahl", by=given.editor())

    said, _ = verify("verify_published")

    assert not [line for line in said if "bo-dahl" in line]


def published_of(name):
    by = given.checker()
    review = triage_actions.file_claim(
        text="Police funding was cut by half", claimant=name, said_on=date(2026, 3, 3), by=by
    )
    return stories.published(review=given.fresh(review))


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


def test_a_standard_that_no_admin_set_is_named(live_db):
    made_up = "INSERT INTO reviews_standard (version, template, origins_needed, reply_needed,"
    made_up += (
        " why_needed, policy, reason) VALUES (9, 'default', 0, false, false, 'Ours.', '')"
    )
    forge(live_db, (made_up, []))

    said, is_well = verify("verify_published")

    assert not is_well
    assert "/methodology/: history does not say who set the standard in force" in said


def test_a_check_of_somebody_whose_name_was_erased_verifies(live_db):
    editor = given.editor()
    check = stories.published(editor_=editor)
    accounts.erase_name(editor, why="A threat.", by=given.admin())

    said, _ = verify("verify_published")

    assert not [line for line in said if check.slug in line or f"user:{editor.pk} " in line]


def test_a_forged_role_is_refused_and_by_its_owner_named(live_db):
    person = given.checker()
    role = "UPDATE accounts_user SET role = 'editor' WHERE id = %s"
    with pytest.raises(psycopg.errors.RestrictViolation):
        forge(live_db, (role, [person.pk]))
    spoil(live_db, "accounts_user", role, person.pk)

    said, is_well = verify("verify_published")

    assert not is_well
    assert f"user:{person.pk} #1: {person.username} is editor, but history says checker" in said


def test_a_forged_by_line_is_named_and_a_chosen_one_is_not(live_db):
    person, other = given.checker(), given.checker()
    accounts.set_byline(other, choice="desk", by=other)
    forge(
        live_db,
        ("UPDATE accounts_user SET byline_choice = 'desk' WHERE id = %s", [person.pk]),
    )

    said, is_well = verify("verify_published")

    assert not is_well
    shown = "shown by desk, but history says name"
    assert [line for line in said if "shown by" in line] == [
        f"user:{person.pk} #1: {person.username} is {shown}"
    ]


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


def test_what_is_withheld_is_no_difference(servers, django_test_environment, django_db_blocker):
    with (
        servers.own_place("live_published_withheld") as place,
        django_db_blocker.unblock(),
        django_at(place),
    ):
        check = stories.published(review=given.queued(text="Tom Frost paid 3 million"))
        Front().ask(f"/checks/{check.slug}/")
        given.confirmed(given.withheld(check, "words", words="Tom Frost"))
        given.withheld(stories.corrected(), "name", words="Mara Brook")
        given.withheld(stories.from_article())

        published = verify("verify_published")
        history = verify("verify_history")

    assert published[1], published[0]
    assert history[1], history[0]


# --- facts that stand in place of what was approved -----------------------------------------


def test_somebody_made_a_private_person_past_the_desk_is_named(live_db):
    """Readers would be shown `described_as` wherever the claimant's name was approved."""
    check = published_of("Cora Dent")
    claimant = check.claim.claimant_id
    person = "UPDATE claims_claimant SET kind = 'private-person',"
    person += " described_as = 'A convicted swindler' WHERE id = %s"
    columns = "UPDATE reviews_publication SET claimant_slug = '', privacy_changed_at = now(),"
    columns += " words = replace(words, 'Cora Dent', 'A convicted swindler') WHERE id = %s"
    forge(live_db, (person, [claimant]), (columns, [check.pk]))

    said = said_of(check)

    assert "its claimant is shown as a private person, and history does not say so" in said


def private(name, **more):
    by = given.checker()
    review = triage_actions.file_claim(
        text="Police funding was cut by half",
        claimant=name,
        claimant_kind="private-person",
        said_on=date(2026, 3, 3),
        by=by,
        **more,
    )
    return stories.published(review=given.fresh(review))


def test_a_private_person_who_is_named_past_the_desk_is_named(live_db):
    check = private("Dora Elm")
    person = "UPDATE claims_claimant SET kind = 'person' WHERE id = %s"
    columns = "UPDATE reviews_publication SET claimant_slug = 'dora-elm',"
    columns += " words = replace(words, 'a private person', 'Dora Elm') WHERE id = %s"
    forge(live_db, (person, [check.claim.claimant_id]), (columns, [check.pk]))

    said = said_of(check)

    assert "its claimant is a private person, and is shown by name" in said


def test_other_words_in_place_of_a_private_person_are_named(live_db):
    check = private("Ed Fenn", described_as="a resident of Elm Street")
    other = "a convicted swindler"
    person = "UPDATE claims_claimant SET described_as = %s WHERE id = %s"
    columns = "UPDATE reviews_publication"
    columns += " SET words = replace(words, 'a resident of Elm Street', %s) WHERE id = %s"
    forge(live_db, (person, [other, check.claim.claimant_id]), (columns, [other, check.pk]))

    said = said_of(check)

    shown = "what stands in place of its claimant is"
    assert f'{shown} "{other}", but should be "a resident of Elm Street"' in said


def test_private_persons_as_the_desk_describes_them_verify(live_db):
    said_at_once, said_later = private("Fay Gall", described_as="a nurse"), published_of("Gus")
    claimant, editor = said_later.claim.claimant, given.editor()
    describe_claimant_or_propose(claimant, kind="private-person", by=editor)
    describe_claimant_or_propose(claimant, described_as="a driver", by=editor)
    again = published_of("Hal Iden")
    for kind in ("private-person", "person"):
        describe_claimant_or_propose(again.claim.claimant, kind=kind, by=editor)

    said, _ = verify("verify_published")

    claims_of = [f"claim:{one.claim_id}" for one in (said_at_once, said_later, again)]
    slugs = [one.claim.publications.get().slug for one in (said_at_once, said_later, again)]
    assert not [line for line in said if any(one in line for one in [*claims_of, *slugs])]


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


def test_a_reader_credited_for_a_correction_past_the_desk_is_named(live_db):
    check = stories.corrected()
    report = given.report(check.review)
    credit = "INSERT INTO reviews_correctedreport (report_id, correction_id, is_credited)"
    made_up = f"{credit} VALUES (%s, %s, true)"
    forge(live_db, (made_up, [report.pk, check.corrections.get().pk]))

    said = said_of(check)

    assert "correction 1: a reader is credited for it, and history does not say so" in said


def test_an_address_that_no_check_left_is_named(live_db):
    check = stories.published()
    old = "INSERT INTO reviews_oldaddress (slug, publication_id, is_withheld, moved_at)"
    old += " VALUES (%s, %s, false, now())"
    forge(live_db, (old, [f"the-mayor-lied-{check.pk}", check.pk]))

    said = said_of(check)

    what = f"history does not say that its address was ever the-mayor-lied-{check.pk}"
    assert what in said


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
