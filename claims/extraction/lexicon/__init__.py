"""The word lists of each language."""
