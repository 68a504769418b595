"""Readers of foreign bytes, one module for each kind; they run in `parse_child` alone.

Each yields records as soon as a step is done, so that what was ready before a kill is kept.
"""

MOST_CHARACTERS = 3_000_000  # of each text; what is longer is cut and marked
MOST_OUTPUT = 48_000_000  # bytes of all records
MOST_PAGES = 3_000

Record = dict[str, object]


class CannotParse(Exception):
    """These bytes are not what they look like, or locked. The message is for the desk."""
