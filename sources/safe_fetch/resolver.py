"""Resolve a name to its addresses, within a wall-clock limit.

getaddrinfo has no timeout of its own, so it runs in a thread that may outlive the lookup.
"""

import os
import socket
import threading
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue

from sources.safe_fetch.errors import BY_HAND, CannotFetch

TOO_MANY = "Too many names are being looked up. Try again in a minute."

Resolver = Callable[[str, int], Sequence[str]]


class _ResolverThreads:
    """Threads that resolve names; if none is idle, another one is started."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget all threads: after a fork, they run only in the parent."""
        self._calls: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._idle = threading.Semaphore(0)

    def submit(self, call: Callable[[], None]) -> None:
        """Run `call` in another thread. Raises RuntimeError if no thread can be started."""
        if not self._idle.acquire(blocking=False):
            threading.Thread(target=self._work, name="dns", daemon=True).start()
        self._calls.put(call)

    def _work(self) -> None:
        while True:
            self._calls.get()()
            self._idle.release()


_RESOLVER_THREADS = _ResolverThreads()
os.register_at_fork(after_in_child=_RESOLVER_THREADS.reset)

# Threads of lookups that hang; with more than this, the machine's DNS is down.
_waiting = threading.BoundedSemaphore(64)


def system_resolver(host: str, port: int) -> Sequence[str]:
    """The machine's own resolver: IPv4 and IPv6 literals in the order to try them.

    Raises OSError if the name has no address or the resolver does not answer.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(sockaddr[0]) for *_, sockaddr in found]


def resolve(
    host: str, port: int, *, resolver: Resolver, seconds: float, most: int
) -> list[str]:
    """Resolve a name once, and return all addresses without repeats.

    Raises CannotFetch(dns) for no answer, an error, more than `most` addresses, or silence.
    """
    answer = _answer_in_time(host, port, resolver, seconds)
    if isinstance(answer, Exception):
        raise CannotFetch(
            "dns",
            f"The name {host} could not be found. Check its spelling, or try again later.",
        ) from answer
    addresses = list(dict.fromkeys(answer))
    if not addresses:
        raise CannotFetch("dns", f"The name {host} has no address. Check its spelling.")
    if len(addresses) > most:
        raise CannotFetch(
            "dns",
            f"The name {host} has {len(addresses)} addresses, more than we check. {BY_HAND}",
        )
    return addresses


def _answer_in_time(
    host: str, port: int, resolver: Resolver, seconds: float
) -> Sequence[str] | OSError | ValueError:
    """Ask the resolver in a thread: its answer or error. Raises CannotFetch(dns) if late."""
    if not _waiting.acquire(blocking=False):
        raise CannotFetch("dns", TOO_MANY)
    answers: SimpleQueue[Sequence[str] | OSError | ValueError] = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolver(host, port))
        except (OSError, ValueError) as error:  # ValueError covers UnicodeError from IDNA
            answers.put(error)
        finally:
            _waiting.release()

    try:
        _RESOLVER_THREADS.submit(ask)
    except RuntimeError:
        _waiting.release()
        raise CannotFetch("dns", TOO_MANY) from None
    try:
        return answers.get(timeout=max(seconds, 0.001))
    except Empty:
        raise CannotFetch(
            "dns",
            f"The name {host} could not be looked up in time. Try again in a few minutes.",
        ) from None
