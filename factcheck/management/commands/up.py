"""`manage.py up`: start the whole desk on one machine, keep it running, stop it in order.

Engines, migrations, static files, then web, both workers and beat side by side. `PORT`, `HOST`
and `VAR` come from the environment; so may `DATABASE_URL` and `REDIS_URL`, and then that engine
is somebody else's.
"""

import errno
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import BaseCommand, CommandError, get_commands

from factcheck import env_files, startup_checks
from factcheck.database import APP, OWNER
from factcheck.embedded import commands, data_dir
from factcheck.embedded.data_dir import CannotStart
from factcheck.embedded.engines import EngineError, Postgres, Valkey, embedded
from factcheck.embedded.processes import end, guard, kill, last_lines, spawn
from factcheck.embedded.run_as_user import NoAccount
from factcheck.embedded.supervisor import GaveUp, Program, Supervisor

Running = subprocess.Popen[bytes]
ENGINES = ("PostgreSQL", "Valkey")
READY_SECONDS = 120.0
HIGHEST_PORT = 65535
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - compared, not bound

PREPARED = {
    "migrate": "migrated",
    "check": "the database enforces its rules",
    "collectstatic": "static files collected",
}


class Stopped(Exception):
    """Somebody asked the desk to stop."""


class Command(BaseCommand):
    help = "Start the whole desk and keep it running; Ctrl-C stops it."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.began = time.monotonic()
        self.var: Path = settings.VAR
        self.host = os.environ.get("HOST") or "127.0.0.1"
        self.port = _port(os.environ.get("PORT") or "8000")
        self.url = f"http://{_reachable(self.host)}:{self.port}/"
        # No program started from here has the owner's address in its environment.
        self.owner_url = os.environ.pop("DATABASE_OWNER_URL", "")
        self.is_stopping = False
        self.chores: list[Running] = []
        for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, self._note_the_wish_to_stop)
        self.supervisor = Supervisor(self.say)
        try:
            with data_dir.only_one(self.var, self.url):
                self._run()
        except (CannotStart, EngineError, NoAccount, GaveUp) as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise CommandError(f"The disk is full: free some space for {self.var}.") from None

    def _run(self) -> None:
        guarding = guard(self.var)
        try:
            self._start()
            self._keep_running()
        except Stopped:
            self.say("stopping")
        finally:
            for chore in self.chores:
                end(chore, seconds=5)
            self.supervisor.stop(but=ENGINES)
            self.supervisor.stop()
            kill(guarding)
        self.say(f"stopped; all data is in {self.var}")

    def _note_the_wish_to_stop(self, _signum: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def say(self, what: str) -> None:
        self.stdout.write(f"{time.monotonic() - self.began:6.1f} s  {what}")
        self.stdout.flush()

    # --- starting ----------------------------------------------------------------------------

    def _start(self) -> None:
        data_dir.refuse_without_room(self.var)
        if ended := data_dir.end_leftovers(self.var):
            self.say(f"{ended} programs left behind by a crash were ended")
        data_dir.refuse_taken_port(self.host, self.port)
        self.given = data_dir.given(self.var, os.environ)
        values = self._settle_values(self._start_engines())
        env_files.write_env(self.var, values)
        env_files.write_owner_url(self.var, self.owner_url)
        self.environment = {**self.given, **values}
        self._prepare(values)
        for name, argv in {
            "web": commands.web(self.host, self.port),
            "captures": commands.worker("captures"),
            "work": commands.worker("work"),
            "beat": commands.beat(),
        }.items():
            self._launch(name, argv)
        self._fill_if_empty()
        self._wait_until_ready()
        self.supervisor.forgives = True
        self.say("web, both workers and beat answer")
        if self.host in EVERYWHERE and "ALLOWED_HOSTS" not in self.given:
            self.say("ALLOWED_HOSTS is not set, so other machines cannot reach it by name")
        self.stdout.write(f"ready {self.url}")
        self.stdout.flush()

    def _start_engines(self) -> dict[str, str]:
        """Start each engine that is not given by URL; return the URLs of those started."""
        if {"DATABASE_URL", "REDIS_URL"} <= set(self.given):
            return {}
        postgres, valkey, opened = embedded(self.var)
        if opened:
            self.say(
                "made accessible to the engines' own user, as root may not run PostgreSQL: "
                + "; ".join(opened)
            )
        urls = {}
        if "REDIS_URL" not in self.given:
            server = self._launch_engine("Valkey", valkey)
            urls["REDIS_URL"] = valkey.url()
        if "DATABASE_URL" not in self.given:
            postgres.initialise()
            postgres.wait_until_ready(self._launch_engine("PostgreSQL", postgres))
            postgres.provide()
            urls["DATABASE_URL"] = postgres.url(APP)
            self.owner_url = postgres.url(OWNER)
            self.say("PostgreSQL runs")
        if "REDIS_URL" in urls:
            valkey.wait_until_ready(server)
            self.say("Valkey runs")
        self._stop_if_asked()
        return urls

    def _launch_engine(self, name: str, engine: Postgres | Valkey) -> Running:
        return self.supervisor.start(Program(name, engine.start, engine.log, engine.farewell))

    def _settle_values(self, urls: dict[str, str]) -> dict[str, str]:
        """The environment of the desk's programs: given by the operator, or made here."""
        earlier = env_files.read_env(self.var)
        site = self.given.get("SITE_URL", self.url.rstrip("/"))
        hosts = self.given.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
        return {
            "VAR": str(self.var),
            "SITE_URL": site,
            "HTTPS": self.given.get("HTTPS", "1" if site.startswith("https:") else "0"),
            "ALLOWED_HOSTS": ",".join(dict.fromkeys([*hosts, _reachable(self.host)])),
            "SECRET_KEY": self.given.get("SECRET_KEY")
            or earlier.get("SECRET_KEY")
            or data_dir.new_secret(),
            "DATABASE_URL": self.given.get("DATABASE_URL", ""),
            "REDIS_URL": self.given.get("REDIS_URL", ""),
            **urls,
        }

    def _prepare(self, values: dict[str, str]) -> None:
        """Migrate and collect static files, side by side, if either is due."""
        due = {}
        try:
            if not startup_checks.is_migrated(values["DATABASE_URL"]):
                if not self.owner_url:
                    raise CannotStart(
                        "The database is not migrated, and DATABASE_OWNER_URL, whose role may"
                        " do that, is missing: set it, or run `manage.py migrate` where it is."
                    )
                due["migrate"] = ["migrate", "--no-input", "--verbosity", "0"]
            else:  # which `migrate` checks itself
                due["check"] = ["check", "--database", "default"]
        except psycopg.OperationalError as error:
            raise CannotStart(f"DATABASE_URL does not answer: {error}".strip()) from None
        static, noted = startup_checks.static_digest(), self.var / "static.digest"
        if not noted.is_file() or noted.read_text() != static:
            # The API's pages use swagger; redoc, in the same package, is as large again.
            due["collectstatic"] = [
                *("collectstatic", "--no-input", "--clear", "--verbosity", "0"),
                *("--ignore", "redoc"),
            ]
        running = {name: self._manage(name, *words) for name, words in due.items()}
        while running:
            self._stop_if_asked()
            for name, process in tuple(running.items()):
                if (code := process.poll()) is None:
                    continue
                if code:
                    raise GaveUp(f"manage.py {name} failed:\n{last_lines(self._log(name))}")
                del running[name]
                self.say(PREPARED[name])
            time.sleep(0.02)
        if "collectstatic" in due:
            noted.write_text(static)

    def _fill_if_empty(self) -> None:
        """Load the demo into a database of our own; `DEMO=1` or `DEMO=0` override this."""
        wanted = self.given.get("DEMO", "0" if "DATABASE_URL" in self.given else "1")
        self.demo: Running | None = None
        if wanted == "1" and "load_demo" in get_commands():
            self.demo = self._manage("demo", "load_demo")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        health: dict[str, bool] = {}
        while not (self._demo_is_loaded() and health and all(health.values())):
            self._stop_if_asked()
            self.supervisor.check()
            if time.monotonic() > deadline:
                missing = ", ".join(name for name, is_well in health.items() if not is_well)
                raise GaveUp(
                    f"The desk was not ready after {READY_SECONDS:.0f} s; what did not answer:"
                    f" {missing or 'web'}. See {self.var / 'log'}."
                )
            time.sleep(0.1)
            health = _health(self.url)

    def _demo_is_loaded(self) -> bool:
        if self.demo is None:
            return True
        code = self.demo.poll()
        if code:
            raise GaveUp(f"manage.py load_demo failed:\n{last_lines(self._log('demo'))}")
        if code == 0:
            self.stdout.write(self._log("demo").read_text(), ending="")
            self.demo = None
        return code == 0

    # --- running -----------------------------------------------------------------------------

    def _keep_running(self) -> None:
        while True:
            self._stop_if_asked()
            self.supervisor.check()
            time.sleep(0.2)

    def _stop_if_asked(self) -> None:
        if self.is_stopping:
            raise Stopped

    def _launch(self, name: str, argv: list[str]) -> None:
        # A worker that must end gives running jobs ten seconds and hands the rest back.
        environment = {**self.environment, "REMAP_SIGTERM": "SIGQUIT", "PYTHONUNBUFFERED": "1"}
        start = partial(spawn, argv, desk=self.var, log=self._log(name), env=environment)
        self.supervisor.start(Program(name, start, self._log(name)))

    def _manage(self, name: str, *words: str) -> Running:
        """Start `manage.py WORDS`, with its output in a log of its own."""
        log = self._log(name)
        log.unlink(missing_ok=True)
        chore = spawn(
            [sys.executable, settings.BASE_DIR / "manage.py", *words],
            desk=self.var,
            log=log,
            env=self.environment,
        )
        self.chores.append(chore)
        return chore

    def _log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
        raise CommandError(f"PORT={text} is not a port: give a number from 1 to 65535.")
    return int(text)


def _reachable(host: str) -> str:
    """The host by which this machine reaches a server that listens on `host`."""
    if host in EVERYWHERE:
        return EVERYWHERE[host]
    return f"[{host}]" if ":" in host else host


def _health(url: str) -> dict[str, bool]:
    """The answer of `/healthz`; empty if there is none."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url + "healthz", timeout=10) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        return dict(json.load(error)) if error.code == 503 else {}  # noqa: PLR2004
    except OSError:
        return {}
