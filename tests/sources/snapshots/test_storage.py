"""The folder of kept pages: known by its mark, and written nowhere else."""

import ctypes
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from sources.snapshots import erasure
from sources.snapshots.storage import MARK, KeptFiles, has_room, put_bytes, storage_name
from tests import given

pytestmark = pytest.mark.django_db
NOBODY = 65534


def keep(folder, body=b"Minutes of the council."):
    """Write as captures do; returns the file."""
    name = KeptFiles(location=folder).save("ab/cd/minutes", ContentFile(body))
    return Path(folder, name)


@pytest.fixture
def store(tmp_path, monkeypatch):
    """The desk's store, in a folder of this test's own that is still to be made."""
    folder = tmp_path / "disk" / "kept"
    monkeypatch.setattr(default_storage, "_wrapped", KeptFiles(location=folder))
    return folder


def test_a_desk_that_has_kept_nothing_makes_its_folder_and_marks_it(store):
    page = given.kept_page()

    assert {path.name for path in store.iterdir()} == {MARK, page.sha256[:2]}
    assert page.body()


def test_a_desk_that_has_kept_pages_writes_nothing_where_its_disk_is_not_mounted(store):
    given.kept_page()
    aside = store.rename(store.with_name("aside"))
    store.mkdir()

    with pytest.raises(OSError, match="not mounted"):
        put_bytes(b"Kept on the wrong disk.")

    assert not has_room()
    assert list(store.iterdir()) == []
    store.rmdir()
    aside.rename(store)
    assert has_room()


def test_a_folder_that_is_gone_is_not_made_anew(store):
    given.kept_page()
    store.rename(store.with_name("aside"))

    with pytest.raises(OSError, match="not mounted"):
        put_bytes(b"Kept on the wrong disk.")

    assert not store.exists()


def test_what_was_written_on_the_wrong_disk_before_does_not_make_it_the_store(store):
    given.kept_page()
    store.rename(store.with_name("aside"))
    stray = store / storage_name("5" * 64)
    stray.parent.mkdir(parents=True)
    stray.touch()

    with pytest.raises(OSError, match="not mounted"):
        put_bytes(b"Kept on the wrong disk.")


def test_a_folder_that_was_copied_without_its_mark_is_marked_by_the_next_page(store):
    erased = given.kept_page("Words that a court had erased.")
    given.kept_page("Words that stand.")
    erasure.erase(erased, why="A court ordered it.", by=given.admin())
    (store / MARK).unlink()

    put_bytes(b"The next one.")

    assert (store / MARK).is_file()


def test_whoever_runs_the_desk_can_mark_a_folder_by_hand(store):
    given.kept_page()
    store.rename(store.with_name("lost"))
    store.mkdir()
    (store / MARK).touch()

    put_bytes(b"The first one after a loss.")

    assert has_room()


def test_kept_files_are_read_only_whatever_the_umask(tmp_path):
    usual = os.umask(0o077)
    try:
        file = keep(tmp_path)
    finally:
        os.umask(usual)

    assert file.stat().st_mode & 0o777 == 0o440


@contextmanager
def as_nobody():
    """This thread's files are opened as a user without rights, where it is root's."""
    set_user = ctypes.CDLL(None).setfsuid
    usual = set_user(NOBODY if os.geteuid() == 0 else os.geteuid())
    try:
        yield
    finally:
        set_user(usual)


def test_a_folder_that_may_only_be_read_is_not_written_and_nothing_half_is_left():
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # pytest's own is root's alone
        folder = Path(name)
        place = keep(folder).parent
        for path in (folder, place.parent, place):
            path.chmod(0o555)

        with as_nobody(), pytest.raises(PermissionError) as refused:
            KeptFiles(location=folder).save("ab/cd/another", ContentFile(b"Another."))
        with as_nobody(), pytest.raises(PermissionError):
            KeptFiles(location=folder).save("ef/01/another", ContentFile(b"Another."))

        assert Path(refused.value.filename).parent == place
        assert [path.name for path in place.iterdir()] == ["minutes"]
        for path in (folder, place.parent, place):
            path.chmod(0o755)


def test_a_file_in_place_of_a_subfolder_is_an_error_and_stays(tmp_path):
    keep(tmp_path)
    (tmp_path / "ef").write_text("not a folder")

    with pytest.raises(NotADirectoryError):
        KeptFiles(location=tmp_path).save("ef/01/another", ContentFile(b"Another."))

    assert (tmp_path / "ef").read_text() == "not a folder"
