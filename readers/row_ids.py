"""Reads numbers that stand in addresses and forms, whatever was typed in their place."""

LONGEST = 18
"""Digits of a key: the database has none with more, and Python refuses to read thousands."""


def key_in(written: str | None) -> int | None:
    """The number that this is, None where it is no number that a row could have."""
    is_key = written and written.isascii() and written.isdigit() and len(written) <= LONGEST
    return int(written) if is_key and written else None
