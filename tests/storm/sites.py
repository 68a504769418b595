"""Forty hosts on this machine, some slow, some broken, for as long as a storm lasts."""

from collections import Counter
from threading import Lock

from tests.sources.safe_fetch.hostile_servers import Stranger, answer

HOSTS = tuple(f"paper{n:02}.test" for n in range(40))
SLOW = 1.5
"""Seconds that a slow page takes."""
KINDS = {
    "plain": 70,
    "html": 8,
    "slow": 8,
    "flaky": 5,
    "missing": 4,
    "broken": 2,
    "cut": 3,
}
"""What pages there are, and how many in a hundred: see `Sites.serve`."""


class Sites:
    """One listening server under forty names; counts who came for what."""

    def __init__(self):
        self.visits = Counter()
        self._lock = Lock()
        self.stranger = Stranger(self.serve)

    @property
    def opening(self):
        """For `OPEN_DOOR`: every name with the one port."""
        return ",".join(f"{host}:{self.stranger.port}" for host in HOSTS)

    def url(self, kind, number):
        return f"http://{HOSTS[number % len(HOSTS)]}:{self.stranger.port}/{kind}/{number}"

    def serve(self, connection, request, stranger):
        path = request.split(b" ")[1].decode()
        kind = path.split("/")[1]
        with self._lock:
            self.visits[path] += 1
            is_first = self.visits[path] == 1
        if kind == "slow":
            stranger.closing.wait(SLOW)
        if kind == "missing":
            connection.sendall(answer(b"", status=b"404 Not Found"))
        elif kind == "broken" or (kind == "flaky" and is_first):
            connection.sendall(answer(b"", status=b"503 Service Unavailable"))
        elif kind == "cut":
            whole = answer(words(path))
            connection.sendall(whole[: len(whole) // 2])
        elif kind == "html":
            page = b"<!doctype html><title>Budget</title><article><p>%s</article>" % words(path)
            connection.sendall(answer(page))
        else:
            connection.sendall(answer(words(path), headers=[b"Content-Type: text/plain"]))


def words(name):
    """The words of one page, which no other has."""
    lines = (f"Line {n} of {name}: the budget fell by {n + 2} percent." for n in range(20))
    return "\n".join(lines).encode()
