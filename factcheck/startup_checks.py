"""Cheap checks before the desk's programs start, so that every start can make them."""

import hashlib
from pathlib import Path

import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.db.migrations.loader import MigrationLoader


def is_migrated(url: str) -> bool:
    """Whether every migration on disk was applied to the database at `url`."""
    on_disk = set(MigrationLoader(None).disk_migrations or {})
    with psycopg.connect(url, connect_timeout=10) as app:
        try:
            applied = app.execute("SELECT app, name FROM django_migrations").fetchall()
        except psycopg.errors.UndefinedTable:
            return False
    return on_disk <= {(str(label), str(name)) for label, name in applied}


def static_digest() -> str:
    """A digest of the names, sizes and times of all static files and how they are stored."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
