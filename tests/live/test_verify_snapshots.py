"""`verify_snapshots` names archived pages that the owner of the database changed."""

import itertools
import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from history.models import Event
from reviews.archived_pages import erasure
from reviews.evidence import actions as evidence_actions
from sources.captures import actions as capture_actions
from sources.captures import run as capture_run
from sources.captures.models import Capture
from sources.snapshots import erasure as snapshot_erasure
from sources.snapshots import orphan_files
from sources.snapshots.models import Snapshot
from sources.snapshots.storage import KeptFiles, put_bytes, storage_name
from tests import given
from tests.live.fixtures import django_at
from tests.live.verifiers import spoil, verify
from tests.sources.safe_fetch.hostile_servers import Stranger, answer, policy
from tests.sources.stores import RefusingStore

_numbers = itertools.count(1)


@pytest.fixture
def place(servers, django_test_environment, django_db_blocker):
    """A database of this test's own, to be spoiled."""
    with (
        servers.own_place(f"live_verifying_{next(_numbers)}") as place,
        django_db_blocker.unblock(),
        django_at(place),
    ):
        yield place


@pytest.fixture
def page(place):
    """A kept page whose bytes no other test has kept."""
    return given.kept_page(f"A page that {place.database} spoils.")


@pytest.fixture
def body(page):
    """Its file. What a test makes of it is undone: the folder is every test's."""
    path = Path(default_storage.path(page.storage_name))
    kept = path.read_bytes()
    yield path
    path.unlink(missing_ok=True)
    path.write_bytes(kept)


def test_untouched_pages_verify(page):
    other = given.kept_page()

    assert verify("verify_snapshots") == (
        ["2 archived pages: the bytes of each are those that were archived."],
        True,
    )
    assert verify("verify_snapshots", "--sample", "1")[0][0].startswith("1 archived pages")
    assert other.pk != page.pk


def test_one_flipped_byte_of_a_kept_page_is_named(page, body):
    given.kept_page()
    flipped = bytearray(body.read_bytes())
    flipped[3] ^= 1
    body.chmod(0o600)
    body.write_bytes(flipped)

    said, is_well = verify("verify_snapshots")

    assert not is_well
    assert len(said) == 1
    assert said[0].startswith(
        f"snapshot:{page.pk} {page.sha256}: its {page.size} bytes hash to"
    )


def test_bytes_that_are_gone_are_named_for_every_row_that_kept_them(page, body):
    again = given.kept_page(body.read_text())
    body.unlink()

    said, is_well = verify("verify_snapshots")

    assert not is_well
    assert said == [f"snapshot:{p.pk} {p.sha256}: its bytes are gone" for p in (page, again)]


def test_a_row_turned_to_other_kept_bytes_is_told_by_history(place, page):
    other = given.kept_page("Other words, kept as well as these.")
    spoil(
        place,
        "sources_snapshot",
        "UPDATE sources_snapshot SET (sha256, size) = (%s, %s) WHERE id = %s",
        *(other.sha256, other.size, page.pk),
    )

    said, is_well = verify("verify_snapshots")

    assert not is_well
    what = f"history records other bytes: {page.sha256}"
    assert said == [f"snapshot:{page.pk} {other.sha256}: {what}"]
    assert Snapshot.objects.filter(sha256=other.sha256).count() == 2


def test_a_store_that_answers_nothing_is_told_row_by_row_to_the_end(page, monkeypatch):
    other = given.kept_page()
    erased = given.kept_page("Words that a court had erased.")
    erasure.erase_page(erased, why="A court ordered it.", by=given.admin())
    monkeypatch.setattr(default_storage, "_wrapped", RefusingStore())

    said, is_well = verify("verify_snapshots", "--orphans", "show")

    assert not is_well
    why = "(The storage of archived pages failed: QuotaExceeded)"
    unread, untold = (
        "its bytes cannot be read",
        "it was erased, but the storage cannot say if it is gone",
    )
    assert set(said[:3]) == {
        f"snapshot:{page.pk} {page.sha256}: {unread} {why}",
        f"snapshot:{other.pk} {other.sha256}: {unread} {why}",
        f"snapshot:{erased.pk} {erased.sha256}: {untold} {why}",
    }
    assert said[3:] == ["1 were erased by law."]


def test_pages_of_a_disk_that_is_not_mounted_are_not_said_to_be_gone(
    page, monkeypatch, tmp_path
):
    monkeypatch.setattr(default_storage, "_wrapped", KeptFiles(location=tmp_path))

    said, is_well = verify("verify_snapshots")

    assert not is_well
    assert len(said) == 1
    start = f"snapshot:{page.pk} {page.sha256}: its bytes cannot be read (The storage of"
    assert said[0].startswith(f"{start} archived pages is not mounted: {tmp_path} has no file")
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_the_store_does_not_give_is_named(captured, monkeypatch):
    opened = default_storage.open

    def refuse_the_second_time(name, mode="rb"):
        if name == storage_name(captured.warc_sha256) and name in asked:
            raise RefusingStore.Refused
        asked.append(name)
        return opened(name, mode)

    asked = []
    monkeypatch.setattr(default_storage, "open", refuse_the_second_time)

    said, is_well = verify("verify_snapshots")

    assert not is_well
    why = "(The storage of archived pages failed: Refused)"
    what = f"its WARC record: it cannot be read {why}"
    assert said == [f"snapshot:{captured.pk} {captured.sha256}: {what}"]


