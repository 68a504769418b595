"""Prepare a database before its first migration, and connect to it as its owner.

There are two roles: `factcheck_owner` creates and migrates tables, `factcheck_app` serves and
works. `manage.py up` creates both in its own server; elsewhere an operator does.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import dj_database_url
import psycopg
from django.conf import settings
from django.core.management import CommandError
from django.db import connections
from psycopg import sql

from factcheck.env_files import read_owner_url

OWNER = "factcheck_owner"
APP = "factcheck_app"
EXTENSIONS = (
    "btree_gin",
    "pg_trgm",
    "unaccent",
)  # "trusted": the database's owner may create them
WELCOME_EXTENSIONS = ("vector",)  # created if the server has it and allows it


def prepare_database(owner: psycopg.Connection[tuple[object, ...]]) -> None:
    """Create the extensions and grant the app its rights. Safe to repeat.

    `owner` is a connection as the database's owner. `factcheck_app` gets SELECT, INSERT, UPDATE
    and DELETE on the tables that the owner will create, USAGE on sequences, EXECUTE on
    functions; never TRUNCATE, and no table of its own. The migration of a table that never
    changes revokes UPDATE and DELETE again.
    """
    with owner.transaction():
        for name in EXTENSIONS:
            owner.execute(_create_extension(name))
        for name in WELCOME_EXTENSIONS:
            _create_if_welcome(owner, name)
        for grant in (
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
            "GRANT USAGE ON SCHEMA public TO {app}",
            "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
            "GRANT CONNECT ON DATABASE {database} TO {app}",
            "{defaults} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
            "{defaults} GRANT USAGE ON SEQUENCES TO {app}",
            "{defaults} GRANT EXECUTE ON FUNCTIONS TO {app}",
        ):
            owner.execute(
                sql.SQL(grant).format(
                    app=sql.Identifier(APP),
                    database=sql.Identifier(owner.info.dbname),
                    defaults=sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public"),
                )
            )


def _create_extension(name: str) -> sql.Composed:
    return sql.SQL("CREATE EXTENSION IF NOT EXISTS {} SCHEMA public").format(
        sql.Identifier(name)
    )


def _create_if_welcome(owner: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    try:
        with owner.transaction():
            owner.execute(_create_extension(name))
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported):
        return  # not installed, or only a superuser may


def owner_url() -> str:
    """The address of the database's owner, from the environment or the file that `up` writes.

    Raises `CommandError` if neither has it.
    """
    url = settings.DATABASE_OWNER_URL or read_owner_url(
        settings.VAR, database_url=settings.DATABASE_URL
    )
    if not url:
        raise CommandError(
            "DATABASE_OWNER_URL is missing: this is for the database's owner, and DATABASE_URL"
            " is the app's. `manage.py up` stores both for its own server; for another one, set"
            " it in the environment of this command alone."
        )
    return url


@contextmanager
def as_owner(url: str = "") -> Iterator[None]:
    """Use Django's default connection as the database's owner, without the pool.

    `url` defaults to `owner_url()`. Only for commands of an operator: web and workers connect
    as the app.
    """
    url = url or owner_url()
    connection = connections["default"]
    _hang_up()
    usual = dict(connection.settings_dict)
    options = {key: value for key, value in usual["OPTIONS"].items() if key != "pool"}
    # A migration may wait longer for its locks than a page may.
    options["options"] = "-c lock_timeout=30000"
    connection.settings_dict.update(dj_database_url.parse(url), OPTIONS=options, CONN_MAX_AGE=0)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(usual)


def _hang_up() -> None:
    connection = connections["default"]
    connection.close()
    if connection.settings_dict.get("OPTIONS", {}).get("pool"):
        connection.close_pool()  # type: ignore[attr-defined]
