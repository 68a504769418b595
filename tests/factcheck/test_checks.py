"""`check --deploy` refuses what must not go live, and asks the database about its guards."""

import os
import secrets
import subprocess
import sys
from dataclasses import replace

import psycopg
import pytest
from django.conf import settings as desk
from django.db import connection

from factcheck import checks
from factcheck.checks import GUARDS
from sources.safe_fetch import DEFAULT

LIVE = {
    "SECRET_KEY": secrets.token_urlsafe(48),
    "DEBUG": False,
    "REQUIRE_MFA": True,
    "HTTPS": True,
}


@pytest.fixture
def live(settings, monkeypatch):
    """An installation that may go live."""
    for name, value in LIVE.items():
        setattr(settings, name, value)
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PROXIES", "0")
    return settings


def ids(messages):
    return [message.id for message in messages]


def test_an_installation_that_may_go_live_passes(live):
    assert checks.it_may_go_live() == []
    assert checks.local_addresses_are_refused() == []


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("DEBUG", True, "003"),
        ("SECRET_KEY", "short", "004"),
        ("SECRET_KEY", "", "004"),
        ("SECRET_KEY", "django-insecure-" + "k" * 50, "004"),
        ("REQUIRE_MFA", False, "005"),
        ("HTTPS", False, "006"),
    ],
)
def test_what_must_not_go_live_is_an_error_that_says_what_to_do(live, name, value, number):
    setattr(live, name, value)

    (found,) = checks.it_may_go_live()

    assert found.id == f"factcheck.E{number}"
    assert found.is_serious()
    assert found.hint


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"EMAIL_HOST": "mail.example.org"}, []),
        ({"EMAIL_HOST": ""}, ["factcheck.W001"]),
        ({"CONTACT": ""}, ["factcheck.W003"]),
        ({"READER_KEY": "k", "READER_URL": "http://models.example.org/v1"}, ["factcheck.W002"]),
        ({"READER_KEY": "k", "READER_URL": "https://models.example.org/v1"}, []),
        ({"READER_KEY": "k", "READER_URL": "http://127.0.0.1:8080/v1"}, []),
        ({"READER_KEY": "", "READER_URL": "http://models.example.org/v1"}, []),
        (
            {"FACT_CHECK_TOOLS_KEY": "k", "FACT_CHECK_TOOLS_URL": "http://tools.example.org"},
            ["factcheck.W004"],
        ),
    ],
)
def test_letters_without_a_server_and_keys_in_the_open_are_warned_of(live, given, found):
    live.EMAIL_HOST, live.CONTACT = "mail.example.org", "desk@example.org"
    for name, value in given.items():
        setattr(live, name, value)

    warned = checks.letters_and_keys_go_where_they_should()

    assert ids(warned) == found
    assert all(message.hint for message in warned)


def test_the_owner_s_address_in_the_environment_is_warned_of(live):
    live.DATABASE_OWNER_URL = "postgresql://factcheck_owner@db.example.org/factcheck"
    assert ids(checks.the_owner_is_elsewhere()) == ["factcheck.W020"]

    live.DATABASE_OWNER_URL = ""
    assert checks.the_owner_is_elsewhere() == []


def test_whoever_goes_live_is_asked_how_many_proxies_stand_in_front(live, monkeypatch):
    live.EMAIL_HOST, live.CONTACT = "mail.example.org", "desk@example.org"
    monkeypatch.delenv("PROXIES")

    (asked,) = checks.letters_and_keys_go_where_they_should()

    assert asked.id == "factcheck.W005"
    assert "0 if there is none" in asked.hint


@pytest.mark.parametrize("name", ["HTTP_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_proxy_of_the_environment_is_refused(live, monkeypatch, name):
    monkeypatch.setenv(name, "http://127.0.0.1:3128")

    assert ids(checks.local_addresses_are_refused()) == ["factcheck.E002"]


def test_a_policy_that_allows_local_addresses_is_refused(live, monkeypatch):
    opening = frozenset({("kept.test", "127.0.0.1", 8000)})
    monkeypatch.setattr(checks, "DEFAULT", replace(DEFAULT, extra_allowed=opening))

    assert ids(checks.local_addresses_are_refused()) == ["factcheck.E001"]


def test_the_command_fails_on_a_laptop_s_settings_and_passes_on_live_ones(tmp_path):
    asked = [sys.executable, "manage.py", "check", "--deploy", "--tag", "security"]
    bare = {"PATH": os.environ["PATH"], "VAR": str(tmp_path)}
    good = {
        "SECRET_KEY": LIVE["SECRET_KEY"],
        "REQUIRE_MFA": "1",
        "SITE_URL": "https://a.example",
        "EMAIL_HOST": "mail.example",
        "CONTACT": "desk@a.example",
        "PROXIES": "1",
    }

    laptop, live = (
        subprocess.run(
            asked,
            check=False,
            cwd=desk.BASE_DIR,
            env={**bare, **environment},
            capture_output=True,
            text=True,
        )
        for environment in ({"SECRET_KEY": "short", "DEBUG": "1", "HTTP_PROXY": "a:1"}, good)
    )

    assert laptop.returncode == 1
    for number in range(2, 7):
        assert f"factcheck.E00{number}" in laptop.stderr
    assert live.returncode == 0, live.stderr
    assert "factcheck." not in live.stderr


@pytest.mark.django_db
def test_the_list_of_guards_is_the_migrations(live):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        made = set(cursor.fetchall())

    assert made == {(table, name) for table, names in GUARDS.items() for name in names}


@pytest.mark.django_db
def test_a_migrated_database_guards_itself():
    assert checks.the_database_guards_itself(databases=["default"]) == []
    assert checks.the_app_is_not_the_owner(databases=["default"]) == []


@pytest.mark.django_db
def test_a_database_that_is_not_asked_about_is_not_opened(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert checks.the_database_guards_itself() == []


@pytest.fixture
def owner(servers, django_db_setup):
    with psycopg.connect(
        servers.place(desk.DATABASE_URL.rpartition("/")[2], 0).owner_url
    ) as sql:
        yield sql


@pytest.mark.parametrize(
    ("spoil", "number"),
    [("DISABLE", "008"), ("ENABLE", "008"), ("ENABLE REPLICA", "008"), (None, "007")],
)
@pytest.mark.django_db
def test_a_guard_that_was_switched_off_or_removed_is_an_error(owner, spoil, number):
    table, name = "history_event", "event_never_changes"
    made = owner.execute(
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = %s", [name]
    ).fetchone()[0]
    alter = f"ALTER TABLE {table}"
    owner.execute(
        f"{alter} {spoil} TRIGGER {name}" if spoil else f"DROP TRIGGER {name} ON {table}"
    )
    owner.commit()
    try:
        (found,) = checks.the_database_guards_itself(databases=["default"])
    finally:
        if not spoil:
            owner.execute(made)
        owner.execute(f"{alter} ENABLE ALWAYS TRIGGER {name}")
        owner.commit()

    assert found.id == f"factcheck.E{number}"
    assert name in found.msg
    assert table in found.msg


@pytest.mark.django_db
def test_an_app_that_speaks_as_the_owner_is_refused(owner):
    owner.execute("GRANT UPDATE ON sources_snapshot TO factcheck_app")
    owner.commit()
    try:
        found = checks.the_app_is_not_the_owner(databases=["default"])
    finally:
        owner.execute("REVOKE UPDATE ON sources_snapshot FROM factcheck_app")
        owner.commit()

    assert ids(found) == ["factcheck.E009"]
    assert "UPDATE on sources_snapshot" in found[0].msg
