"""Captures, snapshots, publishers: the only code that opens a socket to strangers."""