@pytest.fixture
def captured(place):
    """A page that was fetched, with its WARC record."""
    body = f"<title>A page</title><p>Fetched for {place.database}.".encode()
    with Stranger(answer(body)) as site:
        url = f"http://kept.test:{site.port}/"
        capture = capture_actions.ask_for_capture(url, by=given.checker())
        leased = Capture.objects.lease(capture.pk)
        capture_run.fetch_capture(leased, policy(("kept.test", site.port), ports=[site.port]))
    return Snapshot.objects.get(captures=capture)


def file_of(sha256):
    return Path(default_storage.path(storage_name(sha256)))


def test_a_fetched_page_verifies_with_its_record(captured):
    assert verify("verify_snapshots")[1]


def test_one_flipped_byte_of_a_record_is_named(captured):
    record = file_of(captured.warc_sha256)
    flipped = bytearray(record.read_bytes())
    flipped[30] ^= 1
    record.chmod(0o600)
    record.write_bytes(flipped)

    said, is_well = verify("verify_snapshots")

    assert not is_well
    start = f"snapshot:{captured.pk} {captured.sha256}: its WARC record: its"
    assert said[0].startswith(start)


def test_a_record_that_is_gone_or_of_another_page_is_named(place, captured):
    other = given.kept_page("Words that are no record.")
    spoil(
        place,
        "sources_snapshot",
        "UPDATE sources_snapshot SET (warc_sha256, warc_size) = (%s, %s) WHERE id = %s",
        *(other.sha256, other.size, captured.pk),
    )
    told = verify("verify_snapshots")
    file_of(other.sha256).unlink()
    gone = verify("verify_snapshots")

    assert not told[1]
    assert not gone[1]
    assert "its WARC record " in told[0][0]
    assert any("its WARC record: its bytes are gone" in line for line in gone[0])


def test_a_record_turned_to_another_is_told_by_history(place, captured):
    spoil(
        place,
        "sources_snapshot",
        "UPDATE sources_snapshot SET (warc_sha256, warc_size) = ('', 0) WHERE id = %s",
        captured.pk,
    )

    said, is_well = verify("verify_snapshots")

    assert not is_well
    assert said[0].endswith(": history records another WARC record: " + captured.warc_sha256)


def test_a_page_erased_by_law_is_counted_apart_and_its_bytes_must_be_gone(captured):
    snapshot_erasure.erase(captured, why="A court ordered it.", by=given.admin())

    said, is_well = verify("verify_snapshots")
    assert is_well
    assert said[0] == "1 were erased by law."

    file_of(captured.warc_sha256).write_bytes(b"left behind")
    said, is_well = verify("verify_snapshots")
    file_of(captured.warc_sha256).unlink()
    assert not is_well
    assert said[0].endswith(": it was erased, but its WARC record is still there")


def test_after_a_page_is_erased_with_its_words_in_reviews_all_verifies(place):
    by = given.checker()
    page = given.kept_page("The clerk was dismissed in 2019 over the accounts.", by=by)
    piece = given.evidence(
        given.taken(by=by),
        by=by,
        snapshot=page,
        quote="The clerk was dismissed in 2018 over the accounts.",
    )
    evidence_actions.take_near(piece, by=by)
    given.archived(page)
    given.published(by=by)

    erasure.erase_page(page, why="A court ordered it.", by=given.admin())

    blanked = Event.objects.exclude(side__redacted_why="").values_list("kind", flat=True)
    assert set(blanked) == {"take-near", "note-archived"}
    assert verify("verify_history")[1]
    assert verify("verify_snapshots")[1]


def test_a_file_that_no_row_names_is_an_orphan_after_a_day_and_can_be_removed(place, captured):
    left, _ = put_bytes(f"Left by a crash of {place.database}.".encode())
    file = file_of(left)
    assert left not in orphan_files.found()
    two_days_ago = file.stat().st_mtime - 2 * 86400
    for path in (file, file_of(captured.sha256), file_of(captured.warc_sha256)):
        os.utime(path, (two_days_ago, two_days_ago))

    found = list(orphan_files.found())
    is_removed, is_kept = orphan_files.remove(left), orphan_files.remove(captured.sha256)

    assert left in found
    assert {captured.sha256, captured.warc_sha256}.isdisjoint(found)
    assert (is_removed, is_kept) == (True, False)
    assert not file.exists()
    assert file_of(captured.sha256).exists()


def test_the_command_counts_files_that_no_row_names(place):
    left, _ = put_bytes(f"Another left by a crash of {place.database}.".encode())
    two_days_ago = file_of(left).stat().st_mtime - 2 * 86400
    os.utime(file_of(left), (two_days_ago, two_days_ago))

    shown = verify("verify_snapshots", "--orphans", "show")
    removed = verify("verify_snapshots", "--orphans", "remove")

    assert f"no row names {left}" in shown[0]
    assert f"no row names {left}" in removed[0]
    assert not file_of(left).exists()
