"""Quarantine: files that may be illegal to possess."""
