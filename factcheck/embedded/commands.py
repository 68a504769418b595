"""The command lines of the desk's programs, for `manage.py up`, for tests and for operators.

The worker `captures` waits on the network and has threads; `work` extracts, parses and renders
and has one process; `beat` only dispatches.
"""

import os
import sys

HEADER_SECONDS = 10
"""How long a client may take for the headers of a request, and between two requests."""
HEADER_BYTES = 64 * 1024
CONNECTIONS = 4096
"""Open connections of one process; granian accepts no more until some of them end."""


def web(host: str, port: int) -> list[str]:
    """The web server: `WEB_WORKERS` processes (2), of `web_threads()` threads each.

    HTTP/1 only: while granian waits to learn which version a client speaks, no deadline runs.
    """
    return [
        *(sys.executable, "-m", "granian", "--interface", "rsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", os.environ.get("WEB_WORKERS", "2")),
        *("--http", "1", "--no-ws"),
        *("--http1-header-read-timeout", str(HEADER_SECONDS * 1000)),
        *("--http1-buffer-size", str(HEADER_BYTES)),
        *("--backlog", str(CONNECTIONS), "--backpressure", str(CONNECTIONS)),
        "factcheck.rsgi:application",
    ]


def web_threads() -> int:
    """Requests that one web process works on at the same time: `WEB_THREADS` (8)."""
    return int(os.environ.get("WEB_THREADS", "8"))


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
        *("-S", "factcheck.beat:HeartbeatScheduler", "--pidfile=", "--loglevel", "INFO"),
    ]
