"""Parsers of foreign bytes, one module for each format; they run only in `parser_process`.

Each yields records as soon as a step is done, so that finished steps survive a kill.
"""

MOST_CHARACTERS = 3_000_000  # characters of each text; longer ones are cut and marked
MOST_OUTPUT = 48_000_000  # bytes of all records
MOST_PAGES = 3_000

Record = dict[str, object]


class CannotParse(Exception):
    """These bytes are damaged or locked. The message is for the desk."""
