"""What `prepare_database` lets the app do, asked of PostgreSQL itself."""

from functools import partial

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from factcheck import env_files
from factcheck.database import prepare_database


def test_every_test_speaks_as_the_app(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("factcheck_app",)


@pytest.fixture
def table(servers, django_db_setup):
    """A table that the owner makes after `prepare_database`, with a sequence."""
    with psycopg.connect(
        servers.place("factcheck_test", 0).owner_url, autocommit=True
    ) as owner:
        owner.execute("CREATE TABLE probe (id serial PRIMARY KEY, word text)")
        yield "probe"
        owner.execute("DROP TABLE probe")


@pytest.fixture
def app():
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as connected:
        yield connected


def test_the_app_reads_and_writes_what_the_owner_makes(table, app):
    app.execute("INSERT INTO probe (word) VALUES ('one')")
    app.execute("UPDATE probe SET word = 'two'")
    assert app.execute("SELECT word FROM probe").fetchall() == [("two",)]
    app.execute("DELETE FROM probe")


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE probe",
        "DROP TABLE probe",
        "ALTER TABLE probe ADD other text",
        "ALTER TABLE probe DISABLE TRIGGER ALL",
        "CREATE TABLE mine ()",
        "CREATE TEMPORARY TABLE mine ()",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE EXTENSION citext",
        "CREATE DATABASE mine",
        "SET ROLE factcheck_owner",
        "SET session_replication_role = replica",
    ],
)
def test_the_app_may_not(statement, table, app):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(statement)


def test_without_the_owners_url_migrate_says_so(settings):
    settings.DATABASE_OWNER_URL = ""

    with pytest.raises(CommandError, match="DATABASE_OWNER_URL is missing"):
        call_command("migrate")


def test_the_kept_address_of_the_owner_is_for_the_database_it_was_kept_with(tmp_path):
    env_files.write_env(tmp_path, {"DATABASE_URL": "postgresql://app@a/desk"})
    env_files.write_owner_url(tmp_path, "postgresql://owner@a/desk")

    kept = partial(env_files.read_owner_url, tmp_path)
    assert kept(database_url="postgresql://app@a/desk") == "postgresql://owner@a/desk"
    assert kept(database_url="postgresql://app@elsewhere/desk") == ""

    env_files.write_owner_url(tmp_path, "")
    assert kept(database_url="postgresql://app@a/desk") == ""


def test_preparing_twice_changes_nothing(servers, django_db_setup, app):
    with psycopg.connect(servers.place("factcheck_test", 0).owner_url) as owner:
        prepare_database(owner)

    assert app.execute("SELECT similarity('abc', 'abd') > 0, unaccent('é')").fetchone() == (
        True,
        "e",
    )
