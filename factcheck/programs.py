"""The desk's own programs and how each is started: by `manage.py up`, by tests, by an operator.

`captures` waits on the network and has threads; `work` reads, parses and renders and has one
process; `beat` only rings.
"""

import os
import sys

WORKERS = ("captures", "work")


def web(host: str, port: int) -> list[str]:
    """The web server. `WEB_WORKERS` processes (2) of `WEB_THREADS` threads (8) each."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", os.environ.get("WEB_WORKERS", "2")),
        *("--blocking-threads", os.environ.get("WEB_THREADS", "8")),
        *("--no-ws", "factcheck.wsgi:application"),
    ]


def worker(name: str, *, app: str = "factcheck") -> list[str]:
    """A Celery worker for the queue `name`, which answers to `name@HOST`."""
    pool = {
        "captures": ("-P", "threads", "-c", "50"),
        "work": ("-P", "prefork", "-c", "1", "-O", "fair"),
    }[name]
    return [
        *(sys.executable, "-m", "celery", "-A", app, "worker"),
        *("-Q", name, "-n", f"{name}@%h", *pool, "--loglevel", "INFO"),
        *("--without-gossip", "--without-mingle"),
    ]


def beat(*, app: str = "factcheck") -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "-A", app, "beat"),
        *("-S", "factcheck.beat:Pulse", "--pidfile=", "--loglevel", "INFO"),
    ]
