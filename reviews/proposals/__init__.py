"""Proposals: sources that finders found, for a person to use or dismiss."""
