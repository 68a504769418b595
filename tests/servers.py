"""The engines of a test run: started when first asked for, databases from one template."""

import itertools
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.core.management import call_command
from psycopg import sql

from factcheck.database import APP, OWNER
from factcheck.embedded.engines import CARELESS, SUPERUSER, Postgres, Valkey, embedded
from factcheck.embedded.processes import end, guard, kill
from tests.settings import DATABASE, FOLDER, TEMPLATE


@dataclass(frozen=True)
class Place:
    """A database made from the template and a Valkey database number: one desk's engines."""

    database: str
    url: str  # as factcheck_app
    owner_url: str
    superuser_url: str
    redis_url: str


class Servers:
    """A running PostgreSQL and Valkey with a migrated template."""

    def __init__(self) -> None:
        settings = {**CARELESS, "max_connections": "200"}
        self.postgres: Postgres
        self.valkey: Valkey
        self.postgres, self.valkey, _ = embedded(FOLDER, settings=settings)
        self._numbers = itertools.count(1)
        self._guard = guard(FOLDER)
        self._valkey_server = self.valkey.start()
        self.postgres.initialise()
        self._postgres_server = self.postgres.start()
        self.postgres.wait_until_ready(self._postgres_server)
        self.valkey.wait_until_ready(self._valkey_server)
        self.postgres.provide(TEMPLATE)

    def migrate_template(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)

    def place(self, database: str, number: int) -> Place:
        return Place(
            database,
            self.postgres.url(APP, database),
            self.postgres.url(OWNER, database),
            self.postgres.url(SUPERUSER, database),
            self.valkey.url(number),
        )

    def create(self, database: str) -> None:
        self._as_superuser(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy"),
            database,
            OWNER,
            TEMPLATE,
        )
        # A template's own privileges are not copied with it.
        self._as_superuser(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC"), database)
        self._as_superuser(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}"), database, APP)

    def drop(self, database: str) -> None:
        self._as_superuser(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)"), database)

    @contextmanager
    def own_place(self, database: str, *, lasts: bool = False) -> Iterator[Place]:
        """A database and a Valkey number of one's own, gone afterwards.

        One that `lasts` keeps what it has acknowledged when its server is cut off.
        """
        number = next(self._numbers)
        self.create(database)
        if lasts:
            self._as_superuser(
                sql.SQL("ALTER DATABASE {} SET synchronous_commit = on"), database
            )
        try:
            yield self.place(database, number)
        finally:
            self.drop(database)

    def _as_superuser(self, statement: sql.SQL, *names: str) -> None:
        with psycopg.connect(
            self.postgres.url(SUPERUSER, SUPERUSER), autocommit=True
        ) as server:
            server.execute(statement.format(*map(sql.Identifier, names)))

    def restart_postgres(self, by: signal.Signals) -> None:
        """End it by SIGINT ("fast") or SIGQUIT ("immediate", a crash), and start it again."""
        end(self._postgres_server, by=by, seconds=30)
        self._postgres_server = self.postgres.start()
        self.postgres.wait_until_ready(self._postgres_server)

    def stop(self) -> None:
        end(self._postgres_server, by=self.postgres.farewell)
        end(self._valkey_server, by=self.valkey.farewell)
        kill(self._guard)


def settled_urls_hold(servers: Servers) -> bool:
    """Whether the engines listen where `tests/settings.py` said that they would."""
    return (
        servers.postgres.url(APP, DATABASE),
        servers.postgres.url(OWNER, TEMPLATE),
        f"unix://{quote(str(servers.valkey.socket))}?db=0",
    ) == (settings.DATABASE_URL, settings.DATABASE_OWNER_URL, settings.REDIS_URL)
