"""Proposals: sources that finders found, for a person to take or refuse."""
