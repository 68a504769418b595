"""Reads row ids in addresses and forms, which may contain anything."""

LONGEST = 18
"""Digits of a key: the database has none with more, and Python refuses to read thousands."""


def key_in(written: str | None) -> int | None:
    """The number, or None if no row can have it."""
    is_key = written and written.isascii() and written.isdigit() and len(written) <= LONGEST
    return int(written) if is_key and written else None
