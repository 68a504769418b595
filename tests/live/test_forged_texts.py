"""Texts of kept pages: the database refuses to change one alone, and the verifier names it."""

import itertools

import psycopg
import pytest

from reviews.archived_pages import erasure, transcription
from sources.snapshots import actions
from sources.snapshots.models import TextHash
from tests import given
from tests.live.fixtures import django_at
from tests.live.verifiers import forge, spoil, verify
from tests.sources.pictures import picture

_numbers = itertools.count(1)
TEXT = "UPDATE sources_content SET text = 'Spending doubled.' WHERE snapshot_id = %s"
MAIN_TEXT = "UPDATE sources_content SET article_text = 'Twice.' WHERE snapshot_id = %s"
HASH = "INSERT INTO sources_texthash (snapshot_id, parser_version, text_sha256, "
HASH += "article_text_sha256) VALUES (%s, 'made up', repeat('0', 64), repeat('0', 64))"


@pytest.fixture
def place(servers, django_test_environment, django_db_blocker):
    """A database of this test's own, to be spoiled."""
    with (
        servers.own_place(f"live_forged_texts_{next(_numbers)}") as place,
        django_db_blocker.unblock(),
        django_at(place),
    ):
        yield place


@pytest.fixture
def page(place):
    return given.kept_page(f"Spending fell, says {place.database}.")


def wrong_texts():
    said, is_well = verify("verify_snapshots")
    return [line for line in said if line.startswith("snapshot:")], is_well


@pytest.mark.parametrize("statement", [TEXT, MAIN_TEXT])
def test_the_application_changes_no_text_of_a_kept_page_alone(place, page, statement):
    with pytest.raises(psycopg.errors.RestrictViolation, match="only together with a new row"):
        forge(place, (statement, [page.pk]))


@pytest.mark.parametrize("table", ["sources_content", "sources_texthash"])
def test_the_application_removes_no_row_of_a_text(place, page, table):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        forge(place, (f"DELETE FROM {table} WHERE snapshot_id = %s", [page.pk]))


def test_the_application_changes_no_hash_of_a_text(place, page):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        forge(place, ("UPDATE sources_texthash SET text_sha256 = repeat('0', 64)", []))


def test_the_database_itself_takes_what_a_row_of_hashes_says(place, page):
    (first,) = TextHash.objects.filter(snapshot=page)

    forge(place, (HASH, [page.pk]))

    made_up = TextHash.objects.filter(snapshot=page).last()
    assert made_up.text_sha256 == first.text_sha256
    assert (made_up.parser_version, made_up.is_found_later) == (first.parser_version, False)
    assert made_up.hashed_at > first.hashed_at


def test_a_text_changed_with_a_row_of_its_own_is_named_all_the_same(place, page):
    """The application may add a row, as it must: history has no word of it."""
    forge(place, (TEXT, [page.pk]), (HASH, [page.pk]))

    said, is_well = wrong_texts()

    assert not is_well
    what = "two different texts are recorded for one version of the parser"
    assert said == [f"snapshot:{page.pk}: {what}"]


def test_a_text_said_to_be_typed_is_named_where_history_has_no_such_line(place, page):
    typed = TEXT.replace("SET", "SET parser_version = '',")
    forge(place, (typed, [page.pk]), (HASH, [page.pk]))

    said, is_well = wrong_texts()

    assert not is_well
    what = "its text was changed by hand, but history has no such event"
    assert said == [f"snapshot:{page.pk}: {what}"]


def test_a_text_that_its_owner_changed_is_named_with_the_day_of_its_hash(place, page):
    other = given.kept_page("Other words.")
    spoil(place, "sources_content", TEXT, page.pk)
    day = f"{TextHash.objects.get(snapshot=page).hashed_at:%Y-%m-%d %H:%M} UTC"

    said, is_well = wrong_texts()

    assert not is_well
    assert said == [f"snapshot:{page.pk}: its text is not the one that was hashed on {day}"]
    assert other.pk != page.pk


def test_a_text_without_any_row_is_named(place, page):
    spoil(place, "sources_texthash", "DELETE FROM sources_texthash")

    assert wrong_texts() == ([f"snapshot:{page.pk}: its text was never hashed"], False)


def test_texts_typed_by_hand_verify_and_keep_a_row_of_each(place):
    page = given.parsed(
        actions.archive_by_hand(picture(), media_type="image/png", by=given.checker())
    )
    for text in ("Spending fell.", "Spending fell by 4 percent."):
        transcription.transcribe_page(page, text=text, by=given.checker())

    assert wrong_texts() == ([], True)
    assert TextHash.objects.filter(snapshot=page).count() == 3


def test_of_an_erased_page_the_hashes_stay_and_all_verifies(place, page):
    erasure.erase_page(page, why="A court ordered it.", by=given.admin())

    assert wrong_texts() == ([], True)
    assert TextHash.objects.filter(snapshot=page).count() == 1


def test_a_page_that_is_said_to_be_erased_and_was_not_is_named(place, page):
    erased = "UPDATE sources_content SET text = '', article_text = '', erased_at = now()"
    forge(place, (f"{erased} WHERE snapshot_id = %s", [page.pk]))

    said, is_well = wrong_texts()

    assert not is_well
    assert f"snapshot:{page.pk}: it is marked as erased, but history has no such event" in said
