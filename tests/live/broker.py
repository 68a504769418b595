"""A Valkey of a test's own, which may be emptied, stopped, killed and filled."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import redis

from factcheck.embedded.engines import embedded
from factcheck.embedded.processes import end, guard, kill


class Broker:
    def __init__(self, folder):
        self._folder = folder
        _, self._valkey, _ = embedded(folder)
        self._guard = guard(folder)
        self.url = self._valkey.url()
        self.asked = redis.Redis.from_url(self.url)
        self.start()

    def start(self):
        self._server = self._valkey.start()
        self._valkey.wait_until_ready(self._server)

    def stop(self):
        end(self._server, by=self._valkey.farewell)

    def crash(self, *, forgets):
        """`kill -9`; with `forgets` all that it wrote is gone too, as on a new machine."""
        kill(self._server)
        if forgets:
            for left in (self._folder / "valkey").glob("appendonlydir"):
                shutil.rmtree(left)

    def close(self):
        self.stop()
        kill(self._guard)

    def waiting(self, queue):
        """How many messages nobody has taken yet."""
        return self.asked.llen(queue)

    def taken(self):
        """How many messages are with a worker that has not finished them."""
        return self.asked.hlen("unacked")


@contextmanager
def own_broker():
    """A `Broker` in a folder of its own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fc-broker-", dir="/tmp"))
    made = Broker(folder)
    try:
        yield made
    finally:
        made.close()
        shutil.rmtree(folder)
