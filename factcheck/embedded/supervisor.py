"""Keep the desk's programs running, and stop them all, in order."""

import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.embedded.processes import kill, last_lines

LONGEST_PAUSE = 30.0
STEADY = 60.0
"""Seconds after which a restarted program no longer counts as failing."""
TRIES = 5


class GaveUp(Exception):
    """A program keeps ending; the message says which, and shows the end of its log."""


@dataclass
class Program:
    """One program: how it starts, which signal ends it, and where it writes."""

    name: str
    start: Callable[[], subprocess.Popen[bytes]]
    log: Path
    farewell: signal.Signals = signal.SIGTERM
    deaths: list[float] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None
    next_start: float = 0.0


class Supervisor:
    """Starts programs, restarts the ones that die with growing pauses, ends all of them."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._programs: list[Program] = []
        self.forgives = False
        """Whether a program that ends is restarted: only once the desk was ready."""

    def start(self, program: Program) -> subprocess.Popen[bytes]:
        self._programs.append(program)
        program.process = program.start()
        return program.process

    def check(self) -> None:
        """Restart programs that ended, after their pause. Raises `GaveUp` if that fails."""
        for program in self._programs:
            if program.process is None:
                if time.monotonic() >= program.next_start:
                    program.process = program.start()
            elif (code := program.process.poll()) is not None:
                self._note_death(program, code)

    def _note_death(self, program: Program, code: int) -> None:
        if program.process:
            kill(program.process)  # with everything that it started, which might hold its port
        program.process = None
        now = time.monotonic()
        program.deaths = [then for then in program.deaths if now - then < STEADY] + [now]
        ended = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
        if not self.forgives or len(program.deaths) >= TRIES:
            raise GaveUp(
                f"{program.name} {ended}. The end of {program.log}:\n{last_lines(program.log)}"
            )
        pause = min(2.0 ** (len(program.deaths) - 1), LONGEST_PAUSE)
        program.next_start = now + pause
        self._say(f"{program.name} {ended}; it starts again in {pause:g} s. See {program.log}")

    def stop(self, *, but: Iterable[str] = (), seconds: float = 20.0) -> None:
        """End every program except those named, all at once; by force after `seconds`."""
        ending = [program for program in self._programs if program.name not in set(but)]
        self._programs = [program for program in self._programs if program not in ending]
        running = [(program, program.process) for program in ending if program.process]
        for program, process in running:
            if process.poll() is None:
                process.send_signal(program.farewell)
        deadline = time.monotonic() + seconds
        for program, process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            if process.poll() is None:
                self._say(f"{program.name} did not end within {seconds:g} s and was killed.")
            kill(process)
