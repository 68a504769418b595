"""Forged words that readers would be shown: `verify_published` names each one."""

from datetime import date

import psycopg
import pytest

from accounts.models import User
from claims.statements import actions as statement_actions
from readers.pagecache import store as pagecache_store
from reviews.archived_pages import erasure
from reviews.triage import actions as triage_actions
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


def published_of(name):
    by = given.checker()
    review = triage_actions.file_claim(
        text="Police funding was cut by half", claimant=name, said_on=date(2026, 3, 3), by=by
    )
    return stories.published(review=given.fresh(review))


def test_a_standard_that_no_admin_set_is_named(live_db):
    made_up = "INSERT INTO reviews_standard (version, template, origins_needed, reply_needed,"
    made_up += (
        " why_needed, policy, reason) VALUES (9, 'default', 0, false, false, 'Ours.', '')"
    )
    forge(live_db, (made_up, []))

    said, is_well = verify("verify_published")

    assert not is_well
    assert "/methodology/: history does not say who set the standard in force" in said


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


def test_an_address_that_no_check_left_is_named(live_db):
    check = stories.published()
    old = "INSERT INTO reviews_oldaddress (slug, publication_id, is_withheld, moved_at)"
    old += " VALUES (%s, %s, false, now())"
    forge(live_db, (old, [f"the-mayor-lied-{check.pk}", check.pk]))

    said = said_of(check)

    what = f"history does not say that its address was ever the-mayor-lied-{check.pk}"
    assert what in said
