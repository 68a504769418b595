"""What a storm does to a desk. Each fault is real: signals, a restart, an emptied broker."""

import signal
from contextlib import suppress

import psutil
import redis


class Faults:
    """Faults by name; the numbers are those of docs/explanation/faults.md."""

    def __init__(self, desk, servers, broker):
        self._desk, self._servers, self._broker = desk, servers, broker

    def names(self):
        return [name for name in sorted(vars(Faults)) if name.startswith("fault_")]

    def do(self, name):
        getattr(self, name)()

    def fault_1_kill_the_child_that_reads(self):
        """`kill -9` of the process below the worker `work`; Celery itself starts another."""
        with suppress(psutil.NoSuchProcess, KeyError):
            for child in psutil.Process(self._desk.pid("work")).children():
                child.kill()

    def fault_1_kill_the_worker_that_fetches(self):
        """`kill -9` of the worker `captures` with its fifty threads."""
        with suppress(KeyError):
            self._desk.kill("captures")

    def fault_2_kill_both_workers(self):
        for name in ("captures", "work"):
            with suppress(KeyError):
                self._desk.kill(name)

    def fault_8_restart_postgresql(self):
        """A "fast" restart: every session is cut."""
        self._servers.restart_postgres(signal.SIGINT)

    def fault_13_empty_the_broker(self):
        with suppress(redis.RedisError):
            self._broker.asked.flushall()

    def fault_16_kill_the_broker_and_start_it_empty(self):
        self._broker.crash(forgets=True)
        self._broker.start()

    def fault_32_kill_beat(self):
        with suppress(KeyError):
            self._desk.kill("beat")
