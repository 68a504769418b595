"""End commands quietly when nobody reads their output any more: `extract … | head`."""

import os
import sys
from typing import Any

from django.core.management import BaseCommand

CLOSED = 141
"""The exit status of programs that a closed pipe ends: 128 and the number of SIGPIPE."""


class PipedCommand(BaseCommand):
    """A command whose output is often read by another program.

    If that program ends first, this one does too, without a traceback. Standard output is then
    replaced, so that Python doesn't complain again when it ends.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            result: str | None = super().execute(*args, **options)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(CLOSED)
        return result
