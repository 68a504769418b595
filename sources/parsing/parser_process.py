"""Parses foreign bytes in a process of its own, which may be killed at any time.

Run as `python -I parser_process.py MODE CPU_SECONDS WALL_SECONDS MEMORY_MB`; stdin is a line of
JSON ({"url": …} and other options of its mode) and then the bytes; stdout is one JSON record a
line, written as soon as a step is done, so that finished steps survive a kill. Only `parsing`
starts this.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

if __name__ == "__main__":  # -I leaves our own folder out of the path, so it is added last
    sys.path.append(str(Path(__file__).parents[2]))

from sources.parsing.formats import MOST_CHARACTERS, MOST_OUTPUT, CannotParse, Record

CANNOT_OPEN = 3  # exit status: not a document of this kind, or locked
MODES = {
    "html": ("html", "read_html"),
    "pdf": ("pdf", "read_pdf"),
    "pdf-plainly": ("pdf", "read_pdf_plainly"),
    "docx": ("docx", "read_docx"),
    "srt": ("subtitles", "read_srt"),
    "vtt": ("subtitles", "read_vtt"),
    "sbv": ("subtitles", "read_sbv"),
    "list": ("csv_statements", "read_list"),
    "mail": ("eml", "read_mail"),
    "attachments": ("eml", "read_attachments"),
    "feed": ("feeds", "read_feed"),
    "workbook": ("spreadsheets", "read_workbook"),
    "picture": ("rasterize", "read_picture"),
    "draw-picture": ("rasterize", "draw_picture"),
    "draw-pdf": ("rasterize", "draw_pdf_page"),
}
"""Mode → the module of `formats` and the function in it."""


def limit(cpu: int, wall: int, megabytes: int) -> None:
    """Limit this process before it reads a foreign byte, so that native code cannot escape."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(wall)  # its default action kills, even if our parent is gone


def main(mode: str, cpu: str, wall: str, megabytes: str) -> None:
    limit(int(cpu), int(wall), int(megabytes))
    asked = json.loads(sys.stdin.buffer.readline())
    body = sys.stdin.buffer.read()
    module, function = MODES[mode]
    read: Callable[..., Iterator[Record]]
    read = getattr(import_module(f"sources.parsing.formats.{module}"), function)
    left = MOST_OUTPUT
    try:
        for record in read(body, asked.pop("url"), **asked):
            left -= _write(record)
            if left < 0:
                sys.exit(1)
    except CannotParse as refusal:
        _write({"step": "refused", "why": str(refusal)})
        os._exit(CANNOT_OPEN)
    os._exit(0)  # without running the parsers' exit handlers


def _write(record: Record) -> int:
    """Print a record on its own line, its texts cut to the stored limit; return its size."""
    for name, value in record.items():
        if isinstance(value, str):
            record[name] = value[:MOST_CHARACTERS]
    line = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
    return len(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
