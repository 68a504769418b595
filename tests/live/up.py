"""One `manage.py up` in a folder of its own, for tests that start, kill and end it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress

import psutil
from django.conf import settings

from factcheck.embedded.processes import left_behind
from tests.live.desk import DIGEST
from tests.settings import FOLDER
from tests.waiting import wait_until


def give_static(var, static_files):
    """Static files that are collected already, where the first start is not what is tested."""
    (var / "static").symlink_to(static_files)
    shutil.copy(static_files.with_name(DIGEST), var)


class Up:
    """One `manage.py up` in a folder of its own, with its output line by line."""

    def __init__(self, var, port, **environment):
        self.var, self.port = var, port
        usual = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SITE_URL"}
        }
        self.output = (FOLDER / f"up.{port}.txt").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=settings.BASE_DIR,
            env={
                **usual,
                "VAR": str(var),
                "PORT": str(port),
                "HOST": "127.0.0.1",
                "DEMO": "0",
                "WEB_WORKERS": "1",
                **environment,
            },
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )

    def everything(self):
        """Every process that it started, directly or not, by the system's own account."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def said(self):
        self.output.seek(0)
        return self.output.read()

    def wait_until_ready(self, seconds=120):
        wait_until(
            lambda: self.is_ready() or self.process.poll() is not None,
            seconds=seconds,
            what="ready or ended",
        )
        assert self.is_ready(), self.said()
        return self

    def is_ready(self):
        return f"\nready http://127.0.0.1:{self.port}/\n" in self.said()

    def end(self, by=signal.SIGTERM):
        self.process.send_signal(by)
        return self.process.wait(60)

    def health(self):
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/healthz", timeout=20
            ) as answer:
                return json.load(answer)
        except OSError:
            return {}

    def is_well(self):
        health = self.health()
        return bool(health) and all(health.values())

    def pids(self, *words):
        """The running processes of this desk whose command line has all these words."""
        found = set()
        for process in left_behind(self.var):
            with suppress(psutil.Error):
                if set(words) <= set(process.cmdline()):
                    found.add(process.pid)
        return found
