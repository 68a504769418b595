"""A running desk of a test's own: the real programs, on its own database and Valkey number."""

import os
import socket
import sys
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path
from subprocess import Popen

from celery import Celery

from factcheck.embedded import commands
from factcheck.embedded.processes import end, guard, kill, last_lines, spawn
from tests.servers import Place
from tests.waiting import wait_until

DIGEST = "static.digest"


def free_port() -> int:
    """A port of the loopback address that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Desk:
    """Starts, stops and kills the desk's programs by name: web, captures, work, beat."""

    def __init__(self, place: Place, var: Path, **environment: str) -> None:
        self.place = place
        self.var = var
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DATABASE_URL": place.url,
            "DATABASE_OWNER_URL": "",
            "DATABASE_POOL": "8",
            "REDIS_URL": place.redis_url,
            "SNAPSHOTS": os.environ["VAR"] + "/snapshots",
            "SITE_URL": self.url,
            "VAR": str(var),
            "WEB_WORKERS": "1",
            "REMAP_SIGTERM": "SIGQUIT",
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        self._running: dict[str, Popen[bytes]] = {}
        self._guard: Popen[bytes] | None = None

    def start(self, *names: str, app: str = "factcheck", **environment: str) -> None:
        """Start programs side by side and wait until each of them answers.

        `app` is the Celery application of workers and beat: a test may name one of its own that
        lets its worker reach a `.test` host.
        """
        self.launch(*names, app=app, **environment)
        for name in names:
            wait_until(partial(self._is_up, name), seconds=60, what=f"{name} is up")

    def launch(self, *names: str, app: str = "factcheck", **environment: str) -> None:
        """Start programs and wait for none. A second one of a kind is `beat-2`, `work-2`."""
        self._guard = self._guard or guard(self.var)
        for name in names:
            assert name not in self._running, f"{name} runs already"
            kind = name.partition("-")[0]
            if kind == "web":
                argv = commands.web("127.0.0.1", self.port)
            elif kind == "beat":
                argv = commands.beat(app=app)
            else:
                argv = commands.worker(kind, app=app)
                argv[argv.index("-n") + 1] = f"{name}@%h"
            self._running[name] = spawn(
                argv,
                desk=self.var,
                log=self._log(name),
                env={**self.environment, **environment},
            )

    def _is_up(self, name: str) -> bool:
        code = self._running[name].poll()
        assert code is None, f"{name} ended with {code}:\n{self.log(name)}"
        if name == "web":
            return self.status("/healthz") != 0
        if name.startswith("beat"):
            return "beat: Starting" in self.log(name)
        return self.worker_answers(name)

    def worker_answers(self, name: str) -> bool:
        broker = self.place.redis_url.replace("unix://", "redis+socket://")
        # Not "current": the tests' own process goes on ringing with the desk's application.
        url = broker.replace("?db=", "?virtual_host=")
        with (
            Celery(broker=url, set_as_current=False) as app,
            # Its own connection: a pooled one may be of a broker that was stopped since.
            app.connection_for_write() as connection,
        ):
            connection.ensure_connection(max_retries=1, timeout=1)
            replies = app.control.ping(
                timeout=0.5,
                limit=1,
                pattern=f"{name}@*",
                matcher="glob",
                connection=connection,
            )
        return bool(replies)

    def status(self, path: str) -> int:
        """The HTTP status of a GET, 0 when nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def kill(self, *names: str) -> None:
        """`kill -9` of the program and all that it started, at once."""
        for name in names:
            kill(self._running.pop(name))

    def stop(self, *names: str) -> None:
        """SIGTERM, as `manage.py up` does it; without names: everything."""
        for name in names or tuple(self._running):
            end(self._running.pop(name))
        if not self._running and self._guard:
            kill(self._guard)
            self._guard = None

    def ended(self) -> list[str]:
        """Programs that ended by themselves or by somebody else's hand; forgotten with this."""
        names = [name for name, process in self._running.items() if process.poll() is not None]
        self.kill(*names)
        return names

    def runs(self, name: str) -> bool:
        """Whether it was started and not ended by the test; it may have died."""
        return name in self._running

    def pid(self, name: str) -> int:
        return self._running[name].pid

    def log(self, name: str) -> str:
        return last_lines(self._log(name), 60)

    def _log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"

    def manage(self, *words: str, seconds: float = 120) -> str:
        """What `manage.py WORDS` prints when run on this desk; it must end with 0."""
        log = self._log("manage")
        log.unlink(missing_ok=True)
        process = spawn(
            [sys.executable, "manage.py", *words],
            desk=self.var,
            log=log,
            env={**self.environment, "DATABASE_OWNER_URL": self.place.owner_url},
        )
        code = process.wait(seconds)
        assert code == 0, f"manage.py {' '.join(words)} ended with {code}:\n{log.read_text()}"
        return log.read_text()


def collect_static(folder: Path) -> None:
    """Collect the static files into `folder`/static, and note their digest beside them."""
    log = folder / "log" / "collectstatic.log"
    ignored = ("--no-input", "--ignore", "redoc", "--verbosity", "0")
    collecting = spawn(
        [sys.executable, "-c", COLLECTING, str(folder / DIGEST), "collectstatic", *ignored],
        desk=folder,
        log=log,
        env={**os.environ, "VAR": str(folder)},
    )
    assert collecting.wait(180) == 0, log.read_text()


COLLECTING = """
import sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from factcheck.startup_checks import static_digest

digest = static_digest()
call_command(*sys.argv[2:])
Path(sys.argv[1]).write_text(digest)
"""
