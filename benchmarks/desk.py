"""Run a desk to measure: `manage.py up` with its own engines, durable as in production."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class BenchDesk:
    """The address of a running desk, its sign-ins and its engines."""

    url: str
    var: Path

    @property
    def environment(self) -> dict[str, str]:
        lines = (self.var / "env").read_text(encoding="utf-8").splitlines()
        pairs = (line.split("=", 1) for line in lines if "=" in line)
        return {name: value.strip("'\"") for name, value in pairs}

    @property
    def broker_url(self) -> str:
        return broker_of(self.environment["REDIS_URL"])

    def token(self, username: str) -> str:
        return self._user(username)["token"]

    def sign_in(self, username: str) -> dict[str, str]:
        """Return the fields of the sign-in form."""
        return {"login": username, "password": self._user(username)["password"]}

    def _user(self, username: str) -> dict[str, str]:
        users = json.loads((self.var / "demo.json").read_text(encoding="utf-8"))["users"]
        found: dict[str, str] = next(user for user in users if user["username"] == username)
        return found


def broker_of(redis_url: str) -> str:
    """Return Celery's form of the address of an embedded engine."""
    return redis_url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running() -> Iterator[BenchDesk]:
    """Run a desk with the demo; it is stopped and removed afterwards."""
    var = Path(tempfile.mkdtemp(prefix="fc-bench-"))
    port = free_port()
    environment = {
        **{k: v for k, v in os.environ.items() if not k.endswith(("_URL", "SECRET_KEY"))},
        "VAR": str(var),
        "PORT": str(port),
        "API_RATE_USER": "100000000/min",
        "API_RATE_ANONYMOUS": "100000000/min",
    }
    up = subprocess.Popen(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + 300
        assert up.stdout is not None
        for line in up.stdout:
            if line.startswith("ready "):
                break
            if time.monotonic() > deadline:
                raise RuntimeError("The desk didn't start within five minutes.")
        else:
            raise RuntimeError(f"The desk didn't start: exit {up.wait()}.")
        yield BenchDesk(f"http://127.0.0.1:{port}", var)
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(60)
        shutil.rmtree(var, ignore_errors=True)
