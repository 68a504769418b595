"""Snapshots: archived pages, their storage, text and erasure."""
